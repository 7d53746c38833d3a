import { describe, expect, it } from "vitest";
import { filesFromText } from "../../../../crawler/readers/package-files.ts";
import { readJavaScript } from "../../../../crawler/readers/javascript/read.ts";

/** Read a package of these files; `index.js` is its program unless package.json says otherwise. */
function read(files: Record<string, string> | string): ReturnType<typeof readJavaScript> {
  const texts = typeof files === "string" ? { "index.js": files } : files;
  return readJavaScript(filesFromText({ "package.json": '{"name":"p","bin":"index.js"}', ...texts }));
}

const sdk = `
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "s", version: "1" });
`;

describe("registerTool", () => {
  it("gives every field, and where the tool was read", () => {
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
});
