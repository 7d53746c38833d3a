import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { Listing } from "../../catalog/server.ts";
import { createHttp, type Http } from "../../crawler/http.ts";
import { createRobots } from "../../crawler/robots.ts";
import { crawl, replay, type CrawlOptions, type CrawlResult } from "../../crawler/run.ts";
import { parseJson, type ParsedPage, type PlannedSource, type Source, type TextSource } from "../../crawler/source.ts";
import type { Catalog } from "../../db/client.ts";
import { openTestCatalog, type Engine } from "./catalog.ts";
import { startServer, type TestServer } from "./http-server.ts";

type ListingInput = Partial<Listing> & { ref: string };
/** What a page of a test source says. `spoiled`: rows that cannot be read any more. */
type Said = { listings?: ListingInput[]; spoiled?: unknown[]; next?: string; also?: string[]; lists?: string[] };

const Page = z.object({
  listings: z.array(Listing),
  spoiled: z.array(z.unknown()),
  next: z.string().nullable(),
  also: z.array(z.string()),
  lists: z.array(z.string()),
});

/** A listing of a source that says little. */
export function listingOf(source: string, { ref, ...more }: ListingInput): Listing {
  return { source, ref, status: "active", name: ref, packages: [], remotes: [], ...more };
}

/** A source whose pages are what `page` writes: `list` first, or `server/NAME` for each name. */
export function testSource(id: string, more: Partial<TextSource> = {}): TextSource {
  return {
    id,
    title: id,
    homepage: "https://source.example",
    gives: "what a test says",
    extent: { kind: "list" },
    baseUrl: null,
    format: "json",
    pace: { delayMs: 60_000, concurrency: 1, because: "a test must not depend on it" },
    first: ({ names }) => (names.length > 0 ? names.map((name) => `server/${name}`) : ["list"]),
    request: (cursor) => ({ path: `/${cursor}`, revisited: true }),
    parse(body): ParsedPage {
      const page = Page.safeParse(parseJson(body));
      if (!page.success) return { ok: false, why: "is no page of a test" };
      const { spoiled, ...said } = page.data;
      const rejected = spoiled.map((_row, index) => ({ at: `/spoiled/${index}`, why: "is spoiled" }));
      return { ok: true, rejected, ...said };
    },
    ...more,
  };
}

/** A page as `testSource` reads it. */
export function page(source: string, { listings = [], spoiled = [], next, also = [], lists = [] }: Said): string {
  const told = listings.map((one) => listingOf(source, one));
  return JSON.stringify({ listings: told, spoiled, next: next ?? null, also, lists });
}

/** A request that reached the server. */
type Asked = { path: string; headers: IncomingHttpHeaders; at: number };

/** An empty catalog, a server whose answers a test sets, and crawls of sources that are there. */
export type TestCrawl = {
  catalog: Catalog;
  server: TestServer;
  /** What the server answers, by path and query: a body, with an ETag of it, or a status. All else is a 404. */
  answers: Map<string, string | Buffer | { status: number; headers?: Record<string, string> }>;
  asked: Asked[];
  /** The paths that were asked for, in order, each with `=` when it was asked whether it changed; forgets them. */
  takeAsked: () => string[];
  /** Crawls sources: all that they have, or what is named. */
  crawl: (sources: (Source | Planned)[], options?: Partial<CrawlOptions>) => Promise<CrawlResult>;
  replay: (sources: (Source | Planned)[]) => Promise<CrawlResult>;
  close: () => Promise<void>;
};
type Planned = { source: Source } & Partial<PlannedSource>;

/** Opens it. `validators`: whether the server's answers have ETags; `trusted`: other servers that it may reach. */
export async function openTestCrawl(
  engine: Engine,
  { validators = true, trusted = [] as string[] } = {},
): Promise<TestCrawl> {
  const catalog = await openTestCatalog(engine);
  const answers: TestCrawl["answers"] = new Map();
  const asked: Asked[] = [];
  const server = await startServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    asked.push({ path, headers: request.headers, at: Date.now() });
    const answer = answers.get(path) ?? { status: 404 };
    if (typeof answer === "object" && "status" in answer) {
      response.writeHead(answer.status, answer.headers).end();
      return;
    }
    const etag = `"${createHash("sha256").update(answer).digest("hex").slice(0, 8)}"`;
    if (validators && request.headers["if-none-match"] === etag) response.writeHead(304).end();
    else response.writeHead(200, validators ? { etag } : {}).end(answer);
  });
  const http: Http = createHttp({ userAgent: "test/1.0", trusted: [server.base, ...trusted] });
  const planned = (sources: (Source | Planned)[]) =>
    sources.map((one): PlannedSource => {
      const { source, names = [], ...more } = "source" in one ? one : { source: one };
      return { source, baseUrl: `${server.base}/${source.id}`, all: names.length === 0, names, ...more };
    });
  const run =
    (of: typeof crawl) =>
    (sources: (Source | Planned)[], options: Partial<CrawlOptions> = {}) =>
      of(catalog, http, createRobots(http, "test/1.0"), {
        planned: planned(sources),
        workers: 4,
        keepBodies: 7,
        ...options,
      });
  return {
    catalog,
    server,
    answers,
    asked,
    takeAsked: () => asked.splice(0).map(({ path, headers }) => `${path}${headers["if-none-match"] ? "=" : ""}`),
    crawl: run(crawl),
    replay: run(replay),
    close: async () => {
      await http.close();
      await server.close();
      await catalog.close();
    },
  };
}
