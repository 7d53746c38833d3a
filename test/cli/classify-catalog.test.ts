import { expect, it, onTestFinished } from "vitest";
import type { Verdict } from "../../catalog/verdict.ts";
import { classify } from "../../classifier/classify.ts";
import { saveListingsOf } from "../../crawler/save.ts";
import { openCatalog } from "../../db/client.ts";
import { saveTools } from "../../db/queries/tools.ts";
import { createDatabase } from "../support/catalog.ts";
import { program, runCli } from "../support/run-cli.ts";

/** More than are judged in one thread. */
const tools = Array.from({ length: 4_700 }, (_, at) => ({
  name: `${["list", "create", "delete", "run"][at % 4] ?? ""}_thing_${at}`,
  description: "Does what its name says",
}));

async function fill(): Promise<Awaited<ReturnType<typeof createDatabase>>> {
  const database = await createDatabase();
  onTestFinished(database.drop);
  const { db, close } = await openCatalog(database.url);
  const listing = {
    source: "npm",
    ref: "things",
    status: "active" as const,
    name: "things",
    packages: [],
    remotes: [],
  };
  await saveListingsOf(db, "npm", [{ key: "things", bodyHash: "x", listings: [listing] }]);
  const read = tools.map((tool) => ({ ...tool, source: { reader: "javascript" } }));
  await saveTools(db, "npm", [{ ref: "things", reader: "javascript", version: "1.0.0", tools: read }]);
  await close();
  return database;
}

it.each(Object.entries(program))("%s: judges a large catalog on several threads, as one would", async (_, way) => {
  const database = await fill();
  const { code, stdout, stderr } = await runCli(["classify", "--json", "--db", database.url], { way });
  expect(code, stderr).toBe(0);
  const verdicts = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Verdict);
  expect(verdicts).toHaveLength(tools.length);
  const byName = new Map(verdicts.map((verdict) => [verdict.name, verdict]));
  for (const tool of tools) expect(byName.get(tool.name)).toEqual(classify(tool));
  expect((await runCli(["classify", "--db", database.url])).stderr).toContain("Every tool in the catalog is judged");
});
