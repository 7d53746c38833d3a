import { describe, expect, it } from "vitest";
import { z } from "zod";
import { canonicalJson } from "../../../../catalog/hash.ts";
import { read, sdk } from "./packages.ts";

/** Source texts of shapes, with the same shape made by zod itself: the golden is what zod says. */
const goldens: [string, z.ZodRawShape][] = [
  ["{ a: z.string(), b: z.number().optional() }", { a: z.string(), b: z.number().optional() }],
  ['{ a: z.string().min(1).max(9).describe("A") }', { a: z.string().min(1).max(9).describe("A") }],
  ["{ a: z.number().int().min(1).max(50).default(10) }", { a: z.number().int().min(1).max(50).default(10) }],
  [
    "{ a: z.number().positive(), b: z.number().gte(2).lt(3).multipleOf(4) }",
    { a: z.number().positive(), b: z.number().gte(2).lt(3).multipleOf(4) },
  ],
  ['{ a: z.enum(["x", "y"]).default("x") }', { a: z.enum(["x", "y"]).default("x") }],
  ['{ a: z.literal("x"), b: z.literal(3) }', { a: z.literal("x"), b: z.literal(3) }],
  ["{ a: z.array(z.object({ b: z.boolean() })).min(1) }", { a: z.array(z.object({ b: z.boolean() })).min(1) }],
  ["{ a: z.union([z.string(), z.number()]) }", { a: z.union([z.string(), z.number()]) }],
  ["{ a: z.string().nullable(), b: z.string().nullish() }", { a: z.string().nullable(), b: z.string().nullish() }],
  ["{ a: z.record(z.string(), z.number()) }", { a: z.record(z.string(), z.number()) }],
  ["{ a: z.tuple([z.string(), z.number()]) }", { a: z.tuple([z.string(), z.number()]) }],
  ["{ a: z.any(), b: z.unknown().optional() }", { a: z.any(), b: z.unknown().optional() }],
  ["{ a: z.object({ b: z.string() }).strict() }", { a: z.object({ b: z.string() }).strict() }],
  ["{ a: z.object({ b: z.string() }).passthrough() }", { a: z.object({ b: z.string() }).loose() }],
  [
    "z.object({ a: z.string() }).extend({ b: z.number() }).shape",
    z.object({ a: z.string() }).extend({ b: z.number() }).shape,
  ],
  [
    "z.object({ a: z.string(), b: z.number() }).omit({ a: true }).shape",
    z.object({ a: z.string(), b: z.number() }).omit({ a: true }).shape,
  ],
  [
    "z.object({ a: z.string(), b: z.number() }).pick({ a: true }).partial().shape",
    z.object({ a: z.string(), b: z.number() }).pick({ a: true }).partial().shape,
  ],
  ["{ a: z.string().transform((x) => x.length) }", { a: z.string().transform((x) => x.length) }],
  [
    "{ a: z.string().refine(() => true).optional().describe('late') }",
    {
      a: z
        .string()
        .refine(() => true)
        .optional()
        .describe("late"),
    },
  ],
  [
    "{ a: z.coerce.number(), b: z.coerce.boolean().optional() }",
    { a: z.coerce.number(), b: z.coerce.boolean().optional() },
  ],
  [
    "{ a: z.discriminatedUnion('t', [z.object({ t: z.literal('x') }), z.object({ t: z.literal('y') })]) }",
    { a: z.discriminatedUnion("t", [z.object({ t: z.literal("x") }), z.object({ t: z.literal("y") })]) },
  ],
  ["{ a: z.union([z.string(), z.number()]).nullable() }", { a: z.union([z.string(), z.number()]).nullable() }],
  ["{ a: z.coerce.number().int().positive() }", { a: z.coerce.number().int().positive() }],
  [
    "z.object({ a: z.number().default(1), b: z.string().optional() }).required().shape",
    z.object({ a: z.number().default(1), b: z.string().optional() }).required().shape,
  ],
  ["{ a: z.lazy(() => z.string()) }", { a: z.lazy(() => z.string()) }],
  ["{ a: z.string().pipe(z.string().min(2)) }", { a: z.string().pipe(z.string().min(2)) }],
];

it.each(goldens)("%s", (source, shape) => {
  const { tools, warnings } = read(`${sdk}server.registerTool("t", { inputSchema: ${source} }, () => 1);`);
  expect(warnings).toEqual([]);
  const golden = z.toJSONSchema(z.object(shape), { target: "draft-7", io: "input" });
  expect(JSON.parse(canonicalJson(tools[0]?.inputSchema))).toEqual(JSON.parse(JSON.stringify(golden)));
});

it("writes zod 3 as zod-to-json-schema does", () => {
  const { tools } = read({
    "package.json": '{"bin":"index.js","dependencies":{"zod":"^3.25.0"}}',
    "index.js": `${sdk}server.tool("t", { a: z.union([z.string(), z.number()]), b: z.number().int().nullable().optional(), c: z.nativeEnum({ X: "x" }) }, () => 1);`,
  });
  expect(tools[0]?.inputSchema).toEqual({
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties: {
      a: { type: ["string", "number"] },
      b: { type: ["integer", "null"] },
      c: { type: "string", enum: ["x"] },
    },
    required: ["a", "c"],
    additionalProperties: false,
  });
});

it("zodToJsonSchema, TypeBox and JSON Schema written by hand", () => {
  const { tools } = read(`import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { z } from "zod";
import { zodToJsonSchema } from "zod-to-json-schema"; import { Type } from "@sinclair/typebox";
const server = new Server({}, {});
server.setRequestHandler("tools/list", async () => ({ tools: [
  { name: "a", inputSchema: zodToJsonSchema(z.object({ x: z.string() })) },
  { name: "b", inputSchema: Type.Object({ y: Type.Optional(Type.String({ description: "Y" })), n: Type.Number() }) },
  { name: "c", inputSchema: { type: "object", properties: { z: { type: "string", constructor: "kept" } } } },
] }));`);
  expect(tools.map((tool) => tool.inputSchema)).toEqual([
    {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties: { x: { type: "string" } },
      required: ["x"],
      additionalProperties: false,
    },
    { type: "object", properties: { y: { type: "string", description: "Y" }, n: { type: "number" } }, required: ["n"] },
    { type: "object", properties: { z: { type: "string", constructor: "kept" } } },
  ]);
});

describe("what the SDK sends", () => {
  const sent = (version: "zod/v3" | "zod/v4", shape: string) => {
    const code = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { z } from "${version}";
new McpServer({}).registerTool("t", { inputSchema: ${shape} }, () => 1);`;
    const { $schema, type, ...rest } = read(code).tools[0]?.inputSchema ?? {};
    expect([$schema, type]).toEqual(["http://json-schema.org/draft-07/schema#", "object"]);
    return rest;
  };
  const one = (version: "zod/v3" | "zod/v4", schema: string) =>
    (sent(version, `{ a: ${schema} }`).properties as Record<string, unknown>).a;

  it.each([
    ["z.string().startsWith('x.')", { type: "string", pattern: "^x\\." }, { type: "string", pattern: "^x\\..*" }],
    [
      "z.string().startsWith('x').endsWith('y')",
      { type: "string", allOf: [{ pattern: "^x" }, { pattern: "y$" }] },
      {
        type: "string",
        allOf: [
          { type: "string", pattern: "^x.*" },
          { type: "string", pattern: ".*y$" },
        ],
      },
    ],
    ["z.string().catch('x')", { type: "string" }, { type: "string", default: "x" }],
    ["z.string().readonly()", { type: "string" }, { type: "string", readOnly: true }],
    ["z.string({ description: 'd' })", { type: "string", description: "d" }, { type: "string" }],
    ["z.array(z.any())", { type: "array" }, { type: "array", items: {} }],
    ["z.bigint()", { type: "integer", format: "int64" }, undefined],
    [
      "z.record(z.enum(['x', 'y']), z.number())",
      { type: "object", propertyNames: { enum: ["x", "y"] }, additionalProperties: { type: "number" } },
      undefined,
    ],
    [
      "z.number().safe()",
      { type: "number", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
      { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    ],
    [
      "z.object({ x: z.string() }).and(z.object({ y: z.string() }))",
      {
        allOf: [
          { type: "object", properties: { x: { type: "string" } }, required: ["x"] },
          { type: "object", properties: { y: { type: "string" } }, required: ["y"] },
        ],
      },
      undefined,
    ],
    [
      "z.string().meta({ title: 'T', description: 'D', examples: ['e'] })",
      undefined,
      { type: "string", title: "T", description: "D", examples: ["e"] },
    ],
  ])("%s", (schema, version3, version4) => {
    if (version3) expect(one("zod/v3", schema)).toEqual(version3);
    if (version4) expect(one("zod/v4", schema)).toEqual(version4);
  });

  it("version 3 refers to a schema that it has met before; version 4 repeats it", () => {
    const shape = "(() => { const s = z.enum(['a', 'b']); return { a: s, b: z.array(s).optional() }; })()";
    const own = { type: "string", enum: ["a", "b"] };
    expect(sent("zod/v3", shape).properties).toEqual({
      a: own,
      b: { type: "array", items: { $ref: "#/properties/a" } },
    });
    expect(sent("zod/v4", shape).properties).toEqual({ a: own, b: { type: "array", items: own } });
    expect(
      one("zod/v3", "(() => { const n = z.object({ kids: z.lazy(() => z.array(n)).optional() }); return n; })()"),
    ).toMatchObject({ properties: { kids: { type: "array", items: { $ref: "#/properties/a" } } } });
  });

  it("what is coerced to a boolean or a text may be missing in version 3", () => {
    const shape = "{ b: z.coerce.boolean(), n: z.coerce.number(), s: z.coerce.string() }";
    expect(sent("zod/v3", shape).required).toEqual(["n"]);
    expect(sent("zod/v4", shape).required).toEqual(["b", "n", "s"]);
  });

  it("properties are named even where nothing else is known of them", () => {
    expect(sent("zod/v4", "{ a: z.notKnown(), b: z.string().notKnown() }").properties).toEqual({ a: {}, b: {} });
  });
});
