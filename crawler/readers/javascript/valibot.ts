import type { Machine } from "./machine.ts";
import { isThing, type Site, type Value, type ZodDef, type ZodValue } from "./value.ts";
import { shapeOf, zodValue } from "./zod.ts";

/** Valibot's actions in a pipe that are JSON Schema keywords. */
const keywords: Record<string, string> = {
  minLength: "minLength",
  maxLength: "maxLength",
  minValue: "minimum",
  maxValue: "maximum",
  gtValue: "exclusiveMinimum",
  ltValue: "exclusiveMaximum",
  multipleOf: "multipleOf",
};
const formats: Record<string, string> = {
  email: "email",
  url: "uri",
  uuid: "uuid",
  isoDate: "date",
  isoDateTime: "date-time",
  isoTimestamp: "date-time",
  ipv4: "ipv4",
  ipv6: "ipv6",
};
const same = new Set(["string", "number", "boolean", "bigint", "date", "any", "unknown", "never", "null", "undefined"]);
const wrappers: Record<string, string[]> = {
  optional: ["optional"],
  exactOptional: ["optional"],
  undefinedable: ["optional"],
  nullable: ["nullable"],
  nullish: ["nullable", "optional"],
  lazy: [],
};

/** An action in a pipe: kept under a name that no schema has, until the pipe takes it. */
const actionType = "valibot:action";

/** A call of one of valibot's functions, as the zod schema that says the same. Undefined when it is not known. */
export function valibotCall(m: Machine, name: string, args: Value[], site: Site): Value {
  const [first, second] = args;
  const make = (type: string, more: Partial<ZodDef> = {}): ZodValue => zodValue(site, type, 3, more);
  const action = (more: Partial<ZodDef>): ZodValue => make(actionType, more);
  if (same.has(name)) return make(name);
  if (Object.hasOwn(keywords, name)) return action({ json: new Map([[keywords[name] ?? name, first]]) });
  if (Object.hasOwn(formats, name)) return action({ json: new Map([["format", formats[name]]]) });
  if (Object.hasOwn(wrappers, name)) {
    const wrapped = (wrappers[name] ?? []).reduce<Value>((inner, type) => make(type, { inner }), first);
    return second === undefined ? wrapped : make("default", { inner: wrapped, value: second });
  }
  switch (name) {
    case "object":
    case "looseObject":
    case "strictObject":
      return make("object", {
        shape: shapeOf(first, site),
        extra: name === "looseObject" ? "loose" : name === "strictObject" ? "strict" : "strip",
      });
    case "array":
      return make("array", { inner: first });
    case "tuple":
      return make("tuple", { items: m.iterate(first, site).items });
    case "record":
      return make("record", { key: first, value: second });
    case "literal":
      return make("literal", { items: [first] });
    case "picklist":
      return make("enum", { items: m.iterate(first, site).items });
    case "enum":
    case "enum_":
      return make("enum", { items: isThing(first) && first.kind === "object" ? [...first.props.values()] : [] });
    case "union":
      return make("union", { items: m.iterate(first, site).items });
    case "variant":
      return make("union", { items: m.iterate(second, site).items });
    case "intersect":
      return make("intersection", { items: m.iterate(first, site).items });
    case "description":
      return action({ description: first });
    case "metadata":
      return action({ description: m.get(first, "description", site) });
    case "integer":
      return action({ value: "int" });
    case "pipe":
      return args.slice(1).reduce<Value>((schema, next) => piped(schema, next), first);
    default:
      // transform, check, trim and others do not show in the JSON Schema of the input.
      return action({});
  }
}

function piped(schema: Value, next: Value): Value {
  if (!isThing(schema) || schema.kind !== "zod" || !isThing(next) || next.kind !== "zod") return schema;
  if (next.def.type !== actionType) return schema;
  const { json, description, value } = next.def;
  const list = schema.def.type === "array";
  const added = [...json].map(([key, member]) => [list ? key.replace("Length", "Items") : key, member] as const);
  return {
    ...schema,
    def: {
      ...schema.def,
      type: value === "int" ? "int" : schema.def.type,
      json: new Map([...schema.def.json, ...added]),
      description: description ?? schema.def.description,
    },
  };
}
