import { describe, expect, it } from "vitest";
import { lowLevel, names, read, sdk, seen, withTwo } from "./packages.ts";

describe("a client is presumed to be a plain one", () => {
  it("it has roots, sampling and elicitation by form, and no tasks or elicitation by URL", () => {
    const code = `
server.server.oninitialized = () => {
  const client = server.server.getClientCapabilities() || {};
  if (client.sampling !== undefined) server.tool("sampling", () => 1);
  if (client?.roots) server.tool("roots", () => 1);
  if (client.elicitation) server.tool("form", () => 1);
  if (client.elicitation?.url !== undefined) server.tool("not", () => 1);
  if (client.sampling && client.tasks?.requests?.sampling?.createMessage) server.tool("not", () => 1);
  if (server.server.getClientVersion()?.name) server.tool("named", () => 1);
};`;
    const bundled = `class Server { _requestHandlers = new Map(); getClientCapabilities() { return this._clientCapabilities; } getClientVersion() { return this._clientVersion; } }
class McpServer { _registeredTools = {}; constructor() { this.server = new Server(); } tool(name, ...rest) { this._registeredTools[name] = rest; } }
const server = new McpServer();`;
    for (const way of [sdk, bundled]) expect(names(way + code)).toEqual(["sampling", "roots", "form", "named"]);
  });
});

describe("what the entry point does not reach", () => {
  it("tools of another configuration are listed when there are no others, with a warning", () => {
    const { tools, warnings } = read(`${sdk}
if (process.env.MODE === "remote") server.tool("a", "Does a", {}, () => 1);`);
    expect(tools.map((tool) => tool.name)).toEqual(["a"]);
    expect(warnings.map((warning) => warning.code)).toContain("conditional-tools");
    expect(
      names(`${sdk}server.tool("b", () => 1); if (process.env.MODE === "remote") server.tool("a", () => 1);`),
    ).toEqual(["b"]);
  });

  it("a function that is only called under another configuration is called where it also is by default", () => {
    expect(
      seen(`${sdk}
function make() { server.tool("a", "Does a", { x: z.string() }, () => 1); server.tool("b", "Does b", { y: z.string() }, () => 1); }
class Wire { onmessage; }
function serve(factory) { const wire = new Wire(); wire.onmessage = () => factory(); }
if (process.env.TRANSPORT === "http") make();
else serve(() => make());`),
    ).toEqual(withTwo);
  });

  it("methods that register tools are called on an instance of their class", () => {
    expect(
      seen(`import { launch } from "./not-in-the-package.js"; import { z } from "zod";
class Tools {
  constructor(options) { this.options = options; this.list = [["a", "x"], ["b", "y"]]; }
  describe(name) { return "Does " + name; }
  install(server) { for (const [name, key] of this.list) server.registerTool(name, { description: this.describe(name), inputSchema: { [key]: z.string() } }, () => 1); }
}
launch({ tools: [Tools] });`),
    ).toEqual(withTwo);
  });

  it("a database that is left out when a package is unpacked is presumed to be there", () => {
    expect(
      names(`${lowLevel}
import { existsSync } from "fs"; import path from "path";
class Api {
  constructor() { if (!existsSync(path.join(import.meta.dirname, "data", "nodes.db"))) throw new Error("no database"); this.server = server; this.setup(); }
  setup() { this.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [{ name: "a", inputSchema: { type: "object" } }] })); }
}
new Api();`),
    ).toEqual(["a"]);
  });

  it("recursion that nothing decided ends leaves work for what comes after it", () => {
    const visit = `function visit(node, path) { if (node === null) return; for (const [key, child] of Object.entries(node)) { if (child.type) visit(child, [...path, key]); else visit(child.items, path); if (child.other) visit(child.other, path); } for (let at = 0; at < 3000; at++) path.push(at); return path; }`;
    const { tools, warnings } = read(`${sdk}${visit} visit(await load(), []); server.tool("a", () => 1);`);
    expect(tools.map((tool) => tool.name)).toEqual(["a"]);
    expect(warnings.map((warning) => warning.code)).not.toContain("too-much-work");
  });
});

describe("libraries that a bundler copied into the package", () => {
  it("yargs, commander and parsers of YAML are known by the texts in them", () => {
    const yargs = `class Yargs {
  option(key, opt) { assert("<string|object> [object]", [key, opt]); return this.deep(this); }
  command(cmd, description, builder, handler) { assert("<string|array|object> [string|boolean] [function|object] [function] [array] [boolean|string]", [cmd]); return this; }
  parse(args, short, fn) { assert("[string|array] [function|boolean|object] [function]", [args]); return this.deep({}); }
  deep(x) { while (true) x = this.deep(x); }
}`;
    const yaml = `function load(input, options) { const documents = scan(input); if (documents.length === 1) return documents[0]; throw new Error("expected a single document in the stream, but found more"); }`;
    expect(
      names({
        "index.js": `${sdk}import { readFileSync } from "fs";\n${yargs}\n${yaml}
const args = new Yargs().option("extra", { default: false }).option("more", { default: true }).parse(process.argv);
const { tools } = load(readFileSync(new URL("./tools.yaml", import.meta.url), "utf8"));
for (const name of tools) server.tool(name, () => 1);
if (args.extra) server.tool("not", () => 1);
if (args.more) server.tool("more", () => 1);
new Yargs().command("serve", "Start", (own) => own.option("flag", { default: true }), (given) => { if (given.flag) server.tool("flagged", () => 1); });`,
        "tools.yaml": "tools: [a, b]\n",
      }),
    ).toEqual(["a", "b", "more", "flagged"]);
  });
});
