import type { Machine } from "./machine.ts";
import { recordTool } from "./registration.ts";
import { schemaValue } from "./schema-json.ts";
import {
  isThing,
  native,
  newObject,
  settled,
  type ObjectValue,
  type Site,
  type Value,
  type ZodDef,
  type ZodValue,
} from "./value.ts";
import { changed, keyword, objectOf, unwrapped, wrapped } from "./wrapped-schemas.ts";
import { zodValue } from "./zod.ts";

/** Schemas of effect that are not called, and zod's types that say the same. */
const simple: Record<string, string> = {
  String: "string",
  NonEmptyString: "string",
  NonEmptyTrimmedString: "string",
  Trim: "string",
  Trimmed: "string",
  UUID: "string",
  Date: "string",
  DateFromString: "string",
  DateTimeUtc: "string",
  NumberFromString: "string",
  Number: "number",
  Finite: "number",
  JsonNumber: "number",
  Positive: "number",
  NonNegative: "number",
  Int: "int",
  Boolean: "boolean",
  Null: "null",
  Unknown: "unknown",
  Any: "any",
  Undefined: "undefined",
  Void: "undefined",
};

const keywords: Record<string, string> = {
  minLength: "minLength",
  maxLength: "maxLength",
  minItems: "minItems",
  maxItems: "maxItems",
  greaterThan: "exclusiveMinimum",
  greaterThanOrEqualTo: "minimum",
  lessThan: "exclusiveMaximum",
  lessThanOrEqualTo: "maximum",
  multipleOf: "multipleOf",
};

const actionKey = "@@change";
type Change = (zod: ZodValue) => ZodValue;
const changes = new WeakMap<ObjectValue, Change>();

/** What `schema.pipe(…)` takes. */
function action(site: Site, change: Change): ObjectValue {
  const made = newObject(site, [[actionKey, true]]);
  changes.set(made, change);
  return made;
}

/** A schema of effect, with its methods. */
function schema(m: Machine, zod: ZodValue, site: Site): Value {
  const made = wrapped(zod, site);
  const method = (name: string, run: (args: Value[], at: Site) => Value): void => {
    made.props.set(
      name,
      native(name, (_, args, at) => run(args, at)),
    );
  };
  method("annotations", ([said], at) => schema(m, annotated(m, zod, said, at), at));
  method("annotate", ([said], at) => schema(m, annotated(m, zod, said, at), at));
  method("pipe", (args, at) => args.reduce<Value>((inner, next) => piped(m, inner, next, at), made));
  if (zod.def.shape) made.props.set("fields", zod.def.shape);
  return made;
}

function piped(m: Machine, value: Value, next: Value, site: Site): Value {
  const zod = unwrapped(value);
  if (!zod || !isThing(next)) return value;
  const change = next.kind === "object" ? changes.get(next) : undefined;
  if (change) return schema(m, change(zod), site);
  // `Schema.pipe(Schema.optional)`.
  if (next.kind === "external") return effectCall(m, next.module, next.path, [value], site) ?? value;
  return value;
}

function annotated(m: Machine, zod: ZodValue, said: Value, site: Site): ZodValue {
  const description = isThing(said) ? m.get(said, "description", site) : undefined;
  return description === undefined ? zod : changed(zod, { description });
}

function schemaOf(value: Value, site: Site): ZodValue | undefined {
  const given = settled(value);
  if (!isThing(given) || given.kind !== "external") return unwrapped(given);
  const name = given.path.at(-1) ?? "";
  return isEffect(given.module) && Object.hasOwn(simple, name) ? zodValue(site, simple[name] ?? "any", 3) : undefined;
}

/** Whether a package is effect, or what its schemas came in before. */
function isEffect(module: string): boolean {
  return /^(?:effect(?:\/|$)|@effect\/schema(?:\/|$))/.test(module);
}

/** A call of effect's `Schema` and `JSONSchema`; undefined when it is something else. */
export function effectCall(m: Machine, module: string, path: readonly string[], args: Value[], site: Site): Value {
  if (!isEffect(module)) return undefined;
  const name = path.at(-1) ?? "";
  const owner = path.at(-2) ?? "";
  const [first, second] = args;
  const read = (value: Value): ZodValue | undefined => schemaOf(value, site);
  const made = (type: string, more: Partial<ZodDef> = {}): Value => schema(m, zodValue(site, type, 3, more), site);
  if (name === "make" && /JSONSchema/.test(`${module}/${owner}`)) {
    const zod = read(first);
    return zod && schemaValue(m, zod, 3, undefined, site);
  }
  // `Schema.String.annotations({ … })`
  const base = Object.hasOwn(simple, owner) ? zodValue(site, simple[owner] ?? "any", 3) : undefined;
  if (base) return m.call(m.get(schema(m, base, site), name, site), undefined, args, site);
  if (Object.hasOwn(keywords, name)) return action(site, (zod) => keyword(zod, keywords[name] ?? name, first));
  const wrap = (type: string, more: Partial<ZodDef> = {}): Value =>
    read(first)
      ? made(type, { inner: read(first), ...more })
      : action(site, (zod) => zodValue(site, type, 3, { inner: zod, ...more }));
  const fields = (value: Value): Value => schema(m, objectOf(m, value, read, site), site);
  const all = (): Value[] => args.map((arg) => read(arg) ?? arg);
  switch (name) {
    case "Struct":
      return fields(first);
    case "Class":
    case "TaggedClass":
      return native(name, (_, given) => fields(given.find((one) => isThing(one) && one.kind === "object")));
    case "optional":
    case "optionalWith":
    case "UndefinedOr":
      return wrap("optional");
    case "NullOr":
    case "NullishOr":
      return wrap("nullable");
    case "Array":
    case "NonEmptyArray":
    case "Set":
      return wrap("array");
    case "mutable":
    case "partial":
    case "propertySignature":
    case "typeSchema":
    case "encodedSchema":
      return name === "partial" ? partial(m, read(first), site) : first;
    case "Union":
      return made("union", { items: all() });
    case "Tuple":
      return made("tuple", { items: all() });
    case "Literal":
      return made(args.length === 1 ? "literal" : "enum", { items: args });
    case "Enums":
      return made("enum", { items: isThing(first) && first.kind === "object" ? [...first.props.values()] : [] });
    case "Record":
      return made("record", { value: read(m.get(first, "value", site)) ?? read(second) });
    case "suspend":
      return made("lazy", { getter: native("suspend", (_, __, at) => read(m.call(first, undefined, [], at))) });
    case "annotations":
      return action(site, (zod) => annotated(m, zod, first, site));
    case "between":
      return action(site, (zod) => keyword(keyword(zod, "minimum", first), "maximum", second));
    case "int":
      return action(site, (zod) => changed(zod, { type: "int" }));
    case "pattern":
      return action(site, (zod) =>
        isThing(first) && first.kind === "regexp" ? changed(zod, { patterns: [first.source] }) : zod,
      );
    case "brand":
    case "filter":
    case "nonEmptyString":
    case "trimmed":
      return action(site, (zod) => zod);
    default:
      return undefined;
  }
}

/** A call of @effect/ai: tools that `Tool.make(name, { … })` makes, and `Toolkit.make(…)` takes. */
export function toolkitCall(m: Machine, module: string, path: readonly string[], args: Value[], site: Site): Value {
  if (!/^(?:@effect\/ai|effect\/unstable\/ai)/.test(module) || path.at(-1) !== "make") return undefined;
  const [name, said] = args;
  const owner = path.at(-2) ?? module.slice(module.lastIndexOf("/") + 1);
  if (owner === "Tool") {
    const fields = isThing(said) ? m.get(said, "parameters", site) : undefined;
    return newObject(site, [
      ["name", name],
      ["description", isThing(said) ? m.get(said, "description", site) : undefined],
      ["inputSchema", objectOf(m, fields ?? newObject(site), (value) => schemaOf(value, site), site, "strict")],
    ]);
  }
  if (owner !== "Toolkit") return undefined;
  for (const tool of args) if (isThing(tool) && tool.kind === "object") recordTool(m, tool, tool.site);
  return newObject(site);
}

function partial(m: Machine, zod: ZodValue | undefined, site: Site): Value {
  if (!zod) return undefined;
  const made = m.call(m.get(zod, "partial", site), zod, [], site);
  return isThing(made) && made.kind === "zod" ? schema(m, made, site) : undefined;
}
