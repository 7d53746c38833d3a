import { commandDefault } from "./command-lines.ts";
import { lineOf, parts, type Node } from "../syntax.ts";
import { type Machine } from "./machine.ts";
import {
  dict,
  enumBases,
  isKind,
  isThing,
  list,
  noInstanceArgs,
  unknown,
  type Args,
  type ClassValue,
  type FunctionValue,
  type Scope,
  type Value,
} from "./value.ts";

const registers = /\btool\b|add_tool|list_tools|\bTool\(|from_function|\.mount\(|import_server/;

/** The scope that names inside a function are looked up in after its own: a class's is not one. */
function enclosing(scope: Scope): Scope {
  return scope.kind === "class" && scope.parent ? enclosing(scope.parent) : scope;
}

/** A function or lambda as a value. */
export function makeFunction(m: Machine, node: Node, scope: Scope): FunctionValue {
  const fn: FunctionValue = {
    kind: "function",
    name: node.childForFieldName("name")?.text ?? "<lambda>",
    node,
    scope,
    attrs: new Map(),
    calls: { count: 0 },
    site: { module: scope.module, line: lineOf(node) },
  };
  if (node.type === "function_definition" && registers.test(node.text)) m.candidates.push(fn);
  return fn;
}

/** A class as a value: its body is run, its annotated names are its fields, an enumeration's members become objects. */
export function makeClass(m: Machine, node: Node, scope: Scope, decorators: Value[]): ClassValue {
  const bases: Value[] = [];
  const keywords = new Map<string, Value>();
  for (const base of parts(node.childForFieldName("superclasses"))) {
    if (base.type !== "keyword_argument") bases.push(m.evaluate(base, scope));
    else {
      const value = base.childForFieldName("value");
      if (value) keywords.set(base.childForFieldName("name")?.text ?? "", m.evaluate(value, scope));
    }
  }
  const cls: ClassValue = {
    kind: "class",
    name: node.childForFieldName("name")?.text ?? "",
    node,
    scope: { vars: new Map(), parent: enclosing(scope), module: scope.module, kind: "class", fields: [] },
    bases,
    members: new Map(),
    fields: [],
    decorators,
    keywords,
    site: { module: scope.module, line: lineOf(node) },
  };
  const body = node.childForFieldName("body");
  if (body) m.execute(body, cls.scope);
  cls.fields = cls.scope.fields ?? [];
  const isEnum = isKind(cls, enumBases);
  for (const [name, bound] of cls.scope.vars) {
    let value = typeof bound === "function" ? bound() : bound;
    if (isThing(value) && value.kind === "function") value.home ??= cls;
    else if (isEnum && !name.startsWith("_")) value = member(cls, name, value);
    cls.members.set(name, value);
  }
  return cls;
}

function member(cls: ClassValue, name: string, given: Value): Value {
  const automatic =
    isThing(given) && given.kind === "instance" && given.of.kind === "external" && given.of.path.endsWith("auto");
  const texts = isKind(cls, /(?:^|\.)StrEnum$/);
  const value = automatic ? (texts ? name.toLowerCase() : cls.members.size + 1) : given;
  return {
    kind: "instance",
    of: cls,
    attrs: new Map<string, Value>([
      ["name", name],
      ["value", value],
    ]),
    args: noInstanceArgs,
    site: cls.site,
  };
}

export type Parameter = {
  name: string;
  type: Node | null;
  value: Node | null;
  kind: "plain" | "keyword" | "rest" | "named";
};

const known = new WeakMap<Node, Parameter[]>();

/** The parameters of a function or lambda, as they are written. */
export function parametersOf(node: Node): Parameter[] {
  let found = known.get(node);
  if (!found) known.set(node, (found = readParameters(node)));
  return found;
}

function readParameters(node: Node): Parameter[] {
  const found: Parameter[] = [];
  let kind: Parameter["kind"] = "plain";
  for (const part of parts(node.childForFieldName("parameters"))) {
    const typed = part.type !== "identifier";
    const type = typed ? part.childForFieldName("type") : null;
    const value = typed ? part.childForFieldName("value") : null;
    switch (part.type) {
      case "keyword_separator":
        kind = "keyword";
        break;
      case "positional_separator":
        break;
      case "identifier":
        found.push({ name: part.text, type: null, value: null, kind });
        break;
      case "default_parameter":
      case "typed_default_parameter":
        found.push({ name: part.childForFieldName("name")?.text ?? "", type, value, kind });
        break;
      case "typed_parameter":
      case "list_splat_pattern":
      case "dictionary_splat_pattern": {
        const inner = part.type === "typed_parameter" ? parts(part)[0] : part;
        const stars = /^\**/.exec(inner?.text ?? "")?.[0].length ?? 0;
        const name = inner?.text.slice(stars).trim() ?? "";
        found.push({ name, type, value: null, kind: stars === 1 ? "rest" : stars === 2 ? "named" : kind });
        if (stars === 1) kind = "keyword";
        break;
      }
      default:
    }
  }
  return found;
}

/** Binds arguments to the parameters of a function, in the scope of one call. */
export function bindArguments(m: Machine, fn: FunctionValue, args: Args, scope: Scope): void {
  const positional = fn.self === undefined ? [...args.list] : [fn.self, ...args.list];
  const left = new Map(args.named);
  for (const { name, value, kind } of parametersOf(fn.node)) {
    if (kind === "rest") {
      scope.vars.set(name, list(positional.splice(0), "tuple", args.open));
      continue;
    }
    if (kind === "named") {
      scope.vars.set(name, dict([...left], args.open));
      continue;
    }
    const given = left.has(name) ? left.get(name) : kind === "plain" ? positional.shift() : undefined;
    left.delete(name);
    if (given !== undefined) scope.vars.set(name, given);
    else {
      const own = value ? m.evaluate(value, fn.scope) : undefined;
      const presumed = commandDefault(fn, name, own);
      if (!args.open && own !== undefined && presumed === own) scope.vars.set(name, own);
      else {
        const why = args.open?.why ?? `${fn.name} is called without its ${name}`;
        scope.vars.set(name, unknown(why, fn.site, presumed === undefined ? undefined : { value: presumed }));
      }
    }
  }
}

/** The annotated names of a class and of the classes that it comes from, those of the bases first. */
export function allFields(cls: ClassValue, depth = 0): ClassValue["fields"] {
  const inherited = cls.bases.flatMap((base) =>
    isThing(base) && base.kind === "class" && depth < 20 ? allFields(base, depth + 1) : [],
  );
  const own = new Set(cls.fields.map(({ name }) => name));
  return [...inherited.filter(({ name }) => !own.has(name)), ...cls.fields];
}
