import { parts } from "../syntax.ts";
import { outside } from "./outside.ts";
import { fieldsOf, structOf } from "./types.ts";
import type { Machine } from "./machine.ts";
import {
  isThing,
  list,
  native,
  settled,
  unknown,
  type ExternalValue,
  type MapValue,
  type Site,
  type StructValue,
  type Value,
} from "./value.ts";

/** Whether an import is of a library of the protocol: all of them have it in their names. */
const isLibrary = (path: string): boolean => /mcp/i.test(path);

/** Whether a struct is a tool: of a library's type, or of the package's own with a tool's fields. */
export function isToolType(m: Machine, { type, fields }: StructValue): boolean {
  if (type.name !== "Tool") return false;
  if (type.kind === "external") return isLibrary(type.path) && (fields.has("Name") || fields.size === 0);
  const struct = structOf(m, type);
  const names = struct ? fieldsOf(struct.node).map(({ name }) => name) : [];
  return names.includes("Name") && names.includes("Description") && names.some((name) => /Schema$/.test(name));
}

export function foundTool(m: Machine, tool: StructValue): void {
  if (!m.found.has(tool)) m.found.set(tool, { tool });
}

const toolType: ExternalValue = { kind: "external", path: "mcp", name: "Tool" };
const struct = (type: ExternalValue, site: Site): StructValue => ({ kind: "struct", type, fields: new Map(), site });

function newTool(m: Machine, fields: [string, Value][], site: Site): StructValue {
  const tool = struct(toolType, site);
  for (const [name, value] of fields) tool.fields.set(name, value);
  foundTool(m, tool);
  return tool;
}

function mapIn(of: StructValue | MapValue, name: string): MapValue {
  const held = of.kind === "struct" ? of.fields : of.entries;
  const known = held.get(name);
  if (isThing(known) && known.kind === "map") return known;
  const made: MapValue = { kind: "map", entries: new Map() };
  held.set(name, made);
  return made;
}

/** The input schema of a tool that options add to, as a map of JSON Schema's own words. */
function schemaOf(tool: StructValue): MapValue {
  const schema = mapIn(tool, "schema");
  if (!schema.entries.has("type")) schema.entries.set("type", "object");
  mapIn(schema, "properties");
  return schema;
}

const types: Record<string, string> = {
  WithString: "string",
  WithNumber: "number",
  WithInteger: "integer",
  WithBoolean: "boolean",
  WithObject: "object",
  WithArray: "array",
};
/** Options of one property, by the keyword that they set. */
const keywords: Record<string, string> = {
  Description: "description",
  Title: "title",
  DefaultString: "default",
  DefaultNumber: "default",
  DefaultBool: "default",
  DefaultArray: "default",
  Max: "maximum",
  Min: "minimum",
  MultipleOf: "multipleOf",
  MaxLength: "maxLength",
  MinLength: "minLength",
  Pattern: "pattern",
  MaxItems: "maxItems",
  MinItems: "minItems",
  UniqueItems: "uniqueItems",
  Items: "items",
  Properties: "properties",
  AdditionalProperties: "additionalProperties",
  MaxProperties: "maxProperties",
  MinProperties: "minProperties",
};
const hints: Record<string, string> = {
  WithTitleAnnotation: "title",
  WithReadOnlyHintAnnotation: "readOnlyHint",
  WithDestructiveHintAnnotation: "destructiveHint",
  WithIdempotentHintAnnotation: "idempotentHint",
  WithOpenWorldHintAnnotation: "openWorldHint",
};
const itemTypes: Record<string, string> = {
  WithStringItems: "string",
  WithNumberItems: "number",
  WithIntegerItems: "integer",
  WithBooleanItems: "boolean",
  WithStringEnumItems: "string",
};

/** What an option does to the struct or map that it is called with. */
const option = (change: (target: StructValue | MapValue) => void): Value =>
  native(([given]) => {
    const target = settled(given);
    if (isThing(target) && (target.kind === "struct" || target.kind === "map")) change(target);
    return null;
  });

/** A function of mcp-go that makes an option (package mcp, ToolOption and PropertyOption); undefined when it is none. */
function optionOf(m: Machine, name: string, args: Value[], site: Site): Value | undefined {
  const [first = null, ...rest] = args;
  const set = (key: string, value: Value) =>
    option((target) => target.kind === "map" && target.entries.set(key, value));
  const type = types[name];
  if (type !== undefined)
    return option((tool) => {
      if (tool.kind !== "struct") return;
      const schema = schemaOf(tool);
      const key = settled(first);
      const property: MapValue = { kind: "map", entries: new Map<string, Value>([["type", type]]) };
      m.trace?.noteLine(property, site.source, site.line);
      apply(m, property, rest, site);
      if (property.entries.get("#required") === true) {
        const required = schema.entries.get("required");
        if (isThing(required) && required.kind === "list") required.items.push(key);
        else schema.entries.set("required", list([key]));
      }
      property.entries.delete("#required");
      if (typeof key === "string") mapIn(schema, "properties").entries.set(key, property);
      else mapIn(schema, "properties").open ??= unknown("a parameter's name is decided at run time", site);
    });
  const keyword = keywords[name];
  if (keyword !== undefined) return set(keyword, first);
  const hint = hints[name];
  if (hint !== undefined)
    return option((tool) => tool.kind === "struct" && mapIn(tool, "Annotations").entries.set(hint, first));
  const items = itemTypes[name];
  if (items !== undefined)
    return option((target) => {
      if (target.kind !== "map") return;
      const item: MapValue = { kind: "map", entries: new Map<string, Value>([["type", items]]) };
      if (name === "WithStringEnumItems") item.entries.set("enum", first);
      else apply(m, item, args, site);
      target.entries.set("items", item);
    });
  switch (name) {
    case "Required":
      return set("#required", true);
    case "Enum":
      return set("enum", args.length === 1 && isThing(first) && first.kind === "list" ? first : list(args));
    case "WithDescription":
      return option((tool) => tool.kind === "struct" && tool.fields.set("Description", first));
    case "WithToolAnnotation":
    case "WithAnnotations":
      return option((tool) => tool.kind === "struct" && tool.fields.set("Annotations", first));
    case "WithRawInputSchema":
      return option((tool) => tool.kind === "struct" && tool.fields.set("RawInputSchema", first));
    case "WithRawOutputSchema":
      return option((tool) => tool.kind === "struct" && tool.fields.set("RawOutputSchema", first));
    case "WithInputSchema":
    case "WithOutputSchema":
      return option(() => undefined);
    default:
      return undefined;
  }
}

function apply(m: Machine, target: StructValue | MapValue, options: Value[], site: Site): void {
  for (const each of options) {
    if (isThing(each) && each.kind === "list") apply(m, target, each.items, site);
    else if (isThing(each) && each.kind === "unknown") {
      if (target.kind === "map") target.open ??= each;
      else schemaOf(target).open ??= each;
    } else m.call(each, [target], site);
  }
}

/** A call of a function of another module. */
export function callOutside(m: Machine, callee: ExternalValue, args: Value[], site: Site): Value {
  const { name, path } = callee;
  const [first = null, second = null, third = null] = args;
  if (isLibrary(path)) {
    if (name === "NewTool" || name === "NewToolWithRawSchema") {
      // mcp-go: NewTool(name, options…); go-mcp: NewTool(name, description, struct).
      const described = typeof settled(second) === "string" || name === "NewToolWithRawSchema";
      const tool = newTool(
        m,
        described
          ? [
              ["Name", first],
              ["Description", second],
            ]
          : [["Name", first]],
        site,
      );
      if (name === "NewToolWithRawSchema") tool.fields.set("RawInputSchema", third);
      else if (!described) {
        schemaOf(tool);
        apply(m, tool, args.slice(1), site);
      } else if (isThing(third)) m.found.set(tool, { tool, reflected: third });
      return described && name === "NewTool" ? { kind: "tuple", items: [tool, null] } : tool;
    }
    const made = optionOf(m, name, args, site);
    if (made !== undefined) return made;
    if (name === "AddTool" && isThing(settled(second))) {
      const tool = settled(second);
      if (isThing(tool) && tool.kind === "struct") m.found.set(tool, { tool, handler: third });
      return null;
    }
  }
  if (/(?:^|[a-z])(?:Ptr|Pointer)$|^(?:To|Of|Bool|String|Int|Float64|ToRawMessage)$/.test(name) && args.length === 1)
    return first;
  const known = outside(m, `${path.split("/").at(-1) ?? ""}.${name}`, args);
  if (known !== undefined) return known;
  return unknown(`what ${path}.${name} gives is decided outside the package`, site);
}

/** A method of a server object: some libraries register a tool by its name, its description and a function. */
export function methodOfServer(m: Machine, name: string, args: Value[], site: Site): Value | undefined {
  const [first = null, second = null, third = null] = args;
  if (name !== "RegisterTool" || args.length !== 3) return undefined;
  if (!isThing(third) || third.kind !== "function" || typeof settled(second) !== "string") return undefined;
  const tool = newTool(
    m,
    [
      ["Name", first],
      ["Description", second],
    ],
    site,
  );
  m.found.set(tool, { tool, handler: third });
  return null;
}

/** The type of a handler's input: its last parameter that is neither a context nor the request itself. */
export function inputOf(handler: Value | undefined) {
  if (!isThing(handler) || handler.kind !== "function") return undefined;
  const all = parts(handler.node.childForFieldName("parameters"));
  const last = all.at(-1)?.childForFieldName("type");
  if (!last || /Context$|CallToolRequest|ServerSession|CallToolParams\b(?!For)/.test(last.text)) return undefined;
  return { node: last, source: handler.source };
}
