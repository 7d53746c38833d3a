import { and, eq, exists, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { frontier, listings, pages, refusals, sources } from "../schema.ts";

/** How far a source is: `watermark` is the newest change that a finished run has seen (RFC 3339), all null before the first. */
export type SourceState = {
  id: string;
  watermark: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  listings: number;
};

const rfc3339 = (value: string | null): string | null => (value === null ? null : new Date(value).toISOString());

/** The state of every source that was ever crawled. */
export async function sourceStates(db: Db): Promise<SourceState[]> {
  const rows = await db
    .select({
      id: sources.id,
      watermark: sources.watermark,
      startedAt: sources.startedAt,
      finishedAt: sources.finishedAt,
      listings: db.$count(listings, eq(listings.source, sources.id)),
    })
    .from(sources)
    .orderBy(sources.id);
  return rows.map((row) => ({
    ...row,
    watermark: rfc3339(row.watermark),
    startedAt: rfc3339(row.startedAt),
    finishedAt: rfc3339(row.finishedAt),
  }));
}

/** Makes a source known, so that its state can be shown also when only single servers of it were ever crawled. */
export async function noteSource(db: Db, id: string): Promise<void> {
  await db.insert(sources).values({ id }).onConflictDoNothing();
}

/** Notes that a new run of a source begins; one that is `incomplete` from the start leaves out changes not seen before. */
export async function startRun(db: Db, id: string, incomplete = false): Promise<void> {
  const begun = { startedAt: sql`now()`, finishedAt: null, newest: null, incomplete };
  await db
    .insert(sources)
    .values({ id, ...begun })
    .onConflictDoUpdate({ target: sources.id, set: begun });
}

/** Notes the newest change (RFC 3339) that a page of the run under way told of. */
export async function noteNewest(db: Db, id: string, newest: string): Promise<void> {
  await db
    .update(sources)
    .set({ newest: sql`greatest(newest, ${newest}::timestamptz)` })
    .where(eq(sources.id, id));
}

/**
 * Ends the run of a source when none of its work is left, and moves the watermark to the newest change seen, but never
 * past the run's own start: what changed while it ran may have been on a page already read. A page that failed or was lost leaves the watermark where it is, so that the next run asks for it again.
 */
export async function endRun(db: Db, id: string): Promise<void> {
  const left = await db.$count(frontier, and(eq(frontier.source, id), sql`(kind = 'page' or state <> 'failed')`));
  if (left > 0) return;
  await db
    .update(sources)
    .set({
      finishedAt: sql`now()`,
      watermark: sql`case when incomplete or newest is null then watermark else greatest(watermark, least(newest, started_at)) end`,
    })
    .where(and(eq(sources.id, id), sql`finished_at is null`));
}

/** Notes that the run under way has lost a page. */
export async function noteIncomplete(db: Db, id: string): Promise<void> {
  await db.update(sources).set({ incomplete: true }).where(eq(sources.id, id));
}

/** Forgets how far these sources were (`crawl --fresh`): the next run asks for everything. */
export async function forgetProgress(db: Db, id: string): Promise<void> {
  await db.update(sources).set({ watermark: null, newest: null }).where(eq(sources.id, id));
  await db.delete(pages).where(eq(pages.source, id));
}

/** HTTP validators of a page, for a conditional request. */
export type Validators = { etag: string | null; lastModified: string | null };

/** The validators of a page when it was last read, or null; also null when its listings were replaced by another page's. */
export async function pageValidators(db: Db, source: string, key: string): Promise<Validators | null> {
  const [row] = await db
    .select({ etag: pages.etag, lastModified: pages.lastModified })
    .from(pages)
    .where(
      and(
        eq(pages.source, source),
        eq(pages.key, key),
        exists(
          db
            .select()
            .from(listings)
            .where(and(eq(listings.source, source), eq(listings.page, key))),
        ),
      ),
    );
  return row ?? null;
}

/** Keeps the validators of a page that was read and saved. */
export async function saveValidators(db: Db, source: string, key: string, validators: Validators): Promise<void> {
  await db
    .insert(pages)
    .values({ source, key, ...validators })
    .onConflictDoUpdate({ target: [pages.source, pages.key], set: validators });
}

/** Something that was not taken: where (a JSON Pointer, a path in an archive, or ""), a code, and why in words. */
export type Refusal = { source: string; page: string; at: string; code: string; why: string };

/** Replaces the refusals of one page or archive. */
export async function replaceRefusals(db: Db, source: string, page: string, found: Refusal[]): Promise<void> {
  await db.delete(refusals).where(and(eq(refusals.source, source), eq(refusals.page, page)));
  if (found.length > 0) await db.insert(refusals).values(found).onConflictDoNothing();
}

/** Refusals, newest first. */
export async function listRefusals(db: Db, limit: number): Promise<(Refusal & { seenAt: string })[]> {
  return db
    .select()
    .from(refusals)
    .orderBy(sql`seen_at desc`, refusals.source, refusals.at)
    .limit(limit);
}
