import { describe, expect, it } from "vitest";
import { lowLevel, names, read, sdk } from "./packages.ts";

describe("registration", () => {
  it("registerTool gives every field, and where the tool was read", () => {
    const { tools, warnings } = read(`${sdk}
server.registerTool("get_file", {
  title: "Get file",
  description: "Reads a file",
  inputSchema: { path: z.string().describe("Where"), head: z.number().optional() },
  annotations: { readOnlyHint: true },
}, async () => ({ content: [] }));`);
    expect(warnings).toEqual([]);
    expect(tools).toEqual([
      {
        name: "get_file",
        title: "Get file",
        description: "Reads a file",
        inputSchema: {
          $schema: "http://json-schema.org/draft-07/schema#",
          type: "object",
          properties: { path: { type: "string", description: "Where" }, head: { type: "number" } },
          required: ["path"],
        },
        annotations: { readOnlyHint: true },
        source: { reader: "javascript", file: "index.js", line: 6 },
      },
    ]);
  });

  it("server.tool in its overloads", () => {
    const { tools } = read(`${sdk}
server.tool("a", () => 1);
server.tool("b", "Does b", () => 1);
server.tool("c", { x: z.string() }, () => 1);
server.tool("d", "Does d", { x: z.string() }, { readOnlyHint: true }, () => 1);
server.tool("e", "Does e", { destructiveHint: true }, () => 1);`);
    expect(
      tools.map((tool) => [
        tool.name,
        tool.description,
        Object.keys(tool.inputSchema?.properties ?? {}),
        tool.annotations,
      ]),
    ).toEqual([
      ["a", undefined, [], undefined],
      ["b", "Does b", [], undefined],
      ["c", undefined, ["x"], undefined],
      ["d", "Does d", ["x"], { readOnlyHint: true }],
      ["e", "Does e", [], { destructiveHint: true }],
    ]);
  });

  it("a tools/list handler, with tools from constants, spreads and functions of other files", () => {
    const { tools } = read({
      "index.js": `${lowLevel}
import { fileTools, describe as text } from "./tools.js";
const ping = { name: "ping", description: "Answers" + " pong", inputSchema: { type: "object", properties: {} } };
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [ping, ...fileTools("fs_")] }));
server.setRequestHandler(CallToolRequestSchema, async () => { server.tool("not_a_tool", () => 1); });`,
      "tools.js": `export const describe = (what) => \`Reads \${what}\`.trim();
export function fileTools(prefix) {
  return ["read", "stat"].map((verb) => ({ name: prefix + verb, description: describe(verb), inputSchema: { type: "object" } }));
}`,
    });
    expect(tools.map((tool) => [tool.name, tool.description])).toEqual([
      ["ping", "Answers pong"],
      ["fs_read", "Reads read"],
      ["fs_stat", "Reads stat"],
    ]);
    expect(tools[0]?.source).toEqual({ reader: "javascript", file: "index.js", line: 7 });
  });

  it("the method's name instead of the schema, and a bundled schema", () => {
    expect(names(`${lowLevel}server.setRequestHandler("tools/list", () => ({ tools: [{ name: "a" }] }));`)).toEqual([
      "a",
    ]);
    expect(
      names(`${sdk}const L = z.object({ method: z.literal("tools/list") });
server.setRequestHandler(L, () => ({ tools: [{ name: "b", inputSchema: {} }] }));`),
    ).toEqual(["b"]);
  });

  it("FastMCP and mcp-framework", () => {
    const fast = `import { FastMCP } from "fastmcp"; import { z } from "zod"; const server = new FastMCP({ name: "s" });
server.addTool({ name: "add", description: "Adds", parameters: z.object({ a: z.number() }), execute: async () => "1" });`;
    expect(read(fast).tools[0]).toMatchObject({ name: "add", description: "Adds", inputSchema: { required: ["a"] } });
    const framework = {
      "index.js": `import { MCPServer } from "mcp-framework"; new MCPServer().start();`,
      "tools/Weather.js": `import { MCPTool } from "mcp-framework"; import { z } from "zod";
class Weather extends MCPTool { name = "weather"; description = "The weather"; schema = { city: { type: z.string() } }; }
export default Weather;`,
    };
    expect(read(framework).tools[0]).toMatchObject({ name: "weather", description: "The weather" });
  });
});

it("decorators above methods", () => {
  const files = {
    "package.json": '{"bin":"dist/main.js"}',
    "src/main.ts": `import { Tool } from "@rekog/mcp-nest"; import { z } from "zod";
export class Greeter { @Tool({ name: "greet", description: "Greets", parameters: z.object({ who: z.string() }) }) async greet() {} }`,
  };
  expect(read(files).tools[0]).toMatchObject({
    name: "greet",
    description: "Greets",
    inputSchema: { required: ["who"] },
  });
});

describe("following code", () => {
  it("CommonJS as TypeScript compiles it, with index files and enums", () => {
    const files = {
      "package.json": '{"main":"dist/index.js"}',
      "dist/index.js": `"use strict"; Object.defineProperty(exports, "__esModule", { value: true });
var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; };
const mcp_js_1 = require("@modelcontextprotocol/sdk/server/mcp.js");
const tools_1 = __importDefault(require("./tools"));
const server = new mcp_js_1.McpServer({});
for (const tool of tools_1.default) server.tool(tool.name, tool.description, tool.schema, tool.run);`,
      "dist/tools/index.js": `"use strict"; Object.defineProperty(exports, "__esModule", { value: true });
var Names; (function (Names) { Names["Read"] = "read_it"; Names["Write"] = "write_it"; })(Names || (Names = {}));
exports.default = Object.values(Names).map((name) => ({ name, description: ["Will", name].join(" "), schema: {}, run() {} }));`,
    };
    expect(read(files).tools.map((tool) => [tool.name, tool.description])).toEqual([
      ["read_it", "Will read_it"],
      ["write_it", "Will write_it"],
    ]);
  });

  it("TypeScript sources under the names of their build", () => {
    const files = {
      "package.json": '{"bin":{"s":"./dist/index.js"}}',
      "src/index.ts": `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { register } from "./register.js";
enum Kind { A = "kind_a" }
class App { constructor(private server: McpServer) {} start(): void { register(this.server, Kind.A as string); } }
new App(new McpServer({} as any)).start();`,
      "src/register.ts": `export function register(server: any, name: string) { server.tool(name!, "Text" satisfies string, {}, () => {}); }`,
    };
    expect(names(files)).toEqual(["kind_a"]);
  });

  it("classes with a registry, inheritance, maps and prefixes added in a loop", () => {
    expect(
      names(`${lowLevel}
class Base { prefix = "x"; get full() { return this.prefix + "_" + this.name; } definition() { return { name: this.full, description: "d" }; } }
class One extends Base { name = "one"; }
class Two extends Base { constructor() { super(); this.name = "two"; } }
const tools = new Map();
for (const T of [One, Two]) { const tool = new T(); tools.set(tool.full, tool); }
server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: Array.from(tools.values()).map((t) => t.definition()) }));`),
    ).toEqual(["x_one", "x_two"]);
  });

  it("text and JSON files of the package", () => {
    const files = {
      "index.js": `${sdk}
import { readFileSync } from "node:fs"; import path from "path"; import { fileURLToPath } from "url";
import data from "./data.json" with { type: "json" };
const here = path.dirname(fileURLToPath(import.meta.url));
server.tool(data.name, readFileSync(path.join(here, "docs", "tool.md"), "utf8"), {}, () => {});`,
      "data.json": '{"name":"from_json"}',
      "docs/tool.md": "From a file",
    };
    expect(read(files).tools[0]).toMatchObject({ name: "from_json", description: "From a file" });
  });

  it("callbacks that code outside the package will call", () => {
    expect(
      names(`${sdk}import express from "express"; const app = express();
app.post("/mcp", async (req, res) => { const s = new McpServer({}); s.tool("late", () => 1); });`),
    ).toEqual(["late"]);
  });

  it("reads what a minified bundle holds, and not the SDK in it", () => {
    expect(
      names(`var q=class{constructor(){this._registeredTools={};this._requestHandlers=new Map}
tool(e,...t){this._registeredTools[e]=t}registerTool(e,t,r){return this._createRegisteredTool(e,t,r)}
setRequestHandler(e,t){this._requestHandlers.set(e,t)}
init(){this.setRequestHandler("tools/list",()=>({tools:Object.entries(this._registeredTools).map(([e,t])=>({name:e}))}))}};
var s=new q;s.init();var n="min";s.registerTool(n+"ified",{description:\`d\`},()=>{});s.tool("b","c",()=>{});`),
    ).toEqual(["minified", "b"]);
  });
});

describe("what cannot be known", () => {
  it("leaves out a description that depends on the time, and says why and where", () => {
    const { tools, warnings } = read(`${sdk}server.tool("now", \`It is \${Date.now()}\`, {}, () => 1);`);
    expect(tools[0]).not.toHaveProperty("description");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: "unknown-part" });
    expect(warnings[0]?.message).toMatch(/now: .*description is not known.*\(index\.js:5\)/);
  });

  it("leaves out a tool whose name is not known", () => {
    const { tools, warnings } = read(`${sdk}server.tool(fetchName(), "d", {}, () => 1); server.tool("ok", () => 1);`);
    expect(tools.map((tool) => tool.name)).toEqual(["ok"]);
    expect(warnings.map((warning) => warning.code)).toEqual(["unknown-name"]);
  });

  it("does not list what an optional setting turns on, but names it", () => {
    const { tools, warnings } = read(`${sdk}
server.tool("always", () => 1);
if (process.env.ENABLE_DANGER === "true") server.tool("danger", () => 1);
if (!process.env.READ_ONLY) server.tool("write", () => 1);`);
    expect(tools.map((tool) => tool.name)).toEqual(["always", "write"]);
    expect(warnings).toEqual([
      { code: "conditional-tool", message: expect.stringContaining("danger is not listed") as string },
    ]);
  });

  it("ignores dead code, comments, tests and examples", () => {
    const files = {
      "index.js": `${sdk}
// server.tool("commented", () => 1);
function never() { server.tool("dead", () => 1); }
if (false) server.tool("dead_too", () => 1);
server.tool("alive", () => 1);`,
      "test/index.test.js": `${sdk}server.tool("tested", () => 1);`,
      "examples/demo.js": `${sdk}server.tool("example", () => 1);`,
    };
    expect(names(files)).toEqual(["alive"]);
  });

  it("warns of a file that cannot be parsed", () => {
    const { tools, warnings } = read("server.tool('a', () => { ");
    expect(tools).toEqual([]);
    expect(warnings[0]).toMatchObject({ code: "unparsed-file" });
  });
});
