import { describe, expect, it } from "vitest";
import { readGo } from "../../../crawler/readers/go/read.ts";
import { filesFromText, packageFiles } from "../../../crawler/readers/package-files.ts";
import { readPython } from "../../../crawler/readers/python/read.ts";
import { readFiles } from "../../../crawler/readers/read-files.ts";

const seconds = 20_000;
const python = (code: string) =>
  readPython(filesFromText({ "server.py": `from mcp.server.fastmcp import FastMCP\nmcp = FastMCP("x")\n${code}` }));
const go = (code: string) =>
  readGo(filesFromText({ "main.go": `package main\n\nimport "github.com/mark3labs/mcp-go/mcp"\n\n${code}\n` }));
const names = ({ tools }: { tools: { name: string }[] }) => tools.map(({ name }) => name);
const sane = '@mcp.tool()\ndef sane():\n    """It is."""\n';

describe("what a stranger's package may hold", () => {
  it.each([
    ["nested brackets", `x = ${"(".repeat(20_000)}${")".repeat(20_000)}\n`],
    ["nested lists", `x = ${"[".repeat(3_000)}${"]".repeat(3_000)}\n`],
    ["nested calls", `x = ${"f(".repeat(5_000)}${")".repeat(5_000)}\n`],
    ["nested attributes", `x = a${".b".repeat(20_000)}\n`],
    [
      "nested blocks",
      Array.from({ length: 300 }, (_, at) => `${" ".repeat(at)}if x:\n`).join("") + `${" ".repeat(300)}pass\n`,
    ],
    ["an endless loop", "while True:\n    x = 1\n"],
    ["endless recursion", "def f(n):\n    return f(n) + f(n)\nx = f(1)\n"],
    ["a doubling text", `x = "x" * 1000\n${"x = x + x\n".repeat(40)}`],
    ["a doubling list", `x = [1]\n${"x = x + x\n".repeat(40)}`],
    ["many loops", `for a in range(9999):\n  for b in range(9999):\n    for c in range(9999):\n      x = a\n`],
    ["a class of its own", "class A(A):\n    x: 'A'\nclass B:\n    b: 'B'\n"],
    ["constants in a circle", "a = b\nb = a\nd = {}\nd['d'] = d\nl = []\nl.append(l)\n"],
    [
      "a list that holds itself in a schema",
      "d = {}\nd['d'] = d\n@mcp.tool(description=str(d))\ndef round(x: int = d): pass\n",
    ],
    ["broken source", "def (((:\n  \x00 class\n"],
  ])(
    "python: %s",
    async (_name, code) => {
      const read = await python(`${sane}${code}`);
      expect(names(read)).toContain("sane");
    },
    seconds,
  );

  it(
    "python: a sum of 5,000 texts is read",
    async () => {
      const sum = Array.from({ length: 5_000 }, (_, at) => `"${at % 10}"`).join(" + ");
      const read = await python(`TEXT = ${sum}\n@mcp.tool(description=TEXT)\ndef long(): pass\n`);
      expect(read.tools[0]?.description).toHaveLength(5_000);
    },
    seconds,
  );

  it("python: imports in a circle", async () => {
    const { tools } = await readPython(
      filesFromText({
        "pkg/__init__.py": "from .a import mcp\n",
        "pkg/a.py": 'from fastmcp import FastMCP\nfrom .b import NAME\nmcp = FastMCP("x")\nfrom . import b\n',
        "pkg/b.py": 'from .a import mcp\nNAME = "circled"\n@mcp.tool(name=NAME)\ndef one():\n    """One."""\n',
      }),
    );
    expect(tools.map(({ name }) => name)).toEqual(["circled"]);
  });

  it(
    "python: one line of 10 MB is not read, and said",
    async () => {
      const read = await python(`x = "${"a".repeat(10_000_000)}"\n`);
      expect(read.warnings).toMatchObject([{ code: "too-large" }]);
    },
    seconds,
  );

  it("bytes that are no UTF-8 are replaced", async () => {
    const head = Buffer.from(
      'from mcp.server.fastmcp import FastMCP\nmcp = FastMCP("x")\n@mcp.tool()\ndef f():\n    """',
    );
    const bytes = Buffer.concat([head, Buffer.from([0xff, 0xfe, 0x41]), Buffer.from('"""\n')]);
    const read = await readFiles(packageFiles(new Map([["server.py", bytes]])));
    expect(read).toMatchObject({ reader: "python", tools: [{ name: "f", description: "\ufffd\ufffdA" }] });
  });

  it.each([
    ["nested brackets", `var x = ${"(".repeat(20_000)}1${")".repeat(20_000)}`],
    ["nested literals", `var x = ${"[]any{".repeat(3_000)}${"}".repeat(3_000)}`],
    ["constants in a circle", "const a = b\nconst b = a\nvar c = mcp.NewTool(a)\nvar f = f\n"],
    ["a type of its own", "type T T\ntype S struct { S }\nvar s = S{S: S{}}\nvar u = T{}\n"],
    ["endless recursion", 'func f(n string) string { return f(n) + f(n) }\nvar y = mcp.NewTool(f("x"))\n'],
    ["an endless loop", "func init() { for { mcp.NewTool(x) } }"],
    [
      "a doubling text",
      `func init() { x := "aaaaaaaaaaaaaaaa"\n${"x = x + x\n".repeat(60)}mcp.NewTool("big", mcp.WithDescription(x)) }`,
    ],
    ["broken source", "func ((((({{{{{ \x00"],
  ])(
    "go: %s",
    async (_name, code) => {
      const read = await go(`var tool = mcp.NewTool("sane")\n\n${code}`);
      expect(names(read)).toContain("sane");
    },
    seconds,
  );

  it(
    "go: a sum of 5,000 texts is read",
    async () => {
      const sum = Array.from({ length: 5_000 }, (_, at) => `"${at % 10}"`).join(" + ");
      const read = await go(`var tool = mcp.NewTool("long", mcp.WithDescription(${sum}))`);
      expect(read.tools[0]?.description).toHaveLength(5_000);
    },
    seconds,
  );
});
