import { expect, it } from "vitest";
import { read, sdk } from "./packages.ts";

const unreadable = "(".repeat(3_000) + ")".repeat(3_000);
const bundle = (map: unknown, file = "dist/index.js") => ({
  "package.json": '{"name":"p","bin":"dist/index.js"}',
  "dist/index.js": unreadable,
  [`${file}.map`]: typeof map === "string" ? map : JSON.stringify(map),
});
const tool = `${sdk}import { text } from "./text";\nserver.tool("ask", text, {}, () => 1);`;
const text = 'export const text: string = "Asks";';
const place = "dist/index.js.map!src/index.ts";

it.each([
  ["relative paths", ["../src/index.ts", "../src/text.ts"], undefined],
  ["a bundler's addresses", ["webpack://p/./src/index.ts", "webpack://p/./src/text.ts"], undefined],
  ["a root", ["index.ts", "text.ts"], "../src"],
])("reads the sources that a source map brings when the build cannot be read: %s", (_, sources, sourceRoot) => {
  const { tools } = read(bundle({ version: 3, sources, sourceRoot, sourcesContent: [tool, text], mappings: "" }));
  expect(tools).toMatchObject([{ name: "ask", description: "Asks", source: { file: place, line: 6 } }]);
});

it("believes the build rather than its source map", () => {
  const files = bundle({ version: 3, sources: ["../src/index.ts"], sourcesContent: [tool], mappings: "" });
  const { tools } = read({ ...files, "dist/index.js": `${sdk}server.tool("own", "d", {}, () => 1);` });
  expect(tools).toMatchObject([{ name: "own", source: { file: "dist/index.js" } }]);
});

it.each([
  ["no JSON", '{"sourcesContent":'],
  ["another shape", { sources: "a", sourcesContent: {} }],
  ["no contents", { sources: ["../src/index.ts"], sourcesContent: [null] }],
  ["a dependency's source", { sources: ["../node_modules/x/index.ts"], sourcesContent: [tool] }],
  ["more contents than sources", { sources: [], sourcesContent: [tool] }],
])("a source map with %s brings nothing", (_, map) => {
  const { tools, warnings } = read(bundle(map));
  expect(tools).toEqual([]);
  expect(warnings[0]?.code).toBe("unparsed-file");
});

it("keeps a source map's paths inside the package", () => {
  const { tools } = read(
    bundle({ sources: ["../../../../index.ts"], sourcesContent: [`${sdk}server.tool("t", "d", {}, () => 1);`] }),
  );
  expect(tools[0]?.source.file).toBe("dist/index.js.map!index.ts");
});
