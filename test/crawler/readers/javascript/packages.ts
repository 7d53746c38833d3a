import { filesFromText } from "../../../../crawler/readers/package-files.ts";
import { readJavaScript } from "../../../../crawler/readers/javascript/read.ts";

/** Read a package of these files; `index.js` is its program unless package.json says otherwise. */
export function read(files: Record<string, string> | string): ReturnType<typeof readJavaScript> {
  const texts = typeof files === "string" ? { "index.js": files } : files;
  return readJavaScript(filesFromText({ "package.json": '{"name":"p","bin":"index.js"}', ...texts }));
}

/** The names of the tools that are read from a package. */
export function names(files: Record<string, string> | string): string[] {
  return read(files).tools.map((tool) => tool.name);
}

/** What a server's file starts with. */
export const sdk = `
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "s", version: "1" });
`;

/** What a low-level server's file starts with. */
export const lowLevel = `
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
const server = new Server({ name: "s", version: "1" }, { capabilities: { tools: {} } });
`;

/** What is read from a package: name, description and properties of every tool. */
export function seen(files: Record<string, string> | string): [string, string | undefined, string[]][] {
  return read(files).tools.map((tool) => [
    tool.name,
    tool.description,
    Object.keys((tool.inputSchema?.properties as object | undefined) ?? {}),
  ]);
}

/** What is seen of the small servers of these tests, which are written in many ways: each has the same two tools. */
export const withTwo = [
  ["a", "Does a", ["x"]],
  ["b", "Does b", ["y"]],
];
