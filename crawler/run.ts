import { randomUUID } from "node:crypto";
import PQueue from "p-queue";
import { UserError } from "../catalog/user-error.ts";
import type { Catalog } from "../db/client.ts";
import * as frontier from "../db/queries/frontier.ts";
import type { Job } from "../db/queries/frontier.ts";
import { endRun, forgetProgress, noteSource, sourceStates, startRun } from "../db/queries/sources.ts";
import type { Http } from "./http.ts";
import type { MayFetch } from "./robots.ts";
import type { PlannedSource } from "./source.ts";
import { pageJob } from "./page.ts";
import { emptySummary, giveUp, work, type RunSummary, type Workplace } from "./work.ts";

export type CrawlOptions = {
  planned: PlannedSource[];
  /** How many requests may be under way at once in this process. */
  workers: number;
  /** Ask for everything again, as if these sources had never been crawled. */
  fresh?: boolean;
  /** Ask only for what changed since then (RFC 3339), whatever earlier runs saw. */
  since?: string;
  /** Stop a source after the page that brings it to this many listings; the next crawl goes on from there. */
  limit?: number;
  /** Called after each piece of work. */
  onProgress?: (summary: RunSummary, left: number) => void;
  /** Interrupts the crawl: what is under way is given back, and the next crawl goes on. */
  signal?: AbortSignal;
};

const pollMs = 25;
const leaseRenewalMs = 10_000;

/**
 * Crawls the planned sources until none of their work is left, and returns what happened. The work lives in the database,
 * so a crawl that was killed goes on where it was, and on PostgreSQL several processes share it.
 */
export async function crawl(
  catalog: Catalog,
  http: Http,
  mayFetch: MayFetch,
  options: CrawlOptions,
): Promise<RunSummary> {
  const { db } = catalog;
  const worker = randomUUID();
  const place: Workplace = {
    db,
    http,
    mayFetch,
    sources: new Map(options.planned.map((planned) => [planned.source.id, planned])),
    summary: emptySummary(),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(options.signal ? { signal: options.signal } : {}),
  };
  await frontier.sweep(db, worker, catalog.embedded);
  for (const planned of options.planned) await begin(catalog, planned, options);

  const queue = new PQueue({ concurrency: options.workers });
  let failure: Error | undefined;
  let renewed = Date.now();
  const interrupted = () => options.signal?.aborted === true || failure !== undefined;
  const ids = [...place.sources.keys()];
  const stopped = () => [...place.summary.stopped];
  for (;;) {
    if (Date.now() - renewed > leaseRenewalMs) {
      renewed = Date.now();
      await frontier.sweep(db, worker, catalog.embedded);
    }
    const free = options.workers - queue.pending - queue.size;
    const jobs = interrupted() || free === 0 ? [] : await frontier.claim(db, worker, ids, free, stopped());
    for (const job of jobs) {
      void queue.add(async () => {
        try {
          await workContained(place, job);
          options.onProgress?.(place.summary, await frontier.remaining(db, ids, stopped()));
        } catch (error) {
          // Even the refusal could not be saved: the database is gone. Stop, and let the caller see it.
          failure ??= error instanceof Error ? error : new Error(String(error));
        }
      });
    }
    if (jobs.length > 0) continue;
    if (queue.pending + queue.size === 0 && (interrupted() || (await frontier.remaining(db, ids, stopped())) === 0))
      break;
    await new Promise((done) => setTimeout(done, pollMs));
  }
  await frontier.release(db, worker);
  if (failure) throw failure;
  for (const id of ids) await endRun(db, id);
  return place.summary;
}

/**
 * Does one piece of work. A mistake of ours that one page or package brings out is its refusal, not everybody's end; it is
 * tried twice, since a deadlock between two workers looks the same and passes.
 */
async function workContained(place: Workplace, job: Job): Promise<void> {
  try {
    await work(place, job);
  } catch (error) {
    const message = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    if (job.attempts < 2) await frontier.postpone(place.db, job, pollMs);
    else await giveUp(place, job, "internal-error", message);
  }
}

/** Queues a source's first pages, unless a run of all that it has was interrupted: then that is finished first. */
async function begin(catalog: Catalog, planned: PlannedSource, options: CrawlOptions): Promise<void> {
  const { source, baseUrl, names } = planned;
  const { db } = catalog;
  if (options.fresh) {
    await frontier.discard(db, [source.id]);
    await forgetProgress(db, source.id);
  }
  const { host } = new URL(baseUrl);
  const { delayMs, concurrency } = source.pace;
  await frontier.setPace(db, [{ host, delayMs, concurrency }]);
  await noteSource(db, source.id);
  const left = await frontier.resume(db, source.id);
  const named = names.length > 0 ? source.first({ since: null, names }) : [];
  await frontier.enqueue(
    db,
    named.map((cursor) => pageJob(source, baseUrl, cursor, true)),
  );
  if (!planned.all) return;
  if (left > 0) {
    if (options.since === undefined) return;
    throw new UserError(
      `An unfinished crawl of ${source.id} must end first: run it without --since, or start anew with --fresh.`,
    );
  }
  const watermark = (await sourceStates(db)).find(({ id }) => id === source.id)?.watermark ?? null;
  const { since = watermark } = options;
  // What lies between the last run and a later --since stays unseen, so the next run must begin where the last one ended.
  const skips = since !== null && (watermark === null || since > watermark);
  await startRun(db, source.id, skips);
  await frontier.enqueue(
    db,
    source.first({ since, names: [] }).map((cursor) => pageJob(source, baseUrl, cursor)),
  );
}
