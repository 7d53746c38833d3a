import type { Listing } from "../catalog/server.ts";
import type { Db } from "../db/client.ts";
import { enqueue, finish, type Job, type NewJob } from "../db/queries/frontier.ts";
import { markGone, saveVersions, storedListings, type NewVersion } from "../db/queries/listings.ts";
import {
  refsOfPages,
  rememberPage,
  saveBodies,
  savePages,
  touchPages,
  type KnownPage,
  type PageMemory,
} from "../db/queries/pages.ts";
import { lockSaving } from "../db/queries/reconcile.ts";
import { noteNewest, replaceRefusals, type Refusal } from "../db/queries/sources.ts";
import { saveArchivesRead, saveTools, type ArchiveRead, type ToolsRead } from "../db/queries/tools.ts";
import { follow, isNamed, notAsked, pageJob, pageNumber, type Run } from "./page.ts";
import { saveListingsOf, touchListingsOf } from "./save.ts";
import type { PlannedSource } from "./source.ts";

/** What came of one piece of work, ready to be saved. */
export type Outcome = { planned: PlannedSource; job: Job } & (
  | { kind: "page"; said: Said; page: KnownPage; body: Buffer | null }
  /** The page is as it was. */
  | { kind: "kept"; memory: PageMemory }
  /** A kept body, parsed again: nobody was asked, so only what the page leads to may be new. */
  | { kind: "again"; said: Said; bodyHash: string; memory: PageMemory }
  | { kind: "archive"; tools: ToolsRead[]; read: ArchiveRead }
  /** The page of a single server is not there. */
  | { kind: "absent"; refused: Refusal }
);

/** What of a page can be stored: its listings, the tools in the code that it was, and what was refused. */
export type Said = { listings: Listing[]; tools: ToolsRead[]; versions: readonly NewVersion[]; refusals: Refusal[] };

/**
 * Saves what came of several pieces of work, and queues what they lead to, in one transaction: all of it, or nothing.
 * Returns, by source, how many archives need no new reading.
 */
export async function saveOutcomes(db: Db, run: Run, outcomes: readonly Outcome[]): Promise<Map<string, number>> {
  return db.transaction(async (tx) => {
    await lockSaving(tx);
    const alreadyRead = new Map<string, number>();
    const more: NewJob[] = [];
    for (const planned of new Set(outcomes.map((outcome) => outcome.planned))) {
      const of = outcomes.filter((outcome) => outcome.planned === planned);
      const led = await saveOfSource(tx, run, planned, of);
      alreadyRead.set(planned.source.id, led.alreadyRead);
      more.push(...led.more);
    }
    await finish(
      tx,
      outcomes.map(({ job }) => job.id),
    );
    // After the finished work is gone: a page may lead to another of the same name.
    await enqueue(tx, more);
    return alreadyRead;
  });
}

async function saveOfSource(tx: Db, run: Run, planned: PlannedSource, outcomes: readonly Outcome[]) {
  const { id } = planned.source;
  const pages = outcomes.filter((outcome) => outcome.kind === "page");
  const kept = outcomes.filter((outcome) => outcome.kind === "kept");
  const archives = outcomes.filter((outcome) => outcome.kind === "archive");
  const again = outcomes.filter((outcome) => outcome.kind === "again");
  const said = [
    ...pages.map((outcome) => ({ key: outcome.job.key, bodyHash: outcome.page.bodyHash, ...outcome.said })),
    ...again.map((outcome) => ({ key: outcome.job.key, bodyHash: outcome.bodyHash, ...outcome.said })),
  ];

  await saveListingsOf(tx, id, said, again.length === 0);
  await saveTools(tx, id, [...said.flatMap(({ tools }) => tools), ...archives.flatMap(({ tools }) => tools)]);
  await saveVersions(
    tx,
    id,
    said.flatMap(({ versions }) => versions),
  );
  await saveArchivesRead(
    tx,
    archives.map(({ read }) => read),
  );
  await replaceRefusals(
    tx,
    id,
    [...said.map(({ key }) => key), ...archives.map(({ job }) => job.key)],
    said.flatMap(({ refusals }) => refusals),
  );
  const newest = newestChange(said.flatMap(({ listings }) => listings));
  if (newest !== null) await noteNewest(tx, id, newest);
  await savePages(
    tx,
    id,
    pages.map(({ job, page }) => ({ key: job.key, ...page })),
  );
  for (const { job, memory } of again) await rememberPage(tx, id, job.key, memory);
  await saveAbsences(
    tx,
    planned,
    outcomes.filter((outcome) => outcome.kind === "absent"),
  );
  await saveBodies(
    tx,
    id,
    pages.flatMap(({ job, body }) => (body ? [{ key: job.key, body }] : [])),
  );

  const keptRefs = [...new Set(kept.flatMap(({ memory }) => memory.refs))];
  await touchListingsOf(tx, id, [...new Set([...keptRefs, ...pages.flatMap(unreadable)])]);
  await touchPages(
    tx,
    id,
    kept.map(({ job }) => job.key),
  );
  const stored = await storedListings(tx, id, keptRefs);
  const listings = [...pages.flatMap((page) => page.said.listings), ...[...stored.values()].map((of) => of.listing)];
  const alreadyRead = await follow(tx, run, planned, listings);
  const led = [
    ...pages.map(({ job, page }) => ({ job, memory: page.memory })),
    ...kept.map(({ job, memory }) => ({ job, memory })),
  ];
  const lists = led.flatMap(({ job, memory }) => furtherLists(planned, job, memory));
  const details = led.flatMap(({ job, memory }) =>
    memory.also.map((cursor) => pageJob(planned, cursor, { detail: true, named: isNamed(job) })),
  );
  const more = [...lists, ...details];
  // What was asked in this run is not asked again: several lists may name one server, and a list may lead back to itself.
  const open = await notAsked(
    tx,
    run,
    id,
    more.map(({ key }) => key),
  );
  return { alreadyRead, more: more.filter(({ key }) => open.has(key)) };
}

/** The refs that a page still names, though nothing could be read of them. */
function unreadable({ page, said }: Extract<Outcome, { kind: "page" }>): string[] {
  const read = new Set(said.listings.map(({ ref }) => ref));
  return page.memory.refs.filter((ref) => !read.has(ref));
}

type Absent = Extract<Outcome, { kind: "absent" }>;

/** A package that others name does not exist, or what was there once is gone. A list says for itself what is gone. */
async function saveAbsences(tx: Db, { source }: PlannedSource, absences: readonly Absent[]): Promise<void> {
  const { id, extent } = source;
  const keys = absences.map(({ job }) => job.key);
  const refs = await refsOfPages(tx, id, keys);
  if (extent.kind !== "list") await markGone(tx, id, [...refs.values()].flat());
  const nothing = { etag: null, lastModified: null, bodyHash: "" };
  await savePages(
    tx,
    id,
    keys.map((key) => ({ key, ...nothing, memory: { next: null, lists: [], also: [], refs: refs.get(key) ?? [] } })),
  );
  await replaceRefusals(
    tx,
    id,
    keys,
    absences.map(({ refused }) => refused),
  );
}

/** The lists that a page of a list leads to. */
function furtherLists(planned: PlannedSource, job: Job, { next, lists }: PageMemory): NewJob[] {
  return [...(next === null ? [] : [next]), ...lists].map((cursor) => {
    const more = pageJob(planned, cursor, { named: isNamed(job) });
    return { ...more, payload: { ...more.payload, page: String(pageNumber(job) + 1) } };
  });
}

function newestChange(listings: Listing[]): string | null {
  const times = listings
    .map(({ updatedAt }) => Date.parse(updatedAt ?? ""))
    // Outside of these years it is no date of a listing, and not every one of them is a timestamp for PostgreSQL.
    .filter((time) => time > Date.UTC(2000) && time < Date.UTC(2100));
  return times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b))).toISOString();
}

/** So long others may join those that are about to be saved. An embedded database leaves no time for that while it saves. */
const gatherMs = 10;

/**
 * Lets things that come at about the same time be saved together, up to `most` of them. When saving several fails,
 * each is tried alone, so that one that cannot be saved fails alone.
 */
export function together<T>(save: (items: T[]) => Promise<void>, most: number): (item: T) => Promise<void> {
  const waiting: { item: T; done: () => void; fail: (error: unknown) => void }[] = [];
  let busy = false;
  async function run(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      if (waiting.length < most) await new Promise((done) => setTimeout(done, gatherMs));
      const group = waiting.splice(0, most);
      try {
        await save(group.map(({ item }) => item));
        for (const { done } of group) done();
      } catch (error) {
        if (group.length === 1) group[0]?.fail(error);
        else for (const { item, done, fail } of group) await save([item]).then(done, fail);
      }
    }
    busy = false;
  }
  return (item) =>
    new Promise((done, fail) => {
      waiting.push({ item, done, fail });
      if (!busy) void run();
    });
}
