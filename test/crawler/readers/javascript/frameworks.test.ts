import { describe, expect, it } from "vitest";
import { names, read, sdk, seen, withTwo } from "./packages.ts";

describe("frameworks", () => {
  it("mcp-framework: classes with a schema of types and descriptions", () => {
    const tool = (name: string, property: string) =>
      `import { MCPTool } from "mcp-framework"; import { z } from "zod";
class Tool extends MCPTool { name = "${name}"; description = "Does ${name}"; schema = { ${property}: { type: z.string().optional(), description: "The ${property}" } }; async execute() { return 1; } }
export default Tool;`;
    const files = {
      "index.js": `import { MCPServer } from "mcp-framework"; const server = new MCPServer(); server.start();`,
      "tools/A.js": tool("a", "x"),
      "tools/B.js": tool("b", "y"),
    };
    expect(seen(files)).toEqual(withTwo);
    expect(read(files).tools[0]?.inputSchema).toEqual({
      type: "object",
      properties: { x: { type: "string", description: "The x" } },
    });
  });

  it("a name, and one object for the rest", () => {
    expect(
      seen(`import { McpServer } from "mcp-lite"; import { z } from "zod";
const mcp = new McpServer({ name: "s", version: "1" }).tool("a", { description: "Does a", inputSchema: z.object({ x: z.string() }), handler: (args) => ({ content: [] }) });
mcp.tool("b", { description: "Does b", inputSchema: { type: "object", properties: { y: { type: "string" } } }, async handler() {} });`),
    ).toEqual(withTwo);
  });

  it("FastMCP", () => {
    expect(
      seen(`import { FastMCP } from "fastmcp"; import { z } from "zod";
const server = new FastMCP({ name: "s", version: "1.0.0" });
server.addTool({ name: "a", description: "Does a", parameters: z.object({ x: z.string() }), execute: async () => "1" });
const more = [{ name: "b", description: "Does b", parameters: z.object({ y: z.string() }), execute: async () => "1" }];
server.addTools(more);`),
    ).toEqual(withTwo);
  });

  it("Mastra: a table of tools that helpers made", () => {
    expect(
      seen(`import { MCPServer } from "@mastra/mcp"; import { createTool } from "@mastra/core/tools"; import { z } from "zod";
const first = createTool({ id: "first", description: "Does a", inputSchema: z.object({ x: z.string() }), execute: async () => 1 });
const server = new MCPServer({ name: "s", version: "1", tools: { a: first, b: { description: "Does b", parameters: z.object({ y: z.string() }), name: "b", execute: async () => 1 } } });
server.startStdio();`),
    ).toEqual(withTwo);
  });

  it("mcp-use: a list of inputs", () => {
    expect(
      seen(`import { MCPServer } from "mcp-use/server"; import { z } from "zod"; const server = new MCPServer({ name: "s", version: "1" });
server.tool({ name: "a", description: "Does a", inputs: [{ name: "x", type: "string", required: true }], cb: async () => 1 });
server.tool({ name: "b", description: "Does b", schema: z.object({ y: z.string() }) }, async () => 1);`),
    ).toEqual(withTwo);
  });

  it("tmcp: a list of tools that a helper made", () => {
    expect(
      seen(`import { McpServer } from "tmcp"; import { defineTool } from "tmcp/tool"; import * as v from "valibot";
const server = new McpServer({ name: "s", version: "1" }, {});
server.tools([defineTool({ name: "a", description: "Does a", schema: v.object({ x: v.string() }) }, () => 1), defineTool({ name: "b", description: "Does b", schema: v.object({ y: v.string() }) }, () => 1)]);`),
    ).toEqual(withTwo);
  });

  it("Smithery: a function that is exported with a schema of its settings", () => {
    expect(
      seen({
        "package.json": '{"name":"p","module":"index.ts"}',
        "index.ts": `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { z } from "zod";
export const configSchema = z.object({ apiKey: z.string(), enabled: z.array(z.string()).optional(), more: z.boolean().default(true) });
export default function createServer({ config }: { config: z.infer<typeof configSchema> }) {
  const server = new McpServer({ name: "s", version: "1" }); const on = (name: string) => (config.enabled ? config.enabled.includes(name) : name !== "not");
  if (!config.apiKey) throw new Error("no key");
  if (on("a")) server.tool("a", "Does a", { x: z.string() }, async () => ({ content: [] }));
  if (config.more) server.tool("b", "Does b", { y: z.string() }, async () => ({ content: [] }));
  if (on("not")) server.tool("not", async () => ({ content: [] }));
  return server.server;
}`,
      }),
    ).toEqual(withTwo);
  });

  it("LangChain's tools, registered one by one", () => {
    expect(
      seen(`${sdk}import { DynamicStructuredTool, tool } from "@langchain/core/tools";
const tools = [tool(async () => 1, { name: "a", description: "Does a", schema: z.object({ x: z.string() }) }), new DynamicStructuredTool({ name: "b", description: "Does b", schema: z.object({ y: z.string() }), func: async () => 1 })];
for (const one of tools) server.tool(one.name, one.description, one.schema.shape, () => 1);`),
    ).toEqual(withTwo);
  });

  it("apps that show something, by the extension's helper", () => {
    expect(
      seen(`${sdk}
import { registerAppTool } from "@modelcontextprotocol/ext-apps/server";
registerAppTool(server, "a", { description: "Does a", inputSchema: { x: z.string() }, _meta: { ui: { resourceUri: "ui://a" } } }, () => 1);
registerAppTool(server, "b", { description: "Does b", inputSchema: { y: z.string() } }, () => 1);`),
    ).toEqual(withTwo);
  });

  it("decorators, as TypeScript compiles them", () => {
    expect(
      seen({
        "index.js": `import { Tool } from "@rekog/mcp-nest"; import { z } from "zod"; import { NestFactory } from "@nestjs/core";
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
  var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
  for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
  return c > 3 && r && Object.defineProperty(target, key, r), r;
};
let Tools = class Tools { async one() {} async two() {} };
__decorate([Tool({ name: "a", description: "Does a", parameters: z.object({ x: z.string() }) })], Tools.prototype, "one", null);
__decorate([Tool({ name: "b", description: "Does b", parameters: z.object({ y: z.string() }) })], Tools.prototype, "two", null);`,
      }),
    ).toEqual(withTwo);
  });

  it("the SDK of version 2: other packages, schemas instead of shapes", () => {
    expect(
      seen(`import { McpServer } from "@modelcontextprotocol/server"; import { serveStdio } from "@modelcontextprotocol/server/stdio"; import * as z from "zod/v4";
const build = () => { const server = new McpServer({ name: "s", version: "1" }, { capabilities: {} });
server.registerTool("a", { description: "Does a", inputSchema: z.object({ x: z.string() }) }, async () => ({ content: [] }));
server.registerTool("b", { description: "Does b", inputSchema: z.strictObject({ y: z.string() }) }, async () => ({ content: [] }));
return server; };
serveStdio(build);`),
    ).toEqual(withTwo);
  });

  it("a handler for HTTP that makes a server for each request", () => {
    expect(
      seen(`import { createMcpHandler } from "mcp-handler"; import { z } from "zod";
const handler = createMcpHandler((server) => {
  server.tool("a", "Does a", { x: z.string() }, async () => 1);
  server.tool("b", "Does b", { y: z.string() }, async () => 1);
}, {}, { basePath: "/api" });
export { handler as GET, handler as POST };`),
    ).toEqual(withTwo);
    expect(
      seen({
        "package.json": '{"name":"p","main":"index.js"}',
        "index.js": `import express from "express"; import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { z } from "zod";
const app = express();
const getServer = () => { const server = new McpServer({ name: "s", version: "1" }); server.tool("a", "Does a", { x: z.string() }, () => 1); server.tool("b", "Does b", { y: z.string() }, () => 1); return server; };
app.post("/mcp", async (req, res) => { const server = getServer(); await server.connect(); });
app.listen(process.env.PORT || 3000);`,
      }),
    ).toEqual(withTwo);
  });

  it("the SDK copied into the package by a bundler that renames", () => {
    expect(
      seen(`import { z as Z } from "zod";
class P { constructor(e, t) { this._serverInfo = e; this._requestHandlers = new Map(); } setRequestHandler(e, t) { const r = e.shape.method.value; this._requestHandlers.set(r, (n) => t(e.parse(n))); } }
class M { constructor(e) { this.server = new P(e); this._registeredTools = {}; }
 registerTool(e, t, r) { if (this._registeredTools[e]) throw Error("dup"); const { title: n, description: o, inputSchema: i, annotations: a } = t; return this._createRegisteredTool(e, n, o, i, a, r); }
 _createRegisteredTool(e, n, o, i, a, r) { const s = { title: n, description: o, inputSchema: i, annotations: a, callback: r }; this._registeredTools[e] = s; return s; } }
var q = new M({ name: "s" });
q.registerTool("a", { description: "Does a", inputSchema: { x: Z.string() } }, async () => 1), q.registerTool("b", { description: "Does b", inputSchema: { y: Z.string() } }, async () => 1);`),
    ).toEqual(withTwo);
  });
});

describe("what does not count", () => {
  it("code that nothing runs, and tests", () => {
    expect(
      names({
        "index.js": `${sdk}import "./used.js";
server.tool("a", () => 1);
function unused() { server.tool("not", () => 1); }
if (false) server.tool("not", () => 1);
const enabled = false; if (enabled) { server.tool("not", () => 1); }
const description = "server.tool('not', () => 1)";
// server.tool("not", () => 1);`,
        "used.js": "export const x = 1;",
        "unused.js": `${sdk}server.tool("not", () => 1);`,
        "index.test.js": `${sdk}server.tool("not", () => 1);`,
      }),
    ).toEqual(["a"]);
  });
});
