import { isReadable, type PackageFiles } from "../package-files.ts";
import { errorObject } from "./errors.ts";
import { parsedJson } from "./json-global.ts";
import { step, type Machine } from "./machine.ts";
import { insidePackage, isElsewhere, packageRoot, pathText } from "./node-path.ts";
import { fail } from "./tries.ts";
import { isThing, native, newArray, newObject, presume, unknown, type Site, type Value } from "./value.ts";

/** A call of node:fs or node:fs/promises, over the files of the package. Undefined when its result cannot be known. */
export function callFs(m: Machine, method: string, args: Value[], site: Site): { value: Value } | undefined {
  const name = method.replace(/Sync$/, "");
  const last = args.at(-1);
  const callback = isThing(last) && last.kind === "function" ? last : undefined;
  if (!callback && fails.has(name) && isMissing(m, args[0]))
    fail(m, errorObject(m, "ENOENT: no such file or directory", site, "ENOENT"), "files");
  const known = fsValue(m, name, callback ? args.slice(0, -1) : args, site);
  if (!known || !callback) return known;
  // The old way: fs.readFile(path, (error, text) => …).
  m.call(callback, undefined, name === "exists" ? [known.value] : [null, known.value], site);
  return { value: undefined };
}

/** What fails when there is no such file. */
const fails = new Set(["readFile", "readdir", "stat", "lstat", "access", "readJson", "readlink"]);

/** Whether there is no file at a path: files outside the package are presumed not to be there. */
function isMissing(m: Machine, place: Value): boolean {
  if (isElsewhere(place)) return true;
  const text = pathText(place);
  const path = text === undefined ? undefined : insidePackage(text);
  return path !== undefined && kindOf(m, path) === undefined && !isLeftOut(path);
}

function fsValue(m: Machine, name: string, args: Value[], site: Site): { value: Value } | undefined {
  const text = pathText(args[0]);
  const path = text === undefined ? undefined : insidePackage(text);
  const kind = path === undefined ? undefined : kindOf(m, path);
  const elsewhere = unknown("it depends on files outside the package", site);
  switch (name) {
    case "readFile": {
      const content = path === undefined ? undefined : m.files.text(path);
      return content === undefined ? undefined : { value: content };
    }
    case "readJson": {
      const content = path === undefined ? undefined : m.files.text(path);
      return content === undefined ? undefined : { value: parsedJson(content, site) };
    }
    case "pathExists":
    case "exists":
      // Files that a user may have put somewhere are presumed not to be there.
      if (path === undefined) return { value: presume(false, elsewhere) };
      // Databases and the like are left out when a package is unpacked.
      if (kind === undefined && isLeftOut(path)) return { value: presume(true, elsewhere) };
      return { value: kind !== undefined };
    case "readdir":
      return path !== undefined && kindOf(m, path) === "folder"
        ? { value: listFolder(m, path, args[1], site) }
        : undefined;
    case "stat":
    case "lstat":
      return kind === undefined ? undefined : { value: entry(kind, path ?? "", "", site) };
    case "realpath":
      return text === undefined ? undefined : { value: text };
    case "access":
    case "mkdir":
    case "writeFile":
      return { value: undefined };
    default:
      return undefined;
  }
}

/** Whether files of this name are not kept when a package is unpacked, so that nobody knows whether there is one. */
function isLeftOut(path: string): boolean {
  return /[^/]\.[^./]+$/.test(path) && !isReadable(path);
}

type Folder = Map<string, "file" | "folder">;
const folderMaps = new WeakMap<PackageFiles, Map<string, Folder>>();

/** What is in every folder of a package, by the folder's path ("" is the package itself). */
function foldersOf(files: PackageFiles): Map<string, Folder> {
  const known = folderMaps.get(files);
  if (known) return known;
  const made = new Map<string, Folder>([["", new Map()]]);
  for (const path of files.paths()) {
    let kind: "file" | "folder" = "file";
    for (let at = path; at !== ""; at = parentOf(at)) {
      const parent = made.get(parentOf(at)) ?? new Map<string, "file" | "folder">();
      made.set(parentOf(at), parent);
      const name = at.slice(at.lastIndexOf("/") + 1);
      if (parent.has(name)) break;
      parent.set(name, kind);
      kind = "folder";
    }
  }
  folderMaps.set(files, made);
  return made;
}

function parentOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

/** What is at a path of the package. */
function kindOf(m: Machine, path: string): "file" | "folder" | undefined {
  if (foldersOf(m.files).has(path)) return "folder";
  return foldersOf(m.files)
    .get(parentOf(path))
    ?.get(path.slice(path.lastIndexOf("/") + 1));
}

/** `readdir`, sorted as Linux file systems mostly are and npm packs them. */
function listFolder(m: Machine, path: string, options: Value, site: Site): Value {
  const flag = (name: string): boolean =>
    isThing(options) && options.kind === "object" && m.get(options, name, site) === true;
  const made: Value[] = [];
  const add = (folder: string, prefix: string, depth: number): void => {
    for (const [name, kind] of [...(foldersOf(m.files).get(folder) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
      step(m);
      const inner = folder === "" ? name : `${folder}/${name}`;
      made.push(flag("withFileTypes") ? entry(kind, name, `${packageRoot}/${folder}`, site) : prefix + name);
      if (kind === "folder" && flag("recursive") && depth < 20) add(inner, `${prefix}${name}/`, depth + 1);
    }
  };
  add(path, "", 0);
  return newArray(site, made);
}

/** A directory entry, or what `stat` gives. */
function entry(kind: "file" | "folder", name: string, parent: string, site: Site): Value {
  return newObject(site, [
    ["name", name],
    ["parentPath", parent],
    ["path", parent],
    ["isFile", native("isFile", () => kind === "file")],
    ["isDirectory", native("isDirectory", () => kind === "folder")],
    ["isSymbolicLink", native("isSymbolicLink", () => false)],
  ]);
}
