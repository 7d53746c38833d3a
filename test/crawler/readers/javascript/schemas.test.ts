import { describe, expect, it } from "vitest";
import { read, sdk, seen, withTwo } from "./packages.ts";

describe("where schemas come from", () => {
  it("valibot, through its JSON Schema", () => {
    const { tools } = read(`import { McpServer } from "tmcp"; import * as v from "valibot";
const server = new McpServer({ name: "s", version: "1" }, {});
server.tool({ name: "a", description: "Does a", schema: v.object({
  x: v.pipe(v.string(), v.minLength(2), v.description("The x")), n: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 5),
  kind: v.picklist(["one", "two"]), list: v.array(v.boolean()) }) }, () => 1);`);
    expect(tools[0]?.inputSchema).toMatchObject({
      type: "object",
      properties: {
        x: { type: "string", minLength: 2, description: "The x" },
        n: { type: "integer", minimum: 1, default: 5 },
        kind: { enum: ["one", "two"] },
        list: { type: "array", items: { type: "boolean" } },
      },
      required: ["x", "kind", "list"],
    });
  });

  it("ArkType, through its JSON Schema", () => {
    const { tools } = read(`import { FastMCP } from "fastmcp"; import { type } from "arktype";
const server = new FastMCP({ name: "s", version: "1.0.0" }); const inner = type({ id: "string.uuid" });
server.addTool({ name: "a", description: "Does a", execute: async () => "1", parameters: type({
  x: type("string > 2").describe("The x"), "n?": "number.integer", kind: "'one' | 'two'", list: "string[]", either: "string | number", on: "boolean = true", inner }) });`);
    expect(tools[0]?.inputSchema).toMatchObject({
      type: "object",
      properties: {
        x: { type: "string", description: "The x" },
        n: { type: "integer" },
        kind: { enum: ["one", "two"] },
        list: { type: "array", items: { type: "string" } },
        either: { anyOf: [{ type: "string" }, { type: "number" }] },
        on: { type: "boolean", default: true },
        inner: { type: "object", properties: { id: { type: "string", format: "uuid" } }, required: ["id"] },
      },
      required: ["x", "kind", "list", "either", "inner"],
    });
  });

  it("TypeBox", () => {
    const { tools } = read(`${sdk}
import { Type } from "@sinclair/typebox";
const Base = Type.Object({ x: Type.String({ description: "The x" }), y: Type.Optional(Type.Union([Type.Literal("one"), Type.Literal("two")])) });
server.registerTool("a", { description: "Does a", inputSchema: Type.Composite([Base, Type.Object({ z: Type.Array(Type.Integer()) })]) }, () => 1);
server.registerTool("b", { description: "Does b", inputSchema: Type.Partial(Type.Pick(Base, ["x"])) }, () => 1);`);
    expect(tools.map((tool) => tool.inputSchema)).toMatchObject([
      {
        type: "object",
        properties: {
          x: { type: "string", description: "The x" },
          y: {},
          z: { type: "array", items: { type: "integer" } },
        },
        required: ["x", "z"],
      },
      { type: "object", properties: { x: { type: "string" } } },
    ]);
    expect(tools[1]?.inputSchema).not.toHaveProperty("required");
  });

  it("an OpenAPI document that the server turns into tools", () => {
    const { tools } = read({
      "index.js": `import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { readFileSync } from "node:fs"; import path from "node:path"; import { fileURLToPath } from "node:url";
const spec = JSON.parse(readFileSync(path.resolve(path.dirname(fileURLToPath(import.meta.url)), "./openapi.json"), "utf-8"));
const deref = (schema) => (schema?.$ref ? schema.$ref.replace(/^#\\//, "").split("/").reduce((at, key) => at[key], spec) : schema);
const tools = [];
for (const [route, methods] of Object.entries(spec.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    if (!["get", "post"].includes(method)) continue;
    const properties = {}; const required = [];
    for (const given of operation.parameters || []) { const parameter = deref(given); properties[parameter.name] = { ...deref(parameter.schema), description: parameter.description }; if (parameter.required) required.push(parameter.name); }
    const name = (operation.operationId || \`\${method}_\${route.replace(/[^a-zA-Z0-9]/g, "_")}\`).slice(0, 64);
    tools.push({ name, description: operation.summary || operation.description, inputSchema: { type: "object", properties, ...(required.length ? { required } : {}) } });
  }
}
const server = new Server({ name: "s", version: "1" }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools }));`,
      "openapi.json": JSON.stringify({
        paths: {
          "/a/{id}": {
            get: { operationId: "a", summary: "Does a", parameters: [{ $ref: "#/components/parameters/X" }] },
          },
          "/b": {
            post: { description: "Does b", parameters: [{ name: "y", schema: { type: "integer" } }] },
            trace: {},
          },
        },
        components: {
          parameters: { X: { name: "x", required: true, description: "The x", schema: { type: "string" } } },
        },
      }),
    });
    expect(tools.map(({ name, inputSchema }) => [name, inputSchema])).toEqual([
      ["a", { type: "object", properties: { x: { type: "string", description: "The x" } }, required: ["x"] }],
      ["post__b", { type: "object", properties: { y: { type: "integer" } } }],
    ]);
  });

  it("an OpenAPI document of which a parser replaces the references", () => {
    expect(
      seen({
        "index.js": `import SwaggerParser from "@apidevtools/swagger-parser"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import path from "node:path";
const { paths } = await SwaggerParser.dereference(path.join(import.meta.dirname, "spec/v1.yaml"));
const operations = Object.values(paths).flatMap((item) => Object.values(item));
const server = new Server({ name: "s", version: "1" }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: operations.map(({ operationId, summary, parameters }) => ({ name: operationId, description: summary,
  inputSchema: { type: "object", properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])) } })) }));`,
        "spec/v1.yaml": `paths:
  /a:
    get: { operationId: a, summary: Does a, parameters: [{ $ref: "#/components/parameters/X" }] }
  /b:
    get: { operationId: b, summary: Does b, parameters: [{ name: "y", schema: { $ref: "#/components/schemas/Tree" } }] }
components:
  parameters: { X: { name: x, schema: { type: string } } }
  schemas: { Tree: { type: object, properties: { inner: { $ref: "#/components/schemas/Tree" } } } }
`,
      }),
    ).toEqual(withTwo);
  });

  it("texts with common-tags and dedent", () => {
    const described = (text: string) =>
      read(
        `${sdk}import { stripIndent, stripIndents, oneLine, source, html } from "common-tags"; import dedent from "dedent";\nserver.tool("a", ${text}, () => 1);`,
      ).tools[0]?.description;
    expect(described("stripIndent`\n    Does a\n      well\n  `")).toBe("Does a\n  well");
    expect(described("stripIndents`\n    Does a\n      well\n  `")).toBe("Does a\nwell");
    expect(described("oneLine`\n    Does a\n      well\n  `")).toBe("Does a well");
    expect(described("source`\n    Does ${'a'}\n    ${['x', 'y'].join('\\n')}\n  `")).toBe("Does a\nx\ny");
    expect(described("dedent`\n    Does a\n      well\n  `")).toBe("Does a\n  well");
    expect(described("dedent(`\n    Does a\n  `)")).toBe("Does a");
    expect(described("dedent.withOptions({ alignValues: true })`\n    Does a\n  `")).toBe("Does a");
  });
});
