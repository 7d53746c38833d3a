import ipaddr from "ipaddr.js";
import type { Listing, Package } from "../catalog/server.ts";
import { unstorableText } from "../catalog/text.ts";
import type { Db } from "../db/client.ts";
import { enqueue, setPaceIfNew, type NewJob } from "../db/queries/frontier.ts";
import { pagesCheckedSince } from "../db/queries/pages.ts";
import { archivesRead } from "../db/queries/tools.ts";
import type { NpmConfig } from "./npm-config.ts";
import { readerVersion, runVersion } from "./read-package.ts";
import type { Cursor, PageRequest, PlannedSource } from "./source.ts";

/** What is known of a page before it is asked for: the user named it; it is about a single server. */
type PageKind = { named?: boolean; detail?: boolean };

/** The work of fetching one page of a source. */
export function pageJob({ source, baseUrl }: PlannedSource, cursor: Cursor, kind: PageKind = {}): NewJob {
  const host = source.format === "live" ? hostOf(cursor) : laneOf(baseUrl);
  const flags = { ...(kind.named ? { named: "yes" } : {}), ...(kind.detail ? { detail: "yes" } : {}) };
  return { source: source.id, kind: "page", key: cursor, host, payload: { cursor, ...flags } };
}

/** Whether the user named a page, or one that led to it. */
export const isNamed = ({ payload }: Pick<NewJob, "payload">): boolean => payload.named === "yes";

/** Which page of its list a page is, from 1. */
export const pageNumber = ({ payload }: Pick<NewJob, "payload">): number => Number(payload.page ?? "1");

/** The full URL of a page: the request's path and query below the base URL, whatever the path says. */
export function pageUrl(baseUrl: string, { path, query }: PageRequest): string {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}${path}`;
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url.href;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}

/**
 * The lane of a base URL: what is asked at one pace, and waits together when told to (Retry-After). Its host, and its path
 * where several services share a host. "" for what is not asked over the network.
 */
export function laneOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return "";
  const { host, pathname } = new URL(baseUrl);
  return `${host}${pathname.replace(/\/+$/, "")}`;
}

/**
 * The pace of a source: its own, which is what the public service can take; a service on this computer, such as a replica,
 * is asked without delay.
 */
export function paceOf(
  { source, baseUrl }: Pick<PlannedSource, "source" | "baseUrl">,
  workers: number,
): { delayMs: number; concurrency: number } {
  const { delayMs, concurrency } = source.pace;
  return isLoopback(baseUrl) || source.format === "file"
    ? { delayMs: 0, concurrency: workers }
    : { delayMs, concurrency };
}

/** The pace of a source at a lane: its own, or that of the host where the lane is that of a running server. */
export function paceAt(planned: PlannedSource, lane: string, workers: number) {
  return paceOf(planned.source.format === "live" ? { ...planned, baseUrl: `http://${lane}` } : planned, workers);
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return host === "localhost" || (ipaddr.isValid(host) && ipaddr.process(host).range() === "loopback");
}

/** The run that work belongs to: its sources by id, when the run of those began that are asked for all (RFC 3339), and how many requests it makes at once. */
export type Run = {
  sources: ReadonlyMap<string, PlannedSource>;
  begun: ReadonlyMap<string, string>;
  workers: number;
  /** npm packages are run in a sandbox as well, installed as this says. */
  run?: NpmConfig;
};

/**
 * Queues what listings of a source lead to besides pages: their archives, and their packages at the sources that know
 * packages of their type. Returns how many archives were read before.
 */
export async function follow(tx: Db, run: Run, planned: PlannedSource, listings: readonly Listing[]): Promise<number> {
  await queuePackages(tx, run, planned, listings);
  return queueArchives(tx, planned, run, listings);
}

/**
 * Queues the archives that listings name (packages of npm and PyPI, bundles of the registry), one for each listing: others are
 * the same for other systems. Not those that this reader has read from the same bytes before.
 */
async function queueArchives(
  tx: Db,
  planned: PlannedSource,
  { workers, run }: Run,
  listings: readonly Listing[],
): Promise<number> {
  const { source, baseUrl } = planned;
  const named = listings.flatMap(({ ref, version: listed = "", packages }) => {
    const found = packages.find(({ archive }) => archive && hasHost(archive.url) && mayAsk(baseUrl, archive.url));
    if (!found?.archive) return [];
    return [{ ref, package: `${source.id}:${ref}`, version: found.version ?? listed, ...found.archive }];
  });
  if (named.length === 0) return 0;
  const done = await archivesRead(tx, run ? [runVersion] : [readerVersion, runVersion], named);
  const jobs = named
    .filter((archive) => !done.has(archive.package))
    .map((payload): NewJob => {
      const host = payload.url.startsWith(`${baseUrl.replace(/\/+$/, "")}/`)
        ? laneOf(baseUrl)
        : new URL(payload.url).host;
      return { source: source.id, kind: "archive", key: `${payload.package}@${payload.version}`, host, payload };
    });
  const pace = paceOf(planned, workers);
  await setPaceIfNew(
    tx,
    [...new Set(jobs.map(({ host }) => host))].map((host) => ({ source: source.id, host, ...pace })),
  );
  await enqueue(tx, jobs);
  return done.size;
}

/** Queues the packages that listings name, once in a run, at sources whose run asks for all that there is. */
async function queuePackages(tx: Db, run: Run, planned: PlannedSource, listings: readonly Listing[]): Promise<void> {
  for (const to of run.sources.values()) {
    const { extent, id } = to.source;
    if (extent.kind !== "packages" || !run.begun.has(id) || id === planned.source.id) continue;
    const names = listings.flatMap(({ packages }) =>
      packages.flatMap(({ type, identifier }) =>
        type === extent.type && isPackageName(type, identifier) ? [identifier] : [],
      ),
    );
    if (names.length === 0) continue;
    const cursors = await notAsked(tx, run, id, to.source.first({ since: null, names }).filter(isKey));
    await enqueue(
      tx,
      [...cursors].map((cursor) => pageJob(to, cursor, { detail: true })),
    );
  }
}

/** Those of a source's pages that its run has not asked for yet. */
export async function notAsked(tx: Db, { begun }: Run, source: string, cursors: string[]): Promise<Set<string>> {
  const open = new Set(cursors);
  const since = begun.get(source);
  if (since === undefined) return open;
  for (const asked of await pagesCheckedSince(tx, source, [...open], since)) open.delete(asked);
  return open;
}

/**
 * Whether a stranger's name can be that of a package: npm's rules for names, which are URL-safe (docs, "package.json",
 * name), and PyPI's (PEP 508).
 */
function isPackageName(type: Package["type"], name: string): boolean {
  if (name.length > 214) return false;
  return type === "npm"
    ? /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i.test(name)
    : /^[a-z0-9](?:[\w.-]*[a-z0-9])?$/i.test(name);
}

/** A replica on this computer names archives that the public service has: it is no reason to ask that one. */
function mayAsk(baseUrl: string, url: string): boolean {
  return !isLoopback(baseUrl) || isLoopback(url);
}

/** DNS allows 253 characters (RFC 1035, 2.3.4); a URL may have any number. */
function hasHost(url: string): boolean {
  return URL.canParse(url) && new URL(url).host.length <= 253;
}

/** Whether a cursor, which may hold a stranger's words, can be the key of work: an index row of PostgreSQL takes 2,704 bytes. */
export function isKey(cursor: Cursor): boolean {
  return Buffer.byteLength(cursor) <= 2_000 && unstorableText(cursor) === null;
}
