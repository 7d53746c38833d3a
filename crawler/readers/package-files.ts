/** The text files of one package, by path inside it ("/" between segments, no leading "/"). */
export type PackageFiles = {
  paths(): string[];
  text(path: string): string | undefined;
};

/** An entry that was not read, and the reason. */
export type RefusedEntry = { path: string; why: string };

/** What unpacking gives: files, or one reason why there are none. */
export type Unpacked =
  { ok: true; files: PackageFiles; refused: RefusedEntry[] } | { ok: false; code: string; message: string };

/** Bounds on what one package may cost. A package is a stranger's: every one of these has been exceeded on purpose by somebody. */
export type PackageLimits = {
  entries: number;
  /** Bytes of all entries together, kept or not. */
  unpackedBytes: number;
  /** Bytes of the files that readers use: these stay in memory. */
  keptBytes: number;
  fileBytes: number;
  /** Unpacked bytes per packed byte. Real packages stay under 30; DEFLATE's own limit is 1,032. */
  ratio: number;
};

export const packageLimits: PackageLimits = {
  entries: 50_000,
  unpackedBytes: 400_000_000,
  keptBytes: 150_000_000,
  fileBytes: 30_000_000,
  ratio: 200,
};

const readable =
  /\.(?:[cm]?[jt]sx?|json|md|ya?ml|txt|map|py|go|toml|mod|csproj)$|(?:^|\/)(?:PKG-INFO|METADATA|pom\.xml|Gemfile|build\.gradle(?:\.kts)?)$/i;

/** Whether readers use files with this name. */
export function isReadable(path: string): boolean {
  return readable.test(path);
}

/** Why a path from an archive must not be used, or undefined when it is a plain relative path. */
export function unsafePath(path: string): string | undefined {
  if (path === "") return "its path is empty";
  if (path.includes("\0")) return "its path has a NUL";
  if (path.includes("\\")) return "its path has a backslash";
  if (path.startsWith("/")) return "its path is absolute";
  if (/^[a-z]:/i.test(path)) return "its path has a drive letter";
  if (path.split("/").includes("..")) return "its path has a .. segment";
  return undefined;
}

/** Files from decoded bytes. Text is decoded when asked for: most files of a package are never read. */
export function packageFiles(bytes: Map<string, Uint8Array>): PackageFiles {
  const decoder = new TextDecoder("utf-8");
  return {
    paths: () => [...bytes.keys()],
    text: (path) => {
      const content = bytes.get(path);
      return content && decoder.decode(content);
    },
  };
}

/** Files with those of another package below a folder, as npm puts dependencies into node_modules. */
export function mounted(files: PackageFiles, folder: string, other: PackageFiles): PackageFiles {
  const prefix = `${folder}/`;
  const theirs = (path: string): string | undefined =>
    path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
  return {
    paths: () => [...files.paths(), ...other.paths().map((path) => prefix + path)],
    text: (path) => {
      const inside = theirs(path);
      return inside === undefined ? files.text(path) : (other.text(inside) ?? files.text(path));
    },
  };
}

/** Files from texts, for packages that are already in memory. */
export function filesFromText(texts: Record<string, string>): PackageFiles {
  const map = new Map(Object.entries(texts));
  return { paths: () => [...map.keys()], text: (path) => map.get(path) };
}
