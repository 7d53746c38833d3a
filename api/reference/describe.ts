import { z } from "zod";

// The parts of our own OpenAPI document that a reader needs, as words.

const Schema = z.record(z.string(), z.unknown());
type Schema = z.infer<typeof Schema>;
const Content = z.record(z.string(), z.looseObject({ schema: Schema.optional() }));
const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: Schema.optional(),
        example: z.unknown().optional(),
      }),
    )
    .optional(),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string(), content: Content.optional() })),
});
const Document = z.looseObject({
  info: z.looseObject({ description: z.string() }),
  tags: z.array(z.looseObject({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), Schema) }),
});

/** A parameter, or a member of an object. `type` is in words; `shape` names a component that is described by itself. */
export type Field = { name: string; type: string; required: boolean; words: string };
/** An operation in words. */
export type Described = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: (Field & { place: string })[];
  body: Field[];
  responses: { status: string; description: string; types: { contentType: string; type: string }[] }[];
  example: string;
};
/** The reference: operations by group, and the shapes that they speak of. */
export type Reference = {
  description: string;
  groups: { name: string; description: string; operations: Described[] }[];
  shapes: { name: string; description: string; fields: Field[] }[];
};

/** The reference of an OpenAPI document of ours. */
export function describeApi(openApi: unknown): Reference {
  const { info, tags, paths, components } = Document.parse(openApi);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      tags: operation.tags ?? [],
      ...describe(path, method, operation),
    })),
  );
  return {
    description: info.description,
    groups: tags.map(({ name, description }) => ({
      name,
      description,
      operations: operations.filter((one) => one.tags.includes(name)),
    })),
    shapes: Object.entries(components.schemas).map(([name, schema]) => ({
      name,
      description: text(schema.description),
      fields: fieldsOf(schema),
    })),
  };
}

function describe(path: string, method: string, operation: z.infer<typeof Operation>): Described {
  const { operationId: id, summary, description = "", parameters = [], requestBody, responses } = operation;
  const [content] = Object.values(requestBody?.content ?? {});
  const example = parameters.reduce((url, { name, in: place, schema, example: given }) => {
    const value = given ?? schema?.example;
    return place === "path" ? url.replace(`{${name}}`, encodeURIComponent(text(value) || name)) : url;
  }, path);
  const query = parameters.flatMap(({ name, in: place, schema, example: given }) => {
    const value = text(given ?? schema?.example);
    return place === "query" && value !== "" ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return {
    id,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    parameters: parameters.map(({ name, in: place, required = false, description: words = "", schema = {} }) => ({
      name,
      place,
      required,
      type: typeOf(schema),
      words: words || text(schema.description),
    })),
    body: fieldsOf(content?.schema ?? {}),
    responses: Object.entries(responses).map(([status, { description: said, content: types = {} }]) => ({
      status,
      description: said,
      types: Object.entries(types).map(([contentType, { schema = {} }]) => ({ contentType, type: typeOf(schema) })),
    })),
    example: query.length > 0 ? `${example}?${query.join("&")}` : example,
  };
}

function fieldsOf(schema: Schema): Field[] {
  const properties = Schema.safeParse(schema.properties);
  const required = z.array(z.string()).catch([]).parse(schema.required);
  if (!properties.success) return [];
  return Object.entries(properties.data).map(([name, member]) => {
    const of = Schema.catch({}).parse(member);
    return { name, type: typeOf(of), required: required.includes(name), words: text(of.description) };
  });
}

/** A schema in a few words. A component's name stands for what it is. */
function typeOf(schema: Schema): string {
  const reference = text(schema.$ref);
  if (reference !== "") return reference.split("/").at(-1) ?? "";
  const several = z.array(Schema).safeParse(schema.anyOf ?? schema.oneOf ?? schema.allOf);
  if (several.success) return [...new Set(several.data.map(typeOf))].filter((one) => one !== "").join(" or ");
  if ("const" in schema) return JSON.stringify(schema.const);
  const values = z.array(z.unknown()).safeParse(schema.enum);
  if (values.success) return values.data.map((value) => JSON.stringify(value)).join(", ");
  const types = z.array(z.string()).safeParse(schema.type);
  const type = types.success ? types.data.join(" or ") : text(schema.type);
  if (type === "array") return `array of ${typeOf(Schema.catch({}).parse(schema.items)) || "anything"}`;
  const bounds = [
    ["from", schema.minimum ?? schema.minLength],
    ["to", schema.maximum ?? schema.maxLength],
  ].flatMap(([word, value]) =>
    typeof value === "number" && Math.abs(value) < 2 ** 31 ? [`${String(word)} ${value}`] : [],
  );
  const otherwise = schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`];
  const length = type === "string" && bounds.length > 0 ? [`${bounds.join(" ")} characters`] : bounds;
  return [type || "anything", ...length, ...otherwise].join(", ");
}

const text = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
