import type { Package } from "../catalog/server.ts";
import type { Db } from "../db/client.ts";
import { enqueue, setPace, type NewJob } from "../db/queries/frontier.ts";
import { archivesRead } from "../db/queries/tools.ts";
import { readerVersion } from "./read-package.ts";
import type { Cursor, PageRequest, Source } from "./source.ts";

/** The work of fetching one page of a source. */
export function pageJob(source: Source, baseUrl: string, cursor: Cursor): NewJob {
  return { source: source.id, kind: "page", key: cursor, host: new URL(baseUrl).host, payload: { cursor } };
}

/** The full URL of a page: the request's path and query below the base URL, whatever the path says. */
export function pageUrl(baseUrl: string, { path, query }: PageRequest): string {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}${path}`;
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url.href;
}

/** Queues the archives that listings name and that this reader has not read from the same bytes before. Returns how many it had. */
export async function queueArchives(
  tx: Db,
  source: Source,
  listings: { ref: string; packages: Package[] }[],
): Promise<number> {
  const named = listings.flatMap(({ ref, packages }) =>
    packages.flatMap(({ type, identifier, version = "", archive }) =>
      archive && URL.canParse(archive.url)
        ? [{ ref, identifier, version, artifact: `${type}:${identifier}@${version}`, ...archive }]
        : [],
    ),
  );
  const done = await archivesRead(tx, readerVersion, named);
  const jobs = named
    .filter(({ artifact }) => !done.has(artifact))
    .map((payload): NewJob => {
      const { host } = new URL(payload.url);
      return { source: source.id, kind: "archive", key: payload.artifact, host, payload };
    });
  const { delayMs, concurrency } = source.pace;
  await setPace(
    tx,
    [...new Set(jobs.map(({ host }) => host))].map((host) => ({ host, delayMs, concurrency })),
  );
  await enqueue(tx, jobs);
  return done.size;
}
