import type { Sample } from "./sample.ts";
import { camel, times, wordsOf } from "./words.ts";

const files = 40;
const tools = 8;

/** What a handler does: code that is parsed, but defines nothing. */
const handler = (
  name: string,
  fields: readonly string[],
  read: (field: string) => string,
): string => `	started := time.Now()
	params := url.Values{}
${fields.map((field) => `	if value := ${read(field)}; value != "" {\n		params.Set("${field}", value)\n	}`).join("\n")}
	body, status, err := client.Do(ctx, http.MethodGet, fmt.Sprintf("/api/%s?%s", "${name}", params.Encode()))
	if err != nil {
		log.Printf("%s failed after %v: %v", "${name}", time.Since(started), err)
		return nil, fmt.Errorf("${name}: %w", err)
	}
	if status >= 400 {
		return mcp.NewToolResultError(fmt.Sprintf("the service said %d", status)), nil
	}
	return mcp.NewToolResultText(string(body)), nil`;

const client = `package client

import (
	"context"
	"io"
	"net/http"
	"time"
)

type Error struct {
	Status int
	Body   string
}

func (e *Error) Error() string { return e.Body }

${times(
  6,
  (index) => `// Do${index === 0 ? "" : index} asks the service again while it is busy.
func Do${index === 0 ? "" : index}(ctx context.Context, method, path string) ([]byte, int, error) {
	for attempt := 0; attempt < ${index + 2}; attempt++ {
		request, err := http.NewRequestWithContext(ctx, method, base+path, nil)
		if err != nil {
			return nil, 0, err
		}
		response, err := http.DefaultClient.Do(request)
		if err == nil && response.StatusCode < 500 {
			body, err := io.ReadAll(response.Body)
			return body, response.StatusCode, err
		}
		time.Sleep(time.Duration(1<<attempt) * 100 * time.Millisecond)
	}
	return nil, 0, &Error{Status: 503, Body: "busy"}
}
`,
).join("\n")}
var base = "https://service.example"
`;

const imports = (library: string): string => `
import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"time"

	"example.com/made/client"
	"${library}"
)
`;

const optionsFile = (file: number): string => `package tools
${imports("github.com/mark3labs/mcp-go/mcp")}
${times(tools, (index) => {
  const { name, description, fields } = wordsOf(file, index);
  const options = fields.map(
    (field, at) =>
      `		mcp.${["WithString", "WithNumber", "WithBoolean", "WithString"][at % 4]}("${field}",${at === 0 ? " mcp.Required()," : ""} mcp.Description("The ${field} to look for")),`,
  );
  return `// New${camel(name)} makes the tool and what it does.
func New${camel(name)}() (mcp.Tool, server.ToolHandlerFunc) {
	return mcp.NewTool("${name}",
		mcp.WithDescription("${description}"),
		mcp.WithReadOnlyHintAnnotation(${index % 2 === 0}),
${options.join("\n")}
	), ${name}
}

func ${name}(ctx context.Context, request mcp.CallToolRequest) (*mcp.CallToolResult, error) {
${handler(name, fields, (field) => `request.GetString("${field}", "")`)}
}
`;
}).join("\n")}
`;

const structsFile = (file: number): string => `package tools
${imports("github.com/modelcontextprotocol/go-sdk/mcp")}
${times(tools, (index) => {
  const { name, description, fields } = wordsOf(file, index);
  const members = fields.map(
    (field, at) =>
      `	${camel(field)} ${["string", "int", "[]string", "bool"][at % 4]} \`json:"${field}${at > 0 ? ",omitempty" : ""}" jsonschema:"The ${field} to look for"\``,
  );
  return `type ${camel(name)}Input struct {
${members.join("\n")}
}

func handle${camel(name)}(ctx context.Context, request *mcp.CallToolRequest, input ${camel(name)}Input) (*mcp.CallToolResult, error) {
${handler(name, fields, (field) => `fmt.Sprint(input.${camel(field)})`)}
}

func add${camel(name)}(s *mcp.Server) {
	mcp.AddTool(s, &mcp.Tool{Name: "${name}", Description: "${description}"}, handle${camel(name)})
}
`;
}).join("\n")}
`;

function sample(name: string, call: (tool: string) => string, file: (file: number) => string): Sample {
  const texts: Record<string, string> = {
    "go.mod": "module example.com/made\n\ngo 1.23\n",
    "client/client.go": client,
    "main.go": 'package main\n\nimport "example.com/made/tools"\n\nfunc main() { tools.Register(nil) }\n',
    "tools/register.go": `package tools

func Register(s *mcp.Server) {
${times(files, (at) => times(tools, (tool) => `	${call(camel(wordsOf(at, tool).name))}`).join("\n")).join("\n")}
}
`,
  };
  for (let at = 0; at < files; at++) texts[`tools/part${at}.go`] = file(at);
  return { name: `go ${name}`, texts, tools: files * tools };
}

/** Repositories with functional options, and with struct literals and input types. */
export const goSamples = (): Sample[] => [
  sample("options", (tool) => `s.AddTool(New${tool}())`, optionsFile),
  sample("structs", (tool) => `add${tool}(s)`, structsFile),
];
