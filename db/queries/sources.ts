import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { listings } from "../schema.ts";
import { frontier, refusals, sources } from "../schema-crawl.ts";
import { batches } from "../statements.ts";

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

/** When each source was last read to its end (RFC 3339), without counting what it lists. */
export async function lastFinished(db: Db): Promise<Map<string, string>> {
  const rows = await db.select({ id: sources.id, finishedAt: sources.finishedAt }).from(sources).orderBy(sources.id);
  const isoOf = ({ id, finishedAt }: (typeof rows)[number]): [string, string][] =>
    finishedAt === null ? [] : [[id, new Date(finishedAt).toISOString()]];
  return new Map(rows.flatMap(isoOf));
}

/** Makes a source known, so that its state can be shown also when only single servers of it were ever crawled. */
export async function noteSource(db: Db, id: string): Promise<void> {
  await db.insert(sources).values({ id }).onConflictDoNothing();
}

/**
 * Notes that a new run of a source begins. One that is `incomplete` from the start leaves out changes not seen before; one
 * that asks for changes only does so `partly`, and does not tell what is gone by leaving it out.
 */
export async function startRun(db: Db, id: string, run: { incomplete: boolean; partly: boolean }): Promise<void> {
  const begun = { startedAt: sql`clock_timestamp()`, finishedAt: null, newest: null, ...run };
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
 * Ends the run of a source when none of its work is left, and tells how it ended: since when it had run, and whether it saw
 * all that the source has; null while work is left. Moves the watermark to the newest change seen, but never
 * past the run's own start: what changed while it ran may have been on a page already read. A page that failed or was lost leaves the watermark where it is, so that the next run asks for it again.
 */
export async function endRun(db: Db, id: string): Promise<{ startedAt: string; whole: boolean } | null> {
  const left = await db.$count(
    frontier,
    and(eq(frontier.source, id), sql`(state <> 'failed' or (kind = 'page' and payload->>'detail' is null))`),
  );
  if (left > 0) return null;
  const [ended] = await db
    .update(sources)
    .set({
      finishedAt: sql`now()`,
      watermark: sql`case when incomplete or newest is null then watermark else greatest(watermark, least(newest, started_at)) end`,
    })
    .where(and(eq(sources.id, id), sql`finished_at is null and started_at is not null`))
    .returning({ startedAt: sources.startedAt, incomplete: sources.incomplete, partly: sources.partly });
  return ended?.startedAt ? { startedAt: ended.startedAt, whole: !ended.incomplete && !ended.partly } : null;
}

/** Notes that the run under way has lost a page. */
export async function noteIncomplete(db: Db, id: string): Promise<void> {
  await db.update(sources).set({ incomplete: true }).where(eq(sources.id, id));
}

/** Forgets how far these sources were (`crawl --fresh`): the next run asks for everything. */
export async function forgetProgress(db: Db, id: string): Promise<void> {
  await db.update(sources).set({ watermark: null, newest: null }).where(eq(sources.id, id));
}

/** Something that was not taken: where (a JSON Pointer, a path in an archive, or ""), a code, and why in words. */
export type Refusal = { source: string; page: string; at: string; code: string; why: string };

/** Replaces the refusals of pages and archives of a source. */
export async function replaceRefusals(db: Db, source: string, pages: string[], found: Refusal[]): Promise<void> {
  if (pages.length > 0)
    await db.delete(refusals).where(and(eq(refusals.source, source), inArray(refusals.page, pages)));
  for (const part of batches(found)) await db.insert(refusals).values(part).onConflictDoNothing();
}

/** Refusals, newest first. */
export async function listRefusals(db: Db, limit: number): Promise<(Refusal & { seenAt: string })[]> {
  return db
    .select()
    .from(refusals)
    .orderBy(sql`seen_at desc`, refusals.source, refusals.at)
    .limit(limit);
}
