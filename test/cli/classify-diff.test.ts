import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { definitionHash } from "../../catalog/hash.ts";
import type { Verdict } from "../../catalog/verdict.ts";
import { classify } from "../../classifier/classify.ts";
import { reconcile } from "../../crawler/reconcile.ts";
import { saveListingsOf } from "../../crawler/save.ts";
import { openCatalog } from "../../db/client.ts";
import { saveTools } from "../../db/queries/tools.ts";
import { saveVerdicts } from "../../db/queries/verdicts.ts";
import { createDatabase } from "../support/catalog.ts";
import { expectRefusal, runCli } from "../support/run-cli.ts";

const tools = [
  { name: "delete_note", description: "Deletes a note" },
  { name: "fetch_page", description: "Fetches a page", inputSchema: { type: "object", properties: { url: {} } } },
  { name: "list_notes", description: "Lists notes" },
];
/** As older rules saw them: the first was taken for a Read, the second had no signal. */
const older = tools.map((tool): Verdict => {
  const verdict = { ...classify(tool), ruleset: "older" };
  if (tool.name === "delete_note") return { ...verdict, category: "Read", risk: "low", because: null };
  if (tool.name === "fetch_page") return { ...verdict, risk: "low", findings: [] };
  return verdict;
});

let database: { url: string; drop: () => Promise<void> };
beforeAll(async () => {
  database = await createDatabase();
  const { db, close } = await openCatalog(database.url);
  const listing = { source: "npm", ref: "notes", status: "active" as const, name: "notes", packages: [], remotes: [] };
  await saveListingsOf(db, "npm", [{ key: "notes", bodyHash: "x", listings: [listing] }]);
  const read = tools.map((tool) => ({ ...tool, source: { reader: "javascript" } }));
  await saveTools(db, "npm", [{ ref: "notes", reader: "javascript", version: "1.0.0", tools: read }]);
  await reconcile(db);
  await saveVerdicts(
    db,
    older.map((verdict, at) => ({ hash: definitionHash(tools[at] ?? { name: "" }), verdict })),
  );
  await close();
});
afterAll(() => database.drop());

const diff = (...args: string[]) => runCli(["classify", "--diff", ...args, "--db", database.url]);

describe("classify --diff", () => {
  it("judges by the current rules, and groups what changed by the rule that did it", async () => {
    const { code, stdout, stderr } = await diff();
    expect(code, stderr).toBe(0);
    expect(stdout).toBe(
      [
        "destructive.remove: Read became Destructive, 1 tool",
        "  notes/delete_note",
        "signals.url: Read of low risk became medium, 1 tool",
        "  notes/fetch_page",
        "",
      ].join("\n"),
    );
    expect(stderr).toContain("3 definitions judged now. 2 definitions of 3 changed category or risk");
  });

  it("says the same when asked again, as JSON lines", async () => {
    const { stdout, stderr } = await diff("--json");
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(2);
    expect(lines.find(({ tool }) => tool === "delete_note")).toMatchObject({
      servers: ["notes"],
      rule: "destructive.remove",
      before: { category: "Read", ruleset: "older" },
      after: { category: "Destructive", risk: "critical" },
    });
    expect(stderr).toContain("0 definitions judged now.");
  });

  it("compares rules that come back with those that they replace", async () => {
    const { db, close } = await openCatalog(database.url);
    const newer = tools.map((tool): Verdict => ({ ...classify(tool), ruleset: "newer" }));
    const lists = newer.findIndex(({ name }) => name === "list_notes");
    const wrong = newer.map((verdict, at) => (at === lists ? { ...verdict, category: "Write" as const } : verdict));
    await saveVerdicts(
      db,
      wrong.map((verdict, at) => ({ hash: definitionHash(tools[at] ?? { name: "" }), verdict })),
    );
    await close();
    await runCli(["classify", "--db", database.url]);
    const { stdout, stderr } = await diff();
    expect(stdout).toContain("Write became Read, 1 tool\n  notes/list_notes");
    expect(stderr).toContain("0 definitions judged now. 1 definition of 3 changed");
  });

  it("is about the catalog, not about an input", async () => {
    expectRefusal(await diff("--input", "-"), /leave out --input/);
  });
});
