import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/** What did not answer is not asked again so soon: most of it never will. */
const againAfter = sql`interval '7 days'`;

/** The endpoints that listings of other sources name, without those that refused this source within a week. */
export async function knownRemotes(db: Db, source: string): Promise<string[]> {
  const { rows } = await db.execute<{ url: string }>(sql`
    select distinct r->>'url' as url from listings l cross join lateral json_array_elements(l.listing->'remotes') r
    where l.gone_at is null and l.source <> ${source} and r->>'url' not in (
      select page from refusals where source = ${source} and seen_at > now() - ${againAfter})
    order by 1`);
  return rows.map(({ url }) => url).filter((url) => /^https?:/i.test(url) && !url.includes("{"));
}

/** A repository is fetched once for each of its folders that is a server: not for collections of hundreds. */
const maxParts = 10;
const rootOf = (name: string): string => name.split("/").slice(0, 2).join("/");

/**
 * The GitHub repositories (`OWNER/NAME`, `OWNER/NAME/FOLDER`) of one server each, whose tools no other source carries and which is in no package
 * that is read; without those that refused this source within a week.
 */
export async function knownRepositories(db: Db, source: string): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    with brought as (
      select i.identifier, l.server_id, l.source from identifiers i join listings l on l.id = i.listing_id
      where l.gone_at is null and l.server_id is not null
    ), known as (
      select l.server_id from tools t join listings l on l.id = t.listing_id
      where t.shown and l.source <> ${source} and l.server_id is not null
      union select server_id from brought where identifier like 'npm:%' or identifier like 'pypi:%'
    )
    select substr(identifier, length('repo:github.com/') + 1) as name from brought
    where identifier like 'repo:github.com/%'
    group by identifier
    having count(distinct server_id) = 1 and min(server_id) not in (select server_id from known)
    order by 1`);
  const refused = await db.execute<{ page: string }>(
    sql`select page from refusals where source = ${source} and seen_at > now() - ${againAfter}`,
  );
  const not = new Set(refused.rows.map(({ page }) => page));
  const parts = new Map<string, number>();
  for (const { name } of rows) parts.set(rootOf(name), (parts.get(rootOf(name)) ?? 0) + 1);
  return rows.map(({ name }) => name).filter((name) => (parts.get(rootOf(name)) ?? 0) <= maxParts && !not.has(name));
}
