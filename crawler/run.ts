import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import PQueue from "p-queue";
import type { Catalog, Db } from "../db/client.ts";
import * as frontier from "../db/queries/frontier.ts";
import type { Job } from "../db/queries/frontier.ts";
import { dropOldBodies, keptBodies, knownPages, type KeptBody, type KnownPage } from "../db/queries/pages.ts";
import { hasFresh } from "../db/queries/reconcile.ts";
import { sourceStates } from "../db/queries/sources.ts";
import type { Http } from "./http.ts";
import type { NpmConfig } from "./npm-config.ts";
import { saveOutcomes, together, type Outcome } from "./outcome.ts";
import { reconcile, type Reconciled } from "./reconcile.ts";
import type { MayFetch } from "./robots.ts";
import { giveUp, maxAttempts, type Workplace } from "./settle.ts";
import { begin, end } from "./source-run.ts";
import type { PlannedSource } from "./source.ts";
import { count, emptySummary, type RunSummary } from "./summary.ts";
import { saveAgain } from "./work-page.ts";
import { work } from "./work.ts";

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
  /** How many days answers are kept so that they can be parsed again; 0: not at all. */
  keepBodies: number;
  /** npm packages are run in a sandbox as well, installed from this registry (readers/sandbox). */
  run?: NpmConfig;
  /** Extra request headers of a source, by its id, such as its token. */
  headersOf?: (source: string) => Record<string, string>;
  /** Called now and then, with how much is left to fetch. */
  onProgress?: (summary: RunSummary, left: number) => void;
  /** Interrupts the crawl: what is under way is given back, and the next crawl goes on. */
  signal?: AbortSignal;
};

const pollMs = 25;
const progressMs = 250;
const leaseRenewalMs = 10_000;
/** What a run did, and what became of the catalog's servers. */
export type CrawlResult = { summary: RunSummary; reconciled: Reconciled | null };

/**
 * Crawls the planned sources until none of their work is left, makes servers out of what they list, and returns what
 * happened. The work lives in the database, so a crawl that was killed goes on where it was, and on PostgreSQL several
 * processes share it.
 */
export async function crawl(
  catalog: Catalog,
  http: Http,
  mayFetch: MayFetch,
  options: CrawlOptions,
): Promise<CrawlResult> {
  const { db } = catalog;
  const worker = randomUUID();
  const place = workplace(catalog, http, mayFetch, options);
  await frontier.sweep(db, worker, catalog.embedded);
  const isLater = ({ source, all }: PlannedSource) => all && source.extent.kind === "known";
  let reconciled: Reconciled | null = null;
  for (const later of [false, true]) {
    const group = options.planned.filter((planned) => isLater(planned) === later);
    for (const planned of group) await begin(catalog, planned, options);
    for (const { id, startedAt } of await sourceStates(db))
      if (startedAt !== null && place.sources.get(id)?.all) place.begun.set(id, startedAt);
    await workThrough(place, worker, group, options, catalog.embedded);
    for (const planned of group) if (planned.all) await end(catalog, planned, place.summary);
    if (await hasFresh(db)) reconciled = both(reconciled, await reconcile(db));
  }
  await dropOldBodies(db, [...place.sources.keys()], options.keepBodies);
  return { summary: place.summary, reconciled };
}

function both(one: Reconciled | null, then: Reconciled): Reconciled {
  return { ...then, added: then.added + (one?.added ?? 0), changes: then.changes + (one?.changes ?? 0) };
}

/** Does the work of sources until none of it is left, or the crawl is interrupted. */
async function workThrough(
  place: Workplace,
  worker: string,
  group: readonly PlannedSource[],
  options: CrawlOptions,
  alone: boolean,
): Promise<void> {
  const { db, summary } = place;
  const ids = group.map(({ source }) => source.id);
  const queue = new PQueue({ concurrency: options.workers });
  let failure: Error | undefined;
  let renewed = Date.now();
  let told = 0;
  const interrupted = () => options.signal?.aborted === true || failure !== undefined;
  const named = group.filter(({ all }) => !all).map(({ source }) => source.id);
  const wanted = () => ({ stopped: [...summary.stopped], named });
  for (;;) {
    if (Date.now() - renewed > leaseRenewalMs) {
      renewed = Date.now();
      await frontier.sweep(db, worker, alone);
    }
    if (options.onProgress && Date.now() - told > progressMs) {
      options.onProgress(summary, await frontier.remaining(db, ids, wanted()));
      told = Date.now();
    }
    const free = options.workers - queue.pending - queue.size;
    const jobs = interrupted() || free === 0 ? [] : await frontier.claim(db, worker, ids, free, wanted());
    const known = await knownOf(db, jobs);
    for (const job of jobs) {
      void queue.add(async () => {
        try {
          await workContained(place, job, known.get(job) ?? null);
        } catch (error) {
          // Even the refusal could not be saved: the database is gone. Stop, and let the caller see it.
          failure ??= error instanceof Error ? error : new Error(String(error));
        }
      });
    }
    if (jobs.length > 0) continue;
    if (queue.pending + queue.size === 0 && (interrupted() || (await frontier.remaining(db, ids, wanted())) === 0))
      break;
    await new Promise((done) => setTimeout(done, pollMs));
  }
  await frontier.release(db, worker);
  if (failure) throw failure;
}

/** What is known of the pages that jobs ask for. */
async function knownOf(db: Db, jobs: readonly Job[]): Promise<Map<Job, KnownPage>> {
  const known = new Map<Job, KnownPage>();
  for (const source of new Set(jobs.map((job) => job.source))) {
    const wanted = jobs.filter((job) => job.source === source && job.kind === "page");
    const pages = await knownPages(
      db,
      source,
      wanted.map(({ key }) => key),
    );
    for (const job of wanted) {
      const page = pages.get(job.key);
      if (page) known.set(job, page);
    }
  }
  return known;
}

/** As many as come while others are being saved, but a transaction stays short. */
const savedTogether = 50;

function workplace(
  catalog: Catalog,
  http: Http,
  mayFetch: MayFetch,
  options: CrawlOptions,
): Workplace & { begun: Map<string, string> } {
  const { db } = catalog;
  const summary = emptySummary(options.planned.map(({ source }) => source.id));
  const run = {
    sources: new Map(options.planned.map((planned) => [planned.source.id, planned])),
    begun: new Map<string, string>(),
    workers: options.workers,
    ...(options.run ? { run: options.run } : {}),
  };
  const save = together<Outcome>(async (outcomes) => {
    for (const [source, unchanged] of await saveOutcomes(db, run, outcomes)) count(summary, source, { unchanged });
  }, savedTogether);
  return {
    ...run,
    save,
    db,
    http,
    mayFetch,
    headersOf: options.headersOf ?? (() => ({})),
    keepBodies: options.keepBodies > 0,
    summary,
    held: new Map(),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(options.signal ? { signal: options.signal } : {}),
  };
}

/**
 * Parses the kept answers of the planned sources again, without asking anybody, and makes servers anew: what a fix of a
 * source, or of identity, changes.
 */
export async function replay(
  catalog: Catalog,
  http: Http,
  mayFetch: MayFetch,
  options: CrawlOptions,
): Promise<CrawlResult> {
  const { db } = catalog;
  const place = { ...workplace(catalog, http, mayFetch, options), keepBodies: false };
  for (const planned of options.planned) {
    const { id, format } = planned.source;
    if (format === "live") continue;
    let after: KeptBody | null = null;
    for (;;) {
      const kept: KeptBody[] = await keptBodies(db, id, after, 50);
      for (const { key, body } of kept) {
        if (options.signal?.aborted) break;
        await saveAgain(place, planned, key, await unzip(body));
      }
      after = kept.at(-1) ?? null;
      options.onProgress?.(place.summary, 0);
      if (after === null || options.signal?.aborted) break;
    }
  }
  return { summary: place.summary, reconciled: await reconcile(db) };
}

const unzip = promisify(gunzip);

/**
 * Does one piece of work. A mistake of ours that one page or package brings out is its refusal, not everybody's end; it is
 * tried again first, since a deadlock between two workers looks the same and passes.
 */
async function workContained(place: Workplace, job: Job, known: KnownPage | null): Promise<void> {
  try {
    await work(place, job, known);
  } catch (error) {
    const message = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    if (job.attempts < maxAttempts) await frontier.postpone(place.db, job, pollMs);
    else await giveUp(place, job, "internal-error", message);
  }
}
