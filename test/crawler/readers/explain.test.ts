import { expect, it } from "vitest";
import { explainTool } from "../../../crawler/readers/explain.ts";
import { filesFromText } from "../../../crawler/readers/package-files.ts";
import { readFiles } from "../../../crawler/readers/read-files.ts";
import { Trace } from "../../../crawler/readers/trace.ts";

/** Each field's steps, as `file:line text`. */
async function explained(texts: Record<string, string>, name: string): Promise<Record<string, string[]>> {
  const trace = new Trace();
  const { tools } = await readFiles(filesFromText(texts), { trace });
  const tool = tools.find((one) => one.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  return Object.fromEntries(
    explainTool(tool, trace).map(({ path, steps }) => [
      path,
      steps.map(({ file, line, text }) => `${file}:${line} ${text}`),
    ]),
  );
}

it("follows names through files, templates and schemas of JavaScript", async () => {
  const steps = await explained(
    {
      "package.json": '{"bin":"index.js"}',
      "index.js": `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { NAME, WHERE } from "./names.js";
const server = new McpServer({});
const limit = z.number().describe("How many");
server.registerTool(NAME, {
  description: \`Looks in \${WHERE}\`,
  inputSchema: { limit, text: z.string() },
  annotations: { readOnlyHint: true },
}, () => 1);
console.log("other", "look");`,
      "names.js": `export const NAME = "look";\nexport const WHERE = "the garden";`,
    },
    "look",
  );
  expect(steps).toEqual({
    "": ["index.js:6 server.registerTool(NAME, {"],
    "/name": ["index.js:6 NAME", 'names.js:1 "look"'],
    "/description": ["index.js:7 `Looks in ${WHERE}`", "index.js:7 WHERE", 'names.js:2 "the garden"'],
    "/inputSchema": ["index.js:8 { limit, text: z.string() }"],
    "/inputSchema/properties/limit": ["index.js:8 limit", 'index.js:5 z.number().describe("How many")'],
    "/inputSchema/properties/text": ["index.js:8 z.string()"],
    "/annotations": ["index.js:9 { readOnlyHint: true }"],
  });
});

it("shows docstrings and parameters of Python", async () => {
  const steps = await explained(
    {
      "pyproject.toml": "",
      "server.py": `from mcp.server.fastmcp import FastMCP
from pydantic import Field
mcp = FastMCP("x")
PREFIX = "look"
@mcp.tool(name=PREFIX + "_up")
def find(word: str = Field(description="The word"), limit: int = 3):
    """Looks a word up."""
`,
    },
    "look_up",
  );
  expect(steps[""]).toEqual(['server.py:6 def find(word: str = Field(description="The word"), limit: int = 3):']);
  expect(steps["/name"]).toEqual(['server.py:5 PREFIX + "_up"', "server.py:5 PREFIX", 'server.py:4 "look"']);
  expect(steps["/description"]).toEqual(['server.py:7 """Looks a word up."""']);
  expect(steps["/inputSchema/properties/word"]).toEqual(['server.py:6 str = Field(description="The word")']);
  expect(steps["/inputSchema/properties/limit"]).toEqual(["server.py:6 int = 3"]);
});

it("shows options and constants of Go", async () => {
  const steps = await explained(
    {
      "go.mod": "module x",
      "main.go": `package main

import "github.com/mark3labs/mcp-go/mcp"

const name = "look"

func main() {
	mcp.NewTool(name,
		mcp.WithDescription("Looks"),
		mcp.WithString("word", mcp.Description("The word")),
	)
}
`,
    },
    "look",
  );
  expect(steps["/name"]).toEqual(["main.go:8 name", 'main.go:5 "look"']);
  expect(steps["/description"]).toEqual(['main.go:9 "Looks"']);
  expect(steps["/inputSchema/properties/word"]).toEqual([
    'main.go:10 mcp.WithString("word", mcp.Description("The word")),',
  ]);
});

it("names the manifest where nothing else is known", async () => {
  const steps = await explained(
    {
      "manifest.json": JSON.stringify({
        manifest_version: "0.2",
        name: "x",
        tools: [{ name: "look", description: "Looks" }],
      }),
    },
    "look",
  );
  expect(steps[""]?.[0]).toMatch(/^manifest\.json:/);
  expect(steps["/name"]).toEqual([]);
});
