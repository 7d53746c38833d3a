import { bundleStart } from "../manifests.ts";
import { isOwn, type PackageFiles } from "../package-files.ts";
import { builtFile, code, firstPath, manifest, pathsOf } from "./resolve.ts";

const notCode = /\.d\.[cm]?ts$|\.min\.js$/;
const testPath =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|fixtures?|examples?|demos?|benchmarks?|node_modules|docs?)(?:\/|$)|[.-](?:test|spec|stories|bench)\.[cm]?[jt]sx?$|\.config\.[cm]?[jt]s$/i;

/** The files that a package starts from: programs first, because the server is one of them; then what it exports. */
export function entryFiles(files: PackageFiles): { programs: string[]; exported: string[] } {
  const { bin, main, module, exports } = manifest(files);
  const programs = typeof bin === "object" && bin !== null ? Object.values(bin) : [bin];
  const subpaths =
    typeof exports === "object" && exports !== null && "." in exports
      ? [(exports as Record<string, unknown>)["."]]
      : [exports];
  const exported = [...subpaths.map((path) => firstPath(path)), module, main, ...(main === undefined ? ["index"] : [])];
  const bundle = bundleStart(files);
  if (bundle?.type === "node") programs.unshift(bundle.path);
  return { programs: existing(files, programs), exported: existing(files, exported) };
}

function existing(files: PackageFiles, paths: unknown[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    if (typeof path !== "string") continue;
    const file = builtFile(files, path);
    if (file !== undefined) found.add(file);
  }
  return [...found];
}

/** All source files that may define tools: no tests, examples or type declarations; sources win over their build. */
export function sourceFiles(files: PackageFiles): string[] {
  const paths = [...pathsOf(files)].filter(isOwnCode);
  return paths.sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1)).slice(0, 2_000);
}

/** Whether a path is that of code of the package itself, and not of a test, an example, a dependency or types. */
export function isOwnCode(path: string): boolean {
  return isOwn(path) && code.test(path) && !notCode.test(path) && !testPath.test(path);
}

/** The major version of zod that the package asks for. */
export function zodVersion(files: PackageFiles): 3 | 4 {
  const { dependencies, peerDependencies, devDependencies } = manifest(files);
  for (const group of [dependencies, peerDependencies, devDependencies]) {
    const wanted: unknown =
      typeof group === "object" && group !== null ? (group as Record<string, unknown>).zod : undefined;
    if (typeof wanted === "string")
      return /(?:^|[^\d.])3(?:\.|$)/.test(wanted) && !/(?:^|[^\d.])4(?:\.|$)/.test(wanted) ? 3 : 4;
  }
  return 4;
}
