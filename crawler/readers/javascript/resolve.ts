import { builtinModules } from "node:module";
import type { PackageFiles } from "../package-files.ts";

export type Resolved = { kind: "file"; path: string } | { kind: "external"; module: string } | { kind: "missing" };

const builtins = new Set(builtinModules);
const extensions = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx", ".json"];
/** What TypeScript sources import under the name that the compiled file will have. */
const sources: Record<string, string[]> = {
  ".js": [".ts", ".tsx", ".jsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
  ".jsx": [".tsx"],
};

/** The file of the package that an import means; other packages are external. */
export function resolve(files: PackageFiles, from: string, specifier: string): Resolved {
  if (specifier.startsWith("node:") || builtins.has(specifier)) {
    return { kind: "external", module: `node:${specifier.replace(/^node:/, "")}` };
  }
  if (specifier.startsWith("#")) {
    const target = importsMap(files, specifier);
    return target === undefined ? { kind: "missing" } : fileAt(files, target);
  }
  if (!/^\.{0,2}\//.test(specifier) && specifier !== "." && specifier !== "..")
    return { kind: "external", module: specifier };
  const plain = specifier.replace(/[?#].*$/, "");
  const base = plain.startsWith("/") ? "" : from.split("/").slice(0, -1).join("/");
  const parts: string[] = base === "" ? [] : base.split("/");
  for (const part of plain.split("/")) {
    if (part === "..") {
      if (parts.length === 0) return { kind: "missing" };
      parts.pop();
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return fileAt(files, parts.join("/"));
}

/** The file at a path that may lack its extension or name a folder. */
export function fileAt(files: PackageFiles, path: string): Resolved {
  const plain = path.replace(/^\.\//, "");
  const candidates = [plain];
  const extension = /\.[cm]?jsx?$/.exec(plain)?.[0];
  if (extension)
    for (const other of sources[extension] ?? []) candidates.push(plain.slice(0, -extension.length) + other);
  candidates.push(
    ...extensions.map((end) => plain + end),
    ...extensions.map((end) => (plain === "" ? `index${end}` : `${plain}/index${end}`)),
  );
  const known = pathsOf(files);
  const found = candidates.find((candidate) => known.has(candidate));
  return found === undefined ? { kind: "missing" } : { kind: "file", path: found };
}

const pathSets = new WeakMap<PackageFiles, Set<string>>();

/** The paths of a package, to ask whether one exists. */
export function pathsOf(files: PackageFiles): Set<string> {
  const known = pathSets.get(files) ?? new Set(files.paths());
  pathSets.set(files, known);
  return known;
}

function importsMap(files: PackageFiles, specifier: string): string | undefined {
  const imports = manifest(files).imports;
  if (typeof imports !== "object" || imports === null) return undefined;
  for (const [pattern, target] of Object.entries(imports)) {
    const [before = "", after] = pattern.split("*");
    if (after === undefined ? specifier !== pattern : !specifier.startsWith(before) || !specifier.endsWith(after))
      continue;
    const path = firstPath(target);
    const star = after === undefined ? "" : specifier.slice(before.length, specifier.length - after.length);
    if (path !== undefined) return path.replaceAll("*", () => star);
  }
  return undefined;
}

/** The first path in an `exports` or `imports` value, in the order that Node looks. */
export function firstPath(target: unknown, depth = 0): string | undefined {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null || depth > 10) return undefined;
  const record = target as Record<string, unknown>;
  for (const condition of ["node", "import", "default", "require", "."]) {
    const path = firstPath(record[condition], depth + 1);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** The package's manifest, or an empty one when there is none that can be read. */
export function manifest(files: PackageFiles): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(files.text("package.json") ?? "{}");
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
