import type { Json } from "../../../catalog/tool.ts";
import { toJson } from "./json.ts";
import type { Machine } from "./machine.ts";
import { isThing, settled, type ObjectValue, type Site, type Value, type ZodDef, type ZodValue } from "./value.ts";
import { folded, isPlain, onlyNarrower, unionOf, type Members } from "./zod-shorter.ts";
import { isAny, isConstant, isFunctionSchema, isOptional } from "./zod-kinds.ts";

/** What could not be turned into JSON Schema. */
export type LostPart = { why: string; site?: Site };
type Context = {
  m: Machine;
  version: 3 | 4;
  /** Whether it is what a schema gives, and not what it takes. */
  output: boolean;
  lost: LostPart[];
  depth: number;
  nodes: number;
  within: Set<Value>;
  /** The place of the schema being converted, and where each schema was met first. */
  path: string[];
  seen: Map<Value, string>;
  /** Schemas that were met inside themselves, by the place that zod 4 gives them, and what is at those places. */
  cycles: Map<Value, string>;
  definitions: Members;
};

const maxDepth = 40;
const maxNodes = 20_000;

/**
 * A zod schema as the JSON Schema that the MCP SDK sends for it: zod-to-json-schema for zod 3, zod's own for zod 4. `output`:
 * what the schema gives, not what it takes.
 */
export function zodToJson(m: Machine, zod: ZodValue, version: 3 | 4, lost: LostPart[], output = false): Members {
  const [within, seen, cycles] = [new Set<Value>(), new Map<Value, string>(), new Map<Value, string>()];
  const definitions: Members = {};
  const c: Context = { m, version, output, lost, depth: 0, nodes: 0, within, path: ["#"], seen, cycles, definitions };
  const made = convert(c, zod);
  return cycles.size > 0 ? { ...made, definitions } : made;
}

function convert(c: Context, value: Value, ...at: string[]): Members {
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
  c.nodes += 1;
  if (c.nodes > maxNodes) c.lost.push({ why: "it is too large" });
  if (c.depth > maxDepth || c.nodes > maxNodes) return {};
  if (c.within.has(given)) return referred(c, given) ?? inItself(c, given);
  c.depth += 1;
  c.within.add(given);
  c.path.push(...at);
  const made = referred(c, given) ?? convertDef(c, given.def);
  c.path.length -= at.length;
  c.within.delete(given);
  c.depth -= 1;
  c.m.trace?.link(made, given);
  if (c.version === 4 && given.def.meta) addMeta(c, made, given.def.meta);
  const description = settled(given.def.description);
  if (typeof description === "string") made.description = description;
  else if (isThing(description))
    c.lost.push({ why: description.kind === "unknown" ? description.why : "a description is decided at run time" });
  const place = c.cycles.get(given);
  if (place === undefined || place === "#") return made;
  c.definitions[place.slice(place.lastIndexOf("/") + 1)] = made;
  return { $ref: place };
}

/** zod 4 gives a schema that is inside itself a place among the definitions, and refers to it from everywhere. */
function inItself(c: Context, zod: ZodValue): Members {
  if (c.version !== 4) return {};
  const place = c.cycles.get(zod) ?? (c.depth === 0 ? "#" : `#/definitions/__schema${c.cycles.size}`);
  c.cycles.set(zod, place);
  return { $ref: place };
}

/** What a schema around another one gives: zod 4 puts a reference in `allOf`, since draft 7 allows nothing beside one. */
function around(c: Context, inner: Members): Members {
  return c.version === 4 && "$ref" in inner ? { allOf: [inner] } : inner;
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
      return c.version === 3 ? { type: "integer", format: "int64" } : { type: "integer" };
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
        {
          type: "array",
          ...(def.type === "set" ? { uniqueItems: true } : {}),
          ...(c.version === 3 && isAny(def.inner) ? {} : { items: convert(c, def.inner, "items") }),
        },
        def,
      );
    case "tuple":
      return tuple(c, def);
    case "record":
      made.type = "object";
      if (def.key !== undefined && c.version === 4) made.propertyNames = convert(c, def.key);
      else if (c.version === 4) made.propertyNames = { type: "string" };
      if (c.version === 4 && !def.partial && isConstant(def.key)) made.required = constants(c, def.key.def).enum ?? [];
      if (c.version === 3 && isThing(def.key) && def.key.kind === "zod" && def.key.def.type === "enum")
        made.propertyNames = { enum: constants(c, def.key.def).enum ?? [] };
      made.additionalProperties = convert(c, def.value, "additionalProperties");
      return made;
    case "map":
      // zod 4 cannot write one as JSON Schema.
      if (c.version === 4) return {};
      return {
        type: "array",
        maxItems: 125,
        items: { type: "array", items: [convert(c, def.key), convert(c, def.value)], minItems: 2, maxItems: 2 },
      };
    case "union":
      return unionOf(options(c, def), c.version);
    case "discriminatedUnion":
      return { [c.version === 4 ? "oneOf" : "anyOf"]: options(c, def) };
    case "intersection": {
      const parts = (def.items ?? []).map((item, index) => {
        const part = convert(c, item, "allOf", String(index));
        if (c.version === 3 && part.additionalProperties === false) delete part.additionalProperties;
        return part;
      });
      return (c.version === 4 ? folded(parts) : undefined) ?? { allOf: parts };
    }
    case "undefined":
      return c.version === 3 ? { not: {} } : {};
    case "nullable": {
      const inner = convert(c, def.inner);
      if (c.version === 4 && isPlain(inner)) return { type: [inner.type ?? null].flat().concat("null") };
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
      const inner = around(c, convert(c, def.inner));
      const value = defaultOf(c, def.value);
      return value === undefined ? inner : { ...inner, default: value };
    }
    case "catch": {
      const value = c.version === 4 ? defaultOf(c, def.value) : undefined;
      return { ...around(c, convert(c, def.inner)), ...(value === undefined ? {} : { default: value }) };
    }
    case "readonly":
      return { ...around(c, convert(c, def.inner)), ...(c.version === 4 ? { readOnly: true } : {}) };
    case "effects":
      // What a transformation gives is not said; zod-to-json-schema says what it takes.
      return c.version === 4 && c.output ? {} : around(c, convert(c, def.inner));
    case "optional":
    case "nonoptional":
    case "promise":
    case "preprocess":
      return around(c, convert(c, def.inner));
    case "pipe": {
      const transforms = isThing(def.inner) && def.inner.kind === "zod" && def.inner.def.type === "transform";
      return around(c, convert(c, transforms || c.output ? def.out : def.inner));
    }
    case "lazy":
      return around(
        c,
        convert(c, c.m.call(def.getter, undefined, [], { source: { path: "", text: "", lineAt: () => 1 }, offset: 0 })),
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
  if (def.version === 4) onlyNarrower(made);
  const patterns = [...(typeof made.pattern === "string" ? [made.pattern] : []), ...(def.patterns ?? [])];
  if (patterns.length === 1) made.pattern = patterns[0] ?? "";
  if (patterns.length < 2) return made;
  delete made.pattern;
  made.allOf = patterns.map((pattern): Json => (def.version === 4 ? { type: "string", pattern } : { pattern }));
  return made;
}

/** zod-to-json-schema writes a schema object that it meets again as a reference to where it met it first. */
function referred(c: Context, zod: ZodValue): Members | undefined {
  if (c.version !== 3) return undefined;
  const known = c.seen.get(zod);
  if (known !== undefined && !(zod.def.type === "any" || zod.def.type === "unknown")) return { $ref: known };
  c.seen.set(zod, c.path.join("/"));
  return undefined;
}

/** What zod 4 sends of `meta({ title, examples, … })`; a description is sent anyway, and an `id` becomes a place. */
function addMeta(c: Context, made: Members, meta: ObjectValue): void {
  for (const key of meta.props.keys()) {
    if (key === "id" || key === "description") continue;
    const value = toJson(c.m.get(meta, key, meta.site), c.lost);
    if (value.ok && value.value !== undefined) made[key] = value.value;
  }
}

function options(c: Context, def: ZodDef): Members[] {
  return (def.items ?? []).map((item, index) => convert(c, item, "anyOf", String(index)));
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
    if (c.version === 3 && isFunctionSchema(value)) continue;
    properties[key] = convert(c, value, "properties", key);
    if (!isOptional(value, c.output)) required.push(key);
  }
  if (def.shape?.open) c.lost.push({ why: def.shape.open.why, site: def.shape.open.site });
  const made: Members = { type: "object", properties };
  if (required.length > 0) made.required = required;
  if (def.catchall !== undefined) made.additionalProperties = convert(c, def.catchall, "additionalProperties");
  else if (def.extra === "loose") made.additionalProperties = c.version === 3 ? true : {};
  else if (def.extra === "strict" || c.version === 3 || c.output) made.additionalProperties = false;
  return made;
}

function tuple(c: Context, def: ZodDef): Members {
  const items = (def.items ?? []).map((item, index) => convert(c, item, "items", String(index)));
  const made: Members = { type: "array", items };
  made.minItems = items.length;
  if (def.rest !== undefined) made.additionalItems = convert(c, def.rest, "additionalItems");
  else {
    made.maxItems = items.length;
    if (c.version === 4) made.additionalItems = false;
  }
  return made;
}
