import { and, eq, inArray, like, not, sql } from "drizzle-orm";
import type { Server } from "../../catalog/server.ts";
import type { Category, Risk } from "../../catalog/verdict.ts";
import type { Db } from "../client.ts";
import { aliases, identifiers, listings, servers } from "../schema.ts";

/** How many current tools a server has, in all and by category and risk (under one ruleset; unjudged tools count in `tools` only). */
export type RiskProfile = {
  tools: number;
  categories: Partial<Record<Category, number>>;
  risks: Partial<Record<Risk, number>>;
};

export type ServerSummary = { server: Server; profile: RiskProfile };

/** Servers whose source has not deleted them, ordered by slug, behind `after`; `search` looks in slugs, names and descriptions, `ids` keeps to these. */
export async function listServers(
  db: Db,
  ruleset: string,
  options: { limit: number; after?: string; search?: string; ids?: number[] },
): Promise<ServerSummary[]> {
  const pattern = options.search === undefined ? undefined : `%${options.search.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await db
    .select()
    .from(servers)
    .where(
      and(
        sql`${servers.facts}->>'status' <> 'deleted'`,
        options.ids && inArray(servers.id, options.ids),
        options.after === undefined ? undefined : sql`${servers.slug} > ${options.after}`,
        pattern === undefined
          ? undefined
          : sql`(${servers.slug} ilike ${pattern} or ${servers.facts}->>'name' ilike ${pattern} or ${servers.facts}->>'description' ilike ${pattern})`,
      ),
    )
    .orderBy(servers.slug)
    .limit(options.limit);
  return summarise(db, ruleset, rows);
}

/**
 * One server by its slug, by a slug that it had before, or by one of its identifiers (`npm:NAME`, `registry:NAME`, …); null
 * when there is none.
 */
export async function getServer(db: Db, ruleset: string, slugOrIdentifier: string): Promise<ServerSummary | null> {
  const owner = db
    .select({ id: listings.serverId })
    .from(identifiers)
    .innerJoin(listings, eq(listings.id, identifiers.listingId))
    .where(and(eq(identifiers.identifier, slugOrIdentifier), not(like(identifiers.identifier, "claim:%"))));
  const heir = db.select({ id: aliases.serverId }).from(aliases).where(eq(aliases.slug, slugOrIdentifier));
  const rows = await db
    .select()
    .from(servers)
    .where(sql`${servers.slug} = ${slugOrIdentifier} or ${inArray(servers.id, heir)} or ${inArray(servers.id, owner)}`)
    .orderBy(sql`${servers.slug} = ${slugOrIdentifier} desc`)
    .limit(1);
  const [summary] = await summarise(db, ruleset, rows);
  return summary ?? null;
}

/** How many servers the catalog has that no source has deleted. */
export async function countServers(db: Db): Promise<number> {
  return db.$count(servers, sql`${servers.facts}->>'status' <> 'deleted'`);
}

async function summarise(db: Db, ruleset: string, rows: (typeof servers.$inferSelect)[]): Promise<ServerSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const named = await db
    .select({
      serverId: listings.serverId,
      id: identifiers.identifier,
      source: listings.source,
      ref: listings.ref,
    })
    .from(identifiers)
    .innerJoin(listings, eq(listings.id, identifiers.listingId))
    .where(inArray(listings.serverId, ids))
    .orderBy(identifiers.identifier, listings.source, listings.ref);
  const counted = await db.execute<{ server_id: number; category: Category | null; risk: Risk | null; n: number }>(sql`
    select t.server_id, v.category, v.risk, count(*)::int as n from tools t
    left join verdicts v on v.definition_hash = t.definition_hash and v.ruleset = ${ruleset}
    where t.shown and t.server_id in ${ids} group by 1, 2, 3`);
  return rows.map((row) => {
    const profile: RiskProfile = { tools: 0, categories: {}, risks: {} };
    for (const { server_id, category, risk, n } of counted.rows) {
      if (server_id !== row.id) continue;
      profile.tools += n;
      if (category) profile.categories[category] = (profile.categories[category] ?? 0) + n;
      if (risk) profile.risks[risk] = (profile.risks[risk] ?? 0) + n;
    }
    return {
      profile,
      server: {
        slug: row.slug,
        ...row.facts,
        identifiers: named
          .filter((name) => name.serverId === row.id)
          .map(({ id, source, ref }) => ({ id, source, ref })),
        firstSeen: new Date(row.firstSeen).toISOString(),
        lastSeen: new Date(row.lastSeen).toISOString(),
      },
    };
  });
}
