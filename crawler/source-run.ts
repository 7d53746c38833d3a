import { UserError } from "../catalog/user-error.ts";
import type { Catalog, Db } from "../db/client.ts";
import * as frontier from "../db/queries/frontier.ts";
import { knownRemotes, knownRepositories } from "../db/queries/known.ts";
import { countListings, knownRefs, markUnseen } from "../db/queries/listings.ts";
import { forgetPages } from "../db/queries/pages.ts";
import { lockSaving } from "../db/queries/reconcile.ts";
import { endRun, forgetProgress, noteSource, sourceStates, startRun } from "../db/queries/sources.ts";
import { isKey, laneOf, pageJob, paceAt } from "./page.ts";
import type { PlannedSource, Source } from "./source.ts";
import { count, type RunSummary } from "./summary.ts";

/** A source that stops listing so many of its servers at once, and more than a handful, is more likely broken. */
const believable = { share: 0.5, listings: 20 };

/** As in a crawl's options (run.ts). */
type BeginOptions = { workers: number; fresh?: boolean; since?: string };

/** Queues a source's first pages, unless a run of all that it has was interrupted: then that is finished first. */
export async function begin({ db }: Catalog, planned: PlannedSource, options: BeginOptions): Promise<void> {
  const { source, baseUrl, names } = planned;
  const named = names.length > 0 ? source.first({ since: null, names }) : [];
  const jobs = named.map((cursor) => pageJob(planned, cursor, { named: true }));
  await db.transaction(async (tx) => {
    // Two crawls that begin at once begin one run: a second start would make what the first has read look unseen.
    await lockSaving(tx);
    if (options.fresh && planned.all) {
      await frontier.discard(tx, [source.id]);
      await forgetProgress(tx, source.id);
      await forgetPages(tx, source.id);
    }
    await noteSource(tx, source.id);
    const left = await frontier.resume(tx, source.id);
    if (options.fresh && !planned.all) await forgetPages(tx, source.id, named);
    if (planned.all) jobs.push(...(await jobsOfAll(tx, planned, options.since, left)));
    const hosts = new Set([laneOf(baseUrl), ...jobs.map(({ host }) => host)]);
    await frontier.setPace(
      tx,
      [...hosts].map((host) => ({ source: source.id, host, ...paceAt(planned, host, options.workers) })),
    );
    await frontier.enqueue(tx, jobs);
  });
}

/** Begins a run of all that a source has, of which `left` pages are left from an earlier one; returns its first pages. */
async function jobsOfAll(
  tx: Db,
  planned: PlannedSource,
  from: string | undefined,
  left: number,
): Promise<frontier.NewJob[]> {
  const { source } = planned;
  if (left > 0) {
    if (from === undefined) return [];
    throw new UserError(
      `An unfinished crawl of ${source.id} must end first: run it without --since, or start anew with --fresh.`,
    );
  }
  const watermark = (await sourceStates(tx)).find(({ id }) => id === source.id)?.watermark ?? null;
  const since = from ?? watermark;
  const everything = source.first({ since: null, names: [] });
  const first = source.first({ since, names: [] });
  await startRun(tx, source.id, {
    // What lies between the last run and a later --since stays unseen, so the next run must begin where the last one ended.
    incomplete: since !== null && (watermark === null || since > watermark),
    partly: JSON.stringify(first) !== JSON.stringify(everything),
  });
  const names = await namesKnown(tx, source);
  const known = names.length === 0 ? [] : source.first({ since: null, names }).filter(isKey);
  return [
    ...first.map((cursor) => pageJob(planned, cursor)),
    ...known.map((cursor) => pageJob(planned, cursor, { detail: true })),
  ];
}

/** What a source that cannot name all that it has is asked for by name: what it gave before, or what the catalog knows. */
async function namesKnown(tx: Db, { id, extent }: Source): Promise<string[]> {
  if (extent.kind === "packages") return knownRefs(tx, id);
  if (extent.kind !== "known") return [];
  return extent.of === "remotes" ? knownRemotes(tx, id) : knownRepositories(tx, id);
}

/** Ends the run of a source, when nothing of it is left. What a whole list did not name any more is gone. */
export async function end({ db }: Catalog, { source }: PlannedSource, summary: RunSummary): Promise<void> {
  const ended = await endRun(db, source.id);
  if (!ended?.whole || source.extent.kind !== "list") return;
  const marked = await db.transaction(async (tx) => {
    const unseen = await countListings(tx, source.id, ended.startedAt);
    const known = await countListings(tx, source.id);
    if (unseen > believable.listings && unseen > known * believable.share) return null;
    return markUnseen(tx, source.id, ended.startedAt);
  });
  if (marked !== null) count(summary, source.id, { gone: marked });
  else
    summary.refusals.push({
      source: source.id,
      page: "",
      at: "",
      code: "too-few",
      why: "it lists less than half of what it listed before; nothing was marked as gone",
    });
}
