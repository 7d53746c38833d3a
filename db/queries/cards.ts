import { and, eq, inArray, sql } from "drizzle-orm";
import type { ServerCard, ServerSummary } from "../../catalog/card.ts";
import type { LookAlike } from "../../catalog/look-alike.ts";
import type { ServerFacts } from "../../catalog/server.ts";
import type { Category, Risk } from "../../catalog/verdict.ts";
import type { Db } from "../client.ts";
import { prepared, preparedLookUp } from "../prepared.ts";
import { definitions, listings, servers, tools, verdicts } from "../schema.ts";
import { serverCards, toolSearch } from "../schema-search.ts";
import type { ServerVersion } from "./servers.ts";

/** A server in a list. */
export type ListedServer = { id: number; slug: string; summary: ServerSummary };

const listedServersQuery = prepared((db) =>
  db
    .select({ id: servers.id, slug: servers.slug, summary: serverCards.summary })
    .from(serverCards)
    .innerJoin(servers, eq(servers.id, serverCards.serverId))
    .where(sql`${serverCards.serverId} = any(${sql.placeholder("ids")})`)
    .prepare("listed_servers"),
);

/** The servers with these ids, in this order; those that are not made ready yet are left out. */
export async function listedServers(db: Db, ids: readonly number[]): Promise<ListedServer[]> {
  return ids.length === 0 ? [] : inOrder(ids, await listedServersQuery(db).execute({ ids }));
}

/** The servers with these slugs, without order. */
export async function listedServersBySlug(db: Db, slugs: readonly string[]): Promise<ListedServer[]> {
  return db
    .select({ id: servers.id, slug: servers.slug, summary: serverCards.summary })
    .from(serverCards)
    .innerJoin(servers, eq(servers.id, serverCards.serverId))
    .where(inArray(servers.slug, [...slugs]));
}

/** A tool in a list, with the beginning of its description. */
export type ListedTool = {
  id: number;
  server: string;
  name: string;
  title: string | null;
  description: string | null;
  definitionHash: string;
  category: Category | null;
  risk: Risk | null;
  confidence: number | null;
  /** Its definition attacks whoever reads it. */
  blocked: boolean;
};

/** Longer than a list shows, so that it can be seen that there is more. */
const described = 400;

const listedToolsQuery = prepared((db) =>
  db
    .select({
      id: tools.id,
      server: servers.slug,
      name: tools.name,
      title: sql<string | null>`left(${definitions.definition}->>'title', ${sql.raw(String(described))})`,
      description: sql<string | null>`left(${definitions.definition}->>'description', ${sql.raw(String(described))})`,
      definitionHash: tools.definitionHash,
      category: sql<Category | null>`${verdicts.category}`,
      risk: sql<Risk | null>`${verdicts.risk}`,
      confidence: verdicts.confidence,
      blocked: sql<boolean>`coalesce(${toolSearch.tags} @> '{findings:block}', false)`,
    })
    .from(tools)
    .leftJoin(toolSearch, eq(toolSearch.toolId, tools.id))
    .innerJoin(listings, eq(listings.id, tools.listingId))
    .innerJoin(servers, eq(servers.id, listings.serverId))
    .innerJoin(definitions, eq(definitions.hash, tools.definitionHash))
    .leftJoin(
      verdicts,
      and(eq(verdicts.definitionHash, tools.definitionHash), eq(verdicts.ruleset, sql.placeholder("ruleset"))),
    )
    .where(sql`${tools.id} = any(${sql.placeholder("ids")})`)
    .prepare("listed_tools"),
);

/** The tools with these ids, in this order, with the verdicts of one ruleset. */
export async function listedTools(db: Db, ruleset: string, ids: readonly number[]): Promise<ListedTool[]> {
  return ids.length === 0 ? [] : inOrder(ids, await listedToolsQuery(db).execute({ ruleset, ids }));
}

function inOrder<T extends { id: number }>(ids: readonly number[], rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A server as its own page shows it. */
export type CardedServer = {
  slug: string;
  facts: ServerFacts;
  firstSeen: string;
  lastSeen: string;
  goneAt: string | null;
  /** Null where it is not made ready yet: a crawl is about to end. */
  card: ServerCard | null;
  versions: ServerVersion[];
  /** What its name is easily taken for. */
  lookAlike: LookAlike | null;
};

const shownVersions = sql.raw("100");

const cardQuery = preparedLookUp<Omit<CardedServer, "versions"> & { versions: ServerVersion[] | null }>(
  "server_card",
  sql`
    select k.at, r.*
    from jsonb_to_recordset(${sql.placeholder("keys")}::jsonb) as k(at int, slug text)
    cross join lateral (
      select s.slug, s.facts, s.first_seen as "firstSeen", s.last_seen as "lastSeen", s.gone_at as "goneAt", c.card,
        (select json_agg(v) from (
          select v.version, v.published_at as "publishedAt", v.status, v.source, v.ref
          from listings l join versions v on v.source = l.source and v.ref = l.ref
          where l.server_id = s.id
          order by v.published_at desc nulls last, v.source, v.version limit ${shownVersions}) v) as versions,
        (select json_build_object('name', a.name, 'of', o.slug, 'ofName', a.of_name, 'how', a.how)
          from look_alikes a join servers o on o.id = a.of_server_id where a.server_id = s.id) as "lookAlike"
      from servers s left join server_cards c on c.server_id = s.id
      where s.slug = k.slug limit 1
    ) r`,
);

/** The server with this slug; null when there is none. Its versions are the newest hundred. */
export async function cardedServer(db: Db, slug: string): Promise<CardedServer | null> {
  const [row] = await cardQuery(db, { slug });
  if (!row) return null;
  const { versions, firstSeen, lastSeen, goneAt, ...rest } = row;
  return {
    ...rest,
    versions: versions ?? [],
    firstSeen: new Date(firstSeen).toISOString(),
    lastSeen: new Date(lastSeen).toISOString(),
    goneAt: goneAt === null ? null : new Date(goneAt).toISOString(),
  };
}
