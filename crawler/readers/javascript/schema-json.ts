import { fromJson, toJson, type Converted } from "./json.ts";
import { dialectOfCode, draft2020, draft7, inDialect } from "./json-dialect.ts";
import type { Machine } from "./machine.ts";
import {
  isThing,
  newObject,
  settled,
  unknown,
  type ObjectValue,
  type Site,
  type Value,
  type ZodValue,
} from "./value.ts";
import { zodToJson, type LostPart } from "./zod-json.ts";
import type { Members } from "./zod-shorter.ts";

/** Any schema value (zod, a shape of zod schemas, or JSON Schema) as JSON Schema; `output`: what it gives, not what it takes. */
export function schemaToJson(m: Machine, value: Value, lost: LostPart[], output = false): Converted {
  const given = settled(value);
  if (isThing(given) && given.kind === "zod")
    return { ok: true, value: withDialect(m, given, zodToJson(m, given, given.def.version, lost, output)) };
  const standard = isThing(given) && given.kind === "object" ? standardJson(m, given, output) : undefined;
  if (standard !== undefined) return toJson(standard, lost, undefined, m.trace);
  if (isThing(given) && given.kind === "object" && isShape(m, given)) {
    const zod: ZodValue = {
      kind: "zod",
      site: given.site,
      def: { type: "object", version: versionIn(given, m), json: new Map(), shape: given, extra: "strip" },
    };
    return { ok: true, value: withDialect(m, given, zodToJson(m, zod, zod.def.version, lost, output)) };
  }
  if (isThing(given) && given.kind === "object" && isTyped(m, given)) return { ok: true, value: typed(m, given, lost) };
  if (isThing(given) && given.kind === "object" && given.props.size === 0 && !given.open) {
    return { ok: true, value: withDialect(m, given, { type: "object", properties: {} }) };
  }
  return toJson(
    given,
    lost,
    (part) => {
      if (!isThing(part)) return undefined;
      if (part.kind === "zod") return { ok: true, value: zodToJson(m, part, part.def.version, lost) };
      return undefined;
    },
    m.trace,
  );
}

function withDialect(m: Machine, value: Value, schema: Members): Members {
  const dialect = m.dialect ?? dialectOfCode(isThing(value) && "site" in value ? value.site?.source.text : undefined);
  const made = { $schema: dialect, ...inDialect(schema, dialect) };
  m.trace?.link(made, value);
  return made;
}

/** What a schema says of itself that any library made (Standard JSON Schema: `~standard.jsonSchema.input(…)`). */
function standardJson(m: Machine, schema: ObjectValue, output: boolean): Value {
  const { site } = schema;
  if (!schema.props.has("~standard")) return undefined;
  const convert = m.get(m.get(m.get(schema, "~standard", site), "jsonSchema", site), output ? "output" : "input", site);
  if (!isThing(convert) || convert.kind !== "function") return undefined;
  return m.call(convert, undefined, [newObject(site, [["target", "draft-2020-12"]])], site);
}

/** Keys that JSON Schemas have, and shapes of which nothing is known cannot be told from. */
const schemaWords = ["type", "properties", "$schema", "$ref", "anyOf", "oneOf", "allOf", "required", "enum"];

/** Whether an object is a shape: it has schemas of zod in it, or members of which nothing but their names is known. */
function isShape(m: Machine, value: ObjectValue): boolean {
  let schemas = 0;
  const unknowns = [...value.props.values()].every((member) => isThing(member) && member.kind === "unknown");
  if (unknowns && !schemaWords.some((word) => value.props.has(word))) return value.props.size > 0;
  for (const key of value.props.keys()) {
    const member = m.get(value, key, value.site);
    const options = isThing(member) && member.kind === "choice" ? member.options : [member];
    if (options.some((option) => isThing(option) && option.kind === "zod")) schemas += 1;
  }
  return schemas > 0 && typeof value.props.get("type") !== "string";
}

/** mcp-framework's way to write a shape: `{ name: { type: z.string(), description: "…" } }`. */
function isTyped(m: Machine, value: ObjectValue): boolean {
  const members = [...value.props.keys()].map((key) => m.get(value, key, value.site));
  const isOne = (member: Value): boolean =>
    isThing(member) && member.kind === "object" && isZod(m.get(member, "type", member.site));
  return members.length > 0 && members.every(isOne);
}

function isZod(value: Value): value is ZodValue {
  return isThing(value) && value.kind === "zod";
}

function typed(m: Machine, value: ObjectValue, lost: LostPart[]): Members {
  const properties = Object.create(null) as Members;
  const required: string[] = [];
  for (const key of value.props.keys()) {
    const member = m.get(value, key, value.site);
    const type = m.get(member, "type", value.site);
    if (!isZod(type)) continue;
    const description = settled(m.get(member, "description", value.site));
    const made = zodToJson(m, type, type.def.version, lost);
    properties[key] = typeof description === "string" ? { ...made, description } : made;
    if (type.def.type !== "optional" && type.def.type !== "default") required.push(key);
  }
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
}

function versionIn(value: ObjectValue, m: Machine): 3 | 4 {
  for (const member of value.props.values()) if (isThing(member) && member.kind === "zod") return member.def.version;
  return m.zodVersion;
}

/**
 * The value of `zodToJsonSchema(x, name | { name, target })` and `z.toJSONSchema(x, { io, target })` where the package calls
 * them itself.
 */
export function schemaValue(m: Machine, zod: ZodValue, version: 3 | 4, options: Value, site: Site): Value {
  const lost: LostPart[] = [];
  const given = settled(options);
  const option = (key: string): Value => (isThing(given) ? settled(m.get(given, key, site)) : undefined);
  const made = zodToJson(m, zod, version, lost, version === 4 && option("io") !== "input");
  const name = typeof given === "string" ? given : option("name");
  const value = fromJson(
    version === 3 && typeof name === "string"
      ? { $ref: `#/definitions/${name}`, definitions: { [name]: made }, $schema: draft7 }
      : written(made, version, option("target")),
    site,
  );
  const first = lost[0];
  if (first && isThing(value) && value.kind === "object") value.open = unknown(first.why, first.site ?? site);
  return value;
}

/** A schema in the dialect that was asked for; zod's own is 2020-12. */
function written(schema: Members, version: 3 | 4, target: Value): Members {
  if (typeof target === "string" && /openapi/i.test(target)) return schema;
  const old = version === 3 || (typeof target === "string" && /draft-?0?[47]/.test(target));
  return old ? { ...schema, $schema: draft7 } : { ...inDialect(schema, draft2020), $schema: draft2020 };
}
