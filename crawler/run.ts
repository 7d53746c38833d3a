import { randomUUID } from "node:crypto";
import PQueue from "p-queue";
import type { Catalog } from "../db/client.ts";
import * as frontier from "../db/queries/frontier.ts";
import { endRun, forgetProgress, sourceStates, startRun } from "../db/queries/sources.ts";
import type { Http } from "./http.ts";
import type { MayFetch } from "./robots.ts";
import type { CrawlPlan, PlannedSource } from "./source.ts";
import { pageJob } from "./page.ts";
import { emptySummary, work, type RunSummary, type Workplace } from "./work.ts";

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
  for (;;) {
    if (Date.now() - renewed > leaseRenewalMs) {
      renewed = Date.now();
      await frontier.sweep(db, worker, catalog.embedded);
    }
    const active = [...place.sources.keys()].filter((id) => !place.summary.stopped.has(id));
    const free = options.workers - queue.pending - queue.size;
    const jobs = interrupted() || free === 0 ? [] : await frontier.claim(db, worker, active, free);
    for (const job of jobs) {
      void queue.add(async () => {
        try {
          await work(place, job);
          options.onProgress?.(place.summary, await frontier.remaining(db, active));
        } catch (error) {
          // Our own mistake, or the database is gone: stop, and let the caller see it.
          failure ??= error instanceof Error ? error : new Error(String(error));
        }
      });
    }
    if (jobs.length > 0) continue;
    if (queue.pending + queue.size === 0 && (interrupted() || (await frontier.remaining(db, active)) === 0)) break;
    await new Promise((done) => setTimeout(done, pollMs));
  }
  await frontier.release(db, worker);
  if (failure) throw failure;
  for (const id of place.sources.keys()) if (!place.summary.stopped.has(id)) await endRun(db, id);
  return place.summary;
}

/** Queues a source's first pages, unless an earlier run left work: then that is finished first. */
async function begin(
  catalog: Catalog,
  { source, baseUrl, names }: PlannedSource,
  options: CrawlOptions,
): Promise<void> {
  const { db } = catalog;
  if (options.fresh) {
    await frontier.discard(db, [source.id]);
    await forgetProgress(db, source.id);
  }
  const { host } = new URL(baseUrl);
  const { delayMs, concurrency } = source.pace;
  await frontier.setPace(db, [{ host, delayMs, concurrency }]);
  const left = await frontier.resume(db, [source.id]);
  if (left > 0 && names.length === 0) return;
  if (left === 0) await startRun(db, source.id);
  const state = (await sourceStates(db)).find(({ id }) => id === source.id);
  const plan: CrawlPlan = { since: options.since ?? state?.watermark ?? null, names };
  await frontier.enqueue(
    db,
    source.first(plan).map((cursor) => pageJob(source, baseUrl, cursor)),
  );
}
