import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { sha256 } from "../catalog/hash.ts";
import type { Listing } from "../catalog/server.ts";
import { unstorableText, visibleText } from "../catalog/text.ts";
import type { ReadWarning } from "../catalog/tool.ts";
import type { Job } from "../db/queries/frontier.ts";
import type { KnownPage, PageMemory } from "../db/queries/pages.ts";
import type { Refusal } from "../db/queries/sources.ts";
import type { FetchFailure } from "./http.ts";
import type { Said } from "./outcome.ts";
import { isKey, isNamed, pageJob, pageNumber, pageUrl } from "./page.ts";
import { readings } from "./readings.ts";
import { readTarball } from "./readers/archive.ts";
import { readLive } from "./readers/live/live.ts";
import { seenFrom } from "./readers/package-files.ts";
import { readFiles, type PackageTools } from "./readers/read-files.ts";
import {
  defaultPageBytes,
  type LiveSource,
  type ParsedPage,
  type PlannedSource,
  type Rejection,
  type Source,
} from "./source.ts";
import { count } from "./summary.ts";
import { giveUp, refusal, settleFailure, type Workplace } from "./settle.ts";

/** A list of this many pages has no end: at 100 rows each it would be ten times the largest catalogue known. */
const maxPages = 20_000;
/** Larger bodies are not kept: they are archives, which can be had again. */
const maxKeptBytes = 50_000_000;
/** As in a listing (catalog/server.ts). */
const longestVersion = 255;
/** What is wrong with a page can be seen in as many. */
const mostRefusals = 1_000;
/** Files of the user's own are small; a wrong path may not be. */
const maxFileBytes = 10_000_000;

const compress = promisify(gzip);

/** An answer, with what to ask it with next time. */
type Answer = { body: Buffer; etag: string | null; lastModified: string | null };

/** A page's listings, what they lead to, and the tools in the code that the page was. */
type ReadPage = { page: ParsedPage; code?: PackageTools; warnings: ReadWarning[] };

/** Asks for one page of a source, unless it is known to be unchanged, and saves what it says. */
export async function workPage(
  place: Workplace,
  planned: PlannedSource,
  job: Job,
  known: KnownPage | null,
): Promise<void> {
  const { source, baseUrl } = planned;
  if (source.format === "live") {
    await askRunning(place, planned, source, job);
    return;
  }
  const answer = await ask(place, source, baseUrl, job, known);
  if (answer === "settled") return;
  const same = answer === "unchanged" || (known !== null && known.bodyHash === sha256(answer.body));
  if (answer !== "unchanged") count(place.summary, job.source, { bytes: answer.body.length });
  if (same && known) await keepPage(place, planned, job, known);
  else if (answer !== "unchanged") await readPage(place, planned, job, answer, known);
}

/** Asks a running server for its tools, and saves what it says. */
async function askRunning(place: Workplace, planned: PlannedSource, source: LiveSource, job: Job): Promise<void> {
  count(place.summary, source.id, { asked: 1 });
  const read = await readLive(job.key, { fetch: place.http.fetch, ...(place.signal ? { signal: place.signal } : {}) });
  if (!read.ok) {
    const { code } = read;
    const message = read.scheme === undefined ? read.message : `${read.message}; it wants ${read.scheme}`;
    if (code === "needs-authorization" || code === "not-mcp") await giveUp(place, job, code, message);
    // Of the many endpoints that others name a lot never answer: only one that the user names is worth another try now.
    else if (isNamed(job) || code === "rate-limited" || code === "aborted" || code === "not-found")
      await settleFailure(place, job, { ...read, code });
    else await giveUp(place, job, code, message);
    return;
  }
  const page = source.parse(read.answer, job.key);
  if (!page.ok) {
    await giveUp(place, job, "bad-page", page.why);
    return;
  }
  const { memory, ...said } = usable(job, { page });
  // They are not what a catalogue says: the server itself was asked.
  const tools = said.listings.map(({ ref, version = "", tools: found = [] }) => ({
    ref,
    reader: "live",
    version,
    tools: found.map((tool) => ({ ...tool, source: { reader: "live" } })),
  }));
  const listings = said.listings.map((listing) => ({ ...listing, tools: undefined }));
  const bodyHash = sha256(JSON.stringify(read.answer));
  const told = { ...said, listings, tools };
  await place.save({
    kind: "page",
    planned,
    job,
    said: told,
    page: { etag: null, lastModified: null, bodyHash, memory },
    body: null,
  });
  noteRead(place, source.id, read.warnings, told, memory);
}

/** Gets a page's body; "unchanged" when the server says so; "settled" when there is none and the job is done with. */
async function ask(
  place: Workplace,
  source: Exclude<Source, LiveSource>,
  baseUrl: string,
  job: Job,
  known: KnownPage | null,
): Promise<Answer | "unchanged" | "settled"> {
  const cursor = job.payload.cursor ?? job.key;
  const settle = async (failure: FetchFailure) => {
    await settleFailure(place, job, failure);
    return "settled" as const;
  };
  if (source.format === "file") {
    count(place.summary, source.id, { asked: 1 });
    const file = await readOwnFile(cursor);
    return "ok" in file ? settle(file) : file;
  }
  const request = source.request(cursor);
  const url = pageUrl(baseUrl, request);
  if (source.format === "html" && !(await place.mayFetch(url))) {
    await giveUp(place, job, "robots", `${new URL(url).host}'s robots.txt does not allow ${new URL(url).pathname}`);
    return "settled";
  }
  count(place.summary, source.id, { asked: 1 });
  const answer = await place.http.get(url, {
    maxBytes: request.maxBytes ?? defaultPageBytes,
    headers: place.headersOf(source.id),
    ...(request.accept ? { accept: request.accept } : {}),
    ...(place.signal ? { signal: place.signal } : {}),
    ...(known ? { etag: known.etag, lastModified: known.lastModified } : {}),
  });
  if (!answer.ok) return settle(answer);
  return answer.unchanged ? "unchanged" : answer;
}

async function readOwnFile(path: string): Promise<Answer | FetchFailure> {
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) return { ok: false, code: "too-large", message: `${path} is larger than 10 MB` };
    return { body: await readFile(path), etag: null, lastModified: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, code: "not-found", message: `it cannot be read (${why})` };
  }
}

/** The page is as it was: its listings are still there, and what they lead to may have changed. */
async function keepPage(place: Workplace, planned: PlannedSource, job: Job, { memory }: KnownPage): Promise<void> {
  noteLimit(place, planned.source.id, memory.refs);
  await place.save({ kind: "kept", planned, job, memory });
  noteSeen(place, planned.source.id, memory.refs);
  count(place.summary, planned.source.id, { unchanged: 1 });
}

async function readPage(
  place: Workplace,
  planned: PlannedSource,
  job: Job,
  answer: Answer,
  known: KnownPage | null,
): Promise<void> {
  const read = await parsePage(planned, answer.body, job.payload.cursor ?? job.key);
  if (!read.page.ok) {
    // A body that was cut off in between looks the same as one of the wrong shape, and the first passes.
    if (read.page.final) await giveUp(place, job, "bad-page", read.page.why);
    else await settleFailure(place, job, { ok: false, code: "bad-page", message: read.page.why });
    return;
  }
  const { memory: found, ...said } = usable(job, { ...read, page: read.page });
  const spoiled =
    read.page.rejected.length > 0 ? stillNamed(known?.memory.refs ?? [], found.refs, read, answer.body) : [];
  const memory = { ...found, refs: [...found.refs, ...spoiled] };
  const { etag, lastModified } = answer;
  const page = { etag, lastModified, bodyHash: sha256(answer.body), memory };
  noteLimit(place, planned.source.id, memory.refs);
  // The user's own files may hold secrets, and are still where they were.
  const isOwn = planned.source.format === "file";
  const kept = place.keepBodies && !isOwn && answer.body.length <= maxKeptBytes;
  const body = kept ? await compress(answer.body) : null;
  await place.save({ kind: "page", planned, job, said, page, body });
  noteRead(place, planned.source.id, read.warnings, said, memory);
}

/**
 * Which refs of a page are still named on it, though nothing can be read of them now: a row that became unusable does not
 * mean that its server is gone.
 */
function stillNamed(before: readonly string[], refs: readonly string[], { page }: ReadPage, body: Buffer): string[] {
  const lost = before.filter((ref) => !refs.includes(ref));
  if (lost.length === 0 || !page.ok) return [];
  const text = [body.toString("utf8"), ...page.rejected.map(({ at }) => at)].join("\n");
  return lost.filter((ref) => text.includes(ref));
}

/** Saves what a kept body says now (`crawl --replay`), and what that leads to; nobody was asked, so the page is as old as before. */
export async function saveAgain(place: Workplace, planned: PlannedSource, key: string, body: Buffer): Promise<void> {
  const job = { id: 0, attempts: 1, ...pageJob(planned, key) };
  const read = await parsePage(planned, body, key);
  if (!read.page.ok) {
    count(place.summary, planned.source.id, { refused: 1 });
    place.summary.refusals.push(refusal(job, "", "bad-page", read.page.why));
    return;
  }
  const { memory, ...said } = usable(job, { ...read, page: read.page });
  await place.save({ kind: "again", planned, job, said, bodyHash: sha256(body), memory });
  noteRead(place, planned.source.id, read.warnings, said, memory);
}

function noteRead(place: Workplace, source: string, warnings: ReadWarning[], said: Said, { refs }: PageMemory): void {
  const { summary } = place;
  const { listings, tools, refusals } = said;
  noteSeen(place, source, refs);
  count(summary, source, { pages: 1, listings: listings.length, refused: refusals.length });
  for (const carrying of [...listings, ...tools]) summary.tools += carrying.tools?.length ?? 0;
  summary.warnings += warnings.length;
  summary.refusals.push(...refusals);
}

/** Stops a source that reaches the run's limit with a page: before it is saved, since the next page is claimed at once. */
function noteLimit({ summary, limit }: Workplace, source: string, refs: readonly string[]): void {
  if (limit === undefined) return;
  const seen = new Set([...(summary.seen.get(source) ?? []), ...refs]);
  if (seen.size >= limit) summary.stopped.add(source);
}

/** What of a page can be stored, what it leads to, and the refusals of what cannot be used. */
function usable(
  job: Job,
  { page, code }: Pick<ReadPage, "code"> & { page: ParsedPage & { ok: true } },
): Said & { memory: PageMemory } {
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
  const goesOn = page.next !== null && page.next !== job.key && pageNumber(job) < maxPages && isKey(page.next);
  if (page.next !== null && !goesOn)
    refusals.push(refusal(job, "", "endless-list", "its pages never end, or have no usable address; stopped there"));
  const keys = (cursors: readonly string[] = []) =>
    [...new Set(cursors)].filter((cursor) => {
      if (!isKey(cursor)) refusals.push(refusal(job, cursor.slice(0, 100), "bad-cursor", "its address cannot be kept"));
      return isKey(cursor);
    });
  const also = keys(page.also);
  // A list that names lists that name lists could go on for ever as well.
  const lists = pageNumber(job) < maxPages ? keys(page.lists) : [];
  const refs = [...new Set(listings.map(({ ref }) => ref))];
  const [first] = listings;
  const read = code && first ? readings(first.ref, first.version ?? "", code) : [];
  const memory = { next: goesOn ? page.next : null, lists, also, refs };
  const versions = (page.versions ?? []).filter(
    (one) => unstorableText(one) === null && one.version.length <= longestVersion && isKey(one.ref),
  );
  return { listings, tools: read, versions, refusals: refusals.slice(0, mostRefusals), memory };
}

/** What a page says, as its source reads it; an archive is unpacked first, and read when it is a server's own code. */
async function parsePage({ source }: PlannedSource, body: Buffer, cursor: string): Promise<ReadPage> {
  if (source.format === "live") throw new Error("running servers have no pages");
  if (source.format !== "tarball") return { page: source.parse(body.toString("utf8"), cursor), warnings: [] };
  const unpacked = await readTarball(body);
  if (!unpacked.ok) return { page: { ok: false, why: unpacked.message }, warnings: [] };
  const folder = source.codeIn?.(cursor);
  const files = seenFrom(unpacked.files, folder ?? "");
  if (!files) return { page: { ok: false, final: true, why: `there is no folder ${folder ?? ""}` }, warnings: [] };
  const page = source.parse(files, cursor);
  const refused = unpacked.refused.map(({ path, why }): Rejection => ({ at: path, why }));
  if (!page.ok) return { page, warnings: [] };
  const code = folder === undefined ? undefined : await readFiles(files);
  const told = { ...page, rejected: [...refused, ...page.rejected] };
  return { page: told, ...(code ? { code } : {}), warnings: code?.warnings ?? [] };
}

function noteSeen(place: Workplace, source: string, refs: string[]): void {
  for (const ref of refs) place.summary.seen.get(source)?.add(ref);
}
