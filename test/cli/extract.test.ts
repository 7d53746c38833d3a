import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBubblewrap } from "../../crawler/readers/sandbox/bubblewrap.ts";
import { startServer, type TestServer } from "../support/http-server.ts";
import { startMcpServer, type McpServer } from "../support/mcp-server.ts";
import { answerNpm, packTarball, serverSource } from "../support/package-server.ts";
import { expectRefusal, runCli } from "../support/run-cli.ts";

const bubblewrap = await findBubblewrap(process.env).catch(() => null);

/** Answers tools/list with one tool for each variable and argument that it was given. */
const program = `#!/usr/bin/env node
const names = [...Object.keys(process.env).filter((name) => name.startsWith("KEY_")), ...process.argv.slice(2)];
const results = {
  initialize: { protocolVersion: "2025-06-18", capabilities: { tools: {} }, serverInfo: { name: "x", version: "1" } },
  "tools/list": { tools: names.map((name) => ({ name, inputSchema: { type: "object" } })) },
};
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method } = JSON.parse(line);
  const rest = results[method] ? { result: results[method] } : { error: { code: -32601, message: "unknown" } };
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, ...rest }));
});`;

describe("extract", () => {
  let server: TestServer;
  let running: McpServer;
  let folder: string;
  const archive = packTarball(serverSource({ read_file: "Reads a file" }));
  const runnable = packTarball({
    "package.json": JSON.stringify({ name: "echo", version: "1.0.0", bin: "index.js" }),
    "index.js": program,
  });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "extract-test-"));
    writeFileSync(join(folder, "x.tgz"), archive);
    writeFileSync(join(folder, "x.txt"), "no archive");
    running = await startMcpServer("legacy", () => ({ tools: [{ name: "live", inputSchema: { type: "object" } }] }));
    server = await startServer((request, response) => {
      const packages = [{ name: "echo", version: "1.0.0", tarball: runnable, manifest: { bin: "index.js" } }];
      if (answerNpm(packages, server.base, request, response)) return;
      if (request.url === "/Example/files/tar.gz/HEAD") response.end(archive);
      else response.writeHead(404).end();
    });
  });
  afterAll(async () => {
    await server.close();
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const extract = (...args: string[]) =>
    runCli(["extract", ...args, "--base-url", `github=${server.base}`, "--base-url", `npm=${server.base}/npm`]);
  const tools = async (...args: string[]) => {
    const { stdout, stderr } = await extract(...args, "--json");
    expect(stderr).toBe("");
    return JSON.parse(stdout) as { package?: string; version?: string; tools: { name: string; source: object }[] };
  };

  it("reads an archive, a repository, and a running server", async () => {
    const found = { name: "read_file", source: { reader: "javascript", file: "index.js" } };
    expect((await tools(`file:${join(folder, "x.tgz")}`)).tools).toMatchObject([found]);
    expect(await tools("github:Example/files")).toMatchObject({ package: "Example/files", tools: [found] });
    expect(await tools(running.url)).toMatchObject({
      package: "test",
      version: "1.2.3",
      tools: [{ name: "live", source: { reader: "live" } }],
    });
  });

  it.skipIf(bubblewrap === null)(
    "runs a package, when it is told to, with what it is given (needs bubblewrap)",
    async () => {
      const ran = await tools("npm:echo", "--run", "--env", "KEY_A", "--env", "KEY_B=b", "--arg", "c");
      expect(ran).toMatchObject({ package: "echo", version: "1.0.0" });
      expect(ran.tools.map(({ name, source }) => ({ name, source }))).toEqual(
        ["KEY_A", "KEY_B", "c"].map((name) => ({ name, source: { reader: "sandbox" } })),
      );
    },
  );

  it.each([
    [["file:none.tgz"], /none\.tgz cannot be read/],
    [["github:Example/none"], /no public repository Example\/none/],
    [["http://127.0.0.1:1/mcp"], /gave no tools/],
    [["dir:.", "--run"], /Only npm packages can be run/],
    [["npm:echo", "--env", "X"], /add --run/],
    [["npm:echo", "--run", "--env", "a b"], /NAME=VALUE/],
    [["pypi:!"], /package name.*pypi:NAME/],
  ])("refuses %j, and says what to do", async (args, says) => {
    expectRefusal(await extract(...args), says);
  });

  it("explains one tool, for people and for programs", async () => {
    const target = `file:${join(folder, "x.tgz")}`;
    const shown = await runCli(["extract", target, "--explain", "read_file"]);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/^read_file {2}\(javascript, .*:\d+\)\n\nmade by\n/);
    expect(shown.stdout).toContain('/description  "Reads a file"');
    const { stdout } = await runCli(["extract", target, "--explain", "read_file", "--json"]);
    const { tool, explain } = JSON.parse(stdout) as { tool: string; explain: { path: string; steps: object[] }[] };
    expect([tool, explain.map(({ path }) => path)]).toEqual([
      "read_file",
      ["", "/name", "/description", "/inputSchema", "/inputSchema/properties/path"],
    ]);
    for (const { steps } of explain) expect(steps[0]).toMatchObject({ file: "index.js", line: 4 });
    expectRefusal(await runCli(["extract", target, "--explain", "write_file"]), /no tool write_file.*read_file/);
  });

  it("refuses what is no archive", async () => {
    expectRefusal(await extract(`file:${join(folder, "x.txt")}`), /not gzip/);
  });

  it("refuses to run anything where there is no bubblewrap", async () => {
    const none = { PATH: "/nowhere" };
    expectRefusal(
      await runCli(["extract", "npm:echo", "--run", "--base-url", `npm=${server.base}/npm`], { env: none }),
      /bubblewrap/,
    );
  });
});
