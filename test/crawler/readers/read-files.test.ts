import { describe, expect, it } from "vitest";
import { filesFromText } from "../../../crawler/readers/package-files.ts";
import { readFiles } from "../../../crawler/readers/read-files.ts";
import { toolsRank } from "../../../crawler/trust.ts";

const read = (files: Record<string, string>) => readFiles(filesFromText(files));
const python = 'from mcp.server.fastmcp import FastMCP\nm = FastMCP("x")\n@m.tool()\ndef py(): pass\n';
const go = 'package main\n\nimport "github.com/mark3labs/mcp-go/mcp"\n\nvar t = mcp.NewTool("golang")\n';

describe("the reader of a package", () => {
  it("is that of its language, and then the next", async () => {
    expect(await read({ "a.py": python })).toMatchObject({ reader: "python", tools: [{ name: "py" }] });
    expect(await read({ "go.mod": "module x\n", "main.go": go })).toMatchObject({
      reader: "go",
      tools: [{ name: "golang" }],
    });
    const both = {
      "package.json": "{}",
      "index.js": "export const a = 1;",
      "srv/go.mod": "module x\n",
      "srv/main.go": go,
    };
    expect(await read(both)).toMatchObject({
      reader: "go",
      tools: [{ name: "golang", source: { reader: "go", file: "srv/main.go" } }],
    });
    expect(
      await read({ "pkg/s.py": python, "pkg-1.dist-info/METADATA": "Name: pkg\n", "pkg/ui.js": "x" }),
    ).toMatchObject({
      reader: "python",
    });
  });

  it("says which language is not read yet", async () => {
    expect((await read({ "Cargo.toml": "", "pom.xml": "" })).warnings).toEqual([
      { code: "language-not-read", message: "source language not read yet: Rust, Java or Kotlin" },
    ]);
  });

  it("starts a bundle with what its manifest starts", async () => {
    const bundle = (type: string, path: string) =>
      JSON.stringify({ manifest_version: "0.3", server: { type, entry_point: `\${__dirname}/${path}` } });
    const server = (name: string) =>
      `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; new McpServer({}).tool("${name}", "Does", () => 1);`;
    const node = await read({
      "manifest.json": bundle("node", "server/run.js"),
      "server/run.js": server("started"),
      "other.js": server("not"),
    });
    expect(node.tools.map(({ name }) => name)).toEqual(["started"]);
    const other = python.replace("py()", "other()");
    const two = await read({
      "manifest.json": bundle("python", "server/run.py"),
      "server/run.py": python,
      "x.py": other,
    });
    expect(two.tools.map(({ name }) => name)).toEqual(["py"]);
  });

  it("takes the whole answer that a bundle holds for Windows", async () => {
    const tool = {
      name: "weigh",
      title: "Weigh",
      inputSchema: { type: "object" },
      annotations: { readOnlyHint: true },
    };
    const answered = { "tools/list": { tools: [tool, { no: "name" }] } };
    const manifest = {
      dxt_version: "0.1",
      tools: [{ name: "weigh", description: "Weighs" }],
      _meta: { "com.microsoft.windows": { static_responses: answered } },
    };
    const { tools } = await read({ "manifest.json": JSON.stringify(manifest) });
    expect(tools).toEqual([{ ...tool, source: { reader: "manifest", file: "manifest.json" } }]);
  });

  it("takes the tools of manifests when the code gives none", async () => {
    const bundle = {
      manifest_version: "0.3",
      tools: [{ name: "a", description: "A" }, { no: "name" }],
      tools_generated: true,
    };
    expect(await read({ "manifest.json": JSON.stringify(bundle), "Cargo.toml": "" })).toMatchObject({
      reader: "manifest",
      tools: [{ name: "a", description: "A", source: { reader: "manifest", file: "manifest.json" } }],
      warnings: [{ code: "language-not-read" }, { code: "unknown-tools" }],
    });
    const docker = [{ name: "d", description: "D", arguments: [{ name: "x", type: "string", desc: "X" }] }];
    expect((await read({ "tools.json": JSON.stringify(docker) })).tools).toEqual([
      {
        name: "d",
        description: "D",
        inputSchema: { type: "object", properties: { x: { type: "string", description: "X" } } },
        source: { reader: "manifest", file: "tools.json" },
      },
    ]);
    expect(
      (await read({ "tools.json": '[{"name":"hammer","price":3}]', "manifest.json": '{"tools":[{"name":"x"}]}' }))
        .tools,
    ).toEqual([]);
    expect((await read({ "manifest.json": JSON.stringify(bundle), "a.py": python })).tools).toMatchObject([
      { name: "py" },
    ]);
  });

  it("takes names from a README at last, and says so", async () => {
    const text = `# It
- \`not_here\`: before the section
## 🛠️ Available Tools
| Tool | What |
|---|---|
| \`find_it\` | Finds it |
- **\`do_it\`** - Does it
### \`show_it\`
- \`query\`: a parameter
| Parameter | What |
|---|---|
| \`limit\` | another |
### More
  - \`nested\`: no
\`\`\`
- \`fenced\`: no
\`\`\`
## Development
- \`npm_test\`: no
- \`npm_build\`: no
`;
    const found = await read({ "README.md": text });
    expect(found).toMatchObject({ reader: "readme", warnings: [{ code: "names-only" }] });
    expect(found.tools).toEqual([
      { name: "find_it", description: "Finds it", source: { reader: "readme", file: "README.md", line: 6 } },
      { name: "do_it", description: "Does it", source: { reader: "readme", file: "README.md", line: 7 } },
      { name: "show_it", source: { reader: "readme", file: "README.md", line: 8 } },
    ]);
    expect((await read({ "README.md": "## Tools\n- `one`: alone\n" })).tools).toEqual([]);
  });

  it("is trusted in this order", () => {
    const ranks = [
      toolsRank("url", "live"),
      toolsRank("npm", "javascript"),
      toolsRank("github", "go"),
      toolsRank("github", "manifest"),
      toolsRank("smithery", "listing:smithery"),
      toolsRank("pypi", "readme"),
    ];
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(toolsRank("pypi", "python")).toBe(toolsRank("pypi", "javascript"));
  });
});
