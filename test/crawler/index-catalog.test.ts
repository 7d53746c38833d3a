import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { definitionHash } from "../../catalog/hash.ts";
import type { Verdict } from "../../catalog/verdict.ts";
import { classify, ruleset } from "../../classifier/classify.ts";
import { indexCatalog } from "../../crawler/index-catalog.ts";
import { reconcile } from "../../crawler/reconcile.ts";
import type { Catalog } from "../../db/client.ts";
import { cardedServer } from "../../db/queries/cards.ts";
import { newestChangeIds, unrankedChanges } from "../../db/queries/change-ranks.ts";
import { keepUnaffected } from "../../db/queries/same-verdicts.ts";
import { staleServers } from "../../db/queries/search-index.ts";
import { searchIds } from "../../db/queries/search.ts";
import { saveTools } from "../../db/queries/tools.ts";
import { saveVerdicts } from "../../db/queries/verdicts.ts";
import { fill } from "../api/filled.ts";
import { engines, openTestCatalog } from "../support/catalog.ts";

const toon = "ziad-hsn-code-mode-toon";

describe.each(engines)("what is made ready to be read, on %s", (engine) => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await openTestCatalog(engine);
    await fill(catalog.db);
  });
  afterAll(() => catalog.close());

  /** The verdicts of other rules: as the built-in ones judge, but for `change`. */
  async function judgeBy(rules: string, change: (verdict: Verdict) => Verdict | null): Promise<void> {
    const { rows } = await catalog.db.execute<{ hash: string; verdict: Verdict }>(
      sql`select definition_hash as hash, verdict from verdicts where ruleset = ${ruleset}`,
    );
    const judged = rows.flatMap(({ hash, verdict }) => {
      const changed = change({ ...verdict, ruleset: rules });
      return changed ? [{ hash, verdict: changed }] : [];
    });
    await saveVerdicts(catalog.db, judged);
  }
  const cards = async () => {
    const { rows } = await catalog.db.execute<{ slug: string; made: string }>(
      sql`select s.slug, c.ruleset || ' ' || c.xmin::text as made from server_cards c join servers s on s.id = c.server_id`,
    );
    return new Map(rows.map(({ slug, made }) => [slug, made]));
  };

  it("stays as it is while nothing changes", async () => {
    const before = await cards();
    expect(await indexCatalog(catalog.db, ruleset)).toBe(1);
    // The server with a tool that is not judged is looked at again.
    const after = await cards();
    expect([...after].filter(([slug, made]) => before.get(slug) !== made).map(([slug]) => slug)).toEqual([toon]);
  });

  it("is made again, after a change of the rules, for servers whose tools they judge otherwise", async () => {
    await judgeBy("rules-2", (verdict) =>
      verdict.name === "execute_workflow" ? { ...verdict, category: "Financial", risk: "critical" } : verdict,
    );
    expect(await indexCatalog(catalog.db, "rules-2")).toBe(1);
    const card = (await cardedServer(catalog.db, toon))?.card;
    expect(card?.profile.categories).toEqual({ Read: 1, Destructive: 1, Financial: 1 });
    expect(card?.tools.find(({ name }) => name === "execute_workflow")).toMatchObject({ category: "Financial" });
    const found = await searchIds(catalog.db, "tool", {
      name: "execute workflow",
      meant: [],
      tags: ["category:Financial"],
      limit: 5,
    });
    expect(found).toHaveLength(1);
    const made = [...(await cards()).values()].map((text) => text.split(" ")[0]);
    expect(new Set(made)).toEqual(new Set(["rules-2"]));
  });

  it("is made again where the new rules have not judged a tool yet", async () => {
    await judgeBy("rules-3", (verdict) => (verdict.name === "get_plain" || verdict.name === "a/b" ? null : verdict));
    // With the server that the rules judge as they did at first, and no longer as the second ones.
    expect(await indexCatalog(catalog.db, "rules-3")).toBe(3);
    expect((await cardedServer(catalog.db, "plain-00"))?.card?.tools[0]).toMatchObject({ category: null });
    expect((await staleServers(catalog.db, "rules-3")).length).toBe(3);
  });

  it("ranks changes again whose sides the new rules judge otherwise, and no others", async () => {
    const before = { name: "get_plain", description: "Gets it" };
    const now = { name: "get_plain", description: "Gets it at once" };
    await saveTools(catalog.db, "npm", [
      { ref: "ref-5", reader: "javascript", version: "2", tools: [{ ...now, source: { reader: "javascript" } }] },
    ]);
    await saveVerdicts(catalog.db, [{ hash: definitionHash(now), verdict: classify(now) }]);
    await reconcile(catalog.db);
    await indexCatalog(catalog.db, ruleset);
    expect(await newestChangeIds(catalog.db, { worse: true }, 9)).toEqual([]);
    const judge = (rules: string, is: Verdict) =>
      saveVerdicts(catalog.db, [
        { hash: definitionHash(before), verdict: { ...classify(before), ruleset: rules } },
        { hash: definitionHash(now), verdict: { ...is, ruleset: rules } },
      ]);
    await judge("rules-4", classify(now));
    await keepUnaffected(catalog.db, "rules-4");
    expect(await unrankedChanges(catalog.db, "rules-4", 0, 9)).toEqual([]);
    await judge("rules-5", { ...classify(now), category: "Destructive", risk: "critical" });
    await keepUnaffected(catalog.db, "rules-5");
    expect(await unrankedChanges(catalog.db, "rules-5", 0, 9)).toHaveLength(1);
    await indexCatalog(catalog.db, "rules-5");
    expect(await newestChangeIds(catalog.db, { worse: true }, 9)).toHaveLength(1);
  });
});
