import { describe, expect, it } from "vitest";
import { lowLevel, seen, withTwo } from "./packages.ts";

describe("the language", () => {
  const handler = (setup: string) => `${lowLevel}
const object = (key) => ({ type: "object", properties: { [key]: { type: "string" } } });
const a = { name: "a", description: "Does a", inputSchema: object("x") }, b = { name: "b", description: "Does b", inputSchema: object("y") };
${setup}
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: await list() }));`;

  it.each([
    ["a generator", `function* all() { yield a; yield* [b]; } const list = () => [...all()];`],
    [
      "an async generator",
      `async function* all() { for (const tool of [a, b]) yield tool; } const list = async () => { const made = []; for await (const tool of all()) made.push(tool); return made; };`,
    ],
    ["a Map", `const map = new Map(Object.entries({ a, b })); const list = () => Array.from(map, ([, tool]) => tool);`],
    [
      "an iterator's methods",
      `const map = new Map([["a", a], ["b", b]]); const list = () => map.values().map((tool) => tool).toArray();`,
    ],
    ["Array.from with a length", `const list = () => Array.from({ length: 2 }, (_, at) => [a, b][at]);`],
    [
      "reduce",
      `const list = () => Object.keys({ a, b }).reduce((made, key) => ({ ...made, [key]: { a, b }[key] }), {}), values = list; const all = () => Object.values(values()); server.x = 1; list.call; const listAll = all;`
        .replace("const list = () =>", "const build = () =>")
        .replace(/, values = list;.*$/, `; const list = () => Object.values(build());`),
    ],
    [
      "a while loop and shift",
      `const list = () => { const queue = [a, b]; const made = []; while (queue.length > 0) { const next = queue.shift(); made.push(next); } return made; };`,
    ],
    [
      "a labelled loop",
      `const list = () => { const made = []; outer: for (const tool of [a, b, a]) { for (const seen of made) if (seen.name === tool.name) continue outer; made.push(tool); } return made; };`,
    ],
    [
      "a switch",
      `const make = (kind) => { switch (kind) { case "one": return a; case "two": { return b; } default: throw new Error(kind); } }; const list = () => ["one", "two"].map(make);`,
    ],
    [
      "try and finally",
      `const list = () => { let made = []; try { throw new Error("no"); made = [a]; } catch { made = [a, b]; } finally { made = made.slice(); } return made; };`,
    ],
    [
      "groupBy and structuredClone",
      `const list = () => Object.values(Object.groupBy([a, b], (tool) => tool.name)).flatMap((group) => structuredClone(group));`,
    ],
    [
      "a Proxy-free registry of functions",
      `const registry = []; const define = (fn) => { registry.push(fn); return fn; }; define(() => a); define(() => b); const list = () => registry.map((fn) => fn());`,
    ],
    [
      "currying and defaults",
      `const make = (name) => (key, { text = "Does " + name, ...rest } = {}) => ({ name, description: text, inputSchema: object(key), ...rest }); const list = () => [make("a")("x"), make("b")("y", { text: \`Does \${"b"}\` })];`,
    ],
    [
      "replace with a function",
      `const list = () => ["a", "b"].map((name, at) => ({ name: name.toUpperCase().replace(/[A-Z]/g, (letter) => letter.toLowerCase()), description: "does x".replace(/^d/, "D").replace("x", name), inputSchema: object("xy"[at]) }));`,
    ],
    ["sort with a comparison", `const list = () => [b, a].sort((one, other) => (one.name > other.name ? 1 : -1));`],
    [
      "destructuring of nested tables",
      `const { first: { tools: [one] }, ...others } = { first: { tools: [a] }, second: { tools: [b] } }; const list = () => [one, ...Object.values(others).flatMap(({ tools }) => tools)];`,
    ],
    [
      "an async initialiser",
      `let ready; async function init() { ready ??= Promise.resolve([a, b]); return ready; } const list = async () => await init();`,
    ],
    [
      "setTimeout and events",
      `import { EventEmitter } from "node:events"; const made = []; setTimeout(() => made.push(a), 0); setImmediate(() => made.push(b)); const list = () => made;`,
    ],
    [
      "tagged templates",
      `const text = (strings, ...values) => strings.reduce((all, part, at) => all + part + (values[at] ?? ""), ""); const list = () => ["a", "b"].map((name, at) => ({ name, description: text\`Does \${name}\`, inputSchema: object("xy"[at]) }));`,
    ],
    [
      "WeakMap, symbols and freeze",
      `const key = Symbol("tools"); const holder = Object.freeze({ [key]: [a, b] }); const weak = new WeakMap([[holder, holder[key]]]); const list = () => weak.get(holder);`,
    ],
    [
      "delete and in",
      `const table = { a, b, c: a }; delete table.c; const list = () => { const made = []; for (const key in table) if (key in table) made.push(table[key]); return made; };`,
    ],
    [
      "padding and char codes",
      `const list = () => [0, 1].map((at) => ({ name: String.fromCharCode(97 + at), description: ["Does", String.fromCharCode(97 + at)].join(" "), inputSchema: object("xy".charAt(at)) }));`,
    ],
    [
      "toolsets with enabled groups",
      `const sets = { base: { tools: [a], enabled: true }, more: { tools: [b], enabled: true }, off: { tools: [{ name: "not" }], enabled: false } }; const list = () => Object.entries(sets).filter(([, set]) => set.enabled).flatMap(([, { tools }]) => tools);`,
    ],
    [
      "lazily made lists",
      `const lazy = (make) => { let made; return () => (made ||= make()); }; const list = lazy(() => [a, b]);`,
    ],
    [
      "Object.defineProperty and getters",
      `const box = {}; Object.defineProperty(box, "tools", { enumerable: true, get() { return [a, b]; } }); const list = () => box.tools;`,
    ],
    [
      "a class with a static registry",
      `class Registry { static all = []; static add(tool) { Registry.all.push(tool); return this; } static { this.add(a).add(b); } } const list = () => Registry.all;`,
    ],
    [
      "functions with apply and spread",
      `function collect() { return Array.prototype.slice.call(arguments); } const list = () => collect.apply(null, [a, b]);`,
    ],
    [
      "an iterator that is asynchronous",
      `class Sets { async *[Symbol.asyncIterator]() { yield a; yield b; } } const list = async () => { const made = []; for await (const tool of new Sets()) made.push(tool); return made; };`,
    ],
    [
      "callbacks with a this of their own",
      `const box = { made: [], keep(tool) { this.made.push(tool); } }; [a].forEach(box.keep, box); new Set([b]).forEach(box.keep, box); const list = () => box.made;`,
    ],
    [
      "what compilers make of a spread",
      `const spread = (target, more) => { for (const key in more || (more = {})) if (Object.prototype.hasOwnProperty.call(more, key)) target[key] = more[key]; if (Object.getOwnPropertySymbols) for (const key of Object.getOwnPropertySymbols(more)) target[key] = more[key]; return target; }; const props = (target, more) => Object.defineProperties(target, Object.getOwnPropertyDescriptors(more)); const list = () => [props(spread({}, a), { title: "A" }), spread({}, b)];`,
    ],
    [
      "in, on what a class inherits",
      `class Base { run() {} } class One extends Base { tool = a; } class Two { tool = b; } const list = () => [new One(), { tool: b, run() {} }, new Two()].filter((one) => "run" in one && !("stop" in one)).map((one) => one.tool);`,
    ],
    [
      "classes that extend Map, Set and Array",
      `class Tools extends Map { add(tool) { return this.set(tool.name, tool); } get first() { return [...this.values()][0]; } } class List extends Array { all() { return this.map((tool) => tool); } } class Once extends Set {} const tools = new Tools([["a", a]]).add(b); const list = () => { const made = new List(); made.push(tools.first, ...new Once([tools.get("b")])); return tools.size === 2 ? made.all() : []; };`,
    ],
    [
      "placeholders in texts, by patterns that are written or made",
      `const fill = (text, values) => text.replace(/\\{\\{\\s*(\\w+)\\s*\\}\\}/g, (_, key) => values[key] ?? ""); const put = (text, key, value) => text.replace(new RegExp("<(?:" + key + ")+>", "g"), value); const list = () => [{ ...a, description: fill("Does {{ name }}", a) }, { ...b, description: put("Does <name>", "name", "b") }];`,
    ],
    [
      "exec in a loop",
      `const words = (text) => { const found = []; const pattern = /(\\w+)=(?:(\\w+),?)*/g; let match; while ((match = pattern.exec(text)) !== null) found.push(match[2]); return found; }; const list = () => words("one=a two=a,b").map((name) => ({ a, b })[name]);`,
    ],
    [
      "iterators that are asked for what is next",
      `const taken = (from, count) => { const made = []; let it = from[Symbol.iterator].call(from), step; for (; made.length < count && !(step = it.next()).done; ) made.push(step.value); return made; }; const list = () => [...taken(new Set([a]), 1), new Map([["b", b]]).values().next().value];`,
    ],
    ["JSON and string handling", `const list = () => JSON.parse(JSON.stringify({ tools: [a, b] })).tools;`],
  ])("%s", (_, setup) => {
    expect(seen(handler(setup))).toEqual(withTwo);
  });
});
