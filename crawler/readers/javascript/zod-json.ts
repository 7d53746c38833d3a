import type { Json } from "../../../catalog/tool.ts";
import { fromJson, toJson, type Converted } from "./json.ts";
import type { Machine } from "./machine.ts";
import {
  isThing,
  settled,
  unknown,
  type ObjectValue,
  type Site,
  type Value,
  type ZodDef,
  type ZodValue,
} from "./value.ts";

type Members = { [key: string]: Json };
type Context = { m: Machine; version: 3 | 4; lost: { why: string; site?: Site }[]; depth: number; within: Set<Value> };

const maxDepth = 40;

/** A zod schema as the JSON Schema that the MCP SDK sends for it: zod-to-json-schema for zod 3, zod's own for zod 4. */
export function zodToJson(m: Machine, zod: ZodValue, version: 3 | 4, lost: Context["lost"]): Members {
  return convert({ m, version, lost, depth: 0, within: new Set() }, zod);
}

/** Any schema value (zod, a shape of zod schemas, or JSON Schema) as JSON Schema. */
export function schemaToJson(m: Machine, value: Value, lost: Context["lost"]): Converted {
  const given = settled(value);
  if (isThing(given) && given.kind === "zod")
    return { ok: true, value: withDialect(zodToJson(m, given, given.def.version, lost)) };
  if (isThing(given) && given.kind === "object" && isShape(m, given)) {
    const zod: ZodValue = {
      kind: "zod",
      site: given.site,
      def: { type: "object", version: versionIn(given, m), json: new Map(), shape: given, extra: "strip" },
    };
    return { ok: true, value: withDialect(zodToJson(m, zod, zod.def.version, lost)) };
  }
  if (isThing(given) && given.kind === "object" && given.props.size === 0 && !given.open) {
    return { ok: true, value: { type: "object", properties: {} } };
  }
  return toJson(given, lost, (part) => {
    if (!isThing(part)) return undefined;
    if (part.kind === "zod") return { ok: true, value: zodToJson(m, part, part.def.version, lost) };
    return undefined;
  });
}

function withDialect(schema: Members): Members {
  return { $schema: "http://json-schema.org/draft-07/schema#", ...schema };
}

function isShape(m: Machine, value: ObjectValue): boolean {
  let schemas = 0;
  for (const key of value.props.keys()) {
    const member = m.get(value, key, value.site);
    const options = isThing(member) && member.kind === "choice" ? member.options : [member];
    if (options.some((option) => isThing(option) && option.kind === "zod")) schemas += 1;
  }
  return schemas > 0 && typeof value.props.get("type") !== "string";
}

function versionIn(value: ObjectValue, m: Machine): 3 | 4 {
  for (const member of value.props.values()) if (isThing(member) && member.kind === "zod") return member.def.version;
  return m.zodVersion;
}

/** The value of `zodToJsonSchema(x)` and `z.toJSONSchema(x)` where the package calls them itself. */
export function schemaValue(m: Machine, zod: ZodValue, version: 3 | 4, site: Site): Value {
  const lost: Context["lost"] = [];
  const made = zodToJson(m, zod, version, lost);
  const dialect =
    version === 3 ? "http://json-schema.org/draft-07/schema#" : "https://json-schema.org/draft/2020-12/schema";
  const value = fromJson({ ...made, $schema: dialect }, site);
  const first = lost[0];
  if (first && isThing(value) && value.kind === "object") value.open = unknown(first.why, first.site ?? site);
  return value;
}

function convert(c: Context, value: Value): Members {
  const given = settled(value);
  if (!isThing(given) || given.kind !== "zod") {
    if (isThing(given) && given.kind === "choice") {
      const first = given.options.find((option) => isThing(option) && option.kind === "zod");
      c.lost.push({ why: "which of several schemas it has is decided at run time" });
      return first === undefined ? {} : convert(c, first);
    }
    c.lost.push({
      why: isThing(given) && given.kind === "unknown" ? given.why : "a schema is not followed",
      site: isThing(given) && given.kind === "unknown" ? given.site : undefined,
    });
    return {};
  }
  if (c.depth > maxDepth || c.within.has(given)) return {};
  c.depth += 1;
  c.within.add(given);
  const made = convertDef(c, given.def);
  c.within.delete(given);
  c.depth -= 1;
  const description = settled(given.def.description);
  if (typeof description === "string") made.description = description;
  else if (isThing(description))
    c.lost.push({ why: description.kind === "unknown" ? description.why : "a description is decided at run time" });
  return made;
}

function convertDef(c: Context, def: ZodDef): Members {
  const made: Members = {};
  switch (def.type) {
    case "string":
    case "number":
    case "boolean":
    case "null":
      return keywords({ type: def.type }, def);
    case "int":
      return keywords(
        c.version === 4
          ? { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }
          : { type: "integer" },
        def,
      );
    case "bigint":
      return { type: "integer" };
    case "date":
      return c.version === 3 ? { type: "string", format: "date-time" } : {};
    case "never":
      return { not: {} };
    case "enum":
    case "literal":
      return constants(c, def);
    case "object":
      return object(c, def);
    case "array":
    case "set":
      return keywords(
        { type: "array", ...(def.type === "set" ? { uniqueItems: true } : {}), items: convert(c, def.inner) },
        def,
      );
    case "tuple":
      return tuple(c, def);
    case "record":
      made.type = "object";
      if (def.key !== undefined && c.version === 4) made.propertyNames = convert(c, def.key);
      else if (c.version === 4) made.propertyNames = { type: "string" };
      made.additionalProperties = convert(c, def.value);
      return made;
    case "union":
      return union(c, def);
    case "intersection":
      return { allOf: (def.items ?? []).map((item) => convert(c, item)) };
    case "nullable": {
      const inner = convert(c, def.inner);
      if (
        c.version === 3 &&
        typeof inner.type === "string" &&
        !("enum" in inner) &&
        !("properties" in inner) &&
        !("items" in inner)
      ) {
        return { ...inner, type: [inner.type, "null"] };
      }
      return { anyOf: [inner, { type: "null" }] };
    }
    case "default": {
      const inner = convert(c, def.inner);
      const value = defaultOf(c, def.value);
      return value === undefined ? inner : { ...inner, default: value };
    }
    case "optional":
    case "readonly":
    case "catch":
    case "nonoptional":
    case "promise":
    case "effects":
    case "preprocess":
      return convert(c, def.inner);
    case "pipe":
      return convert(
        c,
        isThing(def.inner) && def.inner.kind === "zod" && def.inner.def.type === "transform" ? def.out : def.inner,
      );
    case "lazy":
      return convert(
        c,
        c.m.call(def.getter, undefined, [], { source: { path: "", text: "", lineAt: () => 1 }, offset: 0 }),
      );
    default:
      return {};
  }
}

function keywords(made: Members, def: ZodDef): Members {
  for (const [key, value] of def.json) {
    const given = settled(value);
    if (typeof given === "string" || typeof given === "number") made[key] = given;
  }
  return made;
}

function defaultOf(c: Context, value: Value): Json | undefined {
  const given = settled(value);
  const site = { source: { path: "", text: "", lineAt: () => 1 }, offset: 0 };
  const result = toJson(isThing(given) && given.kind === "function" ? c.m.call(given, undefined, [], site) : given);
  if (!result.ok) c.lost.push(result);
  return result.ok ? result.value : undefined;
}

function constants(c: Context, def: ZodDef): Members {
  const values: Json[] = [];
  for (const item of def.items ?? []) {
    const json = toJson(item);
    if (!json.ok) c.lost.push({ why: `a value of an enum is not known: ${json.why}`, site: json.site });
    else if (json.value !== undefined) values.push(json.value);
  }
  const types = [...new Set(values.map((value) => (value === null ? "null" : typeof value)))];
  const type = types.length === 1 ? types[0] : c.version === 3 && types.length > 1 ? types : undefined;
  const made: Members = type === undefined ? {} : { type };
  if (def.type === "literal" && values.length === 1) made.const = values[0] ?? null;
  else made.enum = values;
  return made;
}

/** Whether a property may be left out of what a caller sends. */
export function isOptional(value: Value): boolean {
  const given = settled(value);
  if (!isThing(given)) return false;
  if (given.kind === "choice") return given.options.some(isOptional);
  if (given.kind !== "zod") return false;
  const { type, inner, items } = given.def;
  if (
    type === "optional" ||
    type === "default" ||
    type === "catch" ||
    type === "undefined" ||
    type === "any" ||
    type === "unknown"
  )
    return true;
  if (type === "nullable" || type === "readonly" || type === "effects" || type === "pipe" || type === "preprocess")
    return isOptional(inner);
  if (type === "union") return (items ?? []).some(isOptional);
  return false;
}

function object(c: Context, def: ZodDef): Members {
  const properties = Object.create(null) as Members;
  const required: string[] = [];
  for (const key of def.shape?.props.keys() ?? []) {
    const value = c.m.get(
      def.shape,
      key,
      def.shape?.site ?? { source: { path: "", text: "", lineAt: () => 1 }, offset: 0 },
    );
    if (value === undefined) continue;
    properties[key] = convert(c, value);
    if (!isOptional(value)) required.push(key);
  }
  if (def.shape?.open) c.lost.push({ why: def.shape.open.why, site: def.shape.open.site });
  const made: Members = { type: "object", properties };
  if (required.length > 0) made.required = required;
  if (def.catchall !== undefined) made.additionalProperties = convert(c, def.catchall);
  else if (def.extra === "loose") made.additionalProperties = c.version === 3 ? true : {};
  else if (def.extra === "strict" || c.version === 3) made.additionalProperties = false;
  return made;
}

function tuple(c: Context, def: ZodDef): Members {
  const items = (def.items ?? []).map((item) => convert(c, item));
  const made: Members = { type: "array", items };
  if (c.version === 3) made.minItems = items.length;
  if (def.rest !== undefined) made.additionalItems = convert(c, def.rest);
  else if (c.version === 3) made.maxItems = items.length;
  return made;
}

/** zod-to-json-schema writes unions of plain types and of literals shorter than `anyOf`. */
function union(c: Context, def: ZodDef): Members {
  const options = (def.items ?? []).map((item) => convert(c, item));
  if (c.version === 3 && options.length > 0) {
    if (
      options.every(
        (option) =>
          typeof option.type === "string" &&
          Object.keys(option).length === 1 &&
          !["object", "array"].includes(option.type),
      )
    ) {
      const types = [...new Set(options.map((option) => option.type ?? null))];
      return { type: types.length === 1 ? (types[0] ?? null) : types };
    }
    if (options.every((option) => "const" in option && !("description" in option))) {
      const types = [...new Set(options.map((option) => option.type ?? null))];
      return {
        type: types.length === 1 ? (types[0] ?? null) : types,
        enum: options.map((option) => option.const ?? null),
      };
    }
  }
  return { anyOf: options };
}
