import { searchText } from "../catalog/search-text.ts";
import { unstorableText } from "../catalog/text.ts";
import { ruleset } from "../classifier/classify.ts";
import type { Db } from "../db/client.ts";
import {
  listedServers,
  listedServersBySlug,
  listedTools,
  type ListedServer,
  type ListedTool,
} from "../db/queries/cards.ts";
import { listIds, meantWords, searchIds, type Kind, type Place, type Placed, type Sort } from "../db/queries/search.ts";
import { readCursor, writeCursor, type Order } from "./cursor.ts";
import { lookUpServer } from "./lookup.ts";

/** What to look for: words (ranked by how well they match), and tags that must all hold; without words, in a sort order. */
export type Query<K extends Kind> = {
  q?: string | undefined;
  tags: readonly string[];
  sort?: Sort<K> | undefined;
  limit: number;
  after?: string | undefined;
};

/** How the words were understood: what was put in place of unknown ones, and which were left out. */
type Understood = { corrected: { word: string; to: string[] }[]; ignored: string[] };

/** A page of what was found; `next` leads on, and is null on the last page. */
export type Found<T> = { items: T[]; next: string | null } & Understood;

/** Words of a search; more than this are left out. */
const mostWords = 8;
const longestQuery = 200;

/** Servers, or null when `after` is no cursor of this list. A whole identifier (`npm:NAME`) finds the server that it is of. */
export async function findServers(db: Db, query: Query<"server">): Promise<Found<ListedServer> | null> {
  const identifier = query.after === undefined && query.q?.includes(":") ? query.q.trim() : null;
  const known = identifier === null ? null : await lookUpServer(db, identifier);
  if (known && known.outcome !== "missing") {
    const slug = known.outcome === "moved" ? known.slug : known.server.slug;
    return { items: await listedServersBySlug(db, [slug]), next: null, corrected: [], ignored: [] };
  }
  return find(db, "server", query, (ids) => listedServers(db, ids));
}

/** Tools, or null when `after` is no cursor of this list. */
export async function findTools(db: Db, query: Query<"tool">): Promise<Found<ListedTool> | null> {
  return find(db, "tool", query, (ids) => listedTools(db, ruleset, ids));
}

async function find<K extends Kind, T>(
  db: Db,
  kind: K,
  query: Query<K>,
  fetch: (ids: number[]) => Promise<T[]>,
): Promise<Found<T> | null> {
  const { tags, limit } = query;
  const q = (query.q ?? "").slice(0, longestQuery);
  const sort = query.sort ?? "popular";
  const isSearch = q.trim() !== "";
  // Every sort of a kind is an order of it (cursor.ts).
  const order = (isSearch ? `${kind} relevance` : `${kind} ${String(sort)}`) as Order;
  const after = query.after === undefined ? undefined : readCursor(order, query.after);
  if (after === null) return null;
  const understood: Understood = { corrected: [], ignored: [] };
  const found = isSearch
    ? await search(db, kind, q, { tags, limit: limit + 1, after }, understood)
    : await listIds(db, kind, { sort, tags, limit: limit + 1, after });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await fetch(shown.map(({ id }) => id)),
    next: last && found.length > limit ? writeCursor(order, last.place) : null,
    ...understood,
  };
}

async function search(
  db: Db,
  kind: Kind,
  q: string,
  options: { tags: readonly string[]; limit: number; after: Place | undefined },
  understood: Understood,
): Promise<Placed> {
  const name = unstorableText(q) === null ? searchText(q, longestQuery) : "";
  if (name === "") return [];
  const meant = await meantWords(db, kind, name.split(" ").slice(0, mostWords));
  for (const { word, found, corrected } of meant) {
    if (found.length === 0) understood.ignored.push(word);
    else if (corrected) understood.corrected.push({ word, to: found.map((one) => one.word) });
  }
  return searchIds(db, kind, { name, meant: meant.filter(({ found }) => found.length > 0), ...options });
}
