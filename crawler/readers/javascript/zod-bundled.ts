import type { Machine } from "./machine.ts";
import {
  isThing,
  newObject,
  settled,
  type FunctionValue,
  type NativeValue,
  type ObjectValue,
  type Site,
  type Value,
  type ZodDef,
  type ZodValue,
} from "./value.ts";
import { enumValues, formatOf, formats, rangeOf, zodValue } from "./zod.ts";
import { templatePattern } from "./zod-templates.ts";
import { schemaValue } from "./schema-json.ts";

/**
 * A zod schema that a bundled copy of zod makes: `new ZodString({ typeName: "ZodString", … })` in version 3, and a class made by
 * `$constructor("ZodString", …)` given `{ type: "string", … }` in version 4. Names of properties survive minifiers.
 */
export function zodFromInstance(
  m: Machine,
  callee: FunctionValue | NativeValue,
  args: Value[],
  site: Site,
): ZodValue | undefined {
  const [def] = args;
  if (!isThing(def) || def.kind !== "object") return undefined;
  if (callee.kind === "function") {
    const name = def.props.get("typeName");
    return typeof name === "string" && /^Zod[A-Z]/.test(name) ? fromVersion3(m, name, def, site) : undefined;
  }
  const type = def.props.get("type");
  return typeof type === "string" && !/Check|Error/.test(callee.name) ? fromVersion4(m, type, def, site) : undefined;
}

type Def = ObjectValue;

function fromVersion3(m: Machine, name: string, def: Def, site: Site): ZodValue {
  const get = (key: string): Value => m.get(def, key, site);
  const call = (value: Value): Value =>
    isThing(value) && (value.kind === "function" || value.kind === "native")
      ? m.call(value, undefined, [], site)
      : value;
  const type = name.slice(3, 4).toLowerCase() + name.slice(4);
  const common: Partial<ZodDef> = { description: get("description"), coerced: get("coerce") === true };
  const made = (kind: string, more: Partial<ZodDef> = {}): ZodValue => zodValue(site, kind, 3, { ...common, ...more });
  switch (type) {
    case "object": {
      const shape = call(get("shape"));
      const extra =
        get("unknownKeys") === "strict" ? "strict" : get("unknownKeys") === "passthrough" ? "loose" : "strip";
      return made("object", { shape: isThing(shape) && shape.kind === "object" ? shape : newObject(site), extra });
    }
    case "array":
      return made("array", { inner: get("type") });
    case "enum":
    case "nativeEnum":
      return made("enum", { items: enumValues(m, get("values"), site) });
    case "literal":
      return made("literal", { items: [get("value")] });
    case "union":
    case "discriminatedUnion":
      return made("union", { items: m.iterate(get("options"), site).items });
    case "intersection":
      return made("intersection", { items: [get("left"), get("right")] });
    case "tuple":
      return made("tuple", { items: m.iterate(get("items"), site).items, rest: get("rest") ?? undefined });
    case "record":
    case "map":
      return made(type, { key: get("keyType"), value: get("valueType") });
    case "optional":
    case "nullable":
    case "readonly":
    case "catch":
      return made(type, { inner: get("innerType") });
    case "default":
      return made("default", { inner: get("innerType"), value: get("defaultValue") });
    case "lazy":
      return made("lazy", { getter: get("getter") });
    case "effects":
      return made("effects", { inner: get("schema") });
    case "branded":
    case "promise":
      return made("effects", { inner: get("type") });
    case "set":
      return made("set", { inner: get("valueType") });
    case "bigInt":
      return made("bigint");
    case "pipeline":
      return made("pipe", { inner: get("in"), out: get("out") });
    case "naN":
      return made("nan");
    default:
      return made(type);
  }
}

function fromVersion4(m: Machine, type: string, def: Def, site: Site): ZodValue {
  const get = (key: string): Value => m.get(def, key, site);
  const made = (kind: string, more: Partial<ZodDef> = {}): ZodValue => zodValue(site, kind, 4, more);
  switch (type) {
    case "object": {
      const shape = settled(get("shape"));
      const catchall = get("catchall");
      const catchType = isThing(catchall) && catchall.kind === "zod" ? catchall.def.type : undefined;
      const extra = catchType === "never" ? "strict" : catchType === "unknown" ? "loose" : "strip";
      return made("object", {
        shape: isThing(shape) && shape.kind === "object" ? shape : newObject(site),
        extra,
        catchall: extra === "strip" ? catchall : undefined,
      });
    }
    case "array":
      return made("array", { inner: get("element") });
    case "string": {
      const format = get("format");
      if (typeof format !== "string") return made("string");
      return made("string", {
        json: new Map(Object.hasOwn(formats, format) ? formatOf(format, 4) : [["format", format]]),
      });
    }
    case "template_literal":
      return made("string", { patterns: templatePattern(m, get("parts"), site) });
    case "number": {
      const format = get("format");
      const isWhole = format === "safeint" || format === "int32" || format === "uint32";
      return made(isWhole ? "int" : "number", { json: rangeOf(format) });
    }
    case "enum":
      return made("enum", { items: enumValues(m, get("entries"), site) });
    case "literal":
      return made("literal", { items: m.iterate(get("values"), site).items });
    case "union":
      return made(get("discriminator") === undefined && get("inclusive") !== false ? "union" : "discriminatedUnion", {
        items: m.iterate(get("options"), site).items,
      });
    case "intersection":
      return made("intersection", { items: [get("left"), get("right")] });
    case "tuple":
      return made("tuple", { items: m.iterate(get("items"), site).items, rest: get("rest") ?? undefined });
    case "record":
    case "map":
      return made(type, { key: get("keyType"), value: get("valueType"), partial: get("partial") === true });
    case "default":
    case "prefault":
      return made("default", { inner: get("innerType"), value: get("defaultValue") });
    case "optional":
    case "nullable":
    case "readonly":
    case "catch":
    case "nonoptional":
    case "promise":
    case "success":
      return made(type, { inner: get("innerType") });
    case "lazy":
      return made("lazy", { getter: get("getter") });
    case "pipe":
      return made("pipe", { inner: get("in"), out: get("out") });
    default:
      return made(type);
  }
}

/** Calls of a bundled zodToJsonSchema or toJSONSchema: known by the texts that only they have. */
export function toJsonSchemaCall(
  m: Machine,
  callee: FunctionValue,
  text: string,
  zod: ZodValue,
  args: Value[],
  site: Site,
): { value: Value } | undefined {
  if (text.includes("json-schema.org/draft") && text.includes("definitions"))
    return { value: schemaValue(m, zod, 3, args[1], site) };
  const name = callee.node.id?.name;
  if (name === "toJSONSchema" || (text.includes("_idmap") && /\.process\b|\bprocessors\b/.test(text)))
    return { value: schemaValue(m, zod, 4, args[1], site) };
  return undefined;
}

/** Functions of a bundled zod mini that change objects, by what they say when they are given something else. */
const miniMethods =
  /(?:Invalid input to (extend|safeExtend)|\.(pick|omit|merge|partial|\$\{[\w$]+\})\(\) cannot be used on object)/;
const longestMini = 3_000;

/** Calls of those functions: `extend(schema, shape)`, or `partial(Class, schema, mask)`. */
export function miniCall(m: Machine, text: string, args: Value[], site: Site): Value {
  if (text.length > longestMini) return undefined;
  const found = miniMethods.exec(text);
  // `partial` says the name that it is called under.
  const method = (found?.[1] ?? found?.[2])?.replace(/^\$.*/, "partial");
  const at = args.findIndex((arg) => isThing(arg) && arg.kind === "zod");
  if (method === undefined || at < 0) return undefined;
  return m.call(m.get(args[at], method, site), args[at], args.slice(at + 1), site);
}
