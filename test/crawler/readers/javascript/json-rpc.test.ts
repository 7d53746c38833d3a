import { describe, expect, it } from "vitest";
import { names, seen, withTwo } from "./packages.ts";

const tools = `[{ name: "a", description: "Does a", inputSchema: { type: "object", properties: { x: { type: "string" } } } },
  { name: "b", description: "Does b", inputSchema: { type: "object", properties: { y: { type: "string" } } } }]`;

describe("servers without an SDK", () => {
  it("lines that are read and answered", () => {
    expect(
      seen(`const readline = require("readline"); const TOOLS = ${tools};
async function handle({ id, method, params }) {
  switch (method) {
    case "initialize": return { jsonrpc: "2.0", id, result: { capabilities: { tools: {} } } };
    case "tools/list": return { jsonrpc: "2.0", id, result: { tools: TOOLS } };
    default: return { jsonrpc: "2.0", id, error: { code: -32601, message: "no such method" } };
  }
}
readline.createInterface({ input: process.stdin }).on("line", async (line) => { console.log(JSON.stringify(await handle(JSON.parse(line)))); });`),
    ).toEqual(withTwo);
  });

  it("handlers by name, of a table or of something that keeps them", () => {
    const kept = `import { createInterface } from "node:readline"; const TOOLS = ${tools};
class Rpc { #handlers = new Map(); on(name, fn) { this.#handlers.set(name, fn); } run(message) { return this.#handlers.get(message.method)?.(message.params); } }
const rpc = new Rpc(); rpc.on("tools/list", async () => ({ tools: TOOLS })); rpc.on("tools/call", async () => ({}));
for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await rpc.run(JSON.parse(line))));`;
    expect(seen(kept)).toEqual(withTwo);
    const table = Array.from({ length: 10 }, (_, at) => `"x/${at}": () => ({})`).join(", ");
    expect(
      seen(`const handlers = { "tools/list": () => ({ tools: ${tools} }), ${table} };
process.stdin.on("data", (chunk) => { const message = JSON.parse(chunk); process.stdout.write(JSON.stringify(handlers[message.method]?.(message.params))); });`),
    ).toEqual(withTwo);
  });

  it("only where the package lists tools, and registers none", () => {
    expect(names(`export const page = { tools: ${tools} };`)).toEqual([]);
    expect(
      names(`import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; const server = new McpServer({ name: "s", version: "1" });
server.tool("c", () => 1); export const fake = { method: "tools/list", tools: ${tools} };`),
    ).toEqual(["c"]);
  });
});
