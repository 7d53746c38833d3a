import { describe, expect, it } from "vitest";
import { filesFromText, seenFrom } from "../../../crawler/readers/package-files.ts";
import { readFiles } from "../../../crawler/readers/read-files.ts";

async function namesIn(folder: string, files: Record<string, string>) {
  const seen = seenFrom(filesFromText(files), folder);
  if (!seen) throw new Error(`there is no folder ${folder}`);
  const { reader, tools } = await readFiles(seen);
  return { reader, names: tools.map(({ name }) => name).sort(), files: tools.map(({ source }) => source.file) };
}

const sdk = 'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\n';
const other = {
  "package.json": '{"name":"root","private":true,"workspaces":["packages/*","servers/*"]}',
  "README.md": "## Tools\n\n- `root_one`\n- `root_two`\n",
  "servers/other/package.json": '{"name":"other","bin":"index.js"}',
  "servers/other/index.js": `${sdk}new McpServer({}).tool("other", "Does other", () => 1);`,
};

describe("a folder of a repository", () => {
  it("is read with what it imports from beside it: by path, by name, and by aliases of TypeScript", async () => {
    const read = await namesIn("servers/own", {
      ...other,
      "servers/own/package.json": '{"name":"own","bin":"dist/index.js","dependencies":{"@scope/core":"workspace:*"}}',
      "servers/own/tsconfig.json": `{
        // The rest is the same for all.
        "extends": "../../tsconfig.base", /* here */ "compilerOptions": { "paths": { "@/*": ["./src/*"], }, },
      }`,
      "servers/own/src/index.ts": `${sdk}
import { core, deep } from "@scope/core"; import { more } from "@scope/more/tools"; import { shared } from "../../../shared/names.js"; import { own } from "@/lib/own";
const server = new McpServer({});
for (const name of [core, deep, more, shared, own]) server.tool(name, "Does", () => 1);`,
      "servers/own/src/lib/own.ts": 'export const own = "own";',
      "shared/names.ts": 'export const shared = "shared";',
      "packages/core/package.json": '{"name":"@scope/core","main":"./dist/index.js"}',
      "packages/core/src/index.ts": 'export const core = "core"; export { deep } from "~/deep";',
      "packages/core/src/deep.ts": 'export const deep: string = "deep";',
      "packages/core/tsconfig.json":
        '{"extends":"../../tsconfig.base.json","compilerOptions":{"baseUrl":"src","paths":{"~/*":["*"]}}}',
      "packages/more/package.json":
        '{"name":"@scope/more","exports":{"./tools":{"types":"./dist/tools.d.ts","import":"./dist/tools.js"}}}',
      "packages/more/src/tools.ts": 'export const more = "more";',
    });
    expect(read.names).toEqual(["core", "deep", "more", "own", "shared"]);
    expect(new Set(read.files)).toEqual(new Set(["src/index.ts"]));
  });

  it("is not that of another server, nor what the repository's README names", async () => {
    expect(
      await namesIn("servers/own", { ...other, "servers/own/index.js": "export const nothing = 1;" }),
    ).toMatchObject({
      names: [],
    });
  });

  it("may be Python with a package beside it", async () => {
    const python = (name: string) => `from mcp.server.fastmcp import FastMCP
from common.words import word
m = FastMCP("x")
@m.tool(name=word("${name}"))
def py(): pass
`;
    const read = await namesIn("servers/own", {
      "servers/own/pyproject.toml": "[project]\nname = 'own'\n",
      "servers/own/src/own/server.py": python("own"),
      "servers/other/src/other/server.py": python("other"),
      "libs/common/src/common/__init__.py": "",
      "libs/common/src/common/words.py": "def word(name):\n    return name + '_word'\n",
    });
    expect(read).toMatchObject({ reader: "python", names: ["own_word"] });
  });

  it("may be a command of a Go module, or a module of its own", async () => {
    const main = (imported: string, name: string) => `package main

import (
	"github.com/mark3labs/mcp-go/mcp"
	"${imported}"
)

func main() { s.AddTool(mcp.NewTool(names.${name}), nil) }
`;
    const files = {
      "go.mod": "module example.com/all\n",
      "internal/names/names.go": 'package names\n\nconst Inner = "inner"\n',
      "cmd/own/main.go": main("example.com/all/internal/names", "Inner"),
      "cmd/other/main.go": main("example.com/all/internal/names", "Other"),
      "cmd/own/names/names.go": 'package names\n\nconst Own = "own"\n',
      "cmd/own/more.go": main("example.com/all/cmd/own/names", "Own").replace("func main", "func init"),
    };
    expect(await namesIn("cmd/own", files)).toMatchObject({ reader: "go", names: ["inner", "own"] });
    const module = {
      ...files,
      "cmd/own/go.mod": "module example.com/own\n",
      "cmd/own/more.go": main("example.com/own/names", "Own"),
    };
    expect((await namesIn("cmd/own", module)).names).toContain("own");
  });
});
