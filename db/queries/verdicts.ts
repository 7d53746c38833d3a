import { and, eq, gt, sql } from "drizzle-orm";
import type { ToolDefinition } from "../../catalog/tool.ts";
import type { Verdict } from "../../catalog/verdict.ts";
import type { Db } from "../client.ts";
import { definitions, verdicts } from "../schema.ts";

/** Definitions with a hash behind `after` that the rules of this version have not judged yet: the next `limit`, by hash. */
export async function unjudged(
  db: Db,
  ruleset: string,
  after: string,
  limit: number,
): Promise<{ hash: string; definition: ToolDefinition }[]> {
  return db
    .select({ hash: definitions.hash, definition: definitions.definition })
    .from(definitions)
    .where(
      and(
        gt(definitions.hash, after),
        sql`not exists (select from verdicts v where v.definition_hash = ${definitions.hash} and v.ruleset = ${ruleset})`,
      ),
    )
    .orderBy(definitions.hash)
    .limit(limit);
}

/** Saves verdicts, each for one definition under its own ruleset. */
export async function saveVerdicts(db: Db, judged: { hash: string; verdict: Verdict }[]): Promise<void> {
  if (judged.length === 0) return;
  const rows = judged.map(({ hash, verdict }) => ({
    definitionHash: hash,
    ruleset: verdict.ruleset,
    category: verdict.category,
    risk: verdict.risk,
    confidence: verdict.confidence,
    verdict,
  }));
  await db.insert(verdicts).values(rows).onConflictDoNothing();
}

/** How many definitions the rules of one version have judged. */
export async function countVerdicts(db: Db, ruleset: string): Promise<number> {
  return db.$count(verdicts, eq(verdicts.ruleset, ruleset));
}

/** A definition that two versions of the rules see differently, and the servers that have it now. */
export type ChangedVerdict = { hash: string; servers: string[]; before: Verdict; after: Verdict };

/**
 * The definitions that `ruleset` gives another category or risk than the other rules that came to judge them last, by hash
 * behind `after`: the next `limit`. Rules that come back are so compared with newer ones than themselves. Only definitions that are a
 * tool of some server now.
 */
export async function changedVerdicts(
  db: Db,
  ruleset: string,
  after: string,
  limit: number,
): Promise<ChangedVerdict[]> {
  const { rows } = await db.execute<ChangedVerdict>(sql`
    select n.definition_hash as hash, o.verdict as before, n.verdict as after, t.servers
    from verdicts n
    join lateral (
      select v.category, v.risk, v.verdict from verdicts v
      where v.definition_hash = n.definition_hash and v.ruleset <> n.ruleset
      order by v.judged_at desc limit 1
    ) o on o.category <> n.category or o.risk <> n.risk
    join lateral (
      select array_agg(distinct s.slug order by s.slug) as servers
      from tools t join listings l on l.id = t.listing_id join servers s on s.id = l.server_id
      where t.definition_hash = n.definition_hash and t.shown
    ) t on t.servers is not null
    where n.ruleset = ${ruleset} and n.definition_hash > ${after}
    order by n.definition_hash limit ${limit}`);
  return rows;
}
