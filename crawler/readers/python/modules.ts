import { parts, type Node, type Parse } from "../syntax.ts";
import { parentOf, type Layout } from "./layout.ts";
import { limits } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { external, unknown, type Module, type Scope, type Value } from "./value.ts";

export type Modules = {
  /** The module in a file of the package. */
  inFile(path: string): Module;
  find(dotted: string, importer: string): Module | undefined;
  /** Runs a module, once. */
  run(module: Module): void;
  /** Runs what an import runs: a module that cannot register tools is not parsed before a name of it is needed. */
  touch(module: Module): void;
  importStatement(node: Node, scope: Scope): void;
};

const registering = /\btools?\b|Tool\b|_tools?\b|tool_|FastMCP|MCPServer/;
const importLine = /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)|import[ \t]+([\w., \t]+))/gm;

export function createModules(m: Machine, layout: Layout, parse: Parse): Modules {
  const byPath = new Map<string, Module>();
  const touched = new Set<Module>();
  let parsedBytes = 0;

  const inFile = (path: string): Module => {
    let module = byPath.get(path);
    if (!module) {
      const text = path.endsWith("/") ? "" : (m.files.text(path) ?? "");
      const made = {
        path,
        name: layout.nameOf(path),
        isPackage: /(?:\/|^__init__\.py|\/__init__\.py)$/.test(path),
        text,
      };
      const scope = { vars: new Map(), kind: "module" as const } as unknown as Scope;
      module = { ...made, state: "new", scope, stars: [] };
      scope.module = module;
      byPath.set(path, module);
    }
    return module;
  };
  const fileAt = (path: string | undefined) => (path === undefined ? undefined : inFile(path));
  const find = (dotted: string, importer: string) => fileAt(layout.find(dotted, importer));

  /** The module that `from X import` names: relative to a module's folder, or by its dotted name. */
  const named = (spec: string, from: Module): Module | undefined => {
    const dots = /^\.*/.exec(spec)?.[0].length ?? 0;
    if (dots === 0) return find(spec, from.path);
    let folder = parentOf(from.path.endsWith("/") ? `${from.path}x` : from.path);
    for (let level = 1; level < dots; level++) folder = parentOf(folder);
    return fileAt(layout.at(folder, spec.slice(dots)));
  };
  const submodule = (module: Module, name: string): Module | undefined =>
    module.isPackage
      ? fileAt(layout.at(parentOf(module.path.endsWith("/") ? `${module.path}x` : module.path), name))
      : undefined;

  const run = (module: Module): void => {
    if (module.state !== "new") return;
    module.state = "running";
    const { path, text } = module;
    parsedBytes += text.length;
    if (text.length > limits.fileBytes || parsedBytes > limits.parsedBytes) {
      m.warn("too-large", "It is not read: there is too much source.", { module, line: 1 });
    } else if (text !== "") {
      const tree = parse(text);
      if (!tree) m.warn("unparsed-file", "It cannot be parsed.", { module, line: 1 });
      else {
        if (tree.type === "ERROR" && path.endsWith(".py"))
          m.warn("unparsed-file", "It is not Python that can be parsed: tools may be missing.", { module, line: 1 });
        m.execute(tree, module.scope);
      }
    }
    module.state = "done";
  };

  const touch = (module: Module): void => {
    if (touched.has(module) || touched.size > 5_000) return;
    touched.add(module);
    const parent = parentOf(module.path.replace(/\/?(?:__init__\.py)?$/, ""));
    const above = parent === "" ? undefined : layout.at(parent, "");
    if (above !== undefined && above !== module.path) touch(inFile(above));
    if (registering.test(module.text)) run(module);
    else
      for (const [, from, names = "", plain] of module.text.matchAll(importLine)) {
        for (const name of plain?.split(",") ?? []) {
          const found = find(name.trim().split(/\s/)[0] ?? "", module.path);
          if (found) touch(found);
        }
        const found = from === undefined ? undefined : named(from, module);
        if (!found) continue;
        touch(found);
        for (const [name] of names.matchAll(/\w+/g)) {
          const inner = submodule(found, name);
          if (inner) touch(inner);
        }
      }
  };

  /** What a module of the package exports under a name; run only now when it can wait. */
  const exported = (module: Module, name: string) => (): Value => {
    if (!module.scope.vars.has(name)) {
      const inner = submodule(module, name);
      if (inner && (module.state === "done" || !hasName(module.text, name))) return { kind: "module", module: inner };
    }
    run(module);
    const known = module.scope.vars.get(name);
    if (known !== undefined) return typeof known === "function" ? known() : known;
    const inner = submodule(module, name);
    if (inner) return { kind: "module", module: inner };
    const [star] = module.stars;
    if (star !== undefined) return external(`${star}.${name}`);
    return unknown(`${module.path} has no ${name} that can be seen`);
  };

  const importFrom = (node: Node, scope: Scope): void => {
    const spec = node.childForFieldName("module_name")?.text.replace(/\s/g, "") ?? "";
    const module = named(spec, scope.module);
    if (module) touch(module);
    if (node.parts.some((child) => child.type === "wildcard_import")) {
      if (!module) scope.module.stars.push(spec);
      else {
        run(module);
        for (const [name, value] of module.scope.vars) if (!name.startsWith("_")) scope.vars.set(name, value);
        scope.module.stars.push(...module.stars);
      }
      return;
    }
    for (const item of node.childrenForFieldName("name")) {
      const name = (item.childForFieldName("name") ?? item).text;
      const alias = item.childForFieldName("alias")?.text ?? name;
      if (!module) {
        if (!spec.startsWith(".")) scope.vars.set(alias, external(`${spec}.${name}`));
        else scope.vars.set(alias, unknown(`${spec} is not in the package`));
        continue;
      }
      const inner = submodule(module, name);
      if (inner) touch(inner);
      scope.vars.set(alias, once(exported(module, name)));
    }
  };

  const importStatement = (node: Node, scope: Scope): void => {
    if (node.type !== "import_statement") {
      if (node.type === "import_from_statement") importFrom(node, scope);
      return;
    }
    for (const item of parts(node)) {
      const dotted = (item.childForFieldName("name") ?? item).text.replace(/\s/g, "");
      const alias = item.childForFieldName("alias")?.text;
      const module = find(dotted, scope.module.path);
      if (module) touch(module);
      const bound = alias === undefined ? (dotted.split(".")[0] ?? dotted) : dotted;
      const target = module ? find(bound, scope.module.path) : undefined;
      scope.vars.set(alias ?? bound, target ? { kind: "module", module: target } : external(bound));
    }
  };
  return { inFile, find, run, touch, importStatement };
}

/** Whether a file's text can bind a name. */
const hasName = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

/** A lazy value that is still asked for again while its module runs: an import in a circle may come too early. */
function once(make: () => Value): () => Value {
  let known: { value: Value } | undefined;
  let asking = false;
  return () => {
    if (known) return known.value;
    if (asking) return unknown("imports lead in a circle");
    asking = true;
    try {
      const value = make();
      if (typeof value !== "object" || value?.kind !== "unknown") known = { value };
      return value;
    } finally {
      asking = false;
    }
  };
}
