import { and, eq, inArray, isNotNull, lt, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { listings } from "../schema.ts";
import { bodies, pages, type PageMemory } from "../schema-crawl.ts";
import { batches, excluded } from "../statements.ts";

export type { PageMemory } from "../schema-crawl.ts";

/** What is known of a page from when it was last read. `bodyHash` is the SHA-256 of the decoded body. */
export type KnownPage = { etag: string | null; lastModified: string | null; bodyHash: string; memory: PageMemory };

/**
 * Pages of a source as they were last read, by key. One is left out when another page has brought the details of its listing
 * since (two versions of one package): then only reading it again makes it true again.
 */
export async function knownPages(db: Db, source: string, keys: string[]): Promise<Map<string, KnownPage>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select()
    .from(pages)
    .where(and(eq(pages.source, source), inArray(pages.key, keys)));
  const isDetail = ({ memory }: KnownPage) => memory.refs.length === 1 && memory.also.length === 0;
  const refs = rows.filter(isDetail).flatMap(({ memory }) => memory.refs);
  const detailed = await db
    .select({ ref: listings.ref, page: listings.page })
    .from(listings)
    .where(and(eq(listings.source, source), inArray(listings.ref, refs), isNotNull(listings.page)));
  const pageOf = new Map(detailed.map(({ ref, page }) => [ref, page]));
  return new Map(
    rows.flatMap(({ key, etag, lastModified, bodyHash, memory }) => {
      const known = { etag, lastModified, bodyHash, memory };
      const brought = isDetail(known) ? pageOf.get(memory.refs[0] ?? "") : undefined;
      return brought === undefined || brought === key ? [[key, known] as const] : [];
    }),
  );
}

/** Keeps what was learnt from pages that were read and saved. */
export async function savePages(
  db: Db,
  source: string,
  found: readonly (KnownPage & { key: string })[],
): Promise<void> {
  if (found.length === 0) return;
  await db
    .insert(pages)
    .values(found.map((page) => ({ source, ...page })))
    .onConflictDoUpdate({
      target: [pages.source, pages.key],
      set: {
        ...excluded(pages, "etag", "lastModified", "bodyHash", "memory"),
        checkedAt: sql`now()`,
      },
    });
}

/** Replaces what a page led to, after it was parsed again. */
export async function rememberPage(db: Db, source: string, key: string, memory: PageMemory): Promise<void> {
  await db
    .update(pages)
    .set({ memory })
    .where(and(eq(pages.source, source), eq(pages.key, key)));
}

/** Notes that pages are as they were. */
export async function touchPages(db: Db, source: string, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  await db
    .update(pages)
    .set({ checkedAt: sql`now()` })
    .where(and(eq(pages.source, source), inArray(pages.key, keys)));
  // What a page still says is worth keeping as long as what it says now.
  await db
    .update(bodies)
    .set({ fetchedAt: sql`now()` })
    .where(and(eq(bodies.source, source), inArray(bodies.key, keys)));
}

/** The refs that a page was about when it was last read. */
export async function refsOfPages(db: Db, source: string, keys: string[]): Promise<Map<string, string[]>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select({ key: pages.key, memory: pages.memory })
    .from(pages)
    .where(and(eq(pages.source, source), inArray(pages.key, keys)));
  return new Map(rows.map(({ key, memory }) => [key, memory.refs]));
}

/** Which of these pages a source was asked for since then. */
export async function pagesCheckedSince(db: Db, source: string, keys: string[], since: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (const part of batches(keys)) {
    const rows = await db
      .select({ key: pages.key })
      .from(pages)
      .where(and(eq(pages.source, source), inArray(pages.key, part), sql`checked_at >= ${since}::timestamptz`));
    for (const { key } of rows) found.add(key);
  }
  return found;
}

/** Keeps bodies of pages (gzip). */
export async function saveBodies(
  db: Db,
  source: string,
  found: readonly { key: string; body: Buffer }[],
): Promise<void> {
  if (found.length === 0) return;
  await db
    .insert(bodies)
    .values(found.map((page) => ({ source, ...page })))
    .onConflictDoUpdate({
      target: [bodies.source, bodies.key],
      set: { ...excluded(bodies, "body"), fetchedAt: sql`now()` },
    });
}

/** A body as it was kept, and when it came. */
export type KeptBody = { key: string; body: Buffer; fetchedAt: string };

/** The next kept bodies of a source behind `after`, in the order in which they came: a later one may correct an earlier. */
export async function keptBodies(
  db: Db,
  source: string,
  after: Pick<KeptBody, "key" | "fetchedAt"> | null,
  limit: number,
): Promise<KeptBody[]> {
  return db
    .select({ key: bodies.key, body: bodies.body, fetchedAt: bodies.fetchedAt })
    .from(bodies)
    .where(
      and(
        eq(bodies.source, source),
        after === null ? undefined : sql`(fetched_at, key) > (${after.fetchedAt}::timestamptz, ${after.key})`,
      ),
    )
    .orderBy(bodies.fetchedAt, bodies.key)
    .limit(limit);
}

/** Removes bodies of these sources that are older than `days`. Returns how many. */
export async function dropOldBodies(db: Db, sources: string[], days: number): Promise<number> {
  const dropped = await db
    .delete(bodies)
    .where(and(inArray(bodies.source, sources), lt(bodies.fetchedAt, sql`now() - ${days} * interval '1 day'`)))
    .returning({ key: bodies.key });
  return dropped.length;
}

/** Forgets what is known of a source's pages (`crawl --fresh`): of all, or of those with these keys. */
export async function forgetPages(db: Db, source: string, keys?: string[]): Promise<void> {
  await db.delete(pages).where(and(eq(pages.source, source), keys && inArray(pages.key, keys)));
}
