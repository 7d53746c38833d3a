import { visibleText } from "../catalog/text.ts";
import type { Db } from "../db/client.ts";
import { finish, holdHost, postpone, setAside, type Job } from "../db/queries/frontier.ts";
import { noteIncomplete, replaceRefusals, type Refusal } from "../db/queries/sources.ts";
import { retryDelay, type FetchFailure, type Http } from "./http.ts";
import type { Outcome } from "./outcome.ts";
import { isNamed, type Run } from "./page.ts";
import type { MayFetch } from "./robots.ts";
import type { PlannedSource } from "./source.ts";
import { count, type RunSummary } from "./summary.ts";

/** What a piece of work needs, and where it writes down what it did. */
export type Workplace = Run & {
  db: Db;
  http: Http;
  mayFetch: MayFetch;
  /** Extra request headers of a source, such as its token. */
  headersOf: (source: string) => Record<string, string>;
  /** Until when (Date.now()) a lane is held by a Retry-After, as this process knows it before the database does. */
  held: Map<string, number>;
  /** Saves what came of a piece of work, with what came of others at the same time. */
  save: (outcome: Outcome) => Promise<void>;
  summary: RunSummary;
  limit?: number;
  /** Whether answers are kept, to be parsed again. */
  keepBodies: boolean;
  signal?: AbortSignal;
};

/** How often work is tried, before it waits for the next crawl. */
export const maxAttempts = 4;
/** Failures that cost much time, or rarely pass. */
const triedTwice: FetchFailure["code"][] = ["timeout", "unreachable"];

/** Tries again later where that may help; otherwise gives the work up, for this run or for good. */
export async function settleFailure(place: Workplace, job: Job, failure: FetchFailure): Promise<void> {
  const { db, summary } = place;
  if (failure.code === "aborted") return;
  const waitMs = retryDelay(failure, job.attempts);
  if (waitMs === null) {
    const planned = place.sources.get(job.source);
    const isSingle = job.payload.detail === "yes" || isNamed(job);
    if (planned && failure.code === "not-found" && isSingle) await settleAbsence(place, planned, job, failure.message);
    else await giveUp(place, job, failure.code, failure.message);
    return;
  }
  if (failure.retryAfterMs !== undefined) {
    place.held.set(job.host, Math.max(place.held.get(job.host) ?? 0, Date.now() + waitMs));
    await holdHost(db, job.host, waitMs);
  }
  if (job.attempts < (triedTwice.includes(failure.code) ? 2 : maxAttempts)) {
    await postpone(db, job, waitMs);
    return;
  }
  if (failure.code === "unreachable") summary.unreachable.set(job.host, failure.message);
  const found = refusal(
    job,
    "",
    failure.code,
    `${failure.message}, in ${job.attempts} tries; the next crawl tries again`,
  );
  await db.transaction(async (tx) => {
    await replaceRefusals(tx, job.source, [job.key], [found]);
    await setAside(tx, job);
  });
  count(summary, job.source, { failed: 1 });
  summary.refusals.push(found);
}

/** A single server's page is not there. */
async function settleAbsence(place: Workplace, planned: PlannedSource, job: Job, why: string): Promise<void> {
  const refused = refusal(job, "", "not-found", why);
  await place.save({ kind: "absent", planned, job, refused });
  count(place.summary, job.source, { refused: 1 });
  place.summary.refusals.push(refused);
}

/** Records why this work cannot be done and removes it. A lost list may hide servers, so the run counts as incomplete. */
export async function giveUp(place: Workplace, job: Job, code: string, why: string): Promise<void> {
  const found = refusal(job, "", code, why);
  await place.db.transaction(async (tx) => {
    await replaceRefusals(tx, job.source, [job.key], [found]);
    if (job.kind === "page" && job.payload.detail !== "yes" && !isNamed(job)) await noteIncomplete(tx, job.source);
    await finish(tx, [job.id]);
  });
  count(place.summary, job.source, { refused: 1 });
  place.summary.refusals.push(found);
}

/** It is part of a key, and an index row of PostgreSQL takes 2,704 bytes; a character may become ten when it is made visible. */
const longestPlace = 100;

/** A refusal of a part (`at`) of what a job asked for. */
export function refusal(job: Job, at: string, code: string, why: string): Refusal {
  const place = visibleText(at.slice(0, longestPlace).toWellFormed());
  return { source: job.source, page: job.key, at: place, code, why: visibleText(why.slice(0, 1_000).toWellFormed()) };
}
