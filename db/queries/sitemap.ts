import { sql, type SQL } from "drizzle-orm";
import type { Db } from "../client.ts";

/** What has pages of its own, by the column that its sitemaps are divided by. */
const tables = {
  servers: { table: sql`server_search`, id: sql`server_id` },
  tools: { table: sql`tool_search`, id: sql`tool_id` },
} as const satisfies Record<string, { table: SQL; id: SQL }>;
export type Mapped = keyof typeof tables;

/** So many ids are in one part, so a part has no more pages than that: sitemaps may have 50,000 (sitemaps.org). */
const partSize = 10_000;

/** The numbers of the parts that have pages. Asks the index once for each, however many rows there are. */
export async function sitemapParts(db: Db, mapped: Mapped): Promise<number[]> {
  const { table, id } = tables[mapped];
  const { rows } = await db.execute<{ part: number }>(sql`
    with recursive parts as (
      select (select min(${id}) from ${table}) / ${partSize}::int as part
      union all
      select (select min(${id}) from ${table} where ${id} >= (part + 1) * ${partSize}::int) / ${partSize}::int
      from parts where part is not null)
    select part from parts where part is not null`);
  return rows.map(({ part }) => part);
}

/** A page, and when what it shows last became something else (milliseconds since 1970). */
export type MappedPage = { slug: string; tool?: string; changed: number };

/** The servers of one part. */
export async function serversOfPart(db: Db, part: number): Promise<MappedPage[]> {
  const { rows } = await db.execute<{ slug: string; changed: string }>(sql`
    select slug, changed::text as changed from server_search
    where server_id >= ${part * partSize} and server_id < ${(part + 1) * partSize} order by server_id`);
  return rows.map(({ slug, changed }) => ({ slug, changed: Number(changed) }));
}

/** The tools of one part; a tool that is defined otherwise is another row. */
export async function toolsOfPart(db: Db, part: number): Promise<MappedPage[]> {
  const { rows } = await db.execute<{ slug: string; tool: string; changed: string }>(sql`
    select s.slug, s.name as tool, (extract(epoch from t.first_seen) * 1000)::bigint::text as changed
    from tool_search s join tools t on t.id = s.tool_id
    where s.tool_id >= ${part * partSize} and s.tool_id < ${(part + 1) * partSize} order by s.tool_id`);
  return rows.map(({ slug, tool, changed }) => ({ slug, tool, changed: Number(changed) }));
}
