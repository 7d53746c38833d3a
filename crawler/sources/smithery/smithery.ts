import { z } from "zod";
import type { Listing } from "../../../catalog/server.ts";
import { firstIssue, keepTools, keepValid, parseJson, type ParsedPage, type TextSource } from "../../source.ts";
import { linked } from "../linked.ts";
import { listingOf, listingsOf, PathName } from "../rows.ts";

const List = z.object({
  servers: z.array(z.unknown()),
  pagination: z.object({ currentPage: z.number(), totalPages: z.number() }),
});
const Summary = z.object({
  qualifiedName: PathName,
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  homepage: z.string().nullish(),
});
const Detail = Summary.extend({
  deploymentUrl: z.string().nullish(),
  connections: z.array(z.unknown()).nullish(),
  tools: z.array(z.unknown()).nullish(),
});
const Connection = z.looseObject({ deploymentUrl: z.string().min(1).max(2_000).nullish() });

const pageCursor = (page: number) => `page:${page}`;
const serverCursor = (name: string) => `server:${name}`;

const facts = ({ qualifiedName, displayName, description, homepage }: z.infer<typeof Summary>) => ({
  source: "smithery",
  ref: qualifiedName,
  status: "active" as const,
  name: qualifiedName,
  title: displayName ?? undefined,
  description: description ?? undefined,
  ...linked(homepage),
  packages: [],
});

/** Smithery: pages of summaries, and for each server a page with its tools. */
export const smithery: TextSource = {
  id: "smithery",
  title: "Smithery",
  homepage: "https://smithery.ai",
  gives: "names, descriptions, repositories and hosted endpoints of servers, and the tools it has scanned",
  extent: { kind: "list" },
  baseUrl: "https://api.smithery.ai",
  format: "json",
  pace: { delayMs: 100, concurrency: 2, because: "its limits are not published" },

  first: ({ names }) => (names.length > 0 ? names.map(serverCursor) : [pageCursor(1)]),

  request(cursor) {
    const [kind, name] = split(cursor);
    if (kind === "server") return { path: `/servers/${encodeURIComponent(name)}`, revisited: true };
    // Without a seed the order changes between pages, and only the first 300 to 500 servers can be reached.
    return { path: "/servers", query: { page: name, pageSize: "100", seed: "1" } };
  },

  parse(body, cursor): ParsedPage {
    const [kind, name] = split(cursor);
    return kind === "server" ? parseDetail(body, name) : parseList(body);
  },
};

/** A cursor is `page:NUMBER` or `server:NAME`. */
function split(cursor: string): [kind: string, rest: string] {
  const colon = cursor.indexOf(":");
  return [cursor.slice(0, colon), cursor.slice(colon + 1)];
}

function parseList(body: string): ParsedPage {
  const list = List.safeParse(parseJson(body));
  if (!list.success) return { ok: false, why: firstIssue(list.error) };
  const { servers, pagination } = list.data;
  const rejected: { at: string; why: string }[] = [];
  const listings = listingsOf(Summary, servers, "/servers", rejected, (row) => ({
    ...facts(row),
    remotes: [],
    partial: true,
  }));
  const goesOn = servers.length > 0 && pagination.currentPage < pagination.totalPages;
  const next = goesOn ? pageCursor(pagination.currentPage + 1) : null;
  return { ok: true, listings, next, also: listings.map(({ ref }) => serverCursor(ref)), rejected };
}

function parseDetail(body: string, name: string): ParsedPage {
  const rejected: { at: string; why: string }[] = [];
  const listing: Listing | null = listingOf(Detail, parseJson(body), "", rejected, (row) => ({
    ...facts(row),
    remotes: endpoints(row, rejected).map((url) => ({ type: "streamable-http" as const, url })),
    // Null means "never scanned", an empty list "has no tools".
    tools: keepTools(row.tools, "/tools", rejected),
  }));
  if (!listing) return { ok: false, why: rejected.at(-1)?.why ?? "is not a server" };
  if (listing.ref !== name) return { ok: false, final: true, why: `it is the page of ${listing.ref}` };
  return { ok: true, listings: [listing], next: null, rejected };
}

/** Where the server is hosted: its own field, and again in each connection of type http. */
function endpoints(row: z.infer<typeof Detail>, rejected: { at: string; why: string }[]): string[] {
  const connections = keepValid(Connection, row.connections, "/connections", rejected);
  const urls = [row.deploymentUrl, ...connections.map(({ deploymentUrl }) => deploymentUrl)];
  return [...new Set(urls.flatMap((url) => (url ? [url] : [])))];
}
