import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readJavaScript } from "../../../../crawler/readers/javascript/read.ts";
import { filesFromText } from "../../../../crawler/readers/package-files.ts";

// Each fixture is a small server in a style that real ones are written in. It is run with the official SDK and asked by the
// official client; what is read of its source, and of a minified bundle with the SDK in it, has to be the same.

const root = new URL("../../../../", import.meta.url).pathname;
const folder = join(root, "test/fixtures/crawler/readers/javascript");

/** The files of a fixture: each begins with a line `//// path`, and the first is the program. */
function filesIn(fixture: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const part of readFileSync(join(folder, fixture), "utf8")
    .split(/^\/\/\/\/ /m)
    .slice(1)) {
    const end = part.indexOf("\n");
    files.set(part.slice(0, end), part.slice(end + 1));
  }
  const [program = ""] = files.keys();
  const dependencies = { "@modelcontextprotocol/sdk": "^1.0.0", zod: "^4.0.0" };
  const manifest = { name: "fixture", version: "1.0.0", type: "module", bin: program, dependencies };
  if (!files.has("package.json")) files.set("package.json", JSON.stringify(manifest));
  return files;
}

/** A definition as it is compared: patterns of formats differ between releases of zod, and are not read. */
function comparable(tool: object): unknown {
  const wanted = ["name", "title", "description", "inputSchema", "outputSchema", "annotations"];
  const known = Object.entries(tool).filter(([key, value]) => wanted.includes(key) && value !== undefined);
  return JSON.parse(JSON.stringify(Object.fromEntries(known)), (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !("format" in value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "pattern"));
  });
}

const byName = (tools: { name: string }[]) => new Map(tools.map((tool) => [tool.name, comparable(tool)]));

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "differential-"));
  await symlink(join(root, "node_modules"), join(dir, "node_modules"));
});
afterAll(() => rm(dir, { recursive: true }));

async function unpack(fixture: string, files: Map<string, string>): Promise<string> {
  const place = join(dir, fixture.replace(".txt", ""));
  for (const [path, text] of files) {
    await mkdir(dirname(join(place, path)), { recursive: true });
    await writeFile(join(place, path), text);
  }
  return place;
}

/** What the server answers when it is run, with no arguments and an empty environment. */
async function answered(program: string): Promise<{ name: string }[]> {
  const client = new Client({ name: "test", version: "1" });
  const tsx = ["--import", import.meta.resolve("tsx")];
  const args = [...(program.endsWith(".ts") ? tsx : []), program];
  const transport = new StdioClientTransport({ command: process.execPath, args, env: { HOME: dir }, stderr: "ignore" });
  await client.connect(transport);
  try {
    return (await client.listTools()).tools;
  } finally {
    await client.close();
  }
}

const fixtures = readdirSync(folder);
describe("a server is read as it answers", () => {
  it.each(fixtures)("%s", async (fixture) => {
    const files = filesIn(fixture);
    const place = await unpack(fixture, files);
    const [program = ""] = files.keys();
    const truth = byName(await answered(join(place, program)));
    expect(truth.size).toBeGreaterThan(0);
    expect(byName(readJavaScript(filesFromText(Object.fromEntries(files))).tools)).toEqual(truth);
    // What reads its own folder cannot be bundled.
    if (files.get(program)?.includes("// no-bundle")) return;
    const outfile = join(place, "bundle/index.js");
    const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
    await build({
      entryPoints: [join(place, program)],
      outfile,
      bundle: true,
      minify: true,
      keepNames: true,
      platform: "node",
      format: "esm",
      target: "node20",
      banner: { js: banner },
      logLevel: "error",
    });
    const bundled = {
      "package.json": '{"name":"fixture","bin":"index.js"}',
      "index.js": await readFile(outfile, "utf8"),
    };
    expect(byName(readJavaScript(filesFromText(bundled)).tools)).toEqual(truth);
  });
});

it("has no fixture that is not run", async () => {
  expect((await readdir(folder)).every((name) => name.endsWith(".txt"))).toBe(true);
});
