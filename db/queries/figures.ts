import { sql } from "drizzle-orm";
import type { Category, Risk } from "../../catalog/verdict.ts";
import type { Db } from "../client.ts";
import { countServers, type RiskProfile } from "./servers.ts";

/** The whole catalog in numbers: servers that no source has deleted, and their current tools. */
export type Figures = RiskProfile & { servers: number };

/** Counts the whole catalog, which reads every current tool: callers keep the answer for a while. */
export async function catalogFigures(db: Db, ruleset: string): Promise<Figures> {
  const { rows } = await db.execute<{ category: Category | null; risk: Risk | null; n: number }>(sql`
    select v.category, v.risk, count(*)::int as n
    from tools t
    join listings l on l.id = t.listing_id
    join servers s on s.id = l.server_id and s.facts->>'status' <> 'deleted'
    left join verdicts v on v.definition_hash = t.definition_hash and v.ruleset = ${ruleset}
    where t.shown
    group by 1, 2`);
  const figures: Figures = { servers: await countServers(db), tools: 0, categories: {}, risks: {} };
  for (const { category, risk, n } of rows) {
    figures.tools += n;
    if (category) figures.categories[category] = (figures.categories[category] ?? 0) + n;
    if (risk) figures.risks[risk] = (figures.risks[risk] ?? 0) + n;
  }
  return figures;
}
