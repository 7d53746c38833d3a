import { describe, expect, it } from "vitest";
import { filesFromText } from "../../../../crawler/readers/package-files.ts";
import { readPython } from "../../../../crawler/readers/python/read.ts";

const seen = async (files: Record<string, string>) =>
  (await readPython(filesFromText(files))).tools
    .map(({ name, description, inputSchema }) => [
      name,
      description,
      Object.keys((inputSchema?.properties as object | undefined) ?? {}),
    ])
    .sort();
const withTwo = [
  ["a", "Does a", ["x"]],
  ["b", "Does b", ["y"]],
];

describe("modules that a server finds in its own folders", () => {
  const files = {
    "pyproject.toml": '[project]\nname = "thing"\n[project.scripts]\nthing = "thing.server:main"\n',
    "src/thing/__init__.py": "",
    "src/thing/tools/__init__.py": "",
    "src/thing/tools/a.py": 'def register(mcp):\n    @mcp.tool()\n    def a(x: int):\n        """Does a"""\n',
    "src/thing/tools/b.py": 'def b(y: str):\n    """Does b"""\ndef register(mcp):\n    mcp.tool()(b)\n',
  };
  it.each([
    `for _, name, _ in pkgutil.iter_modules(tools.__path__):
        module = importlib.import_module(f"{tools.__name__}.{name}")
        module.register(mcp)`,
    `for info in pkgutil.walk_packages(tools.__path__, prefix=tools.__name__ + "."):
        importlib.import_module(info.name).register(mcp)`,
    `for file in os.listdir(os.path.join(os.path.dirname(__file__), "tools")):
        if file.endswith(".py") and not file.startswith("_"):
            importlib.import_module("." + file[:-3], package="thing.tools").register(mcp)`,
  ])("%s", async (loop) => {
    const server = `import importlib, os, pkgutil
from mcp.server.fastmcp import FastMCP
from . import tools
mcp = FastMCP("thing")
def load():
    ${loop}
def main():
    load()
    mcp.run()
if __name__ == "__main__":
    main()
`;
    expect(await seen({ ...files, "src/thing/server.py": server })).toEqual(withTwo);
  });
});

describe("commands that start a server", () => {
  const body = `
    mcp = FastMCP("x")
    def a(x: int): "Does a"
    def b(y: str): "Does b"
    def c(): "Does c"
    for name, fn in {"a": a, "b": b, "c": c}.items():
        if name not in sets.split(","): continue
        mcp.tool(name=name)(fn)
    if write: mcp.tool(name="w")(a)
    mcp.run()
`;
  it.each([
    `import click\n@click.command()\n@click.option("-s", "--sets", default="a,b")\n@click.option("--write/--no-write", default=False)\ndef serve(sets, write):${body}if __name__ == "__main__":\n    serve()\n`,
    `import typer\napp = typer.Typer()\n@app.command()\ndef serve(sets: str = typer.Option("a,b", help="x"), write: bool = typer.Option(False, "--write")):${body}app()\n`,
  ])("%#", async (text) => {
    expect(await seen({ "server.py": `from mcp.server.fastmcp import FastMCP\n${text}` })).toEqual(withTwo);
  });
});

it("a server without an SDK", async () => {
  const text = `import json, sys
TOOLS = [{"name": n, "description": f"Does {n}", "inputSchema": {"type": "object", "properties": {k: {"type": "string"}}}} for n, k in [("a", "x"), ("b", "y")]]
def handle(request):
    if request.get("method") == "tools/list":
        return {"tools": TOOLS}
    return {}
def main():
    for line in sys.stdin:
        print(json.dumps({"jsonrpc": "2.0", "result": handle(json.loads(line))}))
main()
`;
  expect(await seen({ "server.py": text })).toEqual(withTwo);
  expect(await seen({ "page.py": 'page = {"tools": [{"name": "a", "inputSchema": {}}]}\n' })).toEqual([]);
});

it("descriptions that are made of docstrings", async () => {
  const text = `import textwrap
from mcp.server.lowlevel import Server
from mcp.types import Tool
registry = {}
def tool(**properties):
    def wrap(fn):
        registry[fn.__name__] = (textwrap.dedent(fn.__doc__ or "").strip(), {"type": "object", "properties": properties})
        return fn
    return wrap
@tool(x={})
def a(x):
    """
    Does a
    """
@tool(y={})
def b(y): "Does b"
server = Server("x")
@server.list_tools()
async def list_tools():
    return [Tool(name=name, description=text, inputSchema=schema) for name, (text, schema) in registry.items()]
`;
  expect(await seen({ "server.py": text })).toEqual(withTwo);
});

it("functions that get their name and text afterwards, and members of an enumeration", async () => {
  const text = `from enum import Enum
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("x")
class Names(str, Enum):
    B = "b"
def make(name):
    def run(x): return name
    run.__name__ = name
    run.__doc__ = f"Does {name}"
    return run
mcp.tool()(make("a"))
for key, text in {Names.B: "Does b", "": "not"}.items():
    if isinstance(key, Names) and isinstance(key, Enum):
        @mcp.tool(name=key.value if isinstance(key, Enum) else key, description=text)
        def other(y): ...
`;
  expect(await seen({ "server.py": text })).toEqual(withTwo);
});
