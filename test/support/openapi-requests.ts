import fc, { type Arbitrary } from "fast-check";
import { z } from "zod";

// Requests made from an OpenAPI document: what it allows, what is nearly that, and what it does not.

const Schema = z.looseObject({});
type Schema = Record<string, unknown>;
const Parameter = z.looseObject({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().optional(),
  schema: Schema.optional(),
});
const Operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(Parameter).optional(),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: Schema })) }).optional(),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.object({ schema: Schema })).optional() })),
});
type Operation = z.infer<typeof Operation>;
export const OpenApi = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});
export type OpenApi = z.infer<typeof OpenApi>;

/** A request, and the operation that it was made for. */
export type MadeRequest = {
  path: string;
  method: string;
  operation: Operation;
  /** Where it goes: a path with a query. */
  url: string;
  init: { method: string; headers: Record<string, string>; body?: string };
};

/** Any JSON, and texts that programs stumble on. */
const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "%00",
    "..",
    "'; drop table servers; --",
    "\ud800",
    "a".repeat(3_000),
    "__proto__",
    "💥",
    "-1",
    "1e9",
    "null",
  ),
);

/** Values of a JSON Schema; `known` gives values that mean something for names that it knows. */
function valuesOf(schema: Schema, document: OpenApi, name: string, known: Known, depth = 0): Arbitrary<unknown> {
  const inner = (of: unknown, as = name) => valuesOf(Schema.parse(of ?? {}), document, as, known, depth + 1);
  const reference = schema["$ref"];
  if (typeof reference === "string") return inner(document.components.schemas[reference.split("/").at(-1) ?? ""] ?? {});
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if ("const" in schema) return fc.constant(schema.const);
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (Array.isArray(several)) return fc.oneof(...several.map((one) => inner(one)));
  const type = Array.isArray(schema.type) ? (schema.type[0] as unknown) : schema.type;
  const number = (key: string, otherwise: number) => (typeof schema[key] === "number" ? schema[key] : otherwise);
  const meaning = known[name];
  if (type === "string") {
    const any =
      schema.format === "date-time"
        ? fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
        : fc.string({ minLength: number("minLength", 0), maxLength: Math.min(number("maxLength", 40), 40) });
    return meaning ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...meaning) }, any) : any;
  }
  if (type === "integer" || type === "number")
    return fc.integer({ min: number("minimum", -5), max: number("maximum", 1_000) });
  if (type === "boolean") return fc.boolean();
  if (type === "array") {
    if (depth > 4) return fc.constant([]);
    return fc.array(inner(schema.items), { minLength: number("minItems", 0), maxLength: 4 });
  }
  if (type === "object" && schema.properties !== undefined) {
    const properties = Object.entries(Schema.parse(schema.properties));
    return fc.record(Object.fromEntries(properties.map(([key, of]) => [key, inner(of, key)])), {
      requiredKeys: Array.isArray(schema.required) ? (schema.required as string[]) : [],
    });
  }
  if (meaning)
    return fc.oneof({ weight: 3, arbitrary: fc.constantFrom<unknown>(...meaning) }, fc.jsonValue({ maxDepth: 2 }));
  if (type === "object")
    return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
  return fc.jsonValue({ maxDepth: 3 });
}

/** Values that mean something to the catalog, by the name of a parameter or a member. */
export type Known = Record<string, unknown[]>;

/** Mostly what the arbitrary gives, now and then anything. */
const odd = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | string> =>
  fc.oneof({ weight: 5, arbitrary }, { weight: 1, arbitrary: text });

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const encode = (value: unknown): string => encodeURIComponent(asText(value).toWellFormed());

/** Requests to every operation of a document. */
export function requestsOf(document: OpenApi, known: Known): Arbitrary<MadeRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => requestOf(document, known, path, method, operation)),
  );
  return fc.oneof(...operations);
}

function requestOf(
  document: OpenApi,
  known: Known,
  path: string,
  method: string,
  operation: Operation,
): Arbitrary<MadeRequest> {
  const parameters = operation.parameters ?? [];
  const of = (place: string) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((one) => one.in === place)
          .map((one) => [one.name, odd(valuesOf(one.schema ?? {}, document, one.name, known))]),
      ),
      { requiredKeys: place === "path" ? undefined : [] },
    );
  const [content] = Object.values(operation.requestBody?.content ?? {});
  const body: Arbitrary<string | undefined> = content
    ? fc.oneof(
        { weight: 8, arbitrary: valuesOf(content.schema, document, "", known).map((value) => JSON.stringify(value)) },
        { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
        { weight: 1, arbitrary: text },
      )
    : fc.constant(undefined);
  const headers = fc.record(
    {
      accept: fc.constantFrom("*/*", "text/html", "application/json"),
      "if-none-match": fc.constantFrom("*", '"x"', 'W/"y", "z"', "nonsense"),
      "accept-encoding": fc.constantFrom("gzip", "identity;q=0", "br, *"),
      "x-request-id": fc.constantFrom("abc-1", "a b", "x".repeat(300)),
    },
    { requiredKeys: [] },
  );
  const type = fc.oneof(
    { weight: 12, arbitrary: fc.constant("application/json") },
    {
      weight: 1,
      arbitrary: fc.constantFrom("text/plain", "application/json; charset=utf-8", "multipart/form-data", ""),
    },
  );
  const asked = fc.oneof(
    { weight: 30, arbitrary: fc.constant(method.toUpperCase()) },
    { weight: 1, arbitrary: fc.constantFrom("GET", "POST", "HEAD", "DELETE", "PUT", "PATCH", "OPTIONS") },
  );
  return fc
    .tuple(of("path"), of("query"), body, headers, type, asked)
    .map(([inPath, inQuery, sent, given, contentType, verb]): MadeRequest => {
      const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => encode(inPath[key]));
      const query = Object.entries(inQuery).map(([key, value]) => `${key}=${encode(value)}`);
      const carries = verb !== "GET" && verb !== "HEAD" && sent !== undefined;
      return {
        path,
        method,
        operation,
        url: query.length > 0 ? `${filled}?${query.join("&")}` : filled,
        init: {
          method: verb,
          headers: { ...given, ...(carries ? { "content-type": contentType } : {}) },
          ...(carries ? { body: sent } : {}),
        },
      };
    });
}
