import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCatalog } from "../../db/client.ts";
import { fill, hostileText, listed, nastyNames } from "../api/filled.ts";
import { createDatabase } from "../support/catalog.ts";
import { expectRefusal, runCli, startCli } from "../support/run-cli.ts";

describe("export", () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let folder: string;
  beforeAll(async () => {
    database = await createDatabase();
    const catalog = await openCatalog(database.url);
    await fill(catalog.db);
    await catalog.close();
    folder = await mkdtemp(join(tmpdir(), "mcp-risk-export-"));
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });
  const run = (...args: string[]) => runCli(["export", ...args, "--db", database.url]);
  const linesOf = (text: string) => text.trim().split("\n");

  it("writes every server and every tool as a line of JSON, safe to print", async () => {
    const servers = await run("servers");
    expect([servers.code, servers.stderr.trim()]).toEqual([0, `${listed + 1} servers.`]);
    const facts = linesOf(servers.stdout).map((line) => JSON.parse(line) as { slug: string; title?: string });
    // Those that a source has deleted too: what is known of them stays.
    expect(facts).toHaveLength(listed + 1);
    expect(facts.find(({ slug }) => slug === "evil-b-name-b")?.title).toBe(hostileText);
    expect(servers.stdout).not.toMatch(/[\u202e\u200b\u0007]/);
    const tools = linesOf((await run("tools")).stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    const nasty = tools.filter(({ server }) => server === "nasty").map(({ name }) => String(name));
    expect(nasty.sort()).toEqual([...nastyNames].sort());
    expect(tools.find(({ name }) => name === "execute_workflow")).toMatchObject({
      definition: { inputSchema: { required: ["workflowName"] } },
      reader: "javascript",
      verdict: { category: "Execute", because: { rule: "execute.start" } },
    });
  });

  it("writes a table into a compressed file, where no cell is a formula", async () => {
    const path = join(folder, "tools.csv.gz");
    const written = await run("tools", "--format", "csv", "--output", path);
    expect([written.code, written.stdout]).toEqual([0, ""]);
    const [head, ...rows] = linesOf(gunzipSync(await readFile(path)).toString("utf8"));
    expect(head?.split(",").slice(0, 2)).toEqual(["server", "name"]);
    expect(rows.some((row) => row.startsWith("ziad-hsn-code-mode-toon,execute_workflow,"))).toBe(true);
    expect(rows.filter((row) => /(?:^|,)"?[=@]/.test(row))).toEqual([]);
    await expect(stat(`${path}.part`)).rejects.toThrow();
  });

  it.each(["jsonl", "csv"])("ends in peace when the reader of its %s stops early", async (format) => {
    const child = startCli(["export", "tools", "--format", format, "--db", database.url]);
    child.stdout?.destroy();
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    const code = await new Promise((done) => child.on("close", done));
    expect([code, said]).toEqual([0, ""]);
  });

  it("writes changes, and refuses what it cannot do", async () => {
    const changes = linesOf((await run("changes")).stdout).map((line) => JSON.parse(line) as { kind: string });
    expect(changes.every(({ kind }) => kind === "server-added")).toBe(true);
    expectRefusal(await run("tools", "--output", join(folder, "none", "x.jsonl")), /cannot be written.*--output/);
    expectRefusal(await run("tools", "--format", "csv", "--json"), /exclude each other/);
    expect((await run("everything")).code).toBe(2);
  });
});
