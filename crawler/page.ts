import type { Package } from "../catalog/server.ts";
import { unstorableText } from "../catalog/text.ts";
import type { Db } from "../db/client.ts";
import { enqueue, setPaceIfNew, type NewJob } from "../db/queries/frontier.ts";
import { archivesRead } from "../db/queries/tools.ts";
import { readerVersion } from "./read-package.ts";
import type { Cursor, PageRequest, Source } from "./source.ts";

/** The work of fetching one page of a source; `named` when the user asked for this one, and not for all that there is. */
export function pageJob(source: Source, baseUrl: string, cursor: Cursor, named = false): NewJob {
  const payload = { cursor, ...(named ? { named: "yes" } : {}) };
  return { source: source.id, kind: "page", key: cursor, host: new URL(baseUrl).host, payload };
}

/** The full URL of a page: the request's path and query below the base URL, whatever the path says. */
export function pageUrl(baseUrl: string, { path, query }: PageRequest): string {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}${path}`;
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url.href;
}

/** Queues the archives that listings name (npm's: no reader knows the others yet) and that this reader has not read from the same bytes before. Returns how many it had. */
export async function queueArchives(
  tx: Db,
  source: Source,
  listings: { ref: string; packages: Package[] }[],
): Promise<number> {
  const named = listings.flatMap(({ ref, packages }) =>
    packages.flatMap(({ type, identifier, version = "", archive }) =>
      type === "npm" && archive && hasHost(archive.url)
        ? [{ ref, package: `${type}:${identifier}`, version, ...archive }]
        : [],
    ),
  );
  const done = await archivesRead(tx, readerVersion, named);
  const jobs = named
    .filter((archive) => !done.has(archive.package))
    .map((payload): NewJob => {
      const { host } = new URL(payload.url);
      return { source: source.id, kind: "archive", key: `${payload.package}@${payload.version}`, host, payload };
    });
  const { delayMs, concurrency } = source.pace;
  await setPaceIfNew(
    tx,
    [...new Set(jobs.map(({ host }) => host))].map((host) => ({ host, delayMs, concurrency })),
  );
  await enqueue(tx, jobs);
  return done.size;
}

/** DNS allows 253 characters (RFC 1035, 2.3.4); a URL may have any number. */
function hasHost(url: string): boolean {
  return URL.canParse(url) && new URL(url).host.length <= 253;
}

/** Whether a cursor, which may hold a stranger's words, can be the key of work: an index row of PostgreSQL takes 2,704 bytes. */
export function isKey(cursor: Cursor): boolean {
  return Buffer.byteLength(cursor) <= 2_000 && unstorableText(cursor) === null;
}
