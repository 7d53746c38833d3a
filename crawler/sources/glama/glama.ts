import { z } from "zod";
import { firstIssue, keepTools, parseJson, type ParsedPage, type Rejection, type TextSource } from "../../source.ts";
import { listingOf, listingsOf } from "../rows.ts";
import { connectorsCursor, connectorsRequest, parseConnectors } from "./connectors.ts";
import { PageInfo, nextAfter, Segment } from "./page.ts";

const List = z.object({ pageInfo: PageInfo, servers: z.array(z.unknown()) });
const Server = z.object({
  namespace: Segment,
  slug: Segment,
  name: z.string().nullish(),
  description: z.string().nullish(),
  repository: z.looseObject({ url: z.string().nullish() }).nullish(),
  spdxLicense: z.looseObject({ name: z.string().nullish() }).nullish(),
  tools: z.array(z.unknown()).nullish(),
});

const listCursor = (after: string) => `after:${after}`;
const serverCursor = (ref: string) => `server:${ref}`;

/**
 * Glama's index of repositories: pages of servers, newest first, and a page for each whose tools the list leaves out; then
 * its connectors, which are endpoints.
 */
export const glama: TextSource = {
  id: "glama",
  title: "Glama",
  homepage: "https://glama.ai/mcp/servers",
  gives: "names, descriptions, repositories, licences and endpoints of servers, and the tools of those it could build",
  extent: { kind: "list" },
  baseUrl: "https://glama.ai",
  format: "json",
  pace: { delayMs: 100, concurrency: 2, because: "no limit is published; others wait 100 to 500 ms between two pages" },

  first: ({ names }) => (names.length > 0 ? names.map(serverCursor) : [listCursor(""), connectorsCursor("")]),

  request(cursor) {
    const [kind, rest] = split(cursor);
    if (kind === "connectors") return connectorsRequest(rest);
    if (kind === "server")
      return { path: `/api/mcp/v1/servers/${rest.split("/").map(encodeURIComponent).join("/")}`, revisited: true };
    return { path: "/api/mcp/v1/servers", query: { first: "100", ...(rest === "" ? {} : { after: rest }) } };
  },

  parse(body, cursor): ParsedPage {
    const [kind, rest] = split(cursor);
    if (kind === "connectors") return parseConnectors(body, rest);
    return kind === "server" ? parseServer(body, rest) : parseList(body, rest);
  },
};

/** A cursor is `after:CURSOR` (of the list), `connectors:CURSOR` (of theirs) or `server:NAMESPACE/SLUG`. */
function split(cursor: string): [kind: string, rest: string] {
  const colon = cursor.indexOf(":");
  return [cursor.slice(0, colon), cursor.slice(colon + 1)];
}

const toListing = (row: z.infer<typeof Server>, at: string, rejected: Rejection[]) => ({
  source: "glama",
  ref: `${row.namespace}/${row.slug}`,
  status: "active" as const,
  name: `${row.namespace}/${row.slug}`,
  title: row.name ?? undefined,
  description: row.description ?? undefined,
  license: row.spdxLicense?.name ?? undefined,
  repository: row.repository?.url ? { url: row.repository.url } : undefined,
  packages: [],
  remotes: [],
  // An empty list means "not inspected": Glama lists tools only of what it could build and run.
  tools: row.tools?.length ? keepTools(row.tools, `${at}/tools`, rejected) : undefined,
});

function parseList(body: string, after: string): ParsedPage {
  const list = List.safeParse(parseJson(body));
  if (!list.success) return { ok: false, why: firstIssue(list.error) };
  const rejected: Rejection[] = [];
  const listings = listingsOf(Server, list.data.servers, "/servers", rejected, (row, at) => {
    const listing = toListing(row, at, rejected);
    return listing.tools ? listing : { ...listing, partial: true };
  });
  const next = nextAfter(list.data.pageInfo, after, list.data.servers.length);
  return {
    ok: true,
    listings,
    next: next === null ? null : listCursor(next),
    also: listings.flatMap(({ ref, tools }) => (tools ? [] : [serverCursor(ref)])),
    rejected,
  };
}

function parseServer(body: string, ref: string): ParsedPage {
  const rejected: Rejection[] = [];
  const listing = listingOf(Server, parseJson(body), "", rejected, (row, at) => toListing(row, at, rejected));
  if (!listing) return { ok: false, why: rejected.at(-1)?.why ?? "is not a server" };
  // GitHub names, on which these are built, differ only in case when they are the same.
  if (listing.ref.toLowerCase() !== ref.toLowerCase())
    return { ok: false, final: true, why: `it is the page of ${listing.ref}` };
  return { ok: true, listings: [listing], next: null, rejected };
}
