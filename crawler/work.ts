import { z } from "zod";
import { sha256 } from "../catalog/hash.ts";
import type { Listing } from "../catalog/server.ts";
import { unstorableText, visibleText } from "../catalog/text.ts";
import type { ToolDefinition } from "../catalog/tool.ts";
import type { Db } from "../db/client.ts";
import { enqueue, finish, holdHost, postpone, setAside, type Job } from "../db/queries/frontier.ts";
import { touchPage } from "../db/queries/listings.ts";
import {
  noteIncomplete,
  noteNewest,
  pageValidators,
  replaceRefusals,
  saveValidators,
  type Refusal,
} from "../db/queries/sources.ts";
import { saveArchiveRead, saveTools, type ToolsRead } from "../db/queries/tools.ts";
import { retryDelay, type FetchFailure, type FetchSuccess, type Http } from "./http.ts";
import { isKey, pageJob, pageUrl, queueArchives } from "./page.ts";
import { readerVersion, readPackage } from "./read-package.ts";
import type { MayFetch } from "./robots.ts";
import { savePageListings } from "./save.ts";
import { readTarball } from "./readers/archive.ts";
import { defaultPageBytes, type ParsedPage, type PlannedSource, type Source } from "./source.ts";

/** What a run did so far. `pages` and `archives` count what was fetched and saved; `unchanged` what needed no new reading. */
export type RunSummary = {
  pages: number;
  unchanged: number;
  archives: number;
  /** Listings saved, by source. */
  listings: Map<string, number>;
  tools: number;
  warnings: number;
  refusals: Refusal[];
  /** Hosts that could not be reached at all, with the reason. */
  unreachable: Map<string, string>;
  /** Servers whose listings were read, or are unchanged. */
  servers: Set<number>;
  /** Sources that reached the run's `limit`. */
  stopped: Set<string>;
};

export function emptySummary(): RunSummary {
  return {
    pages: 0,
    unchanged: 0,
    archives: 0,
    listings: new Map(),
    tools: 0,
    warnings: 0,
    refusals: [],
    unreachable: new Map(),
    servers: new Set(),
    stopped: new Set(),
  };
}

/** What a piece of work needs, and where it writes down what it did. */
export type Workplace = {
  db: Db;
  http: Http;
  mayFetch: MayFetch;
  sources: Map<string, PlannedSource>;
  summary: RunSummary;
  limit?: number;
  signal?: AbortSignal;
};

const maxAttempts = 4;
/** Failures that cost much time, or rarely pass. */
const triedTwice: FetchFailure["code"][] = ["timeout", "unreachable"];
/** A list of this many pages has no end: at 100 rows each it would be ten times the largest catalogue known. */
const maxPages = 20_000;

/** Does one piece of claimed work, and settles it: finished, to be tried again, or set aside. */
export async function work(place: Workplace, job: Job): Promise<void> {
  const planned = place.sources.get(job.source);
  if (!planned) throw new Error(`claimed work of ${job.source}, which is not being crawled`);
  const why = place.summary.unreachable.get(job.host);
  if (why !== undefined) await setAside(place.db, job);
  // Attempts are counted when work is claimed, so only work that ends the process gets past the limit.
  else if (job.attempts > maxAttempts)
    await giveUp(place, job, "crashed", "reading it has ended the process each time");
  else if (job.kind === "page") await workPage(place, planned, job);
  else await workArchive(place, job);
}

async function workPage(place: Workplace, planned: PlannedSource, job: Job): Promise<void> {
  const { source, baseUrl } = planned;
  const request = source.request(job.payload.cursor ?? job.key);
  const url = pageUrl(baseUrl, request);
  if (source.format === "html" && !(await place.mayFetch(url))) {
    await giveUp(place, job, "robots", `${new URL(url).host}'s robots.txt does not allow ${new URL(url).pathname}`);
    return;
  }
  const validators = request.revisited ? await pageValidators(place.db, source.id, job.key) : null;
  const answer = await place.http.get(url, {
    maxBytes: request.maxBytes ?? defaultPageBytes,
    ...(request.accept ? { accept: request.accept } : {}),
    ...(place.signal ? { signal: place.signal } : {}),
    ...validators,
  });
  if (!answer.ok) await settleFailure(place, job, answer);
  else if (answer.unchanged) await keepPage(place, planned, job);
  else await savePage(place, planned, job, answer, request.revisited === true);
}

/** The page is as it was: its listings are still there, and their archives may need a newer reader. */
async function keepPage(place: Workplace, { source }: PlannedSource, job: Job): Promise<void> {
  const kept = await place.db.transaction(async (tx) => {
    const listings = await touchPage(tx, source.id, job.key);
    await queueArchives(tx, source, listings);
    await finish(tx, job);
    return listings;
  });
  for (const { serverId } of kept) place.summary.servers.add(serverId);
  place.summary.unchanged++;
}

async function savePage(
  place: Workplace,
  planned: PlannedSource,
  job: Job,
  answer: FetchSuccess,
  revisited: boolean,
): Promise<void> {
  const { source, baseUrl } = planned;
  const { summary } = place;
  const page = await parsePage(source, answer.body, job.payload.cursor ?? job.key);
  if (!page.ok) {
    // A body that was cut off in between looks the same as one of the wrong shape, and the first passes.
    if (page.final) await giveUp(place, job, "bad-page", page.why);
    else await settleFailure(place, job, { ok: false, code: "bad-page", message: page.why });
    return;
  }
  const refusals: Refusal[] = page.rejected.map(({ at, why }) => refusal(job, at, "rejected-row", why));
  const storable = <T>(items: T[], at: string, named: (item: T) => string): T[] =>
    items.filter((item) => {
      const why = unstorableText(item);
      if (why !== null) refusals.push(refusal(job, `${at}${visibleText(named(item))}`, "rejected-row", why));
      return why === null;
    });
  const listings = storable(
    page.listings.map(({ tools, ...listing }): Listing =>
      tools ? { ...listing, tools: storable(tools, `${listing.ref}/`, ({ name }) => name) } : listing,
    ),
    "",
    ({ ref }) => ref,
  );
  const pageNumber = Number(job.payload.page ?? "1");
  const goesOn = page.next !== null && page.next !== job.key && pageNumber < maxPages && isKey(page.next);
  const details = (page.also ?? []).filter((cursor) => {
    if (!isKey(cursor)) refusals.push(refusal(job, cursor.slice(0, 100), "bad-cursor", "its address cannot be kept"));
    return isKey(cursor);
  });
  if (page.next !== null && !goesOn)
    refusals.push(refusal(job, "", "endless-list", "its pages never end, or have no usable address; stopped there"));

  const { servers, unchanged } = await place.db.transaction(async (tx) => {
    const touched = await savePageListings(tx, source.id, job.key, sha256(answer.body), listings);
    for (const listing of listings) if (listing.tools) await saveTools(tx, toolsListed(listing, listing.tools));
    await replaceRefusals(tx, source.id, job.key, refusals);
    const newest = newestChange(listings);
    if (newest !== null) await noteNewest(tx, source.id, newest);
    if (revisited)
      await saveValidators(tx, source.id, job.key, { etag: answer.etag, lastModified: answer.lastModified });
    const alreadyRead = await queueArchives(tx, source, listings);
    await finish(tx, job);
    const more = details.map((cursor) => pageJob(source, baseUrl, cursor));
    if (goesOn && page.next !== null) {
      const next = pageJob(source, baseUrl, page.next);
      more.push({ ...next, payload: { ...next.payload, page: String(pageNumber + 1) } });
    }
    await enqueue(tx, more);
    return { servers: touched, unchanged: alreadyRead };
  });
  summary.pages++;
  summary.tools += listings.reduce((sum, { tools }) => sum + (tools?.length ?? 0), 0);
  for (const id of servers) summary.servers.add(id);
  summary.unchanged += unchanged;
  const total = (summary.listings.get(source.id) ?? 0) + listings.length;
  summary.listings.set(source.id, total);
  summary.refusals.push(...refusals);
  if (place.limit !== undefined && total >= place.limit) summary.stopped.add(source.id);
}

/** The tools that a listing itself carries, as what a reader of their own found. */
function toolsListed(listing: Listing, tools: ToolDefinition[]): ToolsRead {
  const reader = `listing:${listing.source}`;
  return {
    source: listing.source,
    ref: listing.ref,
    reader,
    package: `${listing.source}:${listing.ref}`,
    version: listing.version ?? "",
    tools: tools.map((tool) => ({ ...tool, source: { reader } })),
  };
}

/** What a page says, as its source reads it; an archive is unpacked first. */
async function parsePage(source: Source, body: Buffer, cursor: string): Promise<ParsedPage> {
  if (source.format !== "tarball") return source.parse(body.toString("utf8"), cursor);
  const unpacked = await readTarball(body);
  if (!unpacked.ok) return { ok: false, why: unpacked.message };
  const page = source.parse(unpacked.files, cursor);
  const refused = unpacked.refused.map(({ path, why }) => ({ at: path, why }));
  return page.ok ? { ...page, rejected: [...refused, ...page.rejected] } : page;
}

/** What queueArchives put into the frontier, read back: it was JSON in between. */
const ArchivePayload = z.object({
  ref: z.string(),
  package: z.string(),
  version: z.string(),
  url: z.string(),
  integrity: z.string(),
});

async function workArchive(place: Workplace, job: Job): Promise<void> {
  const { ref, version, url, integrity, package: of } = ArchivePayload.parse(job.payload);
  const read = await readPackage(
    place.http,
    { url, integrity },
    { retries: 0, ...(place.signal ? { signal: place.signal } : {}) },
  );
  if (!read.ok) {
    if (read.failure) await settleFailure(place, job, read.failure);
    else await giveUp(place, job, read.code, read.message);
    return;
  }
  await place.db.transaction(async (tx) => {
    const found = {
      source: job.source,
      ref,
      reader: "javascript",
      package: of,
      version,
      tools: read.tools,
    };
    await saveTools(tx, found);
    await saveArchiveRead(tx, { package: of, version, integrity, readerVersion, warnings: read.warnings });
    await replaceRefusals(tx, job.source, job.key, []);
    await finish(tx, job);
  });
  place.summary.archives++;
  place.summary.tools += read.tools.length;
  place.summary.warnings += read.warnings.length;
}

/** Tries again later where that may help; otherwise gives the work up, for this run or for good. */
async function settleFailure(place: Workplace, job: Job, failure: FetchFailure): Promise<void> {
  const { db, summary } = place;
  if (failure.code === "aborted") return;
  const waitMs = retryDelay(failure, job.attempts);
  if (waitMs === null) {
    await giveUp(place, job, failure.code, failure.message);
    return;
  }
  if (failure.retryAfterMs !== undefined) await holdHost(db, job.host, waitMs);
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
    await replaceRefusals(tx, job.source, job.key, [found]);
    await setAside(tx, job);
  });
  summary.refusals.push(found);
}

/** Records why this work cannot be done and removes it. A lost page may hide changes, so the run counts as incomplete. */
export async function giveUp(place: Workplace, job: Job, code: string, why: string): Promise<void> {
  const found = refusal(job, "", code, why);
  await place.db.transaction(async (tx) => {
    await replaceRefusals(tx, job.source, job.key, [found]);
    if (job.kind === "page") await noteIncomplete(tx, job.source);
    await finish(tx, job);
  });
  place.summary.refusals.push(found);
}

function refusal(job: Job, at: string, code: string, why: string): Refusal {
  return { source: job.source, page: job.key, at: visibleText(at), code, why: visibleText(why.slice(0, 1_000)) };
}

function newestChange(listings: Listing[]): string | null {
  const times = listings
    .map(({ updatedAt }) => Date.parse(updatedAt ?? ""))
    // Outside of these years it is no date of a listing, and not every one of them is a timestamp for PostgreSQL.
    .filter((time) => time > Date.UTC(2000) && time < Date.UTC(2100));
  return times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b))).toISOString();
}
