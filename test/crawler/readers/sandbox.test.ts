import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBubblewrap, sandboxLimits } from "../../../crawler/readers/sandbox/bubblewrap.ts";
import { runPackage, type SandboxOptions } from "../../../crawler/readers/sandbox/sandbox.ts";
import { startServer, type TestServer } from "../../support/http-server.ts";
import { answerNpm, packTarball, type TestPackage } from "../../support/package-server.ts";

const bubblewrap = await findBubblewrap(process.env).catch(() => null);
if (bubblewrap === null) console.warn("skipped: there is no bubblewrap here, so nothing is run in a sandbox");

/** A server without an SDK: `tools` is the expression of its list, `before` what it does first. */
const program = (tools: string, before = "") => `#!/usr/bin/env node
${before}
const answers = {
  initialize: () => ({ protocolVersion: "2025-06-18", capabilities: { tools: {} }, serverInfo: { name: "t", version: "1" } }),
  "tools/list": async () => ({ tools: await (${tools}) }),
};
require("node:readline").createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, method } = JSON.parse(line);
  if (id === undefined) return;
  const answer = answers[method];
  const rest = answer ? { result: await answer() } : { error: { code: -32601, message: "unknown" } };
  process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id, ...rest }) + "\\n");
});`;

describe.skipIf(bubblewrap === null)("a package that is run", () => {
  let server: TestServer;
  let reached = 0;
  let folder: string;
  const packages: TestPackage[] = [];
  const temporary = process.env.TMPDIR;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-test-"));
    process.env.TMPDIR = folder;
    server = await startServer((request, response) => {
      if (answerNpm(packages, server.base, request, response)) return;
      if (request.url === "/canary") reached += 1;
      response.writeHead(404).end();
    });
  });
  afterAll(async () => {
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a package of one file. */
  async function run(source: string, options: Partial<SandboxOptions> = {}, manifest: object = {}) {
    const name = `p${packages.length}`;
    const about = { name, version: "1.0.0", bin: { [name]: "index.js" }, ...manifest };
    const tarball = packTarball({ "package.json": JSON.stringify(about), "index.js": source });
    packages.push({ name, version: "1.0.0", tarball, manifest: about });
    const read = await runPackage(name, "1.0.0", { npm: { registry: `${server.base}/npm`, ca: [] }, ...options });
    expect(readdirSync(folder), "nothing is left behind").toEqual([]);
    return read;
  }
  /** What a program in the sandbox finds out, as the description of its one tool. */
  async function found(expression: string, options: Partial<SandboxOptions> = {}): Promise<unknown> {
    const tools = `(async () => [{ name: "found", description: JSON.stringify(await (${expression})), inputSchema: { type: "object" } }])()`;
    const read = await run(program(tools), options);
    if (!read.ok) throw new Error(read.message);
    return JSON.parse(read.tools[0]?.description ?? "null") as unknown;
  }
  const tries = (expression: string) =>
    `(async () => { try { return await (${expression}) } catch (error) { return error.code ?? error.cause?.code ?? String(error) } })()`;

  it("says which tools it has", async () => {
    const tools = [
      { name: "read_file", description: "Reads a file", inputSchema: { type: "object", properties: { path: {} } } },
    ];
    expect(await run(program(JSON.stringify(tools)))).toEqual({ ok: true, tools, warnings: [] });
  });

  it("gets the arguments and variables that it is given, and nothing of ours", async () => {
    process.env.SANDBOX_TEST_SECRET = "s3cret";
    const env = await found("process.env", { env: { API_KEY: "dummy" } });
    delete process.env.SANDBOX_TEST_SECRET;
    expect(Object.keys(env as object).sort()).toEqual(["API_KEY", "HOME", "LANG", "PATH", "PWD", "TMPDIR"]);
    expect(await found("process.argv.slice(2)", { args: ["--root", "/tmp"] })).toEqual(["--root", "/tmp"]);
  });

  it("reaches no network, no file of ours, and cannot write but in memory", async () => {
    const { port } = new URL(server.base);
    expect(await found(tries(`fetch("http://127.0.0.1:${port}/canary").then((r) => r.status)`))).toBe("ECONNREFUSED");
    expect(reached).toBe(0);
    expect(await found(tries(`require("node:fs").readdirSync("/")`))).toEqual(
      ["app", "bin", "dev", "etc", "home", "lib", "lib64", "node", "opt", "proc", "sbin", "tmp", "usr"].sort(),
    );
    expect(await found(tries(`require("node:fs").readdirSync("/etc")`))).toEqual(["passwd"]);
    for (const path of ["/app/x", "/usr/x", "/etc/x", "/dev/x", "/x"])
      expect(await found(tries(`require("node:fs").writeFileSync(${JSON.stringify(path)}, "")`)), path).toMatch(
        /^(?:EROFS|EACCES)$/,
      );
    const full = `require("node:fs").writeFileSync("/tmp/big", Buffer.alloc(80e6))`;
    expect(await found(tries(full))).toBe("ENOSPC");
    expect(await found(tries(`require("node:os").userInfo().username`))).toBe("sandbox");
  });

  it("has none of its scripts run when it is installed", async () => {
    const scripts = { preinstall: "touch ran", install: "touch ran", postinstall: "touch ran" };
    const tools = `[...require("node:fs").readdirSync("/app/node_modules/" + process.argv[1].split("/")[3])].map((name) => ({ name: name.replace(".", "_"), inputSchema: { type: "object" } }))`;
    const read = await run(program(tools), {}, { scripts, hasInstallScript: true });
    expect(read.ok && read.tools.map(({ name }) => name).sort()).toEqual(["index_js", "package_json"]);
  });

  it.each([
    ["a git repository", { x: "git+http://127.0.0.1:9/x.git" }],
    ["an archive of another host", { x: "http://127.0.0.1:9/x.tgz" }],
    ["a folder", { x: "file:../../../x" }],
  ])("is not installed when it wants %s", async (_, dependencies) => {
    const read = await run(program("[]"), {}, { dependencies });
    expect(read).toMatchObject({ ok: false, code: "not-installable" });
  });

  it("is not installed when the registry sends it elsewhere", async () => {
    const tarball = packTarball({ "package.json": "{}" });
    packages.push({ name: "away", version: "1.0.0", tarball, tarballUrl: `${server.base}/canary` });
    const read = await run(program("[]"), {}, { dependencies: { away: "1.0.0" } });
    expect(read).toMatchObject({
      ok: false,
      code: "not-installable",
      message: "needs away from outside of the registry",
    });
    expect(reached).toBe(0);
  });

  it.each([
    ["never answers", "setInterval(() => {}, 1000); process.stdin.resume", "timeout", { ms: 1_500 }],
    ["never stops computing", "for (;;);", "timeout", { ms: 1_500 }],
    ["takes too much memory", "const all = []; setInterval(() => all.push(Buffer.alloc(5e7, 1)), 10);", "too-much", {}],
    [
      "starts too many processes",
      `for (let n = 0; n < 40; n++) require("node:child_process").spawn("sleep", ["100"]); setInterval(() => {}, 1000);`,
      "too-much",
      { processes: 20 },
    ],
    ["ends at once", `console.error("no key"); process.exit(1);`, "not-mcp", {}],
    ["writes without end", `for (;;) require("node:fs").writeSync(1, "x".repeat(1e6));`, "not-mcp", {}],
  ])("that %s ends all the same", async (_, source, code, limits) => {
    const read = await run(`#!/usr/bin/env node\n${source}`, {
      limits: { ...sandboxLimits, memoryBytes: 400_000_000, ...limits },
    });
    expect(read).toMatchObject({ ok: false, code });
    if (code === "not-mcp" && source.includes("no key")) expect(read).toMatchObject({ message: /no key/ });
  });
});

it("is refused with what to do where there is no bubblewrap", async () => {
  await expect(findBubblewrap({ PATH: "/nowhere" })).rejects.toThrow(/bubblewrap/);
});
