import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readWithDependencies, type GetDependency } from "../../crawler/dependencies.ts";
import { createHttp, type Http } from "../../crawler/http.ts";
import { readPackage } from "../../crawler/read-package.ts";
import { filesFromText } from "../../crawler/readers/package-files.ts";
import { readFiles } from "../../crawler/readers/read-files.ts";
import { startServer, type TestServer } from "../support/http-server.ts";
import { answerNpm, packTarball, serverSource, type TestPackage } from "../support/package-server.ts";

const manifest = (name: string, dependencies: Record<string, string>, more: object = {}) =>
  JSON.stringify({ name, version: "1.0.0", type: "module", bin: "index.js", dependencies, ...more });
const tool = (name: string) => `({ name: "${name}", description: "Does ${name}", inputSchema: { type: "object" } })`;
const listing = (list: string) => `
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
const server = new Server({ name: "s", version: "1" }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: ${list} }));`;

/** Packages in memory, and the names that were asked for. */
function registry(packages: Record<string, Record<string, string>>): { asked: string[]; get: GetDependency } {
  const asked: string[] = [];
  return {
    asked,
    get: (name, range) => {
      asked.push(`${name}@${range}`);
      const files = packages[name];
      return Promise.resolve(files ? filesFromText(files) : "the registry does not have it");
    },
  };
}

async function readAll(files: Record<string, string>, get: GetDependency) {
  const read = await readWithDependencies(filesFromText(files), readFiles, get);
  if (!read.ok) throw new Error("a dependency could not be fetched");
  return {
    names: read.tools.map(({ name, source }) => [name, source.file]),
    codes: read.warnings.map(({ code }) => code),
  };
}

describe("tools in a package's dependencies", () => {
  it("a program whose server is another package, found by its exports", async () => {
    const { asked, get } = registry({
      "@acme/core": {
        "package.json": manifest("@acme/core", {}, { exports: { "./run": { import: "./lib/run.js" } } }),
        "lib/run.js": `export function run() { ${listing(`[${tool("a")}]`).replace(/^import.*$/gm, "")} }`
          .replace("new Server", "new (globalThis.Server)")
          .replace("ListToolsRequestSchema", '"tools/list"'),
      },
    });
    const files = {
      "package.json": manifest("@acme/mcp", { "@acme/core": "^1.2.0", axios: "^1.0.0" }),
      "index.js": `import axios from "axios"; import { run } from "@acme/core/run"; run(axios.create());`,
    };
    expect(await readAll(files, get)).toEqual({ names: [["a", "node_modules/@acme/core/lib/run.js"]], codes: [] });
    expect(asked).toEqual(["@acme/core@^1.2.0"]);
  });

  it("some tools of a list, and no package that has nothing to do with them", async () => {
    const { asked, get } = registry({
      "shared-tools": {
        "package.json": manifest("shared-tools", {}, { main: "main.cjs" }),
        "main.cjs": `exports.tools = [${tool("b")}];`,
      },
    });
    const files = {
      "package.json": manifest("p", { "shared-tools": "2.0.0", express: "4" }),
      "index.js": `import express from "express"; import { tools } from "shared-tools"; express().listen(1);${listing(`[${tool("a")}, ...tools]`)}`,
    };
    expect(await readAll(files, get)).toEqual({
      names: [
        ["a", "index.js"],
        ["b", "node_modules/shared-tools/main.cjs"],
      ],
      codes: [],
    });
    expect(asked).toEqual(["shared-tools@2.0.0"]);
  });

  it("two levels and no more, each package once", async () => {
    const chain = (name: string, next: string) => ({
      "package.json": manifest(name, { [next]: "1.0.0" }, { main: "index.js" }),
      "index.js": `export { tools } from "${next}";`,
    });
    const { asked, get } = registry({
      "mcp-one": chain("mcp-one", "mcp-two"),
      "mcp-two": chain("mcp-two", "mcp-three"),
    });
    const files = {
      "package.json": manifest("mcp-zero", { "mcp-one": "1.0.0" }),
      "index.js": `import { tools } from "mcp-one";${listing("tools")}`,
    };
    expect((await readAll(files, get)).names).toEqual([]);
    expect(asked).toEqual(["mcp-one@1.0.0", "mcp-two@1.0.0"]);
  });

  it("a package that is not there is a warning; files, links and repositories are never asked for", async () => {
    const { asked, get } = registry({});
    const files = {
      "package.json": manifest("p", {
        "mcp-a": "^1",
        "mcp-b": "file:../../b",
        "mcp-c": "git+ssh://example.com/c",
        "mcp-d": "npm:e@1",
      }),
      "index.js": ["a", "b", "c", "d"].map((name) => `import { ${name} } from "mcp-${name}"; ${name}();`).join("\n"),
    };
    expect(await readAll(files, get)).toEqual({ names: [], codes: ["unread-dependency"] });
    expect(asked).toEqual(["mcp-a@^1"]);
  });

  it("asks for nothing when the package says it all", async () => {
    const { asked, get } = registry({});
    await readAll(
      { ...serverSource({ a: "Does a" }), "package.json": manifest("p", { "mcp-utils": "1", zod: "4" }) },
      get,
    );
    expect(asked).toEqual([]);
  });
});

describe("dependencies from a registry", () => {
  let server: TestServer;
  let http: Http;
  let packages: TestPackage[];
  beforeEach(async () => {
    packages = [];
    server = await startServer((request, response) => {
      if (!answerNpm(packages, server.base, request, response)) response.writeHead(404).end();
    });
    http = createHttp({ userAgent: "mcp-risk-test/1.0", trusted: [server.base] });
  });
  afterEach(async () => {
    await http.close();
    await server.close();
  });
  const wrapper = (range: string) =>
    packTarball({ "package.json": manifest("p", { "mcp-core": range }), "index.js": `import "mcp-core";` });
  const read = async (range: string) => {
    packages = packages.filter(({ name }) => name !== "p");
    packages.push({ name: "p", version: "1.0.0", tarball: wrapper(range) });
    const { createHash } = await import("node:crypto");
    const integrity = `sha512-${createHash("sha512").update(wrapper(range)).digest("base64")}`;
    return readPackage(
      http,
      { url: `${server.base}/npm/p/-/x-1.0.0.tgz`, integrity },
      { retries: 0, registry: `${server.base}/npm` },
    );
  };
  const core = packTarball({
    ...serverSource({ a: "Does a" }),
    "package.json": manifest("mcp-core", {}, { main: "index.js" }),
  });

  it("are the version in the range, checked against its hash", async () => {
    packages = [{ name: "mcp-core", version: "1.4.0", tarball: core }];
    expect(await read("^1.2.0")).toMatchObject({
      ok: true,
      tools: [{ name: "a", source: { file: "node_modules/mcp-core/index.js" } }],
      warnings: [],
    });
    expect(await read("latest")).toMatchObject({ tools: [{ name: "a" }] });
    expect(await read("^2.0.0")).toMatchObject({ ok: true, tools: [], warnings: [{ code: "unread-dependency" }] });
    packages = [{ name: "mcp-core", version: "1.4.0", tarball: core, integrity: "sha512-wrong" }];
    expect(await read("^1.2.0")).toMatchObject({ ok: true, tools: [], warnings: [{ code: "unread-dependency" }] });
  });

  it("that cannot be fetched now are a failure of the whole, to be tried again", async () => {
    packages = [{ name: "mcp-core", version: "1.4.0", tarball: core, tarballUrl: "http://127.0.0.1:9/x.tgz" }];
    expect(await read("^1.2.0")).toMatchObject({ ok: false });
  });
});
