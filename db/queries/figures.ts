import type { Db } from "../client.ts";
import { facets } from "../schema-search.ts";

/** How many servers and tools there are in all, and with each value of each filter. */
export type Facets = Record<"server" | "tool", { all: number; filters: Record<string, Record<string, number>> }>;

/** The kept counts (crawler/index-catalog.ts) over all servers that no source has deleted, and their current tools. */
export async function catalogFacets(db: Db): Promise<Facets> {
  const found: Facets = { server: { all: 0, filters: {} }, tool: { all: 0, filters: {} } };
  for (const { kind, tag, count } of await db.select().from(facets).orderBy(facets.kind, facets.tag)) {
    const [filter = "", value] = tag.split(":", 2);
    if (value === undefined) found[kind].all = count;
    else (found[kind].filters[filter] ??= {})[value] = count;
  }
  return found;
}
