import { expect, it } from "vitest";
import { packageFiles } from "../../../../crawler/readers/package-files.ts";
import { readFiles } from "../../../../crawler/readers/read-files.ts";
import { names, read, sdk } from "./packages.ts";

const found = 'server.tool("t", "d", {}, () => 1);';
const cases: Record<string, string> = {
  "a loop without end": `while (true) {} ${found}`,
  "a counting loop": `for (let i = 0; i < 1e12; i++) x = i; ${found}`,
  "a list that grows while it is looped over": `const a = [1]; for (const x of a) a.push(x); ${found}`,
  "doubling lists": `let a = [1, 2]; for (let i = 0; i < 60; i++) a = [...a, ...a]; ${found}`,
  "doubling objects": `let a = { x: 1 }; for (let i = 0; i < 60; i++) a = { l: a, r: a }; JSON.stringify(a); ${found}`,
  "recursion in two directions": `function f(n) { return f(n + 1) + f(n + 2); } f(0); ${found}`,
  "branches that double at every level":
    Array.from({ length: 40 }, (_, i) => `function f${i}() { if (u()) f${i + 1}(); else f${i + 1}(); }`).join("") +
    `function f40() {} f0(); ${found}`,
  "a start that costs more than is allowed":
    Array.from({ length: 40 }, (_, i) => `function w${i}() { for (let i = 0; i < 1e6; i++) x(i); }`).join("") +
    `function x() {} function all() { ${Array.from({ length: 40 }, (_, i) => `w${i}();`).join("")} } function main() { all(); ${found} } main();`,
  "iterators that never end": `const a = { [Symbol.iterator]() { return this; }, next() { return { value: 1, done: false }; } }; const b = { [Symbol.iterator]() { return b; } }; for (const x of a) {} [...a, ...b]; ${found}`,
  "patterns of files that are none": `import { globSync } from "glob"; for (const pattern of ["{a", "a}", "**".repeat(100), "*".repeat(299), "((", "{".repeat(200)]) globSync(pattern, { cwd: import.meta.dirname }); ${found}`,
  "a list in itself": `const a = []; a.push(a); a.flat(Infinity); a.join(); JSON.stringify(a); ${found}`,
  "lists in themselves as texts": `const a = []; for (let i = 0; i < 1000; i++) a.push(a); "" + a; \`\${a}\`; String(a); a.join(); a.toString(); ${found}`,
  "objects whose texts are their own": `const o = { toString() { return "" + this + this; } }; "" + o; class A { [Symbol.toPrimitive]() { return \`\${this}\${this}\`; } } \`\${new A()}\`; ${found}`,
  "texts that grow when they are written otherwise": `import { format } from "node:util"; let s = "aa%", t = "aa", u = ["a", "b"], v = "%"; for (let i = 0; i < 60; i++) { s = format("%s%s", s, s); t = btoa(btoa(t)); u = [new Intl.ListFormat("en").format(u), new Intl.ListFormat("en").format(u)]; v = encodeURIComponent(v); } for (let i = 0; i < 60; i++) t = Buffer.from(t).toString("hex"); ${found}`,
  "listeners that emit": `import { EventEmitter } from "node:events"; class E extends EventEmitter {} const e = new E(); e.on("x", () => { e.emit("x"); e.emit("x"); }); e.on("y", e.emit.bind(e, "y")); e.emit("x"); e.emit("y"); for (let i = 0; i < 2000; i++) e.on("z", () => e.emit("z")); e.emit("z"); ${found}`,
  "copies of copies": `const l = []; for (let i = 0; i < 20000; i++) l.push(l.slice()); let o = {}; for (let i = 0; i < 20000; i++) o = { ...o, ["k" + i]: new Set(l) }; ${found}`,
  "numbers made to allocate": `new Array(1e9).fill(0); Array.from({ length: 1e9 }); const a = []; a.length = 4e9; a[4e9] = 1; ${found}`,
  "work on long texts": `let s = "a".repeat(1000000); for (let i = 0; i < 1000; i++) s.split(""); ${found}`,
  "a regular expression that backtracks": `"${"a".repeat(30_000)}!".replace(/(a+)+$/, ""); "${"a".repeat(30_000)}".match(/a*a*a*b/); ${found}`,
  "cyclic constants": `const a = () => b(); const b = () => a(); a(); ${found}`,
  "a getter and a proxy that would run": `const a = { get x() { while (1) {} } }; a.x; new Proxy({}, { get() { process.exit(9); } }).y; ${found}`,
};

it.each(Object.entries(cases))("%s ends, and what comes after it is read", (_, source) => {
  expect(names(source)).toEqual(["t"]);
});

it("schemas inside themselves end", () => {
  const source = `const A = z.object({ get a() { return z.array(A).optional(); }, get b() { return z.record(z.string(), B); } }); const B = z.object({ a: z.lazy(() => A), b: z.lazy(() => B) }).and(z.object({ c: z.lazy(() => z.lazy(() => B)) })); server.registerTool("cyclic", { inputSchema: A, outputSchema: B }, () => 1); ${found}`;
  expect(names(sdk + source)).toEqual(["cyclic", "t"]);
});

const deep = 20_000;
const brackets = `${"(".repeat(deep)}1${")".repeat(deep)}`;

it.each([
  ["parentheses", "js", brackets],
  ["negations", "js", `x = ${"!".repeat(deep)}1`],
  ["negations in TypeScript", "ts", `x = ${"- ".repeat(deep)}1`],
  ["sums in TypeScript", "ts", `x = a${" + a".repeat(deep)}`],
  ["conditions", "js", `x = ${"a ? b : ".repeat(deep)}c`],
  ["conditions over classes", "js", `x = ${"a ? class {} : ".repeat(deep)}c`],
  ["arrows", "ts", `x = ${"a => ".repeat(deep)}1`],
  ["else if", "js", `if (a) {} ${"else if (b) {}".repeat(deep)}`],
  ["else if without braces", "js", `if (a) b;${" else if (b) c;".repeat(deep)}`],
  ["templates", "js", `x = ${"`${".repeat(deep)}1${"}`".repeat(deep)}`],
  ["tagged templates", "js", `x = a${"``".repeat(deep)}`],
  ["optional chains", "js", `x = a${"?.b".repeat(deep)}`],
  ["calls", "js", `x = a${"()".repeat(deep)}`],
  ["casts", "ts", `x = a${" as T".repeat(deep)}`],
  ["types", "ts", `type T = ${"A<".repeat(deep)}B${">".repeat(deep)}`],
  ["imported types", "ts", `type T = ${"import('a').B<".repeat(deep)}C${">".repeat(deep)}`],
  ["types of templates", "ts", `type T = ${"`${".repeat(deep)}A${"}`".repeat(deep)}`],
  ["types of conditions", "ts", `type T = ${"A extends B ? C : ".repeat(deep)}D`],
  ["namespaces", "ts", `namespace a${".b".repeat(deep)} {}`],
  ["JSX", "jsx", `x = ${"<a>".repeat(deep)}${"</a>".repeat(deep)}`],
  ["brackets behind an apostrophe in JSX", "jsx", `x = <a>'{${brackets}}'</a>`],
  ["brackets behind what is no comment in JSX", "jsx", `x = <a>/*{${brackets}}*/</a>`],
  ["brackets behind a quote in a regular expression", "js", `x = /'/; y = ${brackets}; z = /'/;`],
  [
    "brackets behind a regular expression after if ()",
    "js",
    `if (x) /\`/.test(y); z = ${brackets}; if (x) /\`/.test(y)`,
  ],
  ["brackets behind a regular expression after a block", "js", `{}\n/'/.test(x); z = ${brackets}; {}\n/'/.test(y)`],
  ["brackets behind the end of a line comment", "js", `// '\u2028x = ${brackets} // '`],
  ["brackets behind an HTML-like comment", "js", `<!-- /*\nx = ${brackets}\n<!-- */`],
])("deeply nested %s are refused before the parser's stack overflows", (_, extension, source) => {
  const { warnings } = read({
    "package.json": `{"bin":"index.${extension}"}`,
    [`index.${extension}`]: source,
  });
  expect(warnings[0]?.message).toMatch(/nested too deeply|cannot be parsed/);
});

it.each([
  ["comments that do not end", "a/*;".repeat(500_000)],
  ["quotes behind a text that does not end", `x="${'\\"'.repeat(500_000)}`],
  ["functions in functions", "()=>{".repeat(900) + "/*".padEnd(300, "-") + "*/" + "}".repeat(900)],
  [
    "many functions in functions",
    `()=>{${`${"()=>{".repeat(15)}/*${"-".repeat(250)}*/${"}".repeat(15)};`.repeat(3_000)}}`,
  ],
])("%s take no more time than their length", (_, source) => {
  const { tools } = read(`${"([{}]);".repeat(600)}\n${sdk}\nserver.tool("t", () => 1);\n${source}`);
  expect(tools.length).toBeLessThan(2);
});

it("reads long files whose nesting can only be told by parsing them", () => {
  const jsx = `const view = <p title="it's">It's {"(".repeat(3)} a / b</p>;\n`;
  const regexps = `const r = [/["'\`({[]/g, a / b / c]; if (x) /'/.test(y);\n{}\n/[(]"/.test(z);\n`;
  for (const noise of [jsx.repeat(200), regexps.repeat(300)])
    expect(names({ "index.js": `${sdk}${noise}server.tool("t", () => 1);` })).toEqual(["t"]);
});

it("replaces bytes that are no UTF-8, and reads files with marks of byte order and other ends of lines", async () => {
  const bytes = Buffer.concat([
    Buffer.from("\ufeff"),
    Buffer.from(`${sdk}server.tool("t", "x`.replaceAll("\n", "\r\n")),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('y", () => 1);'),
  ]);
  const files = new Map([
    ["package.json", Buffer.from('{"name":"p","bin":"index.js"}')],
    ["index.js", bytes],
  ]);
  const { tools } = await readFiles(packageFiles(files));
  expect(tools).toMatchObject([{ name: "t", description: "x\ufffd\ufffdy" }]);
});

it("reads a concatenation of 5,000 terms", () => {
  const terms = Array.from({ length: 5_000 }, (_, index) => `"${index % 10}"`).join(" + ");
  expect(read(`${sdk}server.tool("t", ${terms}, {}, () => 1);`).tools[0]?.description).toHaveLength(5_000);
});

it("refuses a text that doubles", () => {
  const { tools, warnings } = read(
    `${sdk}let s = "aaaaaaaaaa"; for (let i = 0; i < 100; i++) s = s + s; server.tool("t", s, {}, () => 1);`,
  );
  expect(tools[0]).not.toHaveProperty("description");
  expect(warnings[0]?.message).toMatch(/too long/);
});

it("ends on cyclic imports and on schemas that contain themselves", () => {
  expect(
    names({
      "index.js": `import { b } from "./b.js"; export const a = "a"; import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; new McpServer({}).tool(b(), () => 1);`,
      "b.js": `import { a } from "./index.js"; export * from "./b.js"; export const b = () => a + "b";`,
    }),
  ).toEqual(["ab"]);
  const recursive = `${sdk}const node = z.object({ kids: z.lazy(() => z.array(node)) }); server.registerTool("z", { inputSchema: { node } }, () => 1);
const own = { type: "object" }; own.properties = { own }; server.registerTool("o", { inputSchema: own }, () => 1);`;
  expect(names(recursive)).toContain("z");
});

it("keeps keys such as __proto__ away from JavaScript's own objects", () => {
  const { tools } = read(`${sdk}
const a = {}; a.__proto__ = { name: "x" }; a.constructor.prototype.polluted = 1; ({}).__proto__.polluted = 1;
server.registerTool(a.name, { inputSchema: { type: "object", properties: JSON.parse('{"__proto__":{"type":"string"},"constructor":{"type":"number"}}') } }, () => 1);`);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect(Object.keys(tools[0]?.inputSchema?.properties ?? {})).toContain("constructor");
});

it("does not read a line of 100 MB", () => {
  expect(read(`var x = "${"a".repeat(100_000_000)}"`).warnings[0]).toMatchObject({ code: "too-large" });
});
