import { builtinModules } from "node:module";
import type { PackageFiles } from "../package-files.ts";
import { insidePackage, normal } from "./node-path.ts";
import { aliased } from "./tsconfig.ts";

export type Resolved = { kind: "file"; path: string } | { kind: "external"; module: string } | { kind: "missing" };

/**
 * Another package that tools may come from: what the manifest in the folder `from` asks for ("" is the package being read),
 * as a range of versions of the registry.
 */
export type WantedPackage = { name: string; range: string; from: string };

const builtins = new Set(builtinModules);
const extensions = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx", ".json"];
/** What TypeScript sources import under the name that the compiled file will have. */
const sources: Record<string, string[]> = {
  ".js": [".ts", ".tsx", ".jsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
  ".jsx": [".tsx"],
};

/**
 * The file that an import means. Other packages are external, but those in `follow`, which are looked for in node_modules
 * as Node does.
 */
export function resolve(
  files: PackageFiles,
  from: string,
  specifier: string,
  follow: ReadonlySet<string> = new Set(),
): Resolved {
  if (specifier.startsWith("node:") || builtins.has(specifier)) {
    return { kind: "external", module: `node:${specifier.replace(/^node:/, "")}` };
  }
  const root = rootOf(files, from);
  if (specifier.startsWith("#")) {
    const target = mapped(manifest(files, root).imports, specifier);
    return target === undefined ? { kind: "missing" } : fileAt(files, within(root, target));
  }
  if (!/^(?:file:\/\/)?\.{0,2}\//.test(specifier) && specifier !== "." && specifier !== "..") {
    const name = packageName(specifier);
    const own = manifest(files, root);
    if (name === own.name && own.exports !== undefined) return subpath(files, root, specifier.slice(name.length));
    const mounted = follow.has(name) ? mountOf(files, from, name) : undefined;
    if (mounted !== undefined) return subpath(files, mounted, specifier.slice(name.length));
    for (const path of aliased(files, from, specifier)) {
      const found = fileAt(files, path);
      if (found.kind === "file") return found;
    }
    const beside = root.includes("node_modules/") ? undefined : workspaceOf(files).get(name);
    return beside === undefined
      ? { kind: "external", module: specifier }
      : workspaceFile(files, beside, specifier.slice(name.length));
  }
  const plain = (insidePackage(specifier) === undefined ? specifier : `/${insidePackage(specifier) ?? ""}`).replace(
    /[?#].*$/,
    "",
  );
  const base = plain.startsWith("/") ? "" : from.split("/").slice(0, -1).join("/");
  return fileAt(files, normal(`${base}/${plain}`.replace(/^\/+/, "")));
}

/** What is code. */
export const code = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/** The code that a manifest names, or, where it is not built (a repository), the source that it is built from: under src, with the same name. */
export function builtFile(files: PackageFiles, path: string, root = ""): string | undefined {
  const plain = path.replace(/^(?:\.?\/)+/, "");
  for (const candidate of [
    plain,
    plain.replace(/^(?:dist|build|lib|out)\/(?:src\/)?/, "src/"),
    plain.replace(/^(?:dist|build|lib|out)\//, ""),
  ]) {
    const file = fileAt(files, within(root, candidate));
    if (file.kind === "file" && code.test(file.path)) return file.path;
  }
  return undefined;
}

const workspaces = new WeakMap<PackageFiles, Map<string, string>>();
const maxWorkspaces = 2_000;

/** The other packages of a repository, by name, with the folders that they are in. */
function workspaceOf(files: PackageFiles): Map<string, string> {
  const known = workspaces.get(files);
  if (known) return known;
  const found = new Map<string, string>();
  for (const path of pathsOf(files)) {
    if (!path.endsWith("/package.json") || path.includes("node_modules/") || found.size >= maxWorkspaces) continue;
    const folder = path.slice(0, -"/package.json".length);
    const { name } = manifest(files, folder);
    if (typeof name === "string" && !found.has(name)) found.set(name, folder);
  }
  workspaces.set(files, found);
  return found;
}

/** What an import of another package of the repository means; its manifest names what would be built. */
function workspaceFile(files: PackageFiles, root: string, path: string): Resolved {
  const found = subpath(files, root, path);
  if (found.kind === "file") return found;
  const { exports, module, main } = manifest(files, root);
  const targets =
    path === ""
      ? [firstPath(exports), module, main, "src/index", "index"]
      : [mapped(exports, `.${path}`), path, `src${path}`];
  for (const target of targets) {
    const file = typeof target === "string" ? builtFile(files, target, root) : undefined;
    if (file !== undefined) return { kind: "file", path: file };
  }
  return { kind: "missing" };
}

/** The file at a path that may lack its extension or name a folder. */
function fileAt(files: PackageFiles, path: string): Resolved {
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

/** The folder of the package that a file belongs to: its place in node_modules, or where the next manifest with a name is. */
export function rootOf(files: PackageFiles, path: string): string {
  const installed = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
  if (installed !== undefined) return installed;
  const known = pathsOf(files);
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
    const folder = path.slice(0, at);
    if (known.has(`${folder}/package.json`) && typeof manifest(files, folder).name === "string") return folder;
  }
  return "";
}

/** The package that an import names: `@scope/name` of `@scope/name/sub/path`. */
export function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Where node_modules has a package, as seen from a file. */
export function mountOf(files: PackageFiles, from: string, name: string): string | undefined {
  const known = pathsOf(files);
  const parts = from.split("/").slice(0, -1);
  for (let length = parts.length; length >= 0; length--) {
    if (parts[length - 1] === "node_modules") continue;
    const place = within(parts.slice(0, length).join("/"), `node_modules/${name}`);
    if (known.has(`${place}/package.json`)) return place;
  }
  return undefined;
}

function within(root: string, path: string): string {
  return root === "" ? path : `${root}/${path.replace(/^\.\//, "")}`;
}

/** What `name` or `name/path` gives of the package in the folder `root`: `path` is "" or starts with a slash. */
function subpath(files: PackageFiles, root: string, path: string): Resolved {
  const { exports, main } = manifest(files, root);
  if (exports !== undefined) {
    const target = path === "" ? firstPath(exports) : mapped(exports, `.${path}`);
    return target === undefined ? { kind: "missing" } : fileAt(files, within(root, target));
  }
  if (path !== "") return fileAt(files, within(root, path.slice(1)));
  const named = typeof main === "string" ? fileAt(files, within(root, main)) : undefined;
  return named?.kind === "file" ? named : fileAt(files, root);
}

/** What an `imports` or `exports` map gives for a name: an exact key wins over a pattern, and a longer pattern over a shorter. */
function mapped(map: unknown, specifier: string): string | undefined {
  if (typeof map !== "object" || map === null) return undefined;
  const patterns = Object.entries(map).sort(([a], [b]) => b.length - a.length);
  for (const [pattern, target] of [...patterns.filter(([key]) => key === specifier), ...patterns]) {
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
  if (Array.isArray(target)) return target.map((one) => firstPath(one, depth + 1)).find((one) => one !== undefined);
  for (const condition of ["node", "import", "module-sync", "default", "require", "."]) {
    const path = firstPath(record[condition], depth + 1);
    if (path !== undefined) return path;
  }
  return undefined;
}

const manifests = new WeakMap<PackageFiles, Map<string, Record<string, unknown>>>();

/** The manifest of the package in a folder ("" is the one being read), or an empty one when there is none that can be read. */
export function manifest(files: PackageFiles, root = ""): Record<string, unknown> {
  const known = manifests.get(files) ?? new Map<string, Record<string, unknown>>();
  manifests.set(files, known);
  const read = known.get(root) ?? readManifest(files.text(within(root, "package.json")));
  known.set(root, read);
  return read;
}

function readManifest(text: string | undefined): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text ?? "{}");
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
