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

/**
 * A repository's files as they are seen from one of its folders: those in it are a package's own; the others are there to be
 * imported, under paths that lead out of it (`../common/a.ts`). The folder may be written in any case. Undefined when the
 * repository has no such folder.
 */
export function seenFrom(files: PackageFiles, folder: string): PackageFiles | undefined {
  const wanted = folder.split("/").filter((part) => part !== "" && part !== ".");
  if (wanted.length === 0) return files;
  const lower = wanted.map((part) => part.toLowerCase());
  const real = new Map<string, string>();
  let found = false;
  for (const path of files.paths()) {
    const parts = path.split("/");
    let same = 0;
    while (same < lower.length && same < parts.length - 1 && parts[same]?.toLowerCase() === lower[same]) same += 1;
    found ||= same === lower.length;
    real.set("../".repeat(lower.length - same) + parts.slice(same).join("/"), path);
  }
  if (!found) return undefined;
  return {
    paths: () => [...real.keys()],
    text: (path) => {
      const inside = real.get(path);
      return inside === undefined ? undefined : files.text(inside);
    },
  };
}

/** Whether a path is that of a package's own file, and not of one beside it in its repository (`seenFrom`). */
export function isOwn(path: string): boolean {
  return !path.startsWith("../");
}

/** Files from texts, for packages that are already in memory. */
export function filesFromText(texts: Record<string, string>): PackageFiles {
  const map = new Map(Object.entries(texts));
  return { paths: () => [...map.keys()], text: (path) => map.get(path) };
}
