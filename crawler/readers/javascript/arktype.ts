import type { Machine } from "./machine.ts";
import {
  isThing,
  native,
  newArray,
  newObject,
  settled,
  unknown,
  type ObjectValue,
  type Site,
  type Value,
} from "./value.ts";

const plain = new Set(["string", "number", "boolean", "object", "null"]);
/** Keywords that are more than a type's name. */
const keywords: Record<string, [string, Value][]> = {
  "number.integer": [["type", "integer"]],
  "string.email": [
    ["type", "string"],
    ["format", "email"],
  ],
  "string.url": [
    ["type", "string"],
    ["format", "uri"],
  ],
  "string.uuid": [
    ["type", "string"],
    ["format", "uuid"],
  ],
  unknown: [],
  any: [],
};
const maxDepth = 20;
/** What only a type of ArkType has here. */
const schemaMethod = "toJsonSchema";

/** A call of ArkType's `type(definition)`: the JSON Schema that it stands for, with the methods that change it. */
export function arktypeCall(m: Machine, module: string, name: string, [definition]: Value[], site: Site): Value {
  return module === "arktype" && name === "type" ? withMethods(schemaOf(m, definition, site, 0)) : undefined;
}

function withMethods(schema: ObjectValue): ObjectValue {
  const change = (more: (args: Value[]) => [string, Value][]) =>
    native("change", (_, args) => withMethods(newObject(schema.site, [...schema.props, ...more(args)])));
  // The methods are inherited, so that they are no part of the schema.
  const made: ObjectValue = { ...schema, props: new Map(schema.props) };
  made.proto = newObject(schema.site, [
    ["describe", change(([text]) => [["description", text]])],
    ["configure", change(([text]) => (typeof text === "string" ? [["description", text]] : []))],
    ["default", change(([value]) => [["default", value]])],
    ["array", native("array", (_, __, at) => withMethods(arrayOf(schema, at)))],
    [schemaMethod, native(schemaMethod, () => made)],
  ]);
  return made;
}

function isType({ proto }: ObjectValue): boolean {
  return isThing(proto) && proto.kind === "object" && proto.props.has(schemaMethod);
}

function schemaOf(m: Machine, definition: Value, site: Site, depth: number): ObjectValue {
  const given = settled(definition);
  if (typeof given === "string") return ofText(given.trim(), site, depth);
  if (isThing(given) && given.kind === "object" && depth < maxDepth)
    return isType(given) ? given : ofObject(m, given, site, depth);
  if (isThing(given) && given.kind === "array") return ofTuple(m, given.items, site, depth);
  const lost = newObject(site);
  lost.open = isThing(given) && given.kind === "unknown" ? given : unknown("its type is not followed", site);
  return lost;
}

function ofObject(m: Machine, given: ObjectValue, site: Site, depth: number): ObjectValue {
  const properties = newObject(site);
  const required: Value[] = [];
  for (const key of given.props.keys()) {
    const name = key.endsWith("?") ? key.slice(0, -1) : key;
    if (name === "+" || name.startsWith("[")) continue;
    const value = m.get(given, key, site);
    const schema = schemaOf(m, value, site, depth + 1);
    properties.props.set(name, schema);
    if (!key.endsWith("?") && !schema.props.has("default") && schema.props.get("@@optional") !== true)
      required.push(name);
  }
  properties.open = given.open;
  const made = newObject(site, [
    ["type", "object"],
    ["properties", properties],
  ]);
  if (required.length > 0) made.props.set("required", newArray(site, required));
  return made;
}

/** `["string", "=", "x"]`, `["string", "[]"]` and the like: what comes first, and what is said of it. */
function ofTuple(m: Machine, [first, operator, second]: Value[], site: Site, depth: number): ObjectValue {
  const schema = schemaOf(m, first, site, depth + 1);
  if (operator === "=") return newObject(site, [...schema.props, ["default", second]]);
  if (operator === "?") return newObject(site, [...schema.props, ["@@optional", true]]);
  if (operator === "[]") return arrayOf(schema, site);
  if (operator === "@")
    return newObject(site, [
      ...schema.props,
      ...(typeof second === "string" ? [["description", second] as const] : []),
    ]);
  return schema;
}

function arrayOf(items: Value, site: Site): ObjectValue {
  return newObject(site, [
    ["type", "array"],
    ["items", items],
  ]);
}

function ofText(text: string, site: Site, depth: number): ObjectValue {
  const whole = (entries: readonly (readonly [string, Value])[]): ObjectValue => newObject(site, entries);
  if (depth > maxDepth) return whole([]);
  const [type = "", initial] = text.split(/\s=\s/);
  if (initial !== undefined)
    return whole([...ofText(type.trim(), site, depth + 1).props, ["default", literal(initial.trim()) ?? null]]);
  const options = text.split("|").map((option) => option.trim());
  if (options.length > 1) {
    const values = options.map(literal);
    if (values.every((value) => value !== undefined)) return whole([["enum", newArray(site, values)]]);
    return whole([
      [
        "anyOf",
        newArray(
          site,
          options.map((option) => ofText(option, site, depth + 1)),
        ),
      ],
    ]);
  }
  if (text.endsWith("[]")) return arrayOf(ofText(text.slice(0, -2).replace(/^\((.*)\)$/, "$1"), site, depth + 1), site);
  const constant = literal(text);
  if (constant !== undefined) return whole([["const", constant]]);
  if (Object.hasOwn(keywords, text)) return whole(keywords[text] ?? []);
  // Bounds, divisors and the kinds of a text (`string > 2`, `string.alpha`) say no more than the type here.
  const [name = ""] = /^[a-z]+/.exec(/(?:^|[<>=\d\s])(string|number|boolean|object|null)/.exec(text)?.[1] ?? "") ?? [];
  return plain.has(name) ? whole([["type", name]]) : whole([]);
}

function literal(text: string): string | number | boolean | undefined {
  const quoted = /^'([^']*)'$|^"([^"]*)"$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2] ?? "";
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}
