import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/** Tools from all over the catalog, up to `most`, always the same ones, at most three of a server. */
export async function sampleTools(db: Db, most: number): Promise<{ server: string; name: string }[]> {
  const { rows } = await db.execute<{ server: string; name: string }>(sql`
    select server, name from (
      select slug as server, name, tool_id, row_number() over (partition by server_id order by hashint4(tool_id)) as n
      from tool_search) t where n <= 3 order by hashint4(tool_id) limit ${most}`);
  return rows;
}

/** Servers from all over the catalog, up to `most`, always the same ones. */
export async function sampleServers(db: Db, most: number): Promise<string[]> {
  const { rows } = await db.execute<{ slug: string }>(sql`
    select slug from server_search order by hashint4(server_id) limit ${most}`);
  return rows.map(({ slug }) => slug);
}

/** Words of the catalog, up to `most`, always the same ones: as common and as rare as they come. */
export async function sampleWords(db: Db, most: number): Promise<string[]> {
  const { rows } = await db.execute<{ word: string }>(sql`
    select word from words where length(word) between 4 and 20 and servers + tools > 2 order by hashtext(word) limit ${most}`);
  return rows.map(({ word }) => word);
}
