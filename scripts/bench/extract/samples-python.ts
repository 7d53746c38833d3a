import type { Sample } from "./sample.ts";
import { camel, times, wordsOf } from "./words.ts";

const files = 40;
const tools = 8;
const manifest = '[project]\nname = "made"\n[project.scripts]\nmade = "made.server:main"\n';

/** What a tool's function does: code that is parsed, but defines nothing. */
const handler = (name: string, fields: readonly string[]): string => `    started = time.monotonic()
    params: dict[str, Any] = {}
${fields.map((field) => `    if ${field} is not None:\n        params["${field}"] = str(${field})`).join("\n")}
    try:
        response = await client.request("GET", f"/api/${name}/{quote(params.get('id', ''))}", params=params)
        response.raise_for_status()
    except HTTPError as error:
        logger.warning("%s failed after %.1f s: %s", "${name}", time.monotonic() - started, error)
        return {"error": str(error), "hint": "Is the token valid?"}
    items = [item for item in response.json().get("items", []) if item.get("state") != "hidden"]
    return {"items": [{"id": item["id"], "title": item.get("title", "")} for item in items[:100]], "total": len(items)}
`;

const helper = (file: number): string => `"""The service's HTTP client."""
import asyncio
import os
from urllib.parse import quote

class HTTPError(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status

class Client:
    def __init__(self, base: str = "https://service-${file}.example", retries: int = 3) -> None:
        self.base = os.environ.get("BASE_URL", base).rstrip("/")
        self.retries = retries
        self._cache: dict[str, bytes] = {}
${times(
  6,
  (index) => `
    async def request${index === 0 ? "" : index}(self, method: str, path: str, *, params=None):
        """Asks the service again while it is busy."""
        for attempt in range(self.retries + ${index}):
            response = await self._send(method, self.base + path, params=params or {})
            if response.status_code not in (429, 502, 503):
                return response
            await asyncio.sleep(2 ** attempt * 0.1)
        raise HTTPError(response.status_code, f"{method} {path} gave {response.status_code}")
`,
).join("")}
client = Client()
`;

const head = (file: number): string => `import logging
import time
from typing import Annotated, Any, Literal, Optional
from pydantic import BaseModel, Field
from .client${file} import HTTPError, client, quote

logger = logging.getLogger(__name__)
`;

const types = [
  (field: string) => `${field}: Annotated[str, Field(description="The ${field} to look for")]`,
  (field: string) => `${field}: int = 10`,
  (field: string) => `${field}: Literal["open", "closed"] = "open"`,
  (field: string) => `${field}: Optional[list[str]] = None`,
];
const parameters = (fields: readonly string[]): string[] => fields.map((field, at) => types[at % 4]?.(field) ?? field);

const decorated = (file: number): string => `${head(file)}from .app import mcp
${times(tools, (index) => {
  const { name, description, fields } = wordsOf(file, index);
  return `
@mcp.tool(annotations={"readOnlyHint": ${index % 2 === 0 ? "True" : "False"}})
async def ${name}(
${parameters(fields)
  .map((parameter) => `    ${parameter},`)
  .join("\n")}
) -> dict[str, Any]:
    """${description}

    Results have an id and a title.
    """
${handler(name, fields)}`;
}).join("\n")}
`;

const listed = (file: number): string => `${head(file)}from mcp import types

TOOLS = [
${times(tools, (index) => {
  const { name, description, fields } = wordsOf(file, index);
  return `    types.Tool(
        name="${name}",
        description="${description}"
        " Results have an id and a title.",
        inputSchema={
            "type": "object",
            "properties": {
${fields.map((field) => `                "${field}": {"type": "string", "description": "The ${field} to look for"},`).join("\n")}
            },
            "required": ["${fields[0] ?? ""}"],
        },
    ),`;
}).join("\n")}
]
${times(tools, (index) => {
  const { name, fields } = wordsOf(file, index);
  return `\nasync def ${name}(${fields.map((field) => `${field}=None`).join(", ")}):\n${handler(name, fields)}`;
}).join("\n")}
`;

const modelled = (file: number): string => `${head(file)}from .app import mcp
${times(tools, (index) => {
  const { name, description, fields } = wordsOf(file, index);
  return `
class ${camel(name)}Input(BaseModel):
    """What to look for."""
${parameters(fields)
  .map((parameter) => `    ${parameter}`)
  .join("\n")}

@mcp.tool(name="${name}", description="${description}")
async def run_${name}(given: ${camel(name)}Input) -> dict[str, Any]:
    ${fields.join(", ")}${fields.length === 1 ? "," : ""} = ${fields.map((field) => `given.${field}`).join(", ")}
${handler(name, fields)}`;
}).join("\n")}
`;

function sample(name: string, server: string, file: (file: number) => string): Sample {
  const texts: Record<string, string> = {
    "pyproject.toml": manifest,
    "src/made/__init__.py": "",
    "src/made/app.py": 'from mcp.server.fastmcp import FastMCP\n\nmcp = FastMCP("made")\n',
    "src/made/server.py": server,
  };
  for (let at = 0; at < files; at++) {
    texts[`src/made/part${at}.py`] = file(at);
    texts[`src/made/client${at}.py`] = helper(at);
  }
  return { name: `python ${name}`, texts, tools: files * tools };
}

const imports = times(files, (file) => `from . import part${file}`).join("\n");
const fast = `from .app import mcp\n${imports}\n\ndef main():\n    mcp.run()\n`;
const low = `from mcp.server import Server
${imports}

server = Server("made")

@server.list_tools()
async def list_tools():
    return [${times(files, (file) => `*part${file}.TOOLS`).join(", ")}]

def main():
    server.run()
`;

/** Servers with decorated functions, with lists of types.Tool, and with pydantic models. */
export const pythonSamples = (): Sample[] => [
  sample("functions", fast, decorated),
  sample("lists", low, listed),
  sample("models", fast, modelled),
];
