import type { ExternalCall, Machine } from "./machine.ts";
import { parentOf } from "./layout.ts";
import { external, list, type Args, type InstanceValue, type Module, type Site, type Value } from "./value.ts";
import { iterate } from "./iterate.ts";

/** What a module says of itself; undefined when it is no such name. Paths are those in the package. */
export function moduleMember(module: Module, name: string): Value | undefined {
  switch (name) {
    case "__name__":
      return module.name;
    case "__package__":
      return module.isPackage ? module.name : module.name.split(".").slice(0, -1).join(".");
    case "__file__":
      return module.path;
    case "__path__":
      return module.isPackage
        ? list([parentOf(module.path.endsWith("/") ? `${module.path}x` : module.path)])
        : undefined;
    default:
      return undefined;
  }
}

/** The modules in a folder, by name. */
function modulesIn(m: Machine, folder: string): Map<string, boolean> {
  const found = new Map<string, boolean>();
  const start = folder === "" ? "" : `${folder}/`;
  for (const path of m.files.paths()) {
    if (!path.startsWith(start)) continue;
    const rest = path.slice(start.length);
    const name = /^(\w+)(?:\.py|\/__init__\.py)$/.exec(rest)?.[1];
    if (name !== undefined && name !== "__init__" && name !== "__main__") found.set(name, rest.includes("/"));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `pkgutil.iter_modules(path, prefix)` and `walk_packages`: what there is in the package's own folders. */
const modulesOf =
  (deep: boolean): ExternalCall =>
  (m, args, site) => {
    const { items, open } = iterate(m, args.list[0] ?? args.named.get("path") ?? null);
    const prefix = args.list[1] ?? args.named.get("prefix") ?? "";
    if (open || typeof prefix !== "string") return undefined;
    const found: Value[] = [];
    const add = (folder: string, before: string, depth: number): void => {
      for (const [name, isPackage] of modulesIn(m, folder)) {
        found.push(moduleInfo(before + name, isPackage, site));
        if (deep && isPackage && depth < 10)
          add(folder === "" ? name : `${folder}/${name}`, `${before}${name}.`, depth + 1);
      }
    };
    for (const folder of items) if (typeof folder === "string") add(folder, prefix, 0);
    return list(found);
  };

/** A `pkgutil.ModuleInfo`, which is a tuple with names. */
function moduleInfo(name: string, isPackage: boolean, site: Site): InstanceValue {
  const attrs = new Map<string, Value>([
    ["module_finder", null],
    ["name", name],
    ["ispkg", isPackage],
  ]);
  const args: Args = { list: [], named: attrs };
  return { kind: "instance", of: external("pkgutil.ModuleInfo"), attrs, args, site };
}

/** `importlib.import_module(name, package)`. */
const importModule: ExternalCall = (m, { list: [name, from], named }) => {
  const base = from ?? named.get("package") ?? "";
  if (typeof name !== "string" || (name.startsWith(".") && typeof base !== "string")) return undefined;
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  const parts = typeof base === "string" ? base.split(".") : [];
  const full = dots === 0 ? name : [...parts.slice(0, parts.length - dots + 1), name.slice(dots)].join(".");
  const module = m.find(full);
  if (!module) return undefined;
  m.run(module);
  return { kind: "module", module };
};

const onText =
  (change: (text: string) => Value): ExternalCall =>
  (_m, { list: [text] }) =>
    typeof text === "string" ? change(text) : undefined;

/** Functions by which a package looks through its own folders, by path. */
export const scanning: Record<string, ExternalCall> = {
  "pkgutil.iter_modules": modulesOf(false),
  "pkgutil.walk_packages": modulesOf(true),
  "importlib.import_module": importModule,
  "os.path.dirname": onText(parentOf),
  "os.path.abspath": onText((text) => text),
  "os.path.realpath": onText((text) => text),
  "os.path.basename": onText((text) => text.slice(text.lastIndexOf("/") + 1)),
  "os.path.join": (_m, { list: all }) =>
    all.every((part) => typeof part === "string") ? all.filter((part) => part !== "").join("/") : undefined,
  "os.listdir": (m, { list: [folder] }) => {
    if (typeof folder !== "string") return undefined;
    const start = folder === "" ? "" : `${folder}/`;
    const names = m.files
      .paths()
      .flatMap((path) => (path.startsWith(start) ? [path.slice(start.length).split("/")[0] ?? ""] : []));
    return names.length === 0 ? undefined : list([...new Set(names)].sort());
  },
};
