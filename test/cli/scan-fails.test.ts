import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../support/http-server.ts";
import { answerNpm, packTarball, serverSource } from "../support/package-server.ts";
import { runCli } from "../support/run-cli.ts";

describe("a scan that fails", () => {
  let folder: string;
  let server: TestServer;
  let db: string;
  const notes = {
    name: "notes",
    version: "1.0.0",
    tarball: packTarball(serverSource({ list_notes: "Lists notes", delete_note: "Delete a note for good" })),
  };
  const write = (name: string, value: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "scan-fails-"));
    db = join(folder, "catalog");
    server = await startServer((request, response) => {
      if (!answerNpm([notes], server.base, request, response)) response.writeHead(404).end();
    });
    const { code, stderr } = await runCli(["crawl", "npm:notes", "--db", db, "--base-url", `npm=${server.base}/npm`]);
    expect(code, stderr).toBe(0);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("for a change tells it again, until that very definition is accepted", async () => {
    const [state, baseline] = [join(folder, "kept.json"), join(folder, "kept-baseline.json")];
    const one = write("kept-config.json", { mcpServers: { notes: { command: "npx", args: ["-y", "notes@1.0.0"] } } });
    const run = (...args: string[]) =>
      runCli(["scan", one, "--db", db, "--state", state, "--fail-on", "finding", ...args]);
    const change = (hash: string): void => {
      const seen = JSON.parse(readFileSync(state, "utf8")) as { servers: Record<string, Record<string, string>> };
      seen.servers.notes = { ...seen.servers.notes, delete_note: hash.repeat(64) };
      writeFileSync(state, JSON.stringify(seen));
    };
    expect((await run()).code).toBe(0);
    change("0");
    expect((await run()).code).toBe(1);
    expect((await run("--baseline", baseline, "--update-baseline")).code).toBe(1);
    expect((await run("--baseline", baseline)).code).toBe(0);
    const accepted = readFileSync(baseline, "utf8");
    expect(accepted).toMatch(/notes delete_note scan\.changed [0-9a-f]{12}/);
    // Another definition than the one that was accepted.
    writeFileSync(baseline, accepted.replace(/(scan\.changed )[0-9a-f]{12}/, "$1000000000000"));
    change("0");
    expect((await run("--baseline", baseline)).code).toBe(1);
  });

  it("fails on what it does not know when told to, and takes no other server for one that was accepted", async () => {
    const [state, baseline] = [join(folder, "unknown.json"), join(folder, "unknown-baseline.json")];
    const run = (address: string, ...args: string[]) => {
      const file = write("unknown-config.json", { mcpServers: { remote: { url: address } } });
      const more = ["--fail-on", "unknown", "--fail-on", "high", "--baseline", baseline, ...args];
      return runCli(["scan", file, "--db", db, "--state", state, ...more]);
    };
    expect((await run("https://mcp.example/one", "--update-baseline")).code).toBe(1);
    expect((await run("https://mcp.example/one")).code).toBe(0);
    expect((await run("https://mcp.example/two")).code).toBe(1);
    const wrong = await run("https://mcp.example/one", "--fail-on", "low");
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("Allowed choices are critical")]);
  });
});
