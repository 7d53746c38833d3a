import type { Json, JsonObject } from "../../../catalog/tool.ts";
import { parts, type Node } from "../syntax.ts";
import { importCalled, imported, lookup } from "./names.ts";
import type { Machine } from "./machine.ts";
import { isThing, type ExternalValue, type Scope, type Source, type TypeValue } from "./value.ts";

/** The named type that a type expression means; undefined for types without a name. */
export function typeOf(m: Machine, node: Node | null, scope: Scope): TypeValue | ExternalValue | undefined {
  if (!node) return undefined;
  switch (node.type) {
    case "pointer_type":
    case "parenthesized_type":
    case "type_elem":
      return typeOf(m, parts(node)[0] ?? null, scope);
    case "generic_type":
      return typeOf(m, node.childForFieldName("type"), scope);
    case "qualified_type": {
      const name = node.childForFieldName("name")?.text ?? "";
      const prefix = node.childForFieldName("package")?.text ?? "";
      const path = scope.source.imports.get(prefix) ?? importCalled(m, prefix, scope) ?? prefix;
      return asType(imported(m, path, name));
    }
    case "type_identifier":
    case "identifier":
      return asType(lookup(m, node.text, scope));
    case "selector_expression": {
      const prefix = node.childForFieldName("operand")?.text ?? "";
      return asType(
        imported(m, scope.source.imports.get(prefix) ?? prefix, node.childForFieldName("field")?.text ?? ""),
      );
    }
    default:
      return undefined;
  }
}

function asType(value: ReturnType<typeof lookup>): TypeValue | ExternalValue | undefined {
  return isThing(value) && (value.kind === "type" || value.kind === "external") ? value : undefined;
}

/** What a type is at last: aliases and named types are followed. */
export function underlying(
  m: Machine,
  node: Node | null,
  scope: Scope,
  depth = 0,
): { node: Node; scope: Scope; name?: string } | undefined {
  const named = typeOf(m, node, scope);
  if (!named) return node ? { node, scope } : undefined;
  if (named.kind === "external" || depth > 20) return undefined;
  const inner = named.node.childForFieldName("type");
  if (!inner) return undefined;
  const found = underlying(m, inner, scopeOf(named.source), depth + 1);
  return found && { ...found, name: named.name };
}

/** The struct that a type is, with the scope that its fields' types are looked up in. */
export function structOf(m: Machine, { node, source }: TypeValue): { node: Node; scope: Scope } | undefined {
  // A type without a name is its own struct.
  const found = underlying(m, node.type === "struct_type" ? node : node.childForFieldName("type"), scopeOf(source));
  return found?.node.type === "struct_type" ? found : undefined;
}

export const scopeOf = (source: Source): Scope => ({ vars: new Map(), source, frame: { returns: [] } });

export type StructField = { name: string; type: Node; tag: string; embedded: boolean };

export function fieldsOf(struct: Node): StructField[] {
  return parts(parts(struct).find(({ type }) => type === "field_declaration_list") ?? null).flatMap(
    (declaration): StructField[] => {
      const type = declaration.childForFieldName("type");
      if (!type) return [];
      const tag = (declaration.childForFieldName("tag")?.text ?? "").slice(1, -1);
      const names = declaration
        .childrenForFieldName("name")
        .flatMap((name) => (name.type === "field_identifier" ? [name.text] : []));
      const own = (type.text.split(".").at(-1) ?? "").replace(/^\*/, "");
      return names.length === 0
        ? [{ name: own, type, tag, embedded: true }]
        : names.map((name) => ({ name, type, tag, embedded: false }));
    },
  );
}

/** One key of a struct tag (package reflect, StructTag). */
export function tagOf(tag: string, key: string): string | undefined {
  if (!tag.includes(key)) return undefined;
  const found = new RegExp(`(?:^|\\s)${key}:"((?:[^"\\\\]|\\\\.)*)"`).exec(tag)?.[1];
  return found?.replace(/\\(.)/g, "$1");
}

const numbers = /^(?:u?int(?:8|16|32|64)?|uintptr|byte|rune)$/;
const externals: Record<string, JsonObject> = {
  "time.Time": { type: "string", format: "date-time" },
  "json.RawMessage": {},
  "time.Duration": { type: "integer" },
};

/**
 * The JSON Schema of a type: what the official SDK infers (package jsonschema, For), with the descriptions and keywords that
 * struct tags give. Undefined where it cannot be known.
 */
export function typeSchema(m: Machine, node: Node | null, scope: Scope, depth = 0): JsonObject | undefined {
  if (!node || depth > 20) return {};
  if (node.type === "pointer_type" || node.type === "parenthesized_type" || node.type === "type_elem")
    return typeSchema(m, parts(node)[0] ?? null, scope, depth + 1);
  if (node.type === "slice_type" || node.type === "array_type")
    return { type: "array", items: typeSchema(m, node.childForFieldName("element"), scope, depth + 1) ?? {} };
  if (node.type === "map_type") {
    const values = typeSchema(m, node.childForFieldName("value"), scope, depth + 1) ?? {};
    return Object.keys(values).length === 0 ? { type: "object" } : { type: "object", additionalProperties: values };
  }
  if (node.type === "interface_type") return {};
  if (node.type === "struct_type") return structSchema(m, node, scope, depth);
  const named = typeOf(m, node, scope);
  if (!named) return undefined;
  if (named.kind === "type")
    return typeSchema(m, named.node.childForFieldName("type"), scopeOf(named.source), depth + 1);
  if (named.path === "builtin") {
    const { name } = named;
    if (name === "string") return { type: "string" };
    if (name === "bool") return { type: "boolean" };
    if (name === "any") return {};
    return numbers.test(name) ? { type: "integer" } : /^float(?:32|64)$/.test(name) ? { type: "number" } : undefined;
  }
  const known = externals[`${named.path.split("/").at(-1) ?? ""}.${named.name}`];
  return known ? { ...known } : {};
}

function structSchema(m: Machine, struct: Node, scope: Scope, depth: number): JsonObject {
  const properties = Object.create(null) as { [key: string]: Json };
  const required: string[] = [];
  for (const { name, type, tag, embedded } of fieldsOf(struct)) {
    const [key = "", ...flags] = (tagOf(tag, "json") ?? "").split(",");
    if (key === "-" && flags.length === 0) continue;
    const schema = typeSchema(m, type, scope, depth + 1) ?? {};
    if (embedded && key === "") {
      if (typeof schema.properties === "object") Object.assign(properties, schema.properties);
      if (Array.isArray(schema.required)) required.push(...(schema.required as string[]));
      continue;
    }
    if (!/^\p{Lu}/u.test(name)) continue;
    const words = tagOf(tag, "jsonschema") ?? "";
    const keywords =
      /^(?:required$|required,|\w+=)/.test(words) || /(?:^|,)(?:description|enum|default|title)=/.test(words);
    const made = keywords ? withKeywords(schema, words) : words === "" ? schema : { ...schema, description: words };
    const described = tagOf(tag, "jsonschema_description") ?? tagOf(tag, "description");
    properties[key || name] = described === undefined ? made : { ...made, description: described };
    const optional = flags.includes("omitempty") || flags.includes("omitzero") || type.type === "pointer_type";
    if (keywords ? /(?:^|,)required(?:,|$)/.test(words) || (!optional && !words.includes("required")) : !optional)
      required.push(key || name);
  }
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
}

/** Tags of `key=value` parts (package invopop/jsonschema); a comma in a value is written `\,`. */
function withKeywords(schema: JsonObject, words: string): JsonObject {
  const made: JsonObject = { ...schema };
  const options: Json[] = [];
  for (const part of words.split(/(?<!\\),(?=\s*(?:required|\w+=))/)) {
    const [key = "", ...rest] = part.trim().split("=");
    const value = rest.join("=").replaceAll("\\,", ",");
    if (["description", "title", "pattern", "format"].includes(key)) made[key] = value;
    else if (key === "enum")
      options.push(schema.type === "integer" || schema.type === "number" ? Number(value) : value);
    else if (["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"].includes(key))
      made[key] = Number(value);
    else if (key === "default")
      made.default =
        schema.type === "boolean"
          ? value === "true"
          : schema.type === "integer" || schema.type === "number"
            ? Number(value)
            : value;
  }
  if (options.length > 0) made.enum = options;
  return made;
}
