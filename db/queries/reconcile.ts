import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { ChangeKind } from "../../catalog/change.ts";
import type { Listing, ServerFacts } from "../../catalog/server.ts";
import { mayMissTools } from "../../catalog/tool.ts";
import type { Db } from "../client.ts";
import { aliases, changes, listings, servers, tools } from "../schema.ts";
import { batches } from "../statements.ts";

const savingLock = 6_277_002;

/**
 * Waits until no other transaction saves listings or makes servers, and holds that until this one ends: two that save the
 * same rows in another order would block each other, and two that make servers could make one twice.
 */
export async function lockSaving(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${savingLock})`);
}

/** A listing as identity sees it. `fresh`: it, or its tools, changed since the last time. */
export type BroughtListing = {
  id: number;
  source: string;
  ref: string;
  serverId: number | null;
  fresh: boolean;
  identifiers: string[];
};

/** Whether anything changed since servers were last made. */
export async function hasFresh(db: Db): Promise<boolean> {
  const rows = await db.select({ id: listings.id }).from(listings).where(eq(listings.fresh, true)).limit(1);
  return rows.length > 0;
}

/** Every listing with the identifiers that it brings. */
export async function broughtListings(tx: Db): Promise<BroughtListing[]> {
  const { rows } = await tx.execute<{
    id: number;
    source: string;
    ref: string;
    server_id: number | null;
    fresh: boolean;
    identifiers: string[] | null;
  }>(sql`
    select l.id, l.source, l.ref, l.server_id, l.fresh, i.identifiers from listings l
    left join (select listing_id, json_agg(identifier) as identifiers from identifiers group by listing_id) i
      on i.listing_id = l.id`);
  return rows.map(({ server_id: serverId, identifiers: ids, ...row }) => ({
    ...row,
    serverId,
    identifiers: ids ?? [],
  }));
}

/** These listings in full, by id. */
export async function fullListings(tx: Db, ids: number[]): Promise<Map<number, { listing: Listing; gone: boolean }>> {
  const found = new Map<number, { listing: Listing; gone: boolean }>();
  for (const part of batches(ids)) {
    const rows = await tx
      .select({ id: listings.id, listing: listings.listing, goneAt: listings.goneAt })
      .from(listings)
      .where(inArray(listings.id, part));
    for (const { id, listing, goneAt } of rows) found.set(id, { listing, gone: goneAt !== null });
  }
  return found;
}

/** A server as it is stored. */
export type StoredServer = { id: number; slug: string; facts: ServerFacts; gone: boolean };

/** These servers, by id. */
export async function storedServers(tx: Db, ids: number[]): Promise<Map<number, StoredServer>> {
  const found = new Map<number, StoredServer>();
  for (const part of batches(ids)) {
    const rows = await tx.select().from(servers).where(inArray(servers.id, part));
    for (const { id, slug, facts, goneAt } of rows) found.set(id, { id, slug, facts, gone: goneAt !== null });
  }
  return found;
}

/** Which of these slugs are taken, by which server: its own, or one that it had before. */
export async function slugOwners(tx: Db, slugs: string[]): Promise<Map<string, number>> {
  const owners = new Map<string, number>();
  for (const part of batches(slugs)) {
    const former = await tx.select().from(aliases).where(inArray(aliases.slug, part));
    const rows = await tx
      .select({ slug: servers.slug, id: servers.id })
      .from(servers)
      .where(inArray(servers.slug, part));
    for (const { slug, serverId } of former) owners.set(slug, serverId);
    for (const { slug, id } of rows) owners.set(slug, id);
  }
  return owners;
}

/** Adds servers and returns their ids in the same order. */
export async function insertServers(
  tx: Db,
  rows: { slug: string; facts: ServerFacts; gone: boolean }[],
): Promise<number[]> {
  const ids = new Map<string, number>();
  for (const part of batches(rows)) {
    const values = part.map(({ gone, ...row }) => ({ ...row, goneAt: gone ? sql`now()` : null }));
    for (const { slug, id } of await tx
      .insert(servers)
      .values(values)
      .returning({ id: servers.id, slug: servers.slug }))
      ids.set(slug, id);
  }
  return rows.map(({ slug }) => {
    const id = ids.get(slug);
    if (id === undefined) throw new Error(`the inserted server ${slug} did not come back`);
    return id;
  });
}

/** Replaces slugs, facts and whether servers are gone. A slug that a server had before becomes its alias. */
export async function updateServers(tx: Db, rows: readonly StoredServer[]): Promise<void> {
  for (const part of batches(rows)) {
    const values = JSON.stringify(part);
    await tx.execute(sql`
      insert into aliases (slug, server_id)
      select s.slug, s.id from servers s join json_to_recordset(${values}::json) as v(id int, slug text) on v.id = s.id
      where v.slug <> s.slug on conflict (slug) do update set server_id = excluded.server_id`);
    await tx.execute(sql`
      update servers s set slug = v.slug, facts = v.facts,
        gone_at = case when v.gone then coalesce(s.gone_at, now()) end
      from json_to_recordset(${values}::json) as v(id int, slug text, facts json, gone boolean) where s.id = v.id`);
    await tx.execute(sql`delete from aliases a using servers s where a.slug = s.slug`);
  }
}

/** Says for each of these listings which server it belongs to; null: to none yet. */
export async function placeListings(tx: Db, placed: { id: number; serverId: number | null }[]): Promise<void> {
  for (const part of batches(placed))
    await tx.execute(sql`
      update listings l set server_id = v."serverId"
      from json_to_recordset(${JSON.stringify(part)}::json) as v(id int, "serverId" int)
      where l.id = v.id`);
}

/** Removes servers that have no listings any more; their slugs, and what happened to them, pass to their heirs. */
export async function absorbServers(tx: Db, absorbed: { id: number; heir: number }[]): Promise<void> {
  for (const { id, heir } of absorbed) {
    const [gone] = await tx
      .select({ slug: servers.slug, firstSeen: servers.firstSeen })
      .from(servers)
      .where(eq(servers.id, id));
    if (!gone) continue;
    await tx.update(aliases).set({ serverId: heir }).where(eq(aliases.serverId, id));
    await tx.update(changes).set({ serverId: heir }).where(eq(changes.serverId, id));
    await tx
      .update(servers)
      .set({ firstSeen: sql`least(first_seen, ${gone.firstSeen}::timestamptz)` })
      .where(eq(servers.id, heir));
    await tx.delete(servers).where(eq(servers.id, id));
    await tx.insert(aliases).values({ slug: gone.slug, serverId: heir });
  }
}

/** The stored tools of servers that are, or were, of interest: current ones and those that are still shown. */
export async function toolsOfListings(tx: Db, ids: number[]) {
  const { id, listingId, reader, name, definitionHash, current, shown } = tools;
  const parts = [];
  for (const part of batches(ids))
    parts.push(
      await tx
        .select({ id, listingId, reader, name, definitionHash, current, shown })
        .from(tools)
        .where(and(inArray(listingId, part), or(eq(current, true), eq(shown, true)))),
    );
  return parts.flat();
}

/** The packages (`npm:NAME`) whose reader said that it may have missed tools. */
export async function packagesReadInPart(tx: Db): Promise<Set<string>> {
  const { rows } = await tx.execute<{ package: string; warnings: { code: string; message: string }[] }>(
    sql`select package, warnings from archives where json_array_length(warnings) > 0`,
  );
  return new Set(rows.filter(({ warnings }) => warnings.some(mayMissTools)).map((row) => row.package));
}

/** Sets which tools are shown. */
export async function setShown(tx: Db, shown: number[], hidden: number[]): Promise<void> {
  for (const [ids, value] of [
    [shown, true],
    [hidden, false],
  ] as const)
    for (const part of batches(ids)) await tx.update(tools).set({ shown: value }).where(inArray(tools.id, part));
}

/** Notes that these servers, their listings or their tools changed: what was made from them is made again. */
export async function reviseServers(tx: Db, ids: number[]): Promise<void> {
  for (const part of batches(ids))
    await tx
      .update(servers)
      .set({ revision: sql`revision + 1` })
      .where(inArray(servers.id, part));
}

/** A change to be kept (schema.ts). */
export type NewChange = { serverId: number; kind: ChangeKind; tool?: string; before?: string; after?: string };

/** Keeps changes. */
export async function saveChanges(tx: Db, found: NewChange[]): Promise<void> {
  for (const part of batches(found)) await tx.insert(changes).values(part);
}

/** Notes that all listings have found their servers, and when each server was last seen. */
export async function settle(tx: Db): Promise<void> {
  await tx.update(listings).set({ fresh: false }).where(eq(listings.fresh, true));
  await tx.execute(sql`
    update servers s set last_seen = l.seen
    from (select server_id, max(last_seen) as seen from listings group by server_id) l
    where l.server_id = s.id and s.last_seen is distinct from l.seen`);
}
