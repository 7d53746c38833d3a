import type { Json, JsonObject } from "../../../catalog/tool.ts";
import { allFields } from "./definitions.ts";
import { fromJson, toJson } from "./json.ts";
import { argument, type Machine, type SchemaContext } from "./machine.ts";
import { titled } from "./strings.ts";
import { docstring } from "./text.ts";
import { applyField, typeSchema } from "./types.ts";
import {
  enumBases,
  isEnumMember,
  isKind,
  isThing,
  lastName,
  modelBases,
  native,
  settled,
  textOf,
  type Args,
  type ClassValue,
  type Field,
  type Site,
  type Value,
} from "./value.ts";

const typedDicts = /(?:^|\.)(?:TypedDict|NamedTuple)$/;

/** The JSON Schema of a class: a reference to its definition, which is put into the context. */
export function modelSchema(m: Machine, cls: ClassValue, context: SchemaContext): JsonObject {
  if (!(cls.name in context.defs)) {
    if (Object.keys(context.defs).length > 500) return {};
    // Before its members, so that a class that holds itself is made once.
    context.defs[cls.name] = {};
    context.defs[cls.name] = definitionOf(m, cls, context);
  }
  return { $ref: `#/$defs/${cls.name}` };
}

function definitionOf(m: Machine, cls: ClassValue, context: SchemaContext): JsonObject {
  if (isKind(cls, enumBases)) return enumSchema(m, cls, context);
  const isDataclass = cls.decorators.some(
    (value) =>
      isThing(value) &&
      /dataclass/.test(value.kind === "external" ? value.path : value.kind === "native" ? value.name : ""),
  );
  if (!isKind(cls, modelBases) && !isKind(cls, typedDicts) && !isDataclass) {
    context.lost.push({ why: `${cls.name} is not a class with a schema`, site: cls.site });
    return {};
  }
  const properties = Object.create(null) as { [key: string]: Json };
  const required: string[] = [];
  const total = cls.keywords.get("total") !== false;
  const inside = { ...context, scope: cls.scope };
  for (const field of allFields(cls)) {
    const type = m.evaluate(field.type, cls.scope);
    const { name: wrapper } = wrapperOf(type);
    if (field.name.startsWith("_") || field.name === "model_config" || wrapper === "ClassVar") continue;
    const { key, schema, needed } = fieldSchema(m, field.name, type, defaultOf(m, cls, field), inside);
    properties[key] = schema;
    if (needed && wrapper !== "NotRequired" && (total || wrapper === "Required")) required.push(key);
  }
  const doc = docstring(m, cls.node, cls.scope);
  return {
    ...(cls.keywords.get("extra") === "forbid" || forbidsMore(cls) ? { additionalProperties: false } : {}),
    ...(doc === undefined ? {} : { description: doc }),
    properties,
    ...(required.length > 0 ? { required } : {}),
    title: cls.name,
    type: "object",
  };
}

function wrapperOf(type: Value): { name?: string } {
  const of = isThing(type) && type.kind === "generic" ? type.of : type;
  return isThing(of) && of.kind === "external" ? { name: lastName(of) } : {};
}

function forbidsMore(cls: ClassValue): boolean {
  const config = cls.members.get("model_config") ?? null;
  if (!isThing(config)) return false;
  const extra =
    config.kind === "instance"
      ? config.args.named.get("extra")
      : config.kind === "dict"
        ? config.entries.get("extra")
        : undefined;
  return extra === "forbid";
}

/** What a field is when it is not given; undefined when it must be given. */
function defaultOf(m: Machine, cls: ClassValue, field: Field): Value | undefined {
  return field.value ? (cls.members.get(field.name) ?? m.evaluate(field.value, cls.scope)) : undefined;
}

function enumSchema(m: Machine, cls: ClassValue, context: SchemaContext): JsonObject {
  const values: Json[] = [];
  for (const member of cls.members.values()) {
    if (!isEnumMember(member)) continue;
    const json = toJson(member.attrs.get("value") ?? null, context.lost);
    if (json.ok) values.push(json.value);
  }
  const doc = docstring(m, cls.node, cls.scope);
  const types = new Set(values.map((value) => (typeof value === "number" ? "integer" : typeof value)));
  const [type] = types;
  return {
    ...(doc === undefined ? {} : { description: doc }),
    enum: values,
    title: cls.name,
    ...(types.size === 1 && type !== undefined && type !== "object" ? { type } : {}),
  };
}

/** Pydantic's title of a field (`_get_title_from_name`). */
const titleOf = (name: string): string => titled(name).replaceAll("_", " ").trim();

/** `Field(…)`, also as dataclasses write it. */
function fieldInfo(value: Value | undefined): Args | undefined {
  if (value === undefined || !isThing(value) || value.kind !== "instance" || value.of.kind !== "external")
    return undefined;
  return ["Field", "field", "Query", "Body", "Param"].includes(lastName(value.of)) ? value.args : undefined;
}

/** One property: of a model's field or a function's parameter. `given`: its default, or `Field(…)` in its place. */
export function fieldSchema(
  m: Machine,
  name: string,
  type: Value | undefined,
  given: Value | undefined,
  context: SchemaContext,
): { key: string; schema: JsonObject; needed: boolean } {
  const inAnnotated = annotatedFields(type);
  const info = fieldInfo(given);
  const infos = [...inAnnotated, ...(info ? [info] : [])];
  let schema = type === undefined ? {} : typeSchema(m, type, context);
  if (info) schema = applyField(schema, info, context);
  const last = (word: string): Value | undefined =>
    infos.map(({ named }) => named.get(word)).findLast((value) => value !== undefined);
  let fallback = info ? argument(info, "default", 0) : given;
  if (given === undefined)
    fallback = inAnnotated.map((args) => argument(args, "default", 0)).findLast((value) => value !== undefined);
  if (isThing(fallback) && fallback.kind === "unknown" && /\(\.\.\.\)/.test(fallback.why)) fallback = undefined;
  const factory = last("default_factory") !== undefined;
  const alias = last("validation_alias") ?? last("alias");
  const key = (alias === undefined ? undefined : textOf(settled(alias))) ?? name;
  if (!("title" in schema) && !isReference(schema)) schema = { ...schema, title: titleOf(key) };
  if (fallback !== undefined) {
    const json = defaultJson(fallback, context);
    if (json !== undefined) schema = { ...schema, default: json };
  }
  return { key, schema, needed: fallback === undefined && !factory };
}

/** A field that refers to a class, or to a class or None, has the class's title (`field_title_should_be_set`). */
function isReference(schema: JsonObject): boolean {
  const options = (schema.anyOf ?? []) as JsonObject[];
  return (
    "$ref" in schema ||
    (options.length === 2 && options.some((one) => "$ref" in one) && options.some(({ type }) => type === "null"))
  );
}

function annotatedFields(type: Value | undefined): Args[] {
  if (
    type === undefined ||
    !isThing(type) ||
    type.kind !== "generic" ||
    !isThing(type.of) ||
    type.of.kind !== "external"
  )
    return [];
  return lastName(type.of) === "Annotated" ? type.args.slice(1).flatMap((extra) => fieldInfo(extra) ?? []) : [];
}

function defaultJson(value: Value, context: SchemaContext): Json | undefined {
  const json = toJson(value, context.lost);
  if (!json.ok) context.lost.push({ ...json, why: `a default is not known, because ${json.why}` });
  return json.ok ? json.value : undefined;
}

/** `Model.model_json_schema()`, and what it was called before. */
export function modelMember(m: Machine, cls: ClassValue, name: string, site: Site): Value | undefined {
  if ((name !== "model_json_schema" && name !== "schema") || !isKind(cls, modelBases)) return undefined;
  return native(name, () =>
    fromJson(rootSchema(m, cls, { defs: {}, lost: [], scope: cls.scope, depth: 0, library: "sdk" }, site)),
  );
}

function rootSchema(m: Machine, cls: ClassValue, context: SchemaContext, site: Site): JsonObject {
  modelSchema(m, cls, context);
  for (const { why } of context.lost)
    m.warn("unknown-part", `A part of the schema of ${cls.name} is left out: ${why}.`, site);
  const { [cls.name]: own = {}, ...others } = context.defs;
  if (JSON.stringify(context.defs).includes(JSON.stringify(`#/$defs/${cls.name}`)))
    return { $defs: context.defs, $ref: `#/$defs/${cls.name}` };
  return { ...(Object.keys(others).length > 0 ? { $defs: others } : {}), ...(own as JsonObject) };
}
