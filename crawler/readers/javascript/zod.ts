import { type Machine } from "./machine.ts";
import {
  isThing,
  newArray,
  newObject,
  settled,
  unknown,
  type Site,
  type Value,
  type ZodDef,
  type ZodValue,
} from "./value.ts";
import { templatePattern } from "./zod-templates.ts";

export function zodValue(site: Site, type: string, version: 3 | 4, more: Partial<ZodDef> = {}): ZodValue {
  return { kind: "zod", site, def: { type, version, json: new Map(), ...more } };
}

/** Formats that zod 4 has as functions and both versions have as methods of string. */
export const formats: Record<string, string> = {
  email: "email",
  url: "uri",
  uuid: "uuid",
  guid: "uuid",
  uuidv4: "uuid",
  datetime: "date-time",
  date: "date",
  time: "time",
  duration: "duration",
  ipv4: "ipv4",
  ipv6: "ipv6",
  cidrv4: "cidrv4",
  cidrv6: "cidrv6",
  cuid: "cuid",
  cuid2: "cuid2",
  ulid: "ulid",
  nanoid: "nanoid",
  base64: "base64",
  base64url: "base64url",
  jwt: "jwt",
  emoji: "emoji",
  httpUrl: "uri",
  hostname: "hostname",
  hex: "hex",
  mac: "mac",
  e164: "e164",
};
/** Formats that zod-to-json-schema, which version 3 is sent with, writes as patterns of its own: these are left out. */
const patterned = new Set(["cuid", "cuid2", "ulid", "nanoid", "base64url", "jwt", "emoji"]);

/** The keywords of a format. */
export function formatOf(name: string, version: 3 | 4): [string, Value][] {
  if (name === "base64")
    return [...(version === 4 ? [["format", name] as [string, Value]] : []), ["contentEncoding", name]];
  return version === 3 && patterned.has(name) ? [] : [["format", formats[name]]];
}

const simple = new Set([
  "string",
  "number",
  "boolean",
  "bigint",
  "date",
  "any",
  "unknown",
  "never",
  "void",
  "null",
  "undefined",
  "symbol",
  "nan",
  "file",
]);
const integers = new Set(["int", "int32", "uint32", "float32", "float64"]);
const maxFloat32 = 3.4028234663852886e38;
const ranges: Record<string, [number, number]> = {
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
  float32: [-maxFloat32, maxFloat32],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
};
/** The range of a format of numbers, as keywords. */
export function rangeOf(format: Value): Map<string, Value> {
  const range = typeof format === "string" && Object.hasOwn(ranges, format) ? ranges[format] : undefined;
  return new Map<string, Value>(
    range && [
      ["minimum", range[0]],
      ["maximum", range[1]],
    ],
  );
}

/** Functions of zod 4 that make a check for `schema.check(…)`, with the method that does the same. */
const checks: Record<string, string> = {
  minLength: "min",
  maxLength: "max",
  minSize: "min",
  maxSize: "max",
  minimum: "gte",
  maximum: "lte",
  ...Object.fromEntries(
    "length regex includes startsWith endsWith gt gte lt lte positive negative nonnegative nonpositive multipleOf describe meta"
      .split(" ")
      .map((name) => [name, name]),
  ),
};
const miniMethods = new Set(
  "extend safeExtend merge pick omit partial required keyof catchall nonoptional catch clone".split(" "),
);
/** Where a check keeps the name of its method, and what that gets. */
export const checkMethod = "@@check:method";
export const checkArguments = "@@check:arguments";

/** A call of one of zod's functions, such as `z.object(…)`; `path` is what comes after `z`. Undefined when it is not known. */
export function zodCall(m: Machine, path: string[], args: Value[], site: Site, module = "zod"): Value {
  const version = module.startsWith("zod/v3") ? 3 : /^zod\/(?:v4|mini)/.test(module) ? 4 : m.zodVersion;
  let [name = ""] = path;
  const coerced = name === "coerce";
  if (name === "coerce" || name === "iso" || name === "core" || name === "schema") name = path[1] ?? "";
  const [first, second] = args;
  const make = (type: string, more: Partial<ZodDef> = {}): ZodValue =>
    zodValue(site, type, version, {
      ...(version === 3 ? { description: paramsDescription(m, args, site) } : {}),
      ...more,
    });
  if (simple.has(name) && path[0] !== "iso") return make(name, coerced ? { coerced } : {});
  if (Object.hasOwn(formats, name)) return make("string", { json: new Map(formatOf(name, version)) });
  if (integers.has(name)) return make(name.startsWith("float") ? "number" : "int", { json: rangeOf(name) });
  if (Object.hasOwn(checks, name))
    return newObject(site, [
      [checkMethod, checks[name]],
      [checkArguments, newArray(site, args)],
    ]);
  switch (name) {
    case "object":
    case "strictObject":
    case "looseObject":
    case "interface":
      return make("object", {
        shape: shapeOf(first, site),
        extra: name === "strictObject" ? "strict" : name === "looseObject" ? "loose" : "strip",
      });
    case "enum":
    case "nativeEnum":
      return make("enum", { items: enumValues(m, first, site) });
    case "literal":
      return make("literal", { items: isThing(first) && first.kind === "array" ? first.items : [first] });
    case "array":
    case "set":
    case "promise":
    case "readonly":
    case "optional":
    case "nullable":
    case "nullish":
      return name === "nullish"
        ? make("optional", { inner: make("nullable", { inner: first }) })
        : make(name, { inner: first });
    case "tuple":
      return make("tuple", {
        items: m.iterate(first, site).items,
        rest: isThing(second) && second.kind === "zod" ? second : undefined,
      });
    case "union":
      return make("union", { items: m.iterate(first, site).items });
    case "xor":
      return make("discriminatedUnion", { items: m.iterate(first, site).items });
    case "discriminatedUnion":
      return make("discriminatedUnion", { items: m.iterate(second, site).items });
    case "intersection":
      return make("intersection", { items: [first, second] });
    case "record":
    case "partialRecord":
    case "looseRecord": {
      const partial = name !== "record";
      return make("record", second === undefined ? { value: first } : { key: first, value: second, partial });
    }
    case "map":
      return make("map", { key: first, value: second });
    case "lazy":
      return make("lazy", { getter: first });
    case "preprocess":
      return make("preprocess", { inner: second });
    case "exactOptional":
      return make("optional", { inner: first });
    case "pipe":
    case "codec":
      return make("pipe", { inner: first, out: second });
    case "transform":
      return make("transform");
    case "effect":
      return make("effects", { inner: first });
    case "custom":
    case "instanceof":
      return make("any");
    case "function":
      return make("function");
    case "json":
      return make("any");
    case "templateLiteral":
      return make("string", { patterns: templatePattern(m, first, site) });
    case "stringbool":
    case "stringFormat":
      return make("string");
    case "_default":
    case "prefault":
      return make("default", { inner: first, value: second });
    default:
      // zod mini has as functions what are methods elsewhere.
      return miniMethods.has(name) && isThing(first) && first.kind === "zod"
        ? m.call(m.get(first, name, site), first, args.slice(1), site)
        : undefined;
  }
}

function paramsDescription(m: Machine, args: Value[], site: Site): Value {
  const last = args.at(-1);
  if (!isThing(last) || last.kind !== "object" || args.length === 0) return undefined;
  if (!last.props.has("description")) return undefined;
  const text = m.get(last, "description", site);
  return typeof text === "string" ? text : undefined;
}

/** The shape of an object schema; `open` when it is not all known. */
export function shapeOf(value: Value, site: Site): ZodDef["shape"] {
  const given = settled(value);
  if (isThing(given) && given.kind === "object") return given;
  const empty = newObject(site);
  if (given !== undefined)
    empty.open = unknown(isThing(given) && given.kind === "unknown" ? given.why : "its shape is not known", site);
  return empty;
}

function memberName(value: Value): string {
  return typeof value === "string" ? value : "";
}

/** The values of an enum: a list, or an object as TypeScript compiles enums (whose numbers point back at names). */
export function enumValues(m: Machine, value: Value, site: Site): Value[] {
  const given = settled(value);
  if (isThing(given) && given.kind === "object") {
    const keys = [...given.props.keys()].filter(
      (key) =>
        !(
          typeof m.get(given, key, site) === "string" &&
          /^-?\d+$/.test(key) &&
          typeof given.props.get(memberName(given.props.get(key))) === "number"
        ),
    );
    const values = keys.map((key) => m.get(given, key, site));
    return given.open ? [...values, given.open] : values;
  }
  const { items, open } = m.iterate(given, site);
  return open ? [...items, open] : [...items];
}
