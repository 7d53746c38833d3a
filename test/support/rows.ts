import { sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";

/** The tables of the catalog. */
export async function tableNames(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Every row of every table of the catalog, as JSON, by table; without the columns named in `without`. */
export async function allRows(db: Db, without: readonly string[] = []): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const name of await tableNames(db)) {
    const { rows } = await db.execute<{ row: Record<string, unknown> }>(
      sql`select row_to_json(t) as row from ${sql.identifier(name)} t`,
    );
    found[name] = rows
      .map(({ row }) => Object.entries(row).filter(([column]) => !without.includes(column)))
      .map((row) => JSON.stringify(row))
      .sort();
  }
  return found;
}

/** All rows but for when things were last seen: what must not differ when nothing changed. */
export const rowsButSeen = (db: Db) => allRows(db, ["last_seen", "checked_at"]);

/**
 * What a catalog says, without ids, times and aliases: servers by slug with their facts and what their listings bring, and
 * the tools that are shown.
 */
export async function contents(db: Db): Promise<{ servers: { slug: string }[]; tools: { slug: string }[] }> {
  const servers = await db.execute<{ slug: string; facts: unknown; gone: boolean; listings: string }>(sql`
    select s.slug, s.facts, s.gone_at is not null as gone,
      (select string_agg(l.source || ' ' || l.ref || ': ' || coalesce((
        select string_agg(identifier, ', ' order by identifier) from identifiers i where i.listing_id = l.id), ''), '; '
        order by l.source, l.ref) from listings l where l.server_id = s.id) as listings
    from servers s order by s.slug`);
  const tools = await db.execute<{ slug: string }>(sql`
    select s.slug, t.name, t.reader, t.definition_hash, l.source, l.ref from tools t join listings l on l.id = t.listing_id
    join servers s on s.id = l.server_id where t.shown order by 1, 2`);
  return { servers: servers.rows, tools: tools.rows };
}
