import { asc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { LookAlike } from "../../catalog/look-alike.ts";
import type { ServerSummary } from "../../catalog/card.ts";
import type { Db } from "../client.ts";
import { servers } from "../schema.ts";
import { lookAlikes, serverCards, serverSearch } from "../schema-search.ts";
import { batches } from "../statements.ts";

/** What a listed server is known by, and how well. */
export type NamedServer = Pick<ServerSummary, "packages" | "repository"> & { id: number; prominence: number };

const columns = {
  id: serverSearch.serverId,
  prominence: serverSearch.prominence,
  packages: sql<ServerSummary["packages"]>`${serverCards.summary}->'packages'`,
  repository: sql<ServerSummary["repository"] | null>`${serverCards.summary}->'repository'`,
};

/** The few thousand best known servers. */
export async function prominentNames(db: Db): Promise<NamedServer[]> {
  const rows = await db
    .select(columns)
    .from(serverSearch)
    .innerJoin(serverCards, eq(serverCards.serverId, serverSearch.serverId))
    .where(sql`prominent`);
  return rows.map(named);
}

/** The listed ones of these servers. */
export async function namesOfServers(db: Db, ids: readonly number[]): Promise<NamedServer[]> {
  const rows = await db
    .select(columns)
    .from(serverSearch)
    .innerJoin(serverCards, eq(serverCards.serverId, serverSearch.serverId))
    .where(inArray(serverSearch.serverId, [...ids]));
  return rows.map(named);
}

function named({
  repository,
  ...rest
}: Omit<NamedServer, "repository"> & { repository: NamedServer["repository"] | null }) {
  return repository === null ? rest : { ...rest, repository };
}

/** A look-alike, by the ids of the two servers. */
type Row = { id: number; name: string; of: number; ofName: string; how: LookAlike["how"] };

/** Saves what these servers look like, in place of what was known. */
export async function saveLookAlikes(db: Db, ids: readonly number[], rows: readonly Row[]): Promise<void> {
  await db.transaction(async (tx) => {
    for (const part of batches(ids)) await tx.delete(lookAlikes).where(inArray(lookAlikes.serverId, part));
    for (const part of batches(rows))
      await tx
        .insert(lookAlikes)
        .values(part.map(({ id, of, ...rest }) => ({ serverId: id, ofServerId: of, ...rest })));
  });
}

const known = alias(servers, "known");

const shown = (db: Db) =>
  db
    .select({
      server: servers.slug,
      name: lookAlikes.name,
      of: known.slug,
      ofName: lookAlikes.ofName,
      how: lookAlikes.how,
    })
    .from(lookAlikes)
    .innerJoin(servers, eq(servers.id, lookAlikes.serverId))
    .innerJoin(known, eq(known.id, lookAlikes.ofServerId));

/** The look-alikes of the catalog, by the slugs of their servers. */
export async function listLookAlikes(db: Db, limit: number): Promise<(LookAlike & { server: string })[]> {
  return shown(db).orderBy(asc(servers.slug)).limit(limit);
}

/** What the server with this slug looks like; null when it looks like none. */
export async function lookAlikeOf(db: Db, slug: string): Promise<LookAlike | null> {
  const [row] = await shown(db).where(eq(servers.slug, slug));
  if (!row) return null;
  const { name, of, ofName, how } = row;
  return { name, of, ofName, how };
}
