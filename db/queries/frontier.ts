import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { Db } from "../client.ts";
import { frontier, lanes } from "../schema-crawl.ts";
import { batches, excluded } from "../statements.ts";

/** Work to be queued. `key` names it within its source and kind: work with the same key is queued once. */
export type NewJob = Pick<typeof frontier.$inferInsert, "source" | "kind" | "key" | "host" | "payload">;
/** Work that one worker has claimed. `attempts` counts this try. */
export type Job = NewJob & { id: number; attempts: number };

// A worker renews its leases every ten seconds (crawler/run.ts), so this is a dead worker, not a slow page.
const lease = sql`now() + interval '30 seconds'`;

/** Queues work; work that is already waiting stays as it is, and work that failed before gets a new chance. */
export async function enqueue(db: Db, jobs: readonly NewJob[]): Promise<void> {
  // PostgreSQL refuses to upsert one row twice.
  const distinct = [...new Map(jobs.map((job) => [JSON.stringify([job.source, job.kind, job.key]), job])).values()];
  for (const part of batches(distinct))
    await db
      .insert(frontier)
      .values(part)
      .onConflictDoUpdate({
        target: [frontier.source, frontier.kind, frontier.key],
        set: {
          state: "waiting",
          attempts: 0,
          runAt: sql`now()`,
          ...excluded(frontier, "payload", "host"),
        },
        setWhere: eq(frontier.state, "failed"),
      });
}

/** How fast a source asks a host: milliseconds between two requests, and how many may be under way, over all workers. */
type Pace = { source: string; host: string; delayMs: number; concurrency: number };

/** Sets the pace of sources at hosts. */
export async function setPace(db: Db, paces: Pace[]): Promise<void> {
  if (paces.length === 0) return;
  await db
    .insert(lanes)
    .values(paces)
    .onConflictDoUpdate({
      target: [lanes.source, lanes.host],
      set: excluded(lanes, "delayMs", "concurrency"),
    });
}

/** Gives a source a pace at hosts where it has none yet: a package that names some host must not make us faster there. */
export async function setPaceIfNew(db: Db, paces: Pace[]): Promise<void> {
  if (paces.length > 0) await db.insert(lanes).values(paces).onConflictDoNothing();
}

/**
 * Claims up to `limit` jobs that are due, from lanes whose pace allows it: one of each lane, or as many as may be under way
 * where there is no delay. Two statements in one READ COMMITTED transaction: locking
 * the lanes first is what keeps two workers from taking one job; as one statement the second would read rows from before
 * the lock (828 of 50,000 taken twice, measured).
 */
export async function claim(
  db: Db,
  worker: string,
  sources: string[],
  limit: number,
  { stopped = [], named = [] }: Wanted = {},
): Promise<Job[]> {
  if (sources.length === 0 || limit < 1) return [];
  const wanted = wantedWork(sources, { stopped, named });
  return db.transaction(async (tx) => {
    const due = await tx.execute<{ source: string; host: string; free: number }>(sql`
      select h.source, h.host, least(case when h.delay_ms = 0 then h.concurrency - taken.n else 1 end, ${limit}) as free
      from lanes h cross join lateral (
        select count(*)::int as n from frontier f where f.source = h.source and f.host = h.host and f.state = 'taken') taken
      where h.next_at <= now() and h.source in ${sources} and taken.n < h.concurrency
        and exists (select from frontier f where f.source = h.source and f.host = h.host and f.state = 'waiting'
                    and f.run_at <= now() and ${wanted})
      order by h.next_at limit ${limit} for update of h skip locked`);
    const jobs: Job[] = [];
    for (const lane of shares(due.rows, limit)) {
      const taken = await tx.execute<Job>(sql`
        update frontier f set state = 'taken', locked_until = ${lease}, locked_by = ${worker}, attempts = f.attempts + 1
        where f.id in (
          select f.id from frontier f where f.source = ${lane.source} and f.host = ${lane.host} and f.state = 'waiting'
            and f.run_at <= now() and ${wanted} order by f.run_at, f.id limit ${lane.free} for update skip locked)
        returning f.id, f.source, f.kind, f.key, f.host, f.payload, f.attempts`);
      await tx.execute(sql`
        update lanes set next_at = now() + delay_ms * interval '1 millisecond'
        where source = ${lane.source} and host = ${lane.host}`);
      jobs.push(...taken.rows);
    }
    return jobs;
  });
}

/** Divides `limit` among lanes: one for each first, so that none starves, then what is left to those that may have more. */
function shares<T extends { free: number }>(dueLanes: T[], limit: number): T[] {
  const each = Math.max(1, Math.floor(limit / dueLanes.length));
  return dueLanes.map((lane) => ({ ...lane, free: Math.min(lane.free, each) }));
}

/** Removes finished work. In the transaction that saves its result, so that a killed crawl neither loses nor repeats it. */
export async function finish(db: Db, ids: number[]): Promise<void> {
  if (ids.length > 0) await db.delete(frontier).where(inArray(frontier.id, ids));
}

/** Puts work back that was not tried, to be claimed again in `delayMs`. */
export async function putBack(db: Db, job: Job, delayMs: number): Promise<void> {
  await db
    .update(frontier)
    .set({ attempts: sql`greatest(attempts - 1, 0)` })
    .where(eq(frontier.id, job.id));
  await postpone(db, job, delayMs);
}

/** Puts work back, to be tried again in `delayMs`. */
export async function postpone(db: Db, job: Job, delayMs: number): Promise<void> {
  await db
    .update(frontier)
    .set({
      state: "waiting",
      lockedUntil: null,
      lockedBy: null,
      runAt: sql`now() + ${delayMs} * interval '1 millisecond'`,
    })
    .where(eq(frontier.id, job.id));
}

/** Sets work aside that failed for now. The next crawl of its source tries it again. */
export async function setAside(db: Db, job: Job): Promise<void> {
  await db.update(frontier).set({ state: "failed", lockedUntil: null, lockedBy: null }).where(eq(frontier.id, job.id));
}

/** Gives work back untouched: the crawl was interrupted. */
export async function release(db: Db, worker: string): Promise<void> {
  await db
    .update(frontier)
    .set({ state: "waiting", lockedUntil: null, lockedBy: null, attempts: sql`greatest(attempts - 1, 0)` })
    .where(and(eq(frontier.lockedBy, worker), eq(frontier.state, "taken")));
}

/** No request to `host` by any worker, for whatever source, for `delayMs` (Retry-After). */
export async function holdHost(db: Db, host: string, delayMs: number): Promise<void> {
  await db
    .update(lanes)
    .set({ nextAt: sql`greatest(next_at, now() + ${delayMs} * interval '1 millisecond')` })
    .where(eq(lanes.host, host));
}

/** Renews the leases of `worker` and frees the work of workers that died; of all others, where there can be none (`alone`). */
export async function sweep(db: Db, worker: string, alone: boolean): Promise<void> {
  await db.execute(sql`update frontier set locked_until = ${lease} where locked_by = ${worker} and state = 'taken'`);
  await db.execute(sql`
    update frontier set state = 'waiting', locked_until = null, locked_by = null
    where state = 'taken' and locked_by <> ${worker} and (${alone} or locked_until < now())`);
}

/** Of `stopped` sources no more pages are wanted, of `named` ones only the pages that the user named, and what they lead to. */
type Wanted = { stopped?: string[]; named?: string[] };

function wantedWork(sources: string[], { stopped = [], named = [] }: Wanted): SQL {
  const pages = [
    ...(stopped.length === 0 ? [] : [sql`and (f.kind <> 'page' or f.source not in ${stopped})`]),
    ...(named.length === 0
      ? []
      : [sql`and (f.kind <> 'page' or f.source not in ${named} or f.payload->>'named' is not null)`]),
  ];
  return sql.join([sql`f.source in ${sources}`, ...pages], sql` `);
}

/**
 * Gives what failed in an earlier run of a source a new chance. Returns how many pages of an unfinished run are left: a page
 * about a single server that failed is asked for again besides, and does not keep its run from being over.
 */
export async function resume(db: Db, source: string): Promise<number> {
  const left = await db.$count(
    frontier,
    and(eq(frontier.source, source), eq(frontier.kind, "page"), sql`payload->>'named' is null`, unlessFailedDetail),
  );
  await db
    .update(frontier)
    .set({ state: "waiting", attempts: 0, runAt: sql`now()` })
    .where(and(eq(frontier.source, source), eq(frontier.state, "failed")));
  return left;
}

const unlessFailedDetail = sql`(state <> 'failed' or payload->>'detail' is null)`;

/** How much work of these sources is wanted, and waiting or under way, whoever has it. */
export async function remaining(db: Db, sources: string[], wanted: Wanted = {}): Promise<number> {
  if (sources.length === 0) return 0;
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from frontier f where f.state <> 'failed' and ${wantedWork(sources, wanted)}`,
  );
  return rows[0]?.n ?? 0;
}

/** Throws away the work of these sources (`crawl --fresh`). */
export async function discard(db: Db, sources: string[]): Promise<void> {
  await db.delete(frontier).where(inArray(frontier.source, sources));
}
