import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { Db } from "../client.ts";
import { frontier, hosts } from "../schema.ts";

/** Work to be queued. `key` names it within its source and kind: work with the same key is queued once. */
export type NewJob = Pick<typeof frontier.$inferInsert, "source" | "kind" | "key" | "host" | "payload">;
/** Work that one worker has claimed. `attempts` counts this try. */
export type Job = NewJob & { id: number; attempts: number };

// A worker renews its leases every ten seconds (crawler/run.ts), so this is a dead worker, not a slow page.
const lease = sql`now() + interval '30 seconds'`;

/** Queues work; work that is already waiting stays as it is, and work that failed before gets a new chance. */
export async function enqueue(db: Db, jobs: NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await db
    .insert(frontier)
    .values(jobs)
    .onConflictDoUpdate({
      target: [frontier.source, frontier.kind, frontier.key],
      set: {
        state: "waiting",
        attempts: 0,
        runAt: sql`now()`,
        payload: sql`excluded.payload`,
        host: sql`excluded.host`,
      },
      setWhere: eq(frontier.state, "failed"),
    });
}

type Pace = { host: string; delayMs: number; concurrency: number };

/** Sets the pace of hosts: milliseconds between two requests, and how many may be under way, over all workers. */
export async function setPace(db: Db, paces: Pace[]): Promise<void> {
  if (paces.length === 0) return;
  await db
    .insert(hosts)
    .values(paces)
    .onConflictDoUpdate({
      target: hosts.host,
      set: { delayMs: sql`excluded.delay_ms`, concurrency: sql`excluded.concurrency` },
    });
}

/** Gives hosts a pace that have none yet: a package that names some host must not make us faster there. */
export async function setPaceIfNew(db: Db, paces: Pace[]): Promise<void> {
  if (paces.length > 0) await db.insert(hosts).values(paces).onConflictDoNothing();
}

/**
 * Claims up to `limit` jobs that are due, at most one per host and only from hosts whose pace allows it; of `stopped`
 * sources no more pages. Two statements in
 * one READ COMMITTED transaction: locking the hosts first is what keeps two workers from taking one job; as one statement
 * the second would read rows from before the lock (828 of 50,000 taken twice, measured).
 */
export async function claim(
  db: Db,
  worker: string,
  sources: string[],
  limit: number,
  stopped: string[] = [],
): Promise<Job[]> {
  if (sources.length === 0 || limit < 1) return [];
  const wanted = wantedWork(sources, stopped);
  return db.transaction(async (tx) => {
    const due = await tx.execute<{ host: string }>(sql`
      select h.host from hosts h
      where h.next_at <= now()
        and exists (select from frontier f where f.host = h.host and f.state = 'waiting' and f.run_at <= now()
                    and ${wanted})
        and (select count(*) from frontier f where f.host = h.host and f.state = 'taken') < h.concurrency
      order by h.next_at limit ${limit} for update of h skip locked`);
    if (due.rows.length === 0) return [];
    const names = due.rows.map((row) => row.host);
    const taken = await tx.execute<Job>(sql`
      update frontier f set state = 'taken', locked_until = ${lease}, locked_by = ${worker}, attempts = f.attempts + 1
      from (select p.id from hosts h cross join lateral (
              select id from frontier f where host = h.host and state = 'waiting' and run_at <= now()
                and ${wanted} order by run_at, id limit 1 for update skip locked) p
            where h.host in ${names}) picked
      where f.id = picked.id
      returning f.id, f.source, f.kind, f.key, f.host, f.payload, f.attempts`);
    await tx.execute(
      sql`update hosts set next_at = now() + delay_ms * interval '1 millisecond' where host in ${names}`,
    );
    return taken.rows;
  });
}

/** Removes finished work. In the transaction that saves its result, so that a killed crawl neither loses nor repeats it. */
export async function finish(db: Db, job: Job): Promise<void> {
  await db.delete(frontier).where(eq(frontier.id, job.id));
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

/** No request to `host` by any worker for `delayMs` (Retry-After). */
export async function holdHost(db: Db, host: string, delayMs: number): Promise<void> {
  await db
    .update(hosts)
    .set({ nextAt: sql`greatest(next_at, now() + ${delayMs} * interval '1 millisecond')` })
    .where(eq(hosts.host, host));
}

/** Renews the leases of `worker` and frees the work of workers that died; of all others, where there can be none (`alone`). */
export async function sweep(db: Db, worker: string, alone: boolean): Promise<void> {
  await db.execute(sql`update frontier set locked_until = ${lease} where locked_by = ${worker} and state = 'taken'`);
  await db.execute(sql`
    update frontier set state = 'waiting', locked_until = null, locked_by = null
    where state = 'taken' and locked_by <> ${worker} and (${alone} or locked_until < now())`);
}

function wantedWork(sources: string[], stopped: string[]): SQL {
  if (stopped.length === 0) return sql`f.source in ${sources}`;
  return sql`f.source in ${sources} and (f.kind <> 'page' or f.source not in ${stopped})`;
}

/** Gives what failed in an earlier run of a source a new chance. Returns how many pages of an unfinished run are left. */
export async function resume(db: Db, source: string): Promise<number> {
  await db
    .update(frontier)
    .set({ state: "waiting", attempts: 0, runAt: sql`now()` })
    .where(and(eq(frontier.source, source), eq(frontier.state, "failed")));
  return db.$count(
    frontier,
    and(eq(frontier.source, source), eq(frontier.kind, "page"), sql`payload->>'named' is null`),
  );
}

/** How much work of these sources is waiting or under way, whoever has it; of `stopped` sources without their pages. */
export async function remaining(db: Db, sources: string[], stopped: string[] = []): Promise<number> {
  if (sources.length === 0) return 0;
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from frontier f where f.state <> 'failed' and ${wantedWork(sources, stopped)}`,
  );
  return rows[0]?.n ?? 0;
}

/** Throws away the work of these sources (`crawl --fresh`). */
export async function discard(db: Db, sources: string[]): Promise<void> {
  await db.delete(frontier).where(inArray(frontier.source, sources));
}
