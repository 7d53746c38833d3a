import { describe, expect, it } from "vitest";
import { lowLevel, read, sdk, seen, withTwo } from "./packages.ts";

/** A low-level server whose two tools have these input schemas. */
const listed = (start: string, a: string, b: string) =>
  `${lowLevel}${start}
server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [{ name: "a", description: "Does a", inputSchema: ${a} }, { name: "b", description: "Does b", inputSchema: ${b} }] }));`;

describe("schemas of other libraries", () => {
  it("effect: structs, classes and pipes", () => {
    const files = listed(
      `import { JSONSchema, Schema } from "effect";
const A = Schema.Struct({ x: Schema.optional(Schema.Array(Schema.String.annotations({ description: "One" }).pipe(Schema.minLength(2)))) });
class B extends Schema.Class("B")({ y: Schema.Union(Schema.Literal("p", "q"), Schema.Int.pipe(Schema.between(1, 3))) }) {}`,
      "JSONSchema.make(A)",
      "JSONSchema.make(B)",
    );
    expect(seen(files)).toEqual(withTwo);
    expect(read(files).tools.map((tool) => tool.inputSchema?.properties)).toEqual([
      { x: { type: "array", items: { type: "string", minLength: 2, description: "One" } } },
      {
        y: {
          anyOf: [
            { type: "string", enum: ["p", "q"] },
            { type: "integer", minimum: 1, maximum: 3 },
          ],
        },
      },
    ]);
  });

  it("effect's own tools", () => {
    expect(
      seen(`import { McpServer, Tool, Toolkit } from "@effect/ai"; import * as Schema from "effect/Schema";
const A = Tool.make("a", { description: "Does a", parameters: { x: Schema.String } });
const B = Tool.make("b", { description: "Does b", parameters: { y: Schema.NullOr(Schema.Number) } });
McpServer.toolkit(Toolkit.make(A, B));`),
    ).toEqual(withTwo);
  });

  it("joi, by joi-to-json", () => {
    const files = listed(
      `import Joi from "joi"; import parse from "joi-to-json";
const A = Joi.object({ x: Joi.string().valid("p", "q").description("Kind").required() }); const B = Joi.object().keys({ y: Joi.array().items(Joi.number().integer().min(1)) });`,
      "parse(A)",
      "parse(B)",
    );
    expect(seen(files)).toEqual(withTwo);
    expect(read(files).tools.map((tool) => tool.inputSchema)).toMatchObject([
      { properties: { x: { enum: ["p", "q"], description: "Kind" } }, required: ["x"] },
      { properties: { y: { type: "array", items: { type: "integer", minimum: 1 } } } },
    ]);
  });

  it("yup, by a converter", () => {
    const files = listed(
      `import * as yup from "yup"; import { convertSchema } from "@sodaru/yup-to-json-schema"; const A = yup.object({ x: yup.string().email().required() });`,
      "convertSchema(A)",
      "convertSchema(yup.object({ y: yup.number() }))",
    );
    expect(seen(files)).toEqual(withTwo);
    expect(read(files).tools[0]?.inputSchema?.required).toEqual(["x"]);
  });

  it("what says its JSON Schema itself, and JSON Schema that the SDK's second version wraps", () => {
    expect(
      seen(`${sdk}import { fromJsonSchema } from "@modelcontextprotocol/server";
const own = { "~standard": { version: 1, vendor: "own", jsonSchema: { input: () => ({ type: "object", properties: { x: {} } }) } } };
server.registerTool("a", { description: "Does a", inputSchema: own }, () => 1);
server.registerTool("b", { description: "Does b", inputSchema: fromJsonSchema({ type: "object", properties: { y: {} } }) }, () => 1);`),
    ).toEqual(withTwo);
  });
});

describe("frameworks and containers", () => {
  it.each([
    ["PROXY", "({ prefix, suffix })"],
    ["CLASSIC", "(prefix, suffix)"],
  ])("awilix, with parameters by %s", (mode, parameters) => {
    expect(
      seen(`${sdk}import { InjectionMode, asClass, asFunction, asValue, createContainer } from "awilix";
class Tools { constructor${parameters} { this.prefix = prefix; this.suffix = suffix; } register(to) { to.tool("a", this.prefix + this.suffix, { x: z.string() }, () => 1); } }
const container = createContainer({ injectionMode: InjectionMode.${mode} });
container.register({ prefix: asValue("Does"), suffix: asFunction(() => " a").scoped() }).register("tools", asClass(Tools).singleton());
container.resolve("tools").register(server);
server.tool("b", container.cradle.prefix + " b", { y: z.string() }, () => 1);`),
    ).toEqual(withTwo);
  });

  it("files that each export a schema, metadata and a function", () => {
    const file = (name: string, property: string) =>
      `import { z } from "zod"; import { type ToolMetadata } from "xmcp";
export const schema = { ${property}: z.string() }; export const metadata: ToolMetadata = { name: "${name}", description: "Does ${name}" };
export default async function run() { return 1; }`;
    const files = { "index.js": "", "src/tools/a.ts": file("a", "x"), "src/tools/b.ts": file("b", "y") };
    expect(seen(files)).toEqual(withTwo);
    expect(read(files).warnings.map((one) => one.code)).toEqual(["unregistered-tools"]);
  });

  it("tools of the package ai, and files that fs-extra reads", () => {
    expect(
      seen({
        "index.js": `${sdk}import { jsonSchema, tool } from "ai"; import fs from "fs-extra"; import { join } from "node:path";
const a = tool({ description: "Does a", inputSchema: z.object({ x: z.string() }), execute: async () => 1 });
server.registerTool("a", { description: a.description, inputSchema: a.inputSchema }, a.execute);
const b = tool({ description: "Does b", inputSchema: jsonSchema(await fs.readJson(join(import.meta.dirname, "b.json"))) });
server.registerTool("b", { description: b.description, inputSchema: b.inputSchema.jsonSchema }, () => 1);`,
        "b.json": '{"type":"object","properties":{"y":{"type":"string"}}}',
      }),
    ).toEqual(withTwo);
  });
});
