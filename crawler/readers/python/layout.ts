import { isOwn, type PackageFiles } from "../package-files.ts";

/** Where a package's Python modules are, by path and by dotted name. */
export type Layout = {
  /** The file of a module, or its folder with a "/" at the end (a package without `__init__.py`). */
  at(folder: string, dotted: string): string | undefined;
  find(dotted: string, importer: string): string | undefined;
  nameOf(path: string): string;
  /** Files that the package itself is made of: no tests, examples or documents. */
  sources: string[];
};

const besides =
  /(?:^|\/)(?:tests?|testing|examples?|docs?|samples?|demos?|benchmarks?|evals?|notebooks|fixtures|node_modules|\.venv|venv|site-packages|build|\.github)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|setup|noxfile|tasks)\.py$/i;

/** Modules that every server imports: a file of the same name somewhere else in a repository is not meant. */
const outside = new Set([
  "mcp",
  "fastmcp",
  "pydantic",
  "typing",
  "enum",
  "os",
  "json",
  "types",
  "logging",
  "collections",
]);

/** Looks at the paths of a package: each folder of Python files that is not itself a package is one that imports start from. */
export function layoutOf(files: PackageFiles): Layout {
  const modules = new Set(files.paths().filter((path) => path.endsWith(".py")));
  const folders = new Set<string>();
  for (const path of modules) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) folders.add(path.slice(0, at));
  }
  const isPackage = (folder: string) => modules.has(folder === "" ? "__init__.py" : `${folder}/__init__.py`);
  const rootOf = (path: string): string => {
    let folder = parentOf(path);
    while (folder !== "" && isPackage(folder)) folder = parentOf(folder);
    return folder;
  };
  const written = [...modules].filter((path) => !besides.test(path));
  const sources = written.filter(isOwn);
  const roots = new Set(["", "src", ...sources.map(rootOf), ...written.map(rootOf)]);

  const at = (folder: string, dotted: string): string | undefined => {
    const path = [folder, ...dotted.split(".")].filter((part) => part !== "").join("/");
    if (path === "") return modules.has("__init__.py") ? "__init__.py" : undefined;
    for (const file of [`${path}/__init__.py`, `${path}.py`]) if (modules.has(file)) return file;
    return folders.has(path) ? `${path}/` : undefined;
  };
  return {
    at,
    find(dotted, importer) {
      const own: string[] = [];
      for (let folder = parentOf(importer); folder !== ""; folder = parentOf(folder))
        if (roots.has(folder)) own.push(folder);
      const [first = ""] = dotted.split(".");
      const others = outside.has(first) ? [] : [...roots].filter((root) => !own.includes(root));
      for (const root of [...own, "", ...others]) {
        const found = at(root, dotted);
        // A folder without modules of its own is only a name that others may have as well.
        if (found !== undefined && (!found.endsWith("/") || !outside.has(first))) return found;
      }
      return undefined;
    },
    nameOf(path) {
      const root = rootOf(path.endsWith("/") ? `${path}x` : path);
      return path
        .slice(root === "" ? 0 : root.length + 1)
        .replace(/(?:\/__init__)?\.py$|\/$/, "")
        .replaceAll("/", ".");
    },
    sources,
  };
}

export function parentOf(path: string): string {
  const clean = path.endsWith("/") ? path.slice(0, -1) : path;
  return clean.slice(0, Math.max(clean.lastIndexOf("/"), 0));
}
