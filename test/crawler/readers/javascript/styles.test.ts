import { describe, expect, it } from "vitest";
import { lowLevel, names, sdk, seen, withTwo } from "./packages.ts";

describe("tools in files and folders", () => {
  const module = (name: string, property: string) =>
    `import { z } from "zod"; export const name = "${name}"; export const description = "Does ${name}"; export const schema = { ${property}: z.string() }; export default { name, description, schema };`;

  it("a folder of modules that is read when the server starts", () => {
    expect(
      seen({
        "index.js": `${sdk}
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
const here = path.dirname(fileURLToPath(import.meta.url));
const files = readdirSync(path.join(here, "tools")).filter((file) => /\\.js$/.test(file) && !file.endsWith(".test.js"));
for (const file of files) {
  const full = path.join(here, "tools", file);
  if (!statSync(full).isFile()) continue;
  const { default: tool } = await import(pathToFileURL(full).href);
  server.registerTool(tool.name, { description: tool.description, inputSchema: tool.schema }, () => 1);
}`,
        "tools/a.js": module("a", "x"),
        "tools/b.js": module("b", "y"),
        "tools/b.test.js": module("not", "x"),
        "tools/nested/c.js": module("not", "x"),
      }),
    ).toEqual(withTwo);
  });

  it("entries with their types, promises of the file system, and require", () => {
    expect(
      seen({
        "index.js": `const { McpServer } = require("@modelcontextprotocol/sdk/server/mcp.js");
const fs = require("fs/promises"); const path = require("path");
const server = new McpServer({ name: "s", version: "1" });
async function load(dir) {
  const entries = await fs.readdir(dir, { withFileTypes: true });
  const found = await Promise.all(entries.map(async (entry) => {
    const full = path.resolve(dir, entry.name);
    return entry.isDirectory() ? load(full) : [require(full)];
  }));
  return found.flat();
}
load(path.join(__dirname, "tools")).then((tools) => { for (const { name, description, schema } of tools) server.tool(name, description, schema, () => 1); });`,
        "tools/a.js": `const { z } = require("zod"); module.exports = { name: "a", description: "Does a", schema: { x: z.string() } };`,
        "tools/more/b.js": `const { z } = require("zod"); module.exports = { name: "b", description: "Does b", schema: { y: z.string() } };`,
      }),
    ).toEqual(withTwo);
  });

  it.each([
    `globSync("tools/**/*.{js,mjs}", { cwd: here, ignore: ["**/*.test.js"] }).map((file) => path.join(here, file))`,
    `await fg(["tools/*.js", "!(nothing)", "tools/more/*.js"].filter((one) => !one.startsWith("!")), { cwd: here, absolute: true, ignore: "**/*.test.js" })`,
    `(await globby(path.join(here, "tools/**/?.js")))`,
  ])("a pattern that files match: %s", (files) => {
    expect(
      seen({
        "index.js": `${sdk}import { globSync } from "glob"; import fg from "fast-glob"; import { globby } from "globby"; import path from "node:path"; import { pathToFileURL } from "node:url";
const here = import.meta.dirname;
for (const file of ${files}) { const { default: tool } = await import(pathToFileURL(file).href); server.registerTool(tool.name, { description: tool.description, inputSchema: tool.schema }, () => 1); }`,
        "tools/a.js": module("a", "x"),
        "tools/more/b.js": module("b", "y"),
        "tools/b.test.js": module("not", "x"),
      }),
    ).toEqual(withTwo);
  });

  it("YAML and JSON that describe tools", () => {
    expect(
      seen({
        "index.js": `${lowLevel}
import fs from "fs"; import { parse } from "yaml"; import yaml from "js-yaml"; import { join } from "path";
const dir = new URL("./defs/", import.meta.url);
const one = parse(fs.readFileSync(new URL("./a.yaml", dir), "utf8"));
const two = yaml.load(fs.readFileSync(join(import.meta.dirname, "defs", "b.yml"), "utf-8"));
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [one, ...two.tools] }));`,
        "defs/a.yaml":
          "name: a\ndescription: >-\n  Does\n  a\ninputSchema:\n  type: object\n  properties: { x: { type: string } }\n",
        "defs/b.yml":
          "tools:\n  - name: b\n    description: Does b\n    inputSchema: &s { type: object, properties: { y: { type: string } } }\n",
      }),
    ).toEqual(withTwo);
  });

  it("a namespace of tools, sorted", () => {
    expect(
      seen({
        "index.js": `${sdk}
import * as tools from "./all.js";
const list = Object.values(tools).sort((one, other) => one.name.localeCompare(other.name));
for (const tool of list) server.registerTool(tool.name, tool.config, () => 1);`,
        "all.js": `export * from "./b.js"; export { first } from "./a.js";`,
        "a.js": `import { z } from "zod"; export const first = { name: "a", config: { description: "Does a", inputSchema: { x: z.string() } } };`,
        "b.js": `import { z } from "zod"; export const second = { name: "b", config: { description: "Does b", inputSchema: z.object({ y: z.string() }) } };`,
      }),
    ).toEqual(withTwo);
  });
});

describe("classes", () => {
  it("tools as instances of an abstract class, with getters and static fields", () => {
    expect(
      seen(`${sdk}
class Base {
  static prefix = "";
  get name() { return this.constructor.prefix + this.id; }
  register(to) { to.registerTool(this.name, { description: this.describe(), inputSchema: this.schema.shape }, this.run.bind(this)); return this; }
  async run() {}
}
class A extends Base { id = "a"; schema = z.object({ x: z.string() }); describe() { return "Does a"; } }
class B extends Base { get id() { return "b"; } schema = z.object({ y: z.string() }).strict(); describe() { return \`\${super.describe?.() ?? "Does"} b\`; } }
for (const Tool of [A, B]) new Tool().register(server);`),
    ).toEqual(withTwo);
  });

  it("names that static getters make of the class that is asked", () => {
    expect(
      seen(`${sdk}
class Tool { constructor() { if (new.target === Tool) throw new Error("abstract"); } static get key() { return this.name.toLowerCase(); } register() { const { key, shape } = this.constructor; server.tool(key, "Does " + key, shape, () => 1); } }
class A extends Tool { static shape = { x: z.string() }; }
class B extends Tool { static shape = { y: z.string() }; }
for (const one of [new A(), new B()]) one.register();`),
    ).toEqual(withTwo);
  });

  it("a server that is a subclass of the SDK's", () => {
    expect(
      seen(`${sdk}
class Toolkit extends McpServer {
  #tools = new Map();
  constructor(options) {
    super({ name: "t", version: "1" });
    for (const { method, description, parameters } of options.tools) this.#tools.set(method, { description, parameters });
    this.#tools.forEach(({ description, parameters }, method) => { this.tool(method, description, parameters.shape, {}, async () => 1); });
  }
}
new Toolkit({ tools: [
  { method: "a", description: "Does a", parameters: z.object({ x: z.string() }) },
  { method: "b", description: "Does b", parameters: z.object({ y: z.string() }) },
] });`),
    ).toEqual(withTwo);
  });

  it("methods of the server that the package has put its own in the place of", () => {
    expect(
      seen(`${sdk}
const tool = server.tool.bind(server), registerTool = server.registerTool;
server.tool = (...args) => { const [name, ...rest] = args; return tool(name.toLowerCase(), ...rest); };
server.registerTool = function (name, config, run) { return registerTool.call(this, name, { ...config, description: "Does " + name }, run); };
server.tool("A", "Does a", { x: z.string() }, () => 1);
server.registerTool("b", { inputSchema: { y: z.string() } }, () => 1);`),
    ).toEqual(withTwo);
  });

  it("decorators of the package's own, as TypeScript had them and as the standard has them", () => {
    const ways = [
      "(options) => (target, key) => { all.push({ ...options, run: target[key] }); }",
      "(options) => (method, context) => { if (context.kind === 'method') all.push({ ...options, run: method }); }",
    ];
    for (const way of ways)
      expect([
        way,
        seen({
          "package.json": '{"bin":"index.ts"}',
          "index.ts": `${sdk}const all = []; const tool = ${way};
class Tools {
  @tool({ name: "a", description: "Does a", schema: { x: z.string() } }) async one() {}
  @tool({ name: "b", description: "Does b", schema: { y: z.string() } }) async two() {}
}
for (const { name, description, schema, run } of all) server.tool(name, description, schema, run);`,
        }),
      ]).toEqual([way, withTwo]);
  });

  it("decorators that have something called on every instance", () => {
    expect(
      seen({
        "package.json": '{"bin":"index.ts"}',
        "index.ts": `${sdk}
const tool = (options: object) => (method: unknown, context: ClassMethodDecoratorContext) => { context.addInitializer(function () { (this as any).tools.push({ ...options, name: String(context.name) }); }); };
class Base { tools = []; }
class Tools extends Base { @tool({ description: "Does a", schema: { x: z.string() } }) async a() {} @tool({ description: "Does b", schema: { y: z.string() } }) async b() {} }
for (const { name, description, schema } of new Tools().tools) server.tool(name, description, schema, () => 1);`,
      }),
    ).toEqual(withTwo);
  });

  it("instanceof decides between kinds of tools", () => {
    expect(
      seen(`${sdk}
class Simple { constructor(name, schema) { this.name = name; this.schema = schema; } }
class Special extends Simple {}
for (const tool of [new Simple("a", z.object({ x: z.string() })), new Special("b", z.object({ y: z.string() }))]) {
  if (!(tool instanceof Simple)) throw new Error("no tool");
  if (!(tool.schema instanceof z.ZodObject)) throw new Error("no schema");
  if (tool instanceof Special && tool.name !== "b") server.tool("not", () => 1);
  server.tool(tool.name, "Does " + tool.name, tool.schema.shape, () => 1);
}`),
    ).toEqual(withTwo);
  });
});

describe("a file that asks whether it is the program", () => {
  // What registers is out of sight from the function that the question guards: nothing else leads there.
  const start = `export const start = (names) => names.forEach((name) => server.tool(name, () => 1));`;
  it.each([
    "import.meta.url === `file://${process.argv[1]}`",
    "process.argv[1] === fileURLToPath(import.meta.url)",
    "process.argv[1] && path.resolve(process.argv[1]) === path.resolve(fileURLToPath(import.meta.url))",
    "import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href",
    "import.meta.url === new URL(`file://${process.argv[1]}`).href",
    "import.meta.filename === process.argv[1]",
    "process.argv[1] && import.meta.url.endsWith(process.argv[1])",
    "import.meta.main",
  ])("as a module: %s", (condition) => {
    const guarded = (name: string) =>
      `import { fileURLToPath, pathToFileURL } from "node:url"; import path from "node:path"; import { realpathSync } from "node:fs"; import { start } from "./start.js";
export async function main() { await start(["${name}"]); }
if (${condition}) main().catch(() => process.exit(1));`;
    expect(
      names({
        "package.json": '{"bin":"dist/index.js"}',
        "dist/index.js": `import "./other.js";\n${guarded("a")}`,
        "dist/other.js": guarded("not"),
        "dist/start.js": `${sdk}${start}`,
      }),
    ).toEqual(["a"]);
  });

  it.each([
    "require.main === module",
    "typeof require !== 'undefined' && require.main === module",
    "!module.parent",
    "require.main?.filename === __filename",
  ])("as CommonJS: %s", (condition) => {
    const guarded = (name: string) =>
      `const { start } = require("./start"); async function main() { await start(["${name}"]); } if (${condition}) { main().catch(() => process.exit(1)); }`;
    expect(
      names({
        "package.json": '{"bin":"index.js"}',
        "index.js": `"use strict"; require("./other");\n${guarded("a")}`,
        "other.js": guarded("not"),
        "start.js": `const { McpServer } = require("@modelcontextprotocol/sdk/server/mcp.js"); const server = new McpServer({}); ${start.replace("export const start", "exports.start")}`,
      }),
    ).toEqual(["a"]);
  });
});
