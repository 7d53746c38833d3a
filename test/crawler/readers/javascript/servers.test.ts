import { expect, it } from "vitest";
import { lowLevel, sdk, seen, withTwo } from "./packages.ts";

const A = `{ name: "a", description: "Does a", inputSchema: { x: z.string() } }`,
  B = `{ name: "b", description: "Does b", inputSchema: { y: z.string() } }`;
it.each<[string, Record<string, string> | string]>([
  [
    "toolsObj",
    `${sdk}const tools = { a: ${A}, b: ${B} }; for (const [name, { description, inputSchema }] of Object.entries(tools)) { server.registerTool(name, { description, inputSchema }, async () => 1); }`,
  ],
  [
    "zodToJsonSchema lib",
    `${lowLevel}import { z } from "zod"; import { zodToJsonSchema } from "zod-to-json-schema"; const S = { a: z.object({ x: z.string() }), b: z.object({ y: z.string() }) }; server.setRequestHandler(ListToolsRequestSchema, async () => { return { tools: Object.keys(S).map((name) => ({ name, description: "Does " + name, inputSchema: zodToJsonSchema(S[name], { $refStrategy: "none" }) })) }; });`,
  ],
  [
    "enum names",
    `${lowLevel}var N; (function (N) { N["A"] = "a"; N["B"] = "b"; })(N || (N = {})); const p = (k) => ({ type: "object", properties: { [k]: { type: "string" } }, required: [k] }); server.setRequestHandler(ListToolsRequestSchema, () => Promise.resolve({ tools: [{ name: N.A, description: "Does a", inputSchema: p("x") }, { name: N.B, description: "Does b", inputSchema: p("y") }] }));`,
  ],
  [
    "ts awaiter generator",
    `${sdk}var __awaiter = (this && this.__awaiter) || function (t, a, P, g) { return new (P || (P = Promise))(function (resolve, reject) { function step(r) { r.done ? resolve(r.value) : Promise.resolve(r.value).then((v) => step(g.next(v))); } step((g = g.apply(t, a || [])).next()); }); };
function main() { return __awaiter(this, void 0, void 0, function* () { yield init(); server.tool("a", "Does a", { x: z.string() }, () => 1); const more = yield load(); more(server); }); }
function init() { return __awaiter(this, void 0, void 0, function* () {}); }
function load() { return __awaiter(this, void 0, void 0, function* () { yield 0; return (s) => s.tool("b", "Does b", { y: z.string() }, () => 1); }); } main();`,
  ],
  [
    "tslib",
    `${sdk}import { __awaiter } from "tslib"; function main() { return __awaiter(this, void 0, void 0, function* () { server.tool("a", "Does a", { x: z.string() }, () => 1); server.tool("b", "Does b", { y: z.string() }, () => 1); }); } main();`,
  ],
  [
    "singleton registry class",
    `${sdk}class R { static #i; static get instance() { return (R.#i ??= new R()); } tools = []; add(...t) { this.tools.push(...t); return this; } }
R.instance.add(${A}).add(${B}); R.instance.tools.forEach(({ name, ...config }) => server.registerTool(name, config, () => 1));`,
  ],
  [
    "promise all dyn import",
    {
      "index.js": `${sdk}const mods = await Promise.all(["a", "b"].map((n) => import(\`./\${n}.js\`))); for (const m of mods) m.register(server);`,
      "a.js": `import { z } from "zod"; export const register = (server) => server.registerTool("a", { description: "Does a", inputSchema: { x: z.string() } }, () => 1);`,
      "b.js": `import { z } from "zod"; export function register(server) { server.registerTool("b", { description: "Does b", inputSchema: { y: z.string() } }, () => 1); }`,
    },
  ],
  [
    "md descriptions",
    {
      "index.js": `${sdk}import { readFile } from "node:fs/promises"; import { join, dirname } from "node:path"; import { fileURLToPath } from "node:url"; const d = dirname(fileURLToPath(import.meta.url)); const text = async (n) => (await readFile(join(d, "prompts", n + ".md"), "utf8")).split("---").pop().trim();
server.registerTool("a", { description: await text("a"), inputSchema: { x: z.string() } }, () => 1); server.registerTool("b", { description: (await text("b")).replace(/\\{\\{name\\}\\}/g, "b"), inputSchema: { y: z.string() } }, () => 1);`,
      "prompts/a.md": "---\ntitle: x\n---\nDoes a\n",
      "prompts/b.md": "Does {{name}}\n",
    },
  ],
  [
    "json import assertion",
    {
      "index.js": `${sdk}import defs from "./defs.json" with { type: "json" }; for (const d of defs) server.tool(d.name, d.text, Object.fromEntries(Object.entries(d.params).map(([k, t]) => [k, z[t]().describe(k)])), () => 1);`,
      "defs.json":
        '[{"name":"a","text":"Does a","params":{"x":"string"}},{"name":"b","text":"Does b","params":{"y":"number"}}]',
    },
  ],
  [
    "factory withX hoc",
    `${sdk}const withLog = (fn) => async (...args) => { console.log(args); return fn(...args); }; const define = (t) => Object.freeze({ enabled: true, ...t }); const all = [define(${A}), define(${B})]; all.filter((t) => t.enabled).map((t) => server.registerTool(t.name, { ...t }, withLog(t.handler)));`,
  ],
  [
    "prefix",
    `${lowLevel}const prefix = process.env.TOOL_PREFIX ? process.env.TOOL_PREFIX + "_" : ""; const p = (k) => ({ type: "object", properties: { [k]: {} } }); const TOOLS = [{ name: \`\${prefix}a\`, description: "Does a", inputSchema: p("x") }, { name: prefix.concat("b"), description: "Does b", inputSchema: p("y") }]; server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: TOOLS }));`,
  ],
  [
    "readonly filter",
    `${lowLevel}const ro = process.env.READ_ONLY === "true" || process.argv.includes("--read-only"); const p = (k) => ({ type: "object", properties: { [k]: {} } }); const TOOLS = [{ name: "a", description: "Does a", inputSchema: p("x"), annotations: { readOnlyHint: true } }, { name: "b", description: "Does b", inputSchema: p("y") }]; server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: ro ? TOOLS.filter((t) => t.annotations?.readOnlyHint) : TOOLS }));`,
  ],
  [
    "env list undefined",
    `${sdk}const enabled = process.env.ENABLED_TOOLS?.split(",").map((t) => t.trim()); const on = (n) => !enabled || enabled.length === 0 || enabled.includes(n); if (on("a")) server.tool("a", "Does a", { x: z.string() }, () => 1); if (on("b")) server.tool("b", "Does b", { y: z.string() }, () => 1);`,
  ],
  [
    "config file optional",
    `${sdk}import fs from "fs"; import os from "os"; import path from "path"; function load() { const f = path.join(os.homedir(), ".x.json"); if (!fs.existsSync(f)) return { tools: ["a", "b"] }; return JSON.parse(fs.readFileSync(f, "utf8")); } const c = load(); if (c.tools.includes("a")) server.tool("a", "Does a", { x: z.string() }, () => 1); if (c.tools.includes("b")) server.tool("b", "Does b", { y: z.string() }, () => 1); if (c.tools.includes("c")) server.tool("c", () => 1);`,
  ],
  [
    "config file try",
    `${sdk}import fs from "fs"; let c = { tools: ["a", "b"] }; try { c = { ...c, ...JSON.parse(fs.readFileSync(process.cwd() + "/x.json", "utf8")) }; } catch {} if (c.tools.includes("a")) server.tool("a", "Does a", { x: z.string() }, () => 1); if (c.tools.includes("b")) server.tool("b", "Does b", { y: z.string() }, () => 1); if (c.tools.includes("c")) server.tool("c", () => 1);`,
  ],
  [
    "class field arrow + init",
    `${sdk}class S { constructor() { this.server = server; this.setup(); } setup = () => { for (const k of Object.getOwnPropertyNames(Object.getPrototypeOf(this)).filter((k) => k.startsWith("tool"))) this[k](); }; toolA() { this.server.tool("a", "Does a", { x: z.string() }, () => 1); } toolB() { this.server.tool("b", "Does b", { y: z.string() }, () => 1); } } new S();`,
  ],
  [
    "iife cjs ts",
    `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); const mcp_js_1 = require("@modelcontextprotocol/sdk/server/mcp.js"); const zod_1 = require("zod"); const server = new mcp_js_1.McpServer({ name: "s", version: "1" }); (async () => { server.registerTool("a", { description: "Does a", inputSchema: { x: zod_1.z.string() } }, async () => 1); (0, reg)(server); })(); function reg(s) { s.registerTool("b", { description: "Does b", inputSchema: zod_1.z.object({ y: zod_1.z.string() }).shape }, async () => 1); }`,
  ],
  [
    "discriminated union",
    `${sdk}server.registerTool("a", { description: "Does a", inputSchema: z.object({ x: z.string() }).refine((v) => v.x) }, () => 1); const base = z.object({ y: z.string(), q: z.string() }); server.registerTool("b", { description: "Does b", inputSchema: base.omit({ q: true }).shape }, () => 1);`,
  ],
  [
    "proxy server wrapper",
    `${sdk}const wrapped = new Proxy(server, { get(t, k) { return t[k]; } }); wrapped.tool("a", "Does a", { x: z.string() }, () => 1); const original = server.tool.bind(server); original("b", "Does b", { y: z.string() }, () => 1);`,
  ],
  [
    "monkey patch",
    `${sdk}const orig = server.registerTool.bind(server); server.registerTool = (name, config, cb) => orig(name, { ...config, title: name }, cb); server.registerTool("a", { description: "Does a", inputSchema: { x: z.string() } }, () => 1); server.registerTool("b", { description: "Does b", inputSchema: { y: z.string() } }, () => 1);`,
  ],
  [
    "a default import of zod-to-json-schema",
    `${lowLevel}import { z } from "zod"; import toSchema from "zod-to-json-schema"; server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [{ name: "a", description: "Does a", inputSchema: toSchema(z.object({ x: z.string() })) }, { name: "b", description: "Does b", inputSchema: toSchema(z.object({ y: z.number() })) }] }));`,
  ],
  [
    "commands that are loaded when they are needed, and lazy modules of a bundle",
    `var __esm = (fn, res) => () => (fn && (res = fn((fn = 0))), res); import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import * as z from "zod"; import { buildApplication, buildCommand, run } from "@stricli/core";
var one; var init_one = __esm(() => { one = { name: "a", description: "Does a", args: { x: z.string() } }; });
function registrar(server, allowed) { return (tool) => { if (allowed && !allowed.has(tool.name)) return; server.registerTool(tool.name, { description: tool.description, inputSchema: tool.args }, async () => 1); }; }
async function main(flags) { const server = new McpServer({ name: "s", version: "1" }); const tool = registrar(server, flags.tool && new Set(flags.tool)); tool(one); tool({ name: "b", description: "Does b", args: { y: z.string() } }); }
run(buildApplication(buildCommand({ loader: async () => { init_one(); return { main }; }, parameters: {} })), process.argv.slice(2));`,
  ],
  [
    "kinds of schemas told apart by their methods",
    `${sdk}const tools = [${A}, ${B}].map((tool) => ({ ...tool, inputSchema: z.object(tool.inputSchema) })); tools.forEach((tool) => server.registerTool(tool.name, { description: tool.description, inputSchema: tool.inputSchema.innerType ? tool.inputSchema.innerType().shape : tool.inputSchema.shape }, () => 1));`,
  ],
  [
    "commander's options as objects",
    `${sdk}import { Command, Option } from "commander"; class Cli { program = new Command(); constructor() { this.program.addOption(new Option("--set <name>", "text").choices(["none", "all"]).default("all")).parse(); } } const { set } = new Cli().program.opts(); if (set === "all") server.tool("a", "Does a", { x: z.string() }, () => 1); if (set !== "none") server.tool("b", "Does b", { y: z.string() }, () => 1);`,
  ],
  [
    "classes that can be looped over",
    `${sdk}class Tools { static #all = new Map(); static { for (const [name, key] of [["a", "x"], ["b", "y"]]) Tools.#all.set(name, { [key]: z.string() }); } static *[Symbol.iterator]() { for (const [name, shape] of this.#all) yield { name, shape }; } } for (const { name, shape } of Tools) server.tool(name, "Does " + name, shape, () => 1);`,
  ],
  [
    "labels, and lists of a given length",
    `${sdk}outer: for (const name of ["a", "b"]) { for (const at of new Array(2).fill(0).map((_, index) => index)) { if (at > 0) continue outer; server.tool(name, "Does " + name, { [name === "a" ? "x" : "y"]: z.string() }, () => 1); } }`,
  ],
  [
    "disabled tool",
    `${sdk}server.registerTool("a", { description: "Does a", inputSchema: { x: z.string() } }, () => 1); const c = server.registerTool("c", { description: "Does c", inputSchema: {} }, () => 1); c.disable(); server.registerTool("b", { description: "Does b", inputSchema: { y: z.string() } }, () => 1);`,
  ],
])("%s", (_, files) => {
  expect(seen(files)).toEqual(withTwo);
});
