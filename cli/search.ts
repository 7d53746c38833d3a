import { UserError } from "../catalog/user-error.ts";
import { findServers, findTools, type Found } from "../api/search.ts";
import { ruleset } from "../classifier/classify.ts";
import type { Db } from "../db/client.ts";
import { listServers, type ProfiledServer } from "../db/queries/servers.ts";
import { listTools, type JudgedTool } from "../db/queries/shown-tools.ts";
import { say } from "./output.ts";

/** How many to find: up to `limit`, or all; behind `after`, the `next` of an answer before. */
type Extent = { limit: number; all: boolean; after?: string | undefined };
/** What was found; `next` is null when that is all. */
type Page<T> = { items: T[]; next: string | null };

const pageSize = 200;

/** The servers that words find, best first. Throws a UserError when `after` is no `next` of these words. */
export async function searchServers(db: Db, q: string, extent: Extent): Promise<Page<ProfiledServer>> {
  const { items, next } = await collect(extent, (limit, after) => findServers(db, { q, tags: [], limit, after }));
  const ids = items.map(({ id }) => id);
  const full = ids.length === 0 ? [] : await listServers(db, ruleset, { limit: ids.length, ids });
  const bySlug = new Map(full.map((one) => [one.server.slug, one]));
  return { items: items.flatMap(({ slug }) => bySlug.get(slug) ?? []), next };
}

/** The tools that words find, best first, of those with all these tags. */
export async function searchTools(
  db: Db,
  q: string,
  tags: readonly string[],
  extent: Extent,
): Promise<Page<JudgedTool>> {
  const { items, next } = await collect(extent, (limit, after) => findTools(db, { q, tags, limit, after }));
  const ids = items.map(({ id }) => id);
  const full = ids.length === 0 ? [] : await listTools(db, ruleset, { ids }, ids.length);
  const keyOf = (server: string, name: string) => JSON.stringify([server, name]);
  const byName = new Map(full.map((one) => [keyOf(one.tool.server, one.tool.definition.name), one]));
  return { items: items.flatMap(({ server, name }) => byName.get(keyOf(server, name)) ?? []), next };
}

async function collect<T>(
  { limit, all, after }: Extent,
  page: (limit: number, after: string | undefined) => Promise<Found<T> | null>,
): Promise<Page<T>> {
  const items: T[] = [];
  for (let from = after; ;) {
    const found = await page(all ? pageSize : Math.min(pageSize, limit - items.length), from);
    if (!found)
      throw new UserError("--after is no place in what these words find. Give the `next` of the page before.");
    if (from === after) tell(found);
    items.push(...found.items);
    if (found.next === null || (!all && items.length >= limit)) return { items, next: found.next };
    from = found.next;
  }
}

/** Says which words were read as others. */
function tell({ corrected, ignored }: Found<unknown>): void {
  for (const { word, to } of corrected) say(`Nothing has the word ${word}; shown is what has ${to.join(" or ")}.`);
  for (const word of ignored) say(`Nothing has the word ${word}.`);
}
