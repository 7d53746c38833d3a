import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/**
 * Lets what was made under earlier rules count as made under these, where these judge everything that it was made from alike:
 * servers' cards, and the ranks of changes. What is left is to be made again.
 */
export async function keepUnaffected(db: Db, ruleset: string): Promise<void> {
  const { rows: earlier } = await db.execute(sql`
    select ruleset from server_cards where ruleset <> ${ruleset}
    union select ruleset from change_ranks where ruleset <> ${ruleset} and kind like 'tool-%' limit 1`);
  if (earlier.length === 0) return;
  await db.transaction(async (tx) => {
    // A verdict's text has the ruleset in it, and nothing else of it differs where two rulesets judge alike.
    await tx.execute(sql`
      create temporary table same_verdicts on commit drop as
      select o.ruleset, o.definition_hash from verdicts o
      join verdicts n on n.definition_hash = o.definition_hash and n.ruleset = ${ruleset}
        and replace(n.verdict::text, n.ruleset, '') = replace(o.verdict::text, o.ruleset, '')
      where o.ruleset in (
        select ruleset from server_cards union select ruleset from change_ranks) and o.ruleset <> ${ruleset}`);
    await tx.execute(sql`create index on same_verdicts (definition_hash)`);
    await tx.execute(sql`analyze same_verdicts`);
    await tx.execute(sql`
      update server_cards c set ruleset = ${ruleset}
      where c.ruleset <> ${ruleset} and c.server_id not in (
        select l.server_id from tools t join listings l on l.id = t.listing_id join server_cards k on k.server_id = l.server_id
        where t.shown and not exists (
          select from same_verdicts s where s.definition_hash = t.definition_hash and s.ruleset = k.ruleset))`);
    await tx.execute(sql`
      update change_ranks r set ruleset = ${ruleset} from changes c
      where c.id = r.change_id and c.tool is not null and r.ruleset <> ${ruleset}
        and (c.before is null or exists (
          select from same_verdicts s where s.definition_hash = c.before and s.ruleset = r.ruleset))
        and (c.after is null or exists (
          select from same_verdicts s where s.definition_hash = c.after and s.ruleset = r.ruleset))`);
  });
}
