import type { Json, JsonObject, ReadTool } from "../../../catalog/tool.ts";
import { onePerName, toReadTool } from "../keep-tools.ts";
import type { FoundTool, Machine } from "./machine.ts";
import { inputOf } from "./sdk.ts";
import { scopeOf, tagOf, typeSchema, fieldsOf, structOf } from "./types.ts";
import { isThing, settled, type Site, type StructValue, type Value } from "./value.ts";

type Lost = { why: string; site?: Site };

/** Turns what was found into catalog tools: one per name, and a warning for everything that could not be known. */
export function toTools(m: Machine): ReadTool[] {
  const made: { tool: ReadTool; lost: number }[] = [];
  const lostOf = new Map<ReadTool, Lost[]>();
  const unnamed: { site: Site; why: string }[] = [];
  const named = new Set<string>();
  for (const one of m.found.values()) {
    const { site, fields } = one.tool;
    const name = settled(fields.get("Name"));
    if (typeof name !== "string") {
      const why = isThing(name) && name.kind === "unknown" ? name.why : "it is decided at run time";
      if (fields.has("Name")) unnamed.push({ site, why });
      continue;
    }
    named.add(placeOf(site));
    if (name === "") continue;
    const lost: Lost[] = [];
    const tool = toReadTool(
      { name, ...definitionOf(m, one, lost) },
      { reader: "go", file: site.source.path, line: site.line },
    );
    if ("refused" in tool) m.warn("refused-tool", `${name.slice(0, 80)} is left out: ${tool.refused}.`, site);
    else {
      made.push({ tool, lost: lost.length });
      lostOf.set(
        tool,
        lost.map((part) => ({ site, ...part })),
      );
    }
  }
  const tools = onePerName(made);
  for (const tool of tools)
    for (const { why, site } of lostOf.get(tool) ?? [])
      m.warn("unknown-part", `${tool.name}: a part of it is left out: ${why}.`, site);
  for (const { site, why } of unnamed)
    if (!named.has(placeOf(site)))
      m.warn("unknown-name", `A tool is left out because its name is not known: ${why}.`, site);
  return tools;
}

export const placeOf = ({ source, line }: Site): string => `${source.path}:${line}`;

function definitionOf(m: Machine, { tool, handler, reflected }: FoundTool, lost: Lost[]) {
  const take = (word: string, value: Value | undefined): Json | undefined => {
    const known = settled(value);
    if (known === null) return undefined;
    const inside: Lost[] = [];
    const json = toJson(m, known, inside, 0);
    lost.push(...inside.map((part) => ({ ...part, why: `in its ${word}, ${part.why}` })));
    return json;
  };
  const text = (word: string, value: Value | undefined): Json | undefined => {
    const json = take(word, value);
    return json === "" ? undefined : json;
  };
  const parsed = (value: Value | undefined, word: string): Json | undefined => {
    const json = take(word, value);
    if (typeof json !== "string") return json;
    try {
      return JSON.parse(json) as Json;
    } catch {
      lost.push({ why: `its ${word} is not JSON` });
      return undefined;
    }
  };
  const { fields } = tool;
  const given = fields.get("InputSchema") ?? fields.get("schema");
  const input =
    parsed(fields.get("RawInputSchema"), "input schema") ??
    (given === undefined || given === null ? inferred(m, handler, reflected, lost) : parsed(given, "input schema"));
  return {
    title: text("title", fields.get("Title")),
    description: text("description", fields.get("Description")),
    inputSchema: withType(input),
    outputSchema: parsed(fields.get("RawOutputSchema") ?? fields.get("OutputSchema"), "output schema"),
    annotations: take("annotations", fields.get("Annotations")),
  };
}

/** The protocol's input schemas are of type object, which libraries fill in. */
function withType(schema: Json | undefined): Json | undefined {
  return typeof schema === "object" && schema !== null && !Array.isArray(schema) && !("type" in schema)
    ? { type: "object", ...schema }
    : schema;
}

/** What libraries infer from the type of a handler's input. */
function inferred(
  m: Machine,
  handler: Value | undefined,
  reflected: Value | undefined,
  lost: Lost[],
): JsonObject | undefined {
  const input = inputOf(handler);
  if (input) return typeSchema(m, input.node, scopeOf(input.source));
  const struct = settled(reflected);
  if (isThing(struct) && struct.kind === "struct" && struct.type.kind === "type")
    return typeSchema(m, struct.type.node.childForFieldName("type"), scopeOf(struct.type.source));
  if (handler !== undefined || reflected !== undefined) lost.push({ why: "the type of its input is not seen" });
  return undefined;
}

const maxDepth = 40;

/** A value as JSON; parts that cannot be known are left out and reported. Structs are written as their tags say. */
function toJson(m: Machine, given: Value, lost: Lost[], depth: number): Json | undefined {
  const known = settled(given);
  if (!isThing(known)) return known;
  if (depth > maxDepth) return undefined;
  switch (known.kind) {
    case "list": {
      if (known.open) lost.push(known.open);
      return known.items.flatMap((item) => toJson(m, item, lost, depth + 1) ?? []);
    }
    case "map": {
      if (known.open) lost.push(known.open);
      return traced(m, known, object(m, known.entries, lost, depth));
    }
    case "struct":
      return traced(m, known, object(m, namedFields(m, known), lost, depth));
    case "unknown":
      lost.push(known.site ? { why: known.why, site: known.site } : { why: known.why });
      return undefined;
    default:
      lost.push({ why: known.kind === "external" ? `it comes from ${known.path}` : `it is a ${known.kind}` });
      return undefined;
  }
}

function traced(m: Machine, from: Value, made: JsonObject): JsonObject {
  m.trace?.link(made, from);
  return made;
}

function object(m: Machine, entries: Iterable<readonly [string, Value]>, lost: Lost[], depth: number): JsonObject {
  const made = Object.create(null) as { [key: string]: Json };
  for (const [key, value] of entries) {
    const json = settled(value) === null ? undefined : toJson(m, value, lost, depth + 1);
    if (json !== undefined) made[key] = json;
  }
  return made;
}

const special: Record<string, string> = { Defs: "$defs", Ref: "$ref", Schema: "$schema", ID: "$id", Types: "type" };

/** The names that a struct's fields have in JSON: by their tags, or for types outside as JSON Schema and the protocol call them. */
function namedFields(m: Machine, { type, fields }: StructValue): [string, Value][] {
  const struct = type.kind === "type" ? structOf(m, type) : undefined;
  const tags = new Map(
    struct ? fieldsOf(struct.node).map(({ name, tag }) => [name, tagOf(tag, "json")?.split(",")[0]]) : [],
  );
  return [...fields].flatMap(([name, value]): [string, Value][] => {
    const key = tags.get(name) || special[name] || name.slice(0, 1).toLowerCase() + name.slice(1);
    return key === "-" ? [] : [[key, value]];
  });
}
