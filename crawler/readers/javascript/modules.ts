import type { ImportDeclaration, Program, Statement } from "oxc-parser";
import { packageRoot } from "./node-path.ts";
import { errorObject } from "./errors.ts";
import { jsonModule } from "./external.ts";
import { step, type Machine } from "./machine.ts";
import { noteOutside } from "./outside.ts";
import { maxTries, parseFile, type Parsed } from "./parse.ts";
import { resolve } from "./resolve.ts";
import { declare, newScope, patternNames, varNames } from "./scope.ts";
import { nowhere, programPath } from "./settings.ts";
import { defaultName } from "./default-export.ts";
import { fail, rejected } from "./tries.ts";
import {
  isThing,
  native,
  newObject,
  unknown,
  type Frame,
  type ObjectValue,
  type Scope,
  type Site,
  type Source,
  type Value,
} from "./value.ts";

/** A file of the package that has been, or is being, run. */
type Module = {
  path: string;
  program: Program;
  scope: Scope;
  esm: boolean;
  exports: ObjectValue;
  cjs?: ObjectValue;
};

/** The modules of one reading. */
export type Modules = {
  /** Run a file once; undefined when it cannot be read. */
  run(path: string): Module | undefined;
  /** What `import()` and `require` give. */
  load(from: string, specifier: string, site: Site, required: boolean): Value;
  requireFrom(path: string): Value;
  all(): Module[];
};

/** The module graph of a package: files are parsed and run when first imported. */
export function makeModules(m: Machine, parsedFiles: Map<string, Parsed>): Modules {
  const known = new Map<string, Module | undefined>();
  let parsedBytes = 0;
  const tries = { left: maxTries };

  const run = (path: string): Module | undefined => {
    if (known.has(path)) return known.get(path);
    const text = m.files.text(path);
    known.set(path, undefined);
    if (text === undefined) return undefined;
    parsedBytes += text.length;
    if (parsedBytes > 60_000_000) {
      m.warn("too-large", `${path} is not read: the package has too much code.`);
      return undefined;
    }
    const parsed = parsedFiles.get(path) ?? parseFile(path, text, tries);
    parsedFiles.set(path, parsed);
    if (!parsed.ok) {
      m.warn("unparsed-file", `${path}:${parsed.line} cannot be parsed: ${parsed.why}.`);
      return undefined;
    }
    const made = prepare(parsed.program, parsed.source, parsed.esm);
    known.set(path, made);
    runModule(made);
    return made;
  };

  const prepare = (program: Program, source: Source, esm: boolean): Module => {
    const site = { source, offset: 0 };
    const exports = newObject(site);
    const full = `${packageRoot}/${source.path}`;
    const isProgram = source.path === m.program;
    const cjs = esm
      ? undefined
      : newObject(site, [
          ["exports", exports],
          ["filename", full],
          ["parent", isProgram ? null : newObject(site)],
        ]);
    const frame: Frame = { source, self: esm ? undefined : exports, args: [], returns: [], yields: [], left: false };
    const scope = newScope(undefined, frame, 0);
    const names: [string, Value][] = [
      ["__filename", full],
      ["__dirname", full.slice(0, full.lastIndexOf("/"))],
      ["require", requireFrom(source.path, isProgram ? cjs : undefined)],
    ];
    if (cjs) names.push(["module", cjs], ["exports", exports]);
    for (const [name, value] of names) declare(scope, name, value);
    return { path: source.path, program, scope, esm, exports, cjs };
  };

  const runModule = (module: Module): void => {
    const { weak, against, depth, callDepth, tries } = m;
    Object.assign(m, { weak: 0, against: 0, depth: 0, tries: [] });
    try {
      const body = module.program.body as readonly Statement[];
      for (const name of varNames(body)) declare(module.scope, name, undefined);
      for (const node of body) {
        if (node.type === "ImportDeclaration") bindImports(module, node);
        else if (
          node.type === "TSImportEqualsDeclaration" &&
          node.moduleReference.type === "TSExternalModuleReference"
        ) {
          const site = { source: module.scope.frame.source, offset: node.start };
          declare(module.scope, node.id.name, load(module.path, node.moduleReference.expression.value, site, true));
        }
      }
      bindExports(module, body);
      m.execute(body, module.scope);
    } finally {
      Object.assign(m, { weak, against, depth, callDepth, tries });
    }
  };

  const bindImports = (module: Module, node: ImportDeclaration): void => {
    if (node.importKind === "type") return;
    const site = { source: module.scope.frame.source, offset: node.start };
    const namespace = load(module.path, node.source.value, site, false);
    for (const part of node.specifiers) {
      const name = part.local.name;
      if (part.type === "ImportNamespaceSpecifier") declare(module.scope, name, namespace);
      else {
        const wanted = part.type === "ImportDefaultSpecifier" ? "default" : nameOf(part.imported);
        module.scope.vars.set(name, { value: undefined, alias: () => importedMember(m, namespace, wanted, site) });
      }
    }
  };

  const bindExports = (module: Module, body: readonly Statement[]): void => {
    const { source } = module.scope.frame;
    const getter = (name: string, read: () => Value): void => {
      module.exports.props.set(name, { kind: "accessor", get: native(name, read) });
    };
    const local = (name: string) => (): Value => {
      const binding = module.scope.vars.get(name);
      return binding?.alias ? binding.alias() : binding?.value;
    };
    for (const node of body) {
      const site = { source, offset: node.start };
      if (node.type === "ExportDefaultDeclaration") getter("default", local(defaultName));
      else if (node.type === "TSExportAssignment") {
        const { expression } = node;
        getter("default", () => m.evaluate(expression, module.scope));
      } else if (node.type === "ExportAllDeclaration" && node.exportKind !== "type") {
        const namespace = load(module.path, node.source.value, site, false);
        if (node.exported) getter(nameOf(node.exported), () => namespace);
        else if (isThing(namespace) && namespace.kind === "object") {
          for (const key of namespace.props.keys()) {
            if (key !== "default" && !module.exports.props.has(key)) getter(key, () => m.get(namespace, key, site));
          }
          if (namespace.open) module.exports.open ??= namespace.open;
        } else module.exports.open ??= unknown("it is exported again from another package", site);
      } else if (node.type === "ExportNamedDeclaration" && node.exportKind !== "type") {
        const from = node.source ? load(module.path, node.source.value, site, false) : undefined;
        for (const part of node.specifiers) {
          const inner = nameOf(part.local);
          getter(nameOf(part.exported), from === undefined ? local(inner) : () => importedMember(m, from, inner, site));
        }
        const { declaration } = node;
        if (declaration?.type === "VariableDeclaration") {
          for (const one of declaration.declarations)
            for (const name of patternNames(one.id)) getter(name, local(name));
        } else if (declaration && "id" in declaration && declaration.id?.type === "Identifier") {
          getter(declaration.id.name, local(declaration.id.name));
        }
      }
    }
  };

  const load = (from: string, specifier: string, site: Site, required: boolean): Value => {
    step(m);
    const found = resolve(m.files, from, specifier, m.follow);
    if (found.kind === "external") {
      noteOutside(m, from, found.module);
      return { kind: "external", module: found.module, path: [] };
    }
    if (found.kind === "missing") {
      const error = errorObject(m, `Cannot find module '${specifier}'`, site, "MODULE_NOT_FOUND");
      if (required) fail(m, error, "sure");
      return rejected(error, site, `${specifier} is not in the package`);
    }
    if (/\.json$/.test(found.path)) {
      const value = jsonModule(m, found.path, site);
      return required ? value : newObject(site, [["default", value], ...jsonNames(value)]);
    }
    if (!/\.(?:[cm]?[jt]s|[jt]sx)$/.test(found.path)) {
      const text = m.files.text(found.path);
      return newObject(site, [["default", text]]);
    }
    const module = run(found.path);
    if (!module) return unknown(`${found.path} cannot be read`, site);
    if (module.esm) return module.exports;
    const exported = module.cjs?.props.get("exports");
    if (required) return exported;
    return commonNamespace(m, exported, site);
  };

  const requireFrom = (path: string, main?: Value): Value =>
    native(
      "require",
      (_, [specifier], site) =>
        typeof specifier === "string"
          ? load(path, specifier, site, true)
          : unknown("it is required under a name that is not known", site),
      new Map<string, Value>([
        ["resolve", native("resolve", (_, [specifier]) => specifier)],
        ["main", main ?? newObject(nowhere, [["filename", programPath(m)]])],
      ]),
    );

  return { run, load, requireFrom, all: () => [...known.values()].filter((module) => module !== undefined) };
}

/** What `import` sees of a CommonJS module. */
function commonNamespace(m: Machine, exported: Value, site: Site): Value {
  if (!isThing(exported) || exported.kind !== "object") return newObject(site, [["default", exported]]);
  const made = newObject(site);
  for (const key of exported.props.keys()) {
    made.props.set(key, { kind: "accessor", get: native(key, () => m.get(exported, key, site)) });
  }
  if (!exported.props.has("__esModule") || !exported.props.has("default")) made.props.set("default", exported);
  made.open = exported.open;
  return made;
}

function importedMember(m: Machine, namespace: Value, name: string, site: Site): Value {
  // A default import of another package is its namespace for our purposes: `z` of `import z from "zod"`.
  if (isThing(namespace) && namespace.kind === "external" && name === "default") return namespace;
  return m.get(namespace, name, site);
}

function jsonNames(value: Value): [string, Value][] {
  return isThing(value) && value.kind === "object" ? [...value.props] : [];
}

function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === "Literal" ? String(node.value) : (node.name ?? "");
}
