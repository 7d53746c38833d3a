import { describe, expect, it } from "vitest";
import { filesFromText } from "../../../../crawler/readers/package-files.ts";
import { readGo } from "../../../../crawler/readers/go/read.ts";

const imports = `import (
	"fmt"
	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"
)
`;
const read = (files: Record<string, string>) =>
  readGo(filesFromText({ "go.mod": "module example.com/it\n", ...files }));
const main = (code: string) => read({ "main.go": `package main\n\n${imports}\n${code}\n` });

describe("the tools of a Go repository", () => {
  it("are made by a function that a command runs", async () => {
    const { tools } = await main(`
func main() {
	root := &cobra.Command{Use: "it", RunE: func(cmd *cobra.Command, args []string) error {
		s := server.NewMCPServer("it", "1")
		s.AddTools(server.ServerTool{Tool: mcp.NewTool("find", mcp.WithDescription("Finds"))})
		return server.ServeStdio(s)
	}}
	root.Execute()
}`);
    expect(tools.map(({ name, description }) => [name, description])).toEqual([["find", "Finds"]]);
  });

  it("are made with options", async () => {
    const { tools, warnings } = await main(`
const prefix = "it_"
func paging() mcp.ToolOption {
	return func(tool *mcp.Tool) {
		mcp.WithNumber("page", mcp.Min(1), mcp.DefaultNumber(1))(tool)
	}
}
var find = mcp.NewTool(prefix+"find",
	mcp.WithDescription(fmt.Sprintf("Finds %s.\\n%d at once", \`"things"\`, 10)),
	mcp.WithToolAnnotation(mcp.ToolAnnotation{Title: "Find", ReadOnlyHint: mcp.ToBoolPtr(true)}),
	mcp.WithString("query", mcp.Required(), mcp.Description("What"), mcp.Enum("a", "b")),
	mcp.WithArray("tags", mcp.Items(map[string]any{"type": "string"})),
	mcp.WithBoolean("all"),
	paging(),
)`);
    expect(warnings).toEqual([]);
    expect(tools).toEqual([
      {
        name: "it_find",
        description: 'Finds "things".\n10 at once',
        inputSchema: {
          type: "object",
          properties: {
            query: { type: "string", description: "What", enum: ["a", "b"] },
            tags: { type: "array", items: { type: "string" } },
            all: { type: "boolean" },
            page: { type: "number", minimum: 1, default: 1 },
          },
          required: ["query"],
        },
        annotations: { title: "Find", readOnlyHint: true },
        source: { reader: "go", file: "main.go", line: 16 },
      },
    ]);
  });

  it("are struct literals, with the schema of their handler's input", async () => {
    const { tools } = await read({
      "main.go": `package main

import "github.com/modelcontextprotocol/go-sdk/mcp"

type Base struct { ID string \`json:"id"\` }
type input struct {
	Base
	Name string   \`json:"name" jsonschema:"the name, in full"\`
	Tags []string \`json:"tags,omitempty"\`
	Deep map[string]int \`json:"deep,omitempty"\`
	kept int
}
func say(ctx context.Context, req *mcp.CallToolRequest, in input) (*mcp.CallToolResult, any, error) { return nil, nil, nil }
func main() {
	s := mcp.NewServer(nil, nil)
	mcp.AddTool(s, &mcp.Tool{Name: "say", Description: "Says " + "it"}, say)
}
`,
    });
    expect(tools).toMatchObject([
      {
        name: "say",
        description: "Says it",
        inputSchema: {
          type: "object",
          properties: {
            id: { type: "string" },
            name: { type: "string", description: "the name, in full" },
            tags: { type: "array", items: { type: "string" } },
            deep: { type: "object", additionalProperties: { type: "integer" } },
          },
          required: ["id", "name"],
        },
      },
    ]);
  });

  it("come from functions that are given their names, from lists, and from other packages", async () => {
    const { tools, warnings } = await read({
      "cmd/it/main.go": `package main

import "example.com/it/internal/tools"

func main() { tools.Register(nil) }
`,
      "internal/tools/tools.go": `package tools

${imports}
func Register(s *server.MCPServer) {
	add(s, "one", "First")
	add(s, texts.Two, "Second")
	for _, each := range table {
		s.AddTool(mcp.NewTool(each.name, mcp.WithDescription(each.text)), nil)
	}
	s.AddTool(translated(nil))
}
func add(s *server.MCPServer, name string, text string) {
	s.AddTool(mcp.NewToolWithRawSchema(name, text, []byte(\`{"type":"object"}\`)), nil)
}
func translated(t translations.TranslationHelperFunc) (mcp.Tool, error) {
	return mcp.NewTool("said", mcp.WithDescription(t("KEY", "Said so"))), nil
}
// unused is not called.
func unused() mcp.Tool { return mcp.NewTool("unused") }
`.replace('"fmt"', '"example.com/it/internal/texts"'),
      "internal/tools/table.go":
        'package tools\n\nvar table = []struct{ name, text string }{{"three", "Third"}, {name: "four"}}\n',
      "internal/texts/texts.go": 'package texts\n\nconst (\n\tOne = "1"\n\tTwo = "two"\n)\n',
      "internal/tools/tools_test.go": `package tools\n\n${imports}\nvar tested = mcp.NewTool("tested")\n`,
      "examples/a/main.go": `package main\n\n${imports}\nvar shown = mcp.NewTool("shown")\n`,
    });
    expect(tools.map(({ name, description }) => [name, description]).sort()).toEqual([
      ["four", undefined],
      ["one", "First"],
      ["said", "Said so"],
      ["three", "Third"],
      ["two", "Second"],
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(["unregistered-tools"]);
  });

  it("may be of a type of the repository's own", async () => {
    const { tools } = await read({
      "main.go": `package main

type Tool struct { Name string; Description string; InputSchema *jsonschema.Schema }
var pods = []Tool{{Name: "pods", Description: "Pods", InputSchema: &jsonschema.Schema{
	Type: "object",
	Properties: map[string]*jsonschema.Schema{"ns": {Type: "string", Enum: []any{"a"}}},
	Required: []string{"ns"},
}}}
func main() {}
`,
    });
    expect(tools).toMatchObject([
      {
        name: "pods",
        inputSchema: { type: "object", properties: { ns: { type: "string", enum: ["a"] } }, required: ["ns"] },
      },
    ]);
  });

  it("are those of a server without optional settings", async () => {
    const { tools } = await main(`import "os"
func main() {
	s := server.NewMCPServer("it", "1")
	if os.Getenv("ENABLE_WRITES") == "true" { s.AddTool(mcp.NewTool("write"), nil) } else { s.AddTool(mcp.NewTool("read"), nil) }
	if _, ok := os.LookupEnv("EXTRA"); ok { s.AddTool(mcp.NewTool("extra"), nil) }
	if os.Getenv("API_TOKEN") == "" { log.Fatal("no token") }
	s.AddTool(mcp.NewTool("list"), nil)
}`);
    expect(tools.map(({ name }) => name)).toEqual(["read", "list"]);
  });

  it("say what cannot be known, and where", async () => {
    const { tools, warnings } = await main(`
func main() {
	s.AddTool(mcp.NewTool(os.Args[1]), nil)
	s.AddTool(mcp.NewTool("known", mcp.WithDescription(load())), nil)
}`);
    expect(tools.map(({ name, description }) => [name, description])).toEqual([["known", undefined]]);
    expect(warnings.map(({ code }) => code).sort()).toEqual(["unknown-name", "unknown-part"]);
    expect(warnings[0]?.message).toMatch(/^main\.go:\d+: /);
  });
});
