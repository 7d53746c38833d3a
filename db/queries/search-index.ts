import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { RiskProfile, ServerCard, ServerSummary } from "../../catalog/card.ts";
import type { Server } from "../../catalog/server.ts";
import type { Db } from "../client.ts";
import { identifiers, listings, servers } from "../schema.ts";
import { refusals } from "../schema-crawl.ts";
import { catalogState, facets } from "../schema-search.ts";
import { grouped } from "../grouped.ts";
import { batches } from "../statements.ts";
import { profileOf, withIdentifiers } from "./servers.ts";
import { toolsOfServers, type JudgedTool } from "./shown-tools.ts";

/** A server that is to be made ready to be read, with all that this takes. */
export type Unindexed = {
  id: number;
  revision: number;
  server: Server;
  profile: RiskProfile;
  tools: (JudgedTool & { id: number })[];
  /** The sources that list it now. */
  sources: string[];
  /** When a listing of it last began to say something else, in milliseconds since 1970. */
  changed: number;
};

/** The servers whose cards were made from something that is not so any more, or not at all. */
export async function staleServers(db: Db, ruleset: string): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select s.id from servers s left join server_cards c on c.server_id = s.id
    where c.server_id is null or c.revision <> s.revision or c.ruleset <> ${ruleset} or c.unjudged > 0
    order by s.id`);
  return rows.map(({ id }) => id);
}

/** These servers with all that is known of them. */
export async function unindexedServers(db: Db, ruleset: string, ids: number[]): Promise<Unindexed[]> {
  const rows = await db.select().from(servers).where(inArray(servers.id, ids)).orderBy(servers.id);
  const known = await withIdentifiers(db, rows);
  const listed = await db
    .select({
      serverId: listings.serverId,
      source: listings.source,
      changedAt: listings.changedAt,
      goneAt: listings.goneAt,
    })
    .from(listings)
    .where(inArray(listings.serverId, ids));
  const toolsOf = grouped(await toolsOfServers(db, ruleset, ids), ({ tool }) => tool.server);
  const listedOf = grouped(listed, ({ serverId }) => serverId);
  return rows.flatMap((row, index) => {
    const server = known[index];
    if (!server) return [];
    const own = listedOf.get(row.id) ?? [];
    const changed = own.map(({ changedAt }) => Date.parse(changedAt));
    const judged = toolsOf.get(row.slug) ?? [];
    const counts = judged.map(({ verdict }) => ({
      category: verdict?.category ?? null,
      risk: verdict?.risk ?? null,
      n: 1,
    }));
    return {
      id: row.id,
      revision: row.revision,
      server,
      profile: profileOf(counts),
      tools: judged,
      sources: [...new Set(own.flatMap(({ source, goneAt }) => (goneAt === null ? [source] : [])))].sort(),
      changed: Math.max(Date.parse(row.firstSeen), ...changed),
    };
  });
}

/** The endpoints (as they were asked) that want to know who is there before they tell their tools. */
export async function guardedEndpoints(db: Db): Promise<string[]> {
  const rows = await db
    .select({ page: refusals.page })
    .from(refusals)
    .where(and(eq(refusals.source, "url"), eq(refusals.code, "needs-authorization")));
  return rows.map(({ page }) => page);
}

/** The servers that bring one of these identifiers. */
export async function serversBringing(db: Db, wanted: string[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const part of batches(wanted)) {
    const rows = await db
      .selectDistinct({ id: listings.serverId })
      .from(identifiers)
      .innerJoin(listings, eq(listings.id, identifiers.listingId))
      .where(inArray(identifiers.identifier, part));
    for (const { id } of rows) if (id !== null) found.add(id);
  }
  return found;
}

/** The listed servers that have a tag although they are not among `ids`, or are and do not have it. */
export async function wronglyTagged(db: Db, tag: string, ids: ReadonlySet<number>): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select s.server_id as id from server_search s
    left join (select value::int as id from json_array_elements_text(${JSON.stringify([...ids])}::json)) wanted on wanted.id = s.server_id
    where (s.tags @> array[${tag}]) <> (wanted.id is not null)`);
  return rows.map(({ id }) => id);
}

/** What a server is found by; null for one that lists leave out. The texts are as `searchText` makes them. */
export type ServerEntry = {
  nameKey: string;
  prominence: number;
  worst: number;
  tags: string[];
  name: string;
  toolNames: string;
  description: string;
};

/** What a tool is found by. */
export type ToolEntry = {
  toolId: number;
  name: string;
  nameKey: string;
  risk: number;
  tags: string[];
  words: string;
  description: string;
};

/** A server made ready to be read. */
export type Indexed = {
  id: number;
  slug: string;
  revision: number;
  ruleset: string;
  unjudged: number;
  changed: number;
  toolCount: number;
  summary: ServerSummary;
  card: ServerCard;
  entry: ServerEntry | null;
  tools: ToolEntry[];
};

/** Saves servers that were made ready, in place of what they were before. */
export async function saveIndexed(db: Db, indexed: readonly Indexed[]): Promise<void> {
  await db.transaction(async (tx) => {
    const ids = indexed.map(({ id }) => id);
    const cards = indexed.map(({ id, revision, ruleset, unjudged, summary, card }) => {
      return { id, revision, ruleset, unjudged, summary, card };
    });
    await tx.execute(sql`
      insert into server_cards (server_id, revision, ruleset, unjudged, summary, card)
      select v.* from json_to_recordset(${JSON.stringify(cards)}::json)
        as v(id int, revision int, ruleset text, unjudged int, summary json, card json)
        join servers s on s.id = v.id
      on conflict (server_id) do update set revision = excluded.revision, ruleset = excluded.ruleset,
        unjudged = excluded.unjudged, summary = excluded.summary, card = excluded.card`);
    const entries = indexed.flatMap(({ id, slug, changed, toolCount, entry }) =>
      entry ? [{ id, slug, changed, tools: toolCount, ...entry }] : [],
    );
    const unlisted = indexed.flatMap(({ id, entry }) => (entry ? [] : [id]));
    if (unlisted.length > 0) await tx.execute(sql`delete from server_search where server_id in ${unlisted}`);
    await tx.execute(sql`
      insert into server_search (server_id, slug, name_key, prominence, worst, tools, changed, tags, search)
      select v.id, v.slug, v."nameKey", v.prominence, v.worst, v.tools, v.changed,
        array(select json_array_elements_text(v.tags)),
        setweight(to_tsvector('english', v.name), 'A') || setweight(to_tsvector('english', v."toolNames"), 'C')
          || setweight(to_tsvector('english', v.description), 'B')
      from json_to_recordset(${JSON.stringify(entries)}::json) as v(id int, slug text, "nameKey" text, prominence int,
        worst smallint, tools int, changed bigint, tags json, name text, "toolNames" text, description text)
      join servers s on s.id = v.id
      ${whereOther("server_search", "server_id", serverColumns)}`);
    const tools = indexed.flatMap(({ id, slug, entry, tools: own }) =>
      entry ? own.map((tool) => ({ serverId: id, slug, prominence: entry.prominence, ...tool })) : [],
    );
    await tx.execute(sql`
      delete from tool_search where server_id in ${ids} and tool_id not in (
        select value::int from json_array_elements_text(${JSON.stringify(tools.map(({ toolId }) => toolId))}::json))`);
    for (const part of batches(tools))
      await tx.execute(sql`
        insert into tool_search (tool_id, server_id, slug, name, name_key, prominence, risk, tags, search)
        select v."toolId", v."serverId", v.slug, v.name, v."nameKey", v.prominence, v.risk,
          array(select json_array_elements_text(v.tags)),
          setweight(to_tsvector('english', v."nameKey"), 'A') || setweight(to_tsvector('english', v.description), 'B')
            || setweight(to_tsvector('english', v.words), 'D')
        from json_to_recordset(${JSON.stringify(part)}::json) as v("toolId" int, "serverId" int, slug text, name text,
          "nameKey" text, prominence int, risk smallint, tags json, words text, description text)
        join tools t on t.id = v."toolId"
        ${whereOther("tool_search", "tool_id", toolColumns)}`);
  });
}

const serverColumns = ["slug", "name_key", "prominence", "worst", "tools", "changed", "tags", "search"];
const toolColumns = ["server_id", "slug", "name", "name_key", "prominence", "risk", "tags", "search"];

/** Where a row is there already, it is written again only when one of these columns has another value: each has several indexes. */
function whereOther(table: string, key: string, columns: readonly string[]): SQL {
  const named = (of: string) =>
    sql.join(
      columns.map((column) => sql`${sql.identifier(of)}.${sql.identifier(column)}`),
      sql`, `,
    );
  const set = columns.map((column) => sql`${sql.identifier(column)} = excluded.${sql.identifier(column)}`);
  return sql`on conflict (${sql.identifier(key)}) do update set ${sql.join(set, sql`, `)}
    where (${named(table)}) is distinct from (${named("excluded")})`;
}

/** How many servers count as prominent. */
const prominentServers = 4_000;

/** When less than this share of the servers changed, words are only added: counting them all takes seconds. */
const fewChanged = 0.02;

/** Brings up to date, after these servers were made ready, what is counted over all: which are prominent, words, and facets. */
export async function recount(db: Db, changed: readonly number[]): Promise<void> {
  await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ prominence: number }>(
      sql`select prominence from server_search order by prominence desc, server_id desc offset ${prominentServers} limit 1`,
    );
    // Of those with the same prominence as the first that is left out, none is in.
    const above = rows[0]?.prominence ?? -1;
    for (const table of [sql`server_search`, sql`tool_search`])
      await tx.execute(
        sql`update ${table} set prominent = prominence > ${above} where prominent <> (prominence > ${above})`,
      );
    await tx.execute(sql`delete from facets`);
    await tx.execute(sql`
      insert into facets (kind, tag, count)
      select 'server', tag, count(*) from server_search, unnest(tags) tag group by tag
      union all select 'tool', tag, count(*) from tool_search, unnest(tags) tag group by tag
      union all select 'server', 'all', count(*) from server_search
      union all select 'tool', 'all', count(*) from tool_search`);
    const [{ all } = { all: 0 }] = await tx.select({ all: facets.count }).from(facets).where(eq(facets.tag, "all"));
    const few = changed.length < all * fewChanged;
    if (!few) await tx.execute(sql`delete from words`);
    await tx.execute(sql`
      insert into words (word, servers, tools)
      select word, sum(servers), sum(tools) from (
        select word, ndoc as servers, 0 as tools from ts_stat(${searchOf("server_search", few ? changed : null)})
        union all select word, 0, ndoc from ts_stat(${searchOf("tool_search", few ? changed : null)})) counted
      where length(word) <= 100 group by word
      on conflict (word) do update set servers = greatest(words.servers, excluded.servers),
        tools = greatest(words.tools, excluded.tools)`);
  });
}

/** The query that `ts_stat` counts the words of: of these servers, or of all. */
function searchOf(table: string, ids: readonly number[] | null): string {
  return `select search from ${table}${ids === null ? "" : ` where server_id in (${ids.map(Number).join(",")})`}`;
}

const readTables = [
  ...["server_search", "tool_search", "words", "server_cards", "change_ranks"],
  ...["servers", "listings", "identifiers", "tools", "definitions", "verdicts", "versions", "changes", "archives"],
];

/** Lets the database know how the values of what was made ready are spread; a search needs that to choose its way. */
export async function analyseIndex(db: Db): Promise<void> {
  // An embedded database has nobody else who does.
  for (const name of readTables) await db.execute(sql`analyze ${sql.identifier(name)}`);
}

/** Notes that what is read may have changed. */
export async function raiseVersion(db: Db): Promise<void> {
  await db
    .insert(catalogState)
    .values({ id: 1, version: 1 })
    .onConflictDoUpdate({
      target: catalogState.id,
      set: { version: sql`catalog_state.version + 1`, changedAt: sql`now()` },
    });
}

/** Whether servers were seen again since the version was last raised. */
export async function seenSinceRaised(db: Db): Promise<boolean> {
  const { rows } = await db.execute<{ seen: boolean }>(sql`
    select exists (select from servers where last_seen > coalesce((select changed_at from catalog_state), '-infinity')) as seen`);
  return rows[0]?.seen ?? false;
}

/** The catalog's version, a number that grows whenever what is read may have changed, and since when it is so (RFC 3339). */
export async function catalogVersion(db: Db): Promise<{ version: number; changedAt: string | null }> {
  const [row] = await db.select().from(catalogState).limit(1);
  return { version: row?.version ?? 0, changedAt: row ? new Date(row.changedAt).toISOString() : null };
}
