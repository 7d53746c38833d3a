import { and, eq, inArray, sql } from "drizzle-orm";
import type { Listing, Package, ServerFacts } from "../../catalog/server.ts";
import type { Db } from "../client.ts";
import { chooseShown } from "./shown.ts";
import { aliases, identifiers, listings, servers, tools } from "../schema.ts";

// One at a time decides which listings are one server; two deciding at once could make one server twice.
const mergeLock = 6_277_002;

/** Waits until no other transaction is merging, and holds that until this transaction ends. */
export async function lockMerging(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${mergeLock})`);
}

/** Which server has each of the given identifiers; an identifier that no listing brought is absent. */
export async function serversWithIdentifiers(tx: Db, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ identifier: identifiers.identifier, serverId: listings.serverId })
    .from(identifiers)
    .innerJoin(listings, eq(listings.id, identifiers.listingId))
    .where(inArray(identifiers.identifier, ids));
  return new Map(rows.map((row) => [row.identifier, row.serverId]));
}

/** Which server each of a source's listings belongs to; one that was never saved is absent. */
export async function serversOfListings(tx: Db, source: string, refs: string[]): Promise<Map<string, number>> {
  if (refs.length === 0) return new Map();
  const rows = await tx
    .select({ ref: listings.ref, serverId: listings.serverId })
    .from(listings)
    .where(and(eq(listings.source, source), inArray(listings.ref, refs)));
  return new Map(rows.map((row) => [row.ref, row.serverId]));
}

/** The stored listings of a source with these refs, by ref. */
export async function storedListings(tx: Db, source: string, refs: string[]): Promise<Map<string, Listing>> {
  if (refs.length === 0) return new Map();
  const rows = await tx
    .select({ ref: listings.ref, listing: listings.listing })
    .from(listings)
    .where(and(eq(listings.source, source), inArray(listings.ref, refs)));
  return new Map(rows.map((row) => [row.ref, row.listing]));
}

/** Which of the given slugs are taken, by a server or by one that was absorbed. */
export async function takenSlugs(tx: Db, slugs: string[]): Promise<Set<string>> {
  if (slugs.length === 0) return new Set();
  const rows = await tx.select({ slug: servers.slug }).from(servers).where(inArray(servers.slug, slugs));
  const former = await tx.select({ slug: aliases.slug }).from(aliases).where(inArray(aliases.slug, slugs));
  return new Set([...rows, ...former].map((row) => row.slug));
}

/** Adds servers and returns their ids in the same order. */
export async function insertServers(tx: Db, rows: { slug: string; facts: ServerFacts }[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const inserted = await tx.insert(servers).values(rows).returning({ id: servers.id, slug: servers.slug });
  const bySlug = new Map(inserted.map((row) => [row.slug, row.id]));
  return rows.map((row) => bySlug.get(row.slug) ?? missing(row.slug));
}

function missing(slug: string): never {
  throw new Error(`the inserted server ${slug} did not come back`);
}

/** Moves everything that belongs to the servers `from` to the server `into` and removes them; their slugs become aliases. */
export async function absorbServers(tx: Db, into: number, from: number[]): Promise<void> {
  await tx.update(listings).set({ serverId: into }).where(inArray(listings.serverId, from));
  // A tool that both have with the same definition stays once.
  await tx.execute(sql`
    update tools t set server_id = ${into} where t.server_id in ${from} and t.id = (
      select min(other.id) from tools other where other.server_id in ${[into, ...from]} and other.name = t.name
        and other.reader = t.reader and other.package = t.package and other.definition_hash = t.definition_hash)`);
  await tx.delete(tools).where(inArray(tools.serverId, from));
  await tx.execute(sql`
    update servers set first_seen = (select min(first_seen) from servers where id in ${[into, ...from]})
    where id = ${into}`);
  const gone = await tx.select({ slug: servers.slug }).from(servers).where(inArray(servers.id, from));
  await tx.update(aliases).set({ serverId: into }).where(inArray(aliases.serverId, from));
  await tx.insert(aliases).values(gone.map(({ slug }) => ({ slug, serverId: into })));
  await tx.delete(servers).where(inArray(servers.id, from));
  await chooseShown(tx, [into]);
}

/** A listing ready to be saved: the server it belongs to, and the identifiers it brings. */
export type PlacedListing = { listing: Listing; identifiers: string[]; serverId: number };

/** Adds or replaces listings that one page brought, with their identifiers. */
export async function saveListings(tx: Db, page: string, bodyHash: string, placed: PlacedListing[]): Promise<void> {
  if (placed.length === 0) return;
  const rows = placed.map(({ listing, serverId }) => ({
    source: listing.source,
    ref: listing.ref,
    serverId,
    page,
    bodyHash,
    listing,
  }));
  const saved = await tx
    .insert(listings)
    .values(rows)
    .onConflictDoUpdate({
      target: [listings.source, listings.ref],
      set: {
        serverId: sql`excluded.server_id`,
        page: sql`excluded.page`,
        bodyHash: sql`excluded.body_hash`,
        listing: sql`excluded.listing`,
        lastSeen: sql`now()`,
      },
    })
    .returning({ id: listings.id, ref: listings.ref });
  const idOf = new Map(saved.map((row) => [row.ref, row.id]));
  await tx.delete(identifiers).where(inArray(identifiers.listingId, [...idOf.values()]));
  const brought = placed.flatMap(({ listing, identifiers: ids }) =>
    ids.map((identifier) => ({ identifier, listingId: idOf.get(listing.ref) ?? missing(listing.ref) })),
  );
  if (brought.length > 0) await tx.insert(identifiers).values(brought).onConflictDoNothing();
}

/** All listings of the given servers, in the order in which they were first saved. */
export async function listingsOfServers(tx: Db, serverIds: number[]): Promise<Map<number, Listing[]>> {
  const byServer = new Map<number, Listing[]>(serverIds.map((id) => [id, []]));
  if (serverIds.length === 0) return byServer;
  const rows = await tx
    .select({ serverId: listings.serverId, listing: listings.listing })
    .from(listings)
    .where(inArray(listings.serverId, serverIds))
    .orderBy(listings.id);
  for (const row of rows) byServer.get(row.serverId)?.push(row.listing);
  return byServer;
}

/** Replaces the merged facts of servers. */
export async function saveFacts(tx: Db, facts: Map<number, ServerFacts>): Promise<void> {
  if (facts.size === 0) return;
  const rows = sql.join(
    [...facts].map(([id, value]) => sql`(${id}::int, ${JSON.stringify(value)}::json)`),
    sql`, `,
  );
  await tx.execute(sql`
    update servers s set facts = v.facts, last_seen = now() from (values ${rows}) as v(id, facts) where s.id = v.id`);
}

/** Notes that the listings of an unchanged page are still there, and returns the archives that they name. */
export async function touchPage(
  tx: Db,
  source: string,
  page: string,
): Promise<{ ref: string; serverId: number; packages: Package[] }[]> {
  const rows = await tx
    .update(listings)
    .set({ lastSeen: sql`now()` })
    .where(and(eq(listings.source, source), eq(listings.page, page)))
    .returning({ ref: listings.ref, serverId: listings.serverId, listing: listings.listing });
  return rows.map(({ ref, serverId, listing }) => ({ ref, serverId, packages: listing.packages }));
}
