import { describe, expect, it } from "vitest";
import { filesFromText } from "../../../../crawler/readers/package-files.ts";
import { readPython } from "../../../../crawler/readers/python/read.ts";

const read = (files: Record<string, string>) => readPython(filesFromText(files));
const sdk = 'from mcp.server.fastmcp import FastMCP\nmcp = FastMCP("x")\n';
const one = async (code: string) => {
  const { tools, warnings } = await read({ "server.py": sdk + code });
  expect(warnings).toEqual([]);
  expect(tools).toHaveLength(1);
  return tools[0];
};
const names = async (files: Record<string, string>) => (await read(files)).tools.map(({ name }) => name).sort();

describe("functions that are tools", () => {
  it("are named after the function, described by its docstring, with a schema of its hints", async () => {
    const code = `
from typing import Annotated, Literal, Optional
from mcp.server.fastmcp import Context
from pydantic import Field

@mcp.tool()
async def find_user(
    ctx: Context,
    user_id: str,
    limit: Annotated[int, Field(description="How " "many", ge=1, le=100)] = 10,
    order: Literal["asc", "desc"] = "asc",
    tags: list[str] | None = None,
    extra: Optional[dict] = Field(default=None, description="More"),
    anything=None,
) -> str:
    """Finds a user.

    Looks it up.
        Indented.
    """
    return "x"
`;
    expect(await one(code)).toEqual({
      name: "find_user",
      description: "Finds a user.\n\nLooks it up.\n    Indented.",
      inputSchema: {
        properties: {
          user_id: { title: "User Id", type: "string" },
          limit: { default: 10, description: "How many", maximum: 100, minimum: 1, title: "Limit", type: "integer" },
          order: { default: "asc", enum: ["asc", "desc"], title: "Order", type: "string" },
          tags: {
            anyOf: [{ items: { type: "string" }, type: "array" }, { type: "null" }],
            default: null,
            title: "Tags",
          },
          extra: {
            anyOf: [{ additionalProperties: true, type: "object" }, { type: "null" }],
            default: null,
            description: "More",
            title: "Extra",
          },
          anything: { default: null, title: "anything", type: "string" },
        },
        required: ["user_id"],
        title: "find_userArguments",
        type: "object",
      },
      source: { reader: "python", file: "server.py", line: 9 },
    });
  });

  it("take models, enumerations and typed dictionaries into $defs", async () => {
    const code = `
from dataclasses import dataclass
from enum import Enum
from typing import NotRequired, TypedDict
from pydantic import BaseModel, ConfigDict, Field

class Color(str, Enum):
    RED = "red"
    BLUE = "blue"

class Base(BaseModel):
    id: int

class Item(Base):
    """An item."""
    model_config = ConfigDict(extra="forbid")
    color: Color = Color.RED
    parent: "Item | None" = Field(None, alias="parentItem")

class Options(TypedDict):
    a: str
    b: NotRequired[int]

@dataclass
class Point:
    x: float
    y: float = 0.5

@mcp.tool(name="paint", title="Paint it", description="Paints", annotations={"readOnlyHint": False})
def f(item: Item, options: Options, point: Point): ...
`;
    const tool = await one(code);
    expect(tool).toMatchObject({ name: "paint", title: "Paint it", annotations: { readOnlyHint: false } });
    expect(tool?.inputSchema?.$defs).toEqual({
      Color: { enum: ["red", "blue"], title: "Color", type: "string" },
      Item: {
        additionalProperties: false,
        description: "An item.",
        properties: {
          id: { title: "Id", type: "integer" },
          color: { $ref: "#/$defs/Color", default: "red" },
          parentItem: { anyOf: [{ $ref: "#/$defs/Item" }, { type: "null" }], default: null },
        },
        required: ["id"],
        title: "Item",
        type: "object",
      },
      Options: {
        properties: { a: { title: "A", type: "string" }, b: { title: "B", type: "integer" } },
        required: ["a"],
        title: "Options",
        type: "object",
      },
      Point: {
        properties: { x: { title: "X", type: "number" }, y: { default: 0.5, title: "Y", type: "number" } },
        required: ["x"],
        title: "Point",
        type: "object",
      },
    });
  });

  it.each([
    ["without a call", "@mcp.tool\ndef a(): pass"],
    ["with a name in its place", '@mcp.tool("a")\ndef b(): pass'],
    ["called", "def a(): pass\nmcp.tool()(a)"],
    ["called with a name", 'def b(): pass\nmcp.tool(name="a")(b)'],
    ["added", 'def b(): pass\nmcp.add_tool(b, name="a")'],
    [
      "made first",
      'from mcp.server.fastmcp.tools import Tool\ndef b(): pass\nmcp.add_tool(Tool.from_function(b, name="a"))',
    ],
    ["given to the server", "from fastmcp import FastMCP as F\ndef a(): pass\nother = F('y', tools=[a])"],
    [
      "behind another decorator",
      "from functools import wraps\ndef d(f):\n    @wraps(f)\n    def w(*a): return f(*a)\n    return w\n@mcp.tool()\n@d\ndef a(): pass",
    ],
    ["behind one from outside", "import other\n@mcp.tool()\n@other.retry(3)\ndef a(): pass"],
    [
      "in a function that is called",
      "def register(server: FastMCP):\n    @server.tool()\n    def a(): pass\nregister(mcp)",
    ],
    ["a method", "class T:\n    def __init__(self, mcp):\n        mcp.tool()(self.a)\n    def a(self): pass\nT(mcp)"],
    [
      "a method in a loop",
      "class T:\n    def a(self): pass\n    def go(self):\n        for f in [self.a]:\n            mcp.add_tool(f)\nT().go()",
    ],
    [
      "of a class of servers",
      "class S(FastMCP):\n    def __init__(self):\n        super().__init__('s')\n        self.tool()(self.a)\n    def a(self): pass\nS()",
    ],
    ["mounted with a prefix", "child = FastMCP('c')\n@child.tool()\ndef y(): pass\nmcp.mount(child, prefix='x')"],
  ])("%s", async (how, code) => {
    expect(await names({ "server.py": `${sdk}${code}\n` })).toEqual([how.startsWith("mounted") ? "x_y" : "a"]);
  });

  it("are found across modules of a package, by its scripts", async () => {
    expect(
      await names({
        "pyproject.toml": '[project.scripts]\nthing = "thing.cli:main"\n',
        "src/thing/__init__.py": "",
        "src/thing/app.py": 'from fastmcp import FastMCP\nserver = FastMCP("x")\n',
        "src/thing/names.py": 'PREFIX = "thing_"\n',
        "src/thing/tools/__init__.py": "from .read import *\n",
        "src/thing/tools/read.py":
          'from thing.app import server\nfrom ..names import PREFIX\n@server.tool(name=PREFIX + "read")\ndef read(): pass\n',
        "src/thing/unused.py": "from .app import server\n@server.tool()\ndef unused(): pass\n",
        "src/thing/cli.py": "def main():\n    from . import tools\n    tools.server.run()\n",
        "tests/test_it.py": "from thing.app import server\n@server.tool()\ndef tested(): pass\n",
        "examples/demo.py": "from fastmcp import FastMCP\nm = FastMCP('d')\n@m.tool()\ndef shown(): pass\n",
      }),
    ).toEqual(["thing_read"]);
  });
});

describe("low-level servers", () => {
  const low =
    "import mcp.types as types\nfrom mcp.types import Tool\nfrom mcp.server import Server\nserver = Server('x')\n";

  it("list tools of constants, models, formats and loops", async () => {
    const code = `${low}
from enum import Enum
from textwrap import dedent
from pydantic import BaseModel, Field
class Names(str, Enum):
    A = "a"
class Input(BaseModel):
    path: str = Field(description="Where")
DOC = "b does {what}"
TABLE = {"c": "C text", "d": "D text"}
MORE = [types.Tool(name="e", description="".join(["x", "y"]), inputSchema={"type": "object"})]
@server.list_tools()
async def list_tools() -> list[Tool]:
    found = [
        Tool(name=Names.A, description=f"{Names.A.value} is \\"a\\"", inputSchema=Input.model_json_schema()),
        Tool(name="b", description=DOC.format(what="it"), inputSchema={}),
        *[Tool(name=k, description=v, inputSchema=dict(type="object")) for k, v in TABLE.items()],
    ]
    found.extend(MORE)
    for n in ("f", "g"):
        found.append(Tool(name=n, description=dedent("""
            text
        """).strip(), inputSchema={}))
    return found
`;
    const { tools, warnings } = await read({ "server.py": code });
    expect(warnings).toEqual([]);
    expect(tools.map(({ name, description }) => [name, description])).toEqual([
      ["a", 'a is "a"'],
      ["b", "b does it"],
      ["c", "C text"],
      ["d", "D text"],
      ["e", "xy"],
      ["f", "text"],
      ["g", "text"],
    ]);
    expect(tools[0]?.inputSchema).toEqual({
      properties: { path: { description: "Where", title: "Path", type: "string" } },
      required: ["path"],
      title: "Input",
      type: "object",
    });
  });

  it("say what cannot be known, and where", async () => {
    const code = `${low}import os
from elsewhere import more
@server.list_tools()
async def list_tools():
    tools = [Tool(name="a", description=more.text, inputSchema={})]
    tools.append(Tool(name=more.name, inputSchema={}))
    if os.getenv("WRITE"):
        tools.append(Tool(name="w", inputSchema={}))
    if more.enabled:
        tools.append(Tool(name="m", inputSchema={}))
    return tools + more.tools
`;
    const { tools, warnings } = await read({ "server.py": code });
    expect(tools.map(({ name, description }) => [name, description])).toEqual([
      ["a", undefined],
      ["m", undefined],
    ]);
    expect(warnings.map(({ code: what, message }) => `${what} ${message.split(": ")[0] ?? ""}`).sort()).toEqual([
      "conditional-tool server.py:12",
      "unknown-name server.py:10",
      "unknown-part server.py:9",
      "unknown-tools server.py:7",
    ]);
  });

  it("and comments, disabled code and functions that nothing calls are no tools", async () => {
    const code = `${sdk}
# @mcp.tool()
# def commented(): pass
"""
@mcp.tool()
def quoted(): pass
"""
if False:
    @mcp.tool()
    def never(): pass
def dead():
    @mcp.tool()
    def uncalled(): pass
@mcp.tool()
def alive(): pass
`;
    const { tools, warnings } = await read({
      "pyproject.toml": '[project.scripts]\na = "server"\n',
      "server.py": code,
    });
    expect(tools.map(({ name }) => name)).toEqual(["alive"]);
    expect(warnings).toMatchObject([{ code: "unregistered-tools" }]);
  });
});
