import type { Json, JsonObject } from "../../../catalog/tool.ts";
import { toJson } from "./json.ts";
import type { Machine, SchemaContext } from "./machine.ts";
import {
  external,
  isThing,
  lastName,
  settled,
  textOf,
  type ExternalValue,
  type GenericValue,
  type Args,
  type Value,
} from "./value.ts";

const uri: JsonObject = { format: "uri", minLength: 1, type: "string" };
const decimal: JsonObject = {
  anyOf: [{ type: "number" }, { pattern: "^(?!^[-+.]*$)[+-]?0*\\d*\\.?\\d*$", type: "string" }],
};
const uuid: JsonObject = { format: "uuid", type: "string" };

/** Types as pydantic 2 writes them in JSON Schema, by their last name. */
const plain: Record<string, JsonObject> = {
  str: { type: "string" },
  int: { type: "integer" },
  float: { type: "number" },
  bool: { type: "boolean" },
  bytes: { format: "binary", type: "string" },
  complex: { type: "string" },
  None: { type: "null" },
  NoneType: { type: "null" },
  Any: {},
  object: {},
  list: { items: {}, type: "array" },
  List: { items: {}, type: "array" },
  Sequence: { items: {}, type: "array" },
  Iterable: { items: {}, type: "array" },
  Collection: { items: {}, type: "array" },
  tuple: { items: {}, type: "array" },
  Tuple: { items: {}, type: "array" },
  deque: { items: {}, type: "array" },
  set: { items: {}, type: "array", uniqueItems: true },
  Set: { items: {}, type: "array", uniqueItems: true },
  frozenset: { items: {}, type: "array", uniqueItems: true },
  FrozenSet: { items: {}, type: "array", uniqueItems: true },
  dict: { additionalProperties: true, type: "object" },
  Dict: { additionalProperties: true, type: "object" },
  Mapping: { additionalProperties: true, type: "object" },
  MutableMapping: { additionalProperties: true, type: "object" },
  datetime: { format: "date-time", type: "string" },
  date: { format: "date", type: "string" },
  time: { format: "time", type: "string" },
  timedelta: { format: "duration", type: "string" },
  UUID: uuid,
  UUID4: { ...uuid, format: "uuid4" },
  Path: { format: "path", type: "string" },
  FilePath: { format: "file-path", type: "string" },
  DirectoryPath: { format: "directory-path", type: "string" },
  Decimal: decimal,
  AnyUrl: uri,
  AnyHttpUrl: uri,
  HttpUrl: { ...uri, maxLength: 2083 },
  EmailStr: { format: "email", type: "string" },
  SecretStr: { format: "password", type: "string", writeOnly: true },
  Pattern: { format: "regex", type: "string" },
  StrictStr: { type: "string" },
  StrictInt: { type: "integer" },
  StrictBool: { type: "boolean" },
  StrictFloat: { type: "number" },
  PositiveInt: { exclusiveMinimum: 0, type: "integer" },
  NonNegativeInt: { minimum: 0, type: "integer" },
  PositiveFloat: { exclusiveMinimum: 0, type: "number" },
  NonNegativeFloat: { minimum: 0, type: "number" },
};

const arrays = new Set(["list", "List", "Sequence", "Iterable", "Collection", "deque", "Deque"]);
const sets = new Set(["set", "Set", "frozenset", "FrozenSet", "AbstractSet"]);
const mappings = new Set(["dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict"]);
const wrappers = new Set(["Required", "NotRequired", "ReadOnly", "Final", "ClassVar", "Awaitable", "Coroutine"]);

/** The JSON Schema of a type hint, as pydantic makes it. */
export function typeSchema(m: Machine, given: Value, context: SchemaContext): JsonObject {
  if (context.depth > 30) return {};
  const inside = { ...context, depth: context.depth + 1 };
  const type = settled(given);
  if (type === null) return { type: "null" };
  if (typeof type === "string") return writtenType(m, type, inside);
  if (!isThing(type)) return {};
  switch (type.kind) {
    case "external":
      return externalType(type, context);
    case "class":
      return m.classSchema(type, inside);
    case "generic":
      return genericType(m, type, inside);
    case "unknown":
      context.lost.push({ why: type.why, ...(type.site ? { site: type.site } : {}) });
      return {};
    default:
      context.lost.push({ why: `a type is a ${type.kind}` });
      return {};
  }
}

function writtenType(m: Machine, text: string, context: SchemaContext): JsonObject {
  const node = text.length < 1_000 ? m.parseExpression(text) : undefined;
  return node ? typeSchema(m, m.evaluate(node, context.scope), context) : {};
}

function externalType(type: ExternalValue, { lost }: SchemaContext): JsonObject {
  const known = plain[lastName(type)];
  if (known && Object.hasOwn(plain, lastName(type))) return { ...known };
  lost.push({ why: `a type comes from ${type.path}` });
  return {};
}

const any = external("typing.Any");

function genericType(m: Machine, { of, args }: GenericValue, context: SchemaContext): JsonObject {
  const schema = (type: Value) => typeSchema(m, type, context);
  if (!isThing(of) || of.kind !== "external") return schema(of);
  const name = lastName(of);
  const [first = any, second = any] = args;
  if (name === "Optional") return unionOf([schema(first), { type: "null" }]);
  if (name === "Union") return unionOf(args.map(schema));
  if (name === "Literal") return literalOf(args, context);
  if (name === "Annotated") {
    return args.slice(1).reduce<JsonObject>((made, extra) => applyMetadata(made, extra, context), schema(first));
  }
  if (arrays.has(name)) return { items: schema(first), type: "array" };
  if (sets.has(name)) return { items: schema(first), type: "array", uniqueItems: true };
  if (name === "tuple" || name === "Tuple") {
    const [, more] = args;
    if (isThing(more) && more.kind === "unknown") return { items: schema(first), type: "array" };
    return { maxItems: args.length, minItems: args.length, prefixItems: args.map(schema), type: "array" };
  }
  if (mappings.has(name)) {
    const values = schema(second);
    return { additionalProperties: Object.keys(values).length === 0 ? true : values, type: "object" };
  }
  if (wrappers.has(name)) return schema(first);
  return externalType(of, context);
}

/** A union's members, each once; a union inside is taken apart. */
function unionOf(schemas: JsonObject[]): JsonObject {
  const flat = schemas.flatMap((schema) =>
    Array.isArray(schema.anyOf) && Object.keys(schema).length === 1 ? (schema.anyOf as JsonObject[]) : [schema],
  );
  const seen = new Set<string>();
  const once = flat.filter((schema) => {
    const text = JSON.stringify(schema);
    return !seen.has(text) && seen.add(text);
  });
  return once.length === 1 ? (once[0] ?? {}) : { anyOf: once };
}

function literalOf(args: Value[], context: SchemaContext): JsonObject {
  const values: Json[] = [];
  for (const arg of args) {
    const inner = isThing(arg) && arg.kind === "generic" ? arg.args : [arg];
    for (const value of inner) {
      const json = toJson(textOf(value) ?? value, context.lost);
      if (json.ok) values.push(json.value);
      else context.lost.push(json);
    }
  }
  const types = new Set(values.map((value) => (typeof value === "number" ? "integer" : typeof value)));
  const [type] = types;
  const named: JsonObject = types.size === 1 && type !== undefined && type !== "object" ? { type } : {};
  return values.length === 1 ? { const: values[0] ?? null, ...named } : { enum: values, ...named };
}

const bounds: Record<string, string> = {
  ge: "minimum",
  gt: "exclusiveMinimum",
  le: "maximum",
  lt: "exclusiveMaximum",
  multiple_of: "multipleOf",
};
const words: Record<string, string> = {
  description: "description",
  title: "title",
  examples: "examples",
  deprecated: "deprecated",
};

/** What `Field(…)`, or one of annotated_types' classes, adds to the schema of the type that it stands with. */
function applyMetadata(schema: JsonObject, metadata: Value, context: SchemaContext): JsonObject {
  const known = settled(metadata);
  // FastMCP 2 takes a plain text for the description.
  if (typeof known === "string") return context.library === "fastmcp" ? { ...schema, description: known } : schema;
  if (!isThing(known) || known.kind !== "instance" || known.of.kind !== "external") return schema;
  const name = lastName(known.of);
  if (["Ge", "Gt", "Le", "Lt"].includes(name))
    return applyField(
      schema,
      { list: [], named: new Map([[name.toLowerCase(), known.args.list[0] ?? null]]) },
      context,
    );
  return name === "Field" || name === "Query" || name === "FieldInfo"
    ? applyField(schema, known.args, context)
    : schema;
}

export function applyField(schema: JsonObject, { named }: Args, context: SchemaContext): JsonObject {
  const made: JsonObject = { ...schema };
  for (const [word, value] of named) {
    const json = (): Json | undefined => {
      const converted = toJson(value, context.lost);
      if (converted.ok) return converted.value;
      context.lost.push(converted);
      return undefined;
    };
    const set = (key: string, to: JsonObject = made): void => {
      const known = value === null ? undefined : json();
      if (known !== undefined) to[key] = known;
    };
    const typed = (types: string[]): JsonObject[] => {
      const inner = Array.isArray(made.anyOf) ? (made.anyOf as JsonObject[]).map((one) => ({ ...one })) : undefined;
      if (inner) made.anyOf = inner;
      return (inner ?? [made]).filter(({ type }) => typeof type === "string" && types.includes(type));
    };
    if (Object.hasOwn(bounds, word)) for (const one of typed(["integer", "number"])) set(bounds[word] ?? word, one);
    else if (word === "min_length" || word === "max_length") {
      for (const one of typed(["string", "array", "object"])) {
        const what = one.type === "string" ? "Length" : one.type === "array" ? "Items" : "Properties";
        set(`${word.slice(0, 3)}${what}`, one);
      }
    } else if (word === "pattern" || word === "regex") for (const one of typed(["string"])) set("pattern", one);
    else if (Object.hasOwn(words, word)) {
      if (value !== false) set(words[word] ?? word);
    } else if (word === "json_schema_extra") {
      const extra = json();
      if (typeof extra === "object" && extra !== null && !Array.isArray(extra)) Object.assign(made, extra);
    }
  }
  return made;
}
