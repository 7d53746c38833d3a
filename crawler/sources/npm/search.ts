import { z } from "zod";
import { firstIssue, parseJson, type Cursor, type PageRequest, type ParsedPage, type Rejection } from "../../source.ts";
import { linked } from "../linked.ts";
import { listingsOf, PathName } from "../rows.ts";

const pageSize = 250;
// The search answers nothing beyond this offset, so what has more results needs narrower words.
const deepest = 10_000;

const Page = z.object({ objects: z.array(z.unknown()), total: z.number() });
const Found = z.object({
  package: z.object({
    name: PathName.regex(/^(?:@[\w.~-]+\/)?[\w.~-]+$/, "is not a package name"),
    version: z.string(),
    description: z.string().nullish(),
    date: z.string().nullish(),
    links: z.looseObject({ homepage: z.string().nullish(), repository: z.string().nullish() }).nullish(),
  }),
  downloads: z
    .looseObject({ monthly: z.number().int().nonnegative().nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
});

const prefix = "search:";

/**
 * What is searched for when no package is named, as few searches as find most: a third of the servers lack the keyword
 * `mcp-server`, and some have no keywords at all. A result is only evidence; the packument decides.
 */
export const discovery: readonly Cursor[] = [
  "keywords:mcp-server",
  "keywords:mcp",
  "keywords:modelcontextprotocol,model-context-protocol",
  "mcp",
  "model context protocol",
].map((text) => prefix + text);

/** Whether a cursor is a search: `search:TEXT`, and `#OFFSET` from its second page on. No package name has a colon. */
export const isSearch = (cursor: Cursor) => cursor.startsWith(prefix);

export function searchRequest(cursor: Cursor): PageRequest {
  const [text, from] = split(cursor);
  return { path: "/-/v1/search", query: { text, size: String(pageSize), from: String(from) } };
}

/** A page of search results: what it says about each package is little, so each packument is asked for. */
export function parseSearch(body: string, cursor: Cursor): ParsedPage {
  const page = Page.safeParse(parseJson(body));
  if (!page.success) return { ok: false, why: firstIssue(page.error) };
  const { objects, total } = page.data;
  const rejected: Rejection[] = [];
  const listings = listingsOf(Found, objects, "/objects", rejected, ({ package: found, downloads }) => ({
    source: "npm",
    ref: found.name,
    status: "active",
    name: found.name,
    description: found.description ?? undefined,
    version: found.version,
    ...linked(found.links?.homepage),
    ...linked(found.links?.repository),
    packages: [{ type: "npm" as const, identifier: found.name, version: found.version }],
    remotes: [],
    updatedAt: found.date ?? undefined,
    downloads: downloads?.monthly ?? undefined,
    partial: true,
  }));
  const [text, from] = split(cursor);
  const reached = from + objects.length;
  const goesOn = objects.length > 0 && reached < Math.min(total, deepest);
  return {
    ok: true,
    listings,
    next: goesOn ? `${prefix}${text}#${reached}` : null,
    also: listings.map(({ ref }) => ref),
    rejected,
  };
}

function split(cursor: Cursor): [text: string, from: number] {
  const [text = "", from = "0"] = cursor.slice(prefix.length).split("#");
  return [text, Number(from)];
}
