import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Listing, ListingStatus } from "../../catalog/server.ts";
import type { Db } from "../client.ts";
import { identifiers, listings, versions } from "../schema.ts";
import { batches, excluded } from "../statements.ts";

/** What is kept of a listing: what a list says about it, what its own page (a frontier key) says, and both together. */
export type StoredListing = { outline: Listing | null; detail: Listing | null; listing: Listing; page: string | null };

/** The stored listings of a source with these refs, by ref. */
export async function storedListings(tx: Db, source: string, refs: string[]): Promise<Map<string, StoredListing>> {
  const stored = new Map<string, StoredListing>();
  for (const part of batches(refs)) {
    const rows = await tx
      .select({
        ref: listings.ref,
        outline: listings.outline,
        detail: listings.detail,
        listing: listings.listing,
        page: listings.page,
      })
      .from(listings)
      .where(and(eq(listings.source, source), inArray(listings.ref, part)));
    for (const { ref, ...row } of rows) stored.set(ref, row);
  }
  return stored;
}

/** A listing to be saved: all that is kept of it, the identifiers that it brings, and the hash of the body that said it. */
export type NewListing = StoredListing & { identifiers: string[]; bodyHash: string };

/** Adds or replaces listings of one source that say something new. `seen`: the source says so now, so they are there. */
export async function saveListings(tx: Db, found: readonly NewListing[], seen: boolean): Promise<void> {
  for (const part of batches(found)) await saveBatch(tx, part, seen);
}

async function saveBatch(tx: Db, found: readonly NewListing[], seen: boolean): Promise<void> {
  const rows = found.map(({ page, bodyHash, outline, detail, listing }) => {
    const { source, ref } = listing;
    return { source, ref, page, bodyHash, outline, detail, listing };
  });
  const saved = await tx
    .insert(listings)
    .values(rows)
    .onConflictDoUpdate({
      target: [listings.source, listings.ref],
      set: {
        ...excluded(listings, "page", "bodyHash", "outline", "detail", "listing"),
        ...(seen ? { lastSeen: sql`now()`, goneAt: null } : {}),
        changedAt: sql`now()`,
        fresh: true,
      },
    })
    .returning({ id: listings.id, ref: listings.ref });
  const idOf = new Map(saved.map((row) => [row.ref, row.id]));
  await tx.delete(identifiers).where(inArray(identifiers.listingId, [...idOf.values()]));
  const brought = found.flatMap(({ listing, identifiers: ids }) =>
    ids.map((identifier) => ({ identifier, listingId: idOf.get(listing.ref) ?? missing(listing.ref) })),
  );
  if (brought.length > 0) await tx.insert(identifiers).values(brought).onConflictDoNothing();
}

function missing(ref: string): never {
  throw new Error(`the saved listing ${ref} did not come back`);
}

/** Notes that listings of a source are still there, and say what they said. */
export async function touchListings(tx: Db, source: string, refs: string[]): Promise<void> {
  for (const part of batches(refs))
    await tx
      .update(listings)
      .set({
        lastSeen: sql`now()`,
        fresh: sql`fresh or gone_at is not null`,
        goneAt: null,
      })
      .where(and(eq(listings.source, source), inArray(listings.ref, part)));
}

const gone = { goneAt: sql`now()`, fresh: true };

/** Marks the listings of a source as gone that were not seen since (RFC 3339). Returns how many. */
export async function markUnseen(tx: Db, source: string, since: string): Promise<number> {
  const marked = await tx
    .update(listings)
    .set(gone)
    .where(and(eq(listings.source, source), isNull(listings.goneAt), sql`last_seen < ${since}::timestamptz`))
    .returning({ id: listings.id });
  return marked.length;
}

/** Marks these listings of a source as gone. */
export async function markGone(tx: Db, source: string, refs: string[]): Promise<void> {
  if (refs.length === 0) return;
  await tx
    .update(listings)
    .set(gone)
    .where(and(eq(listings.source, source), inArray(listings.ref, refs), isNull(listings.goneAt)));
}

/** How many listings of a source are not gone; `unseenSince` (RFC 3339): of these, how many were not seen since then. */
export async function countListings(db: Db, source: string, unseenSince?: string): Promise<number> {
  return db.$count(
    listings,
    and(
      eq(listings.source, source),
      isNull(listings.goneAt),
      unseenSince === undefined ? undefined : sql`last_seen < ${unseenSince}::timestamptz`,
    ),
  );
}

/** The refs of a source's listings that are not gone. */
export async function knownRefs(db: Db, source: string): Promise<string[]> {
  const rows = await db
    .select({ ref: listings.ref })
    .from(listings)
    .where(and(eq(listings.source, source), isNull(listings.goneAt)))
    .orderBy(listings.ref);
  return rows.map(({ ref }) => ref);
}

/** A version that a listing has had. */
export type NewVersion = { ref: string; version: string; publishedAt?: string; status?: ListingStatus };

/** Adds versions of listings, or what is new about them. */
export async function saveVersions(tx: Db, source: string, found: readonly NewVersion[]): Promise<void> {
  const distinct = [...new Map(found.map((one) => [`${one.ref} ${one.version}`, one])).values()];
  for (const part of batches(distinct))
    await tx
      .insert(versions)
      .values(part.map((one) => ({ source, ...one })))
      .onConflictDoUpdate({
        target: [versions.source, versions.ref, versions.version],
        set: excluded(versions, "publishedAt", "status"),
        setWhere: sql`(versions.published_at, versions.status) is distinct from (excluded.published_at, excluded.status)`,
      });
}
