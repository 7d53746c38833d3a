import { and, eq, inArray, like, not, sql, type Placeholder, type SQL } from "drizzle-orm";
import type { ChangeKind } from "../../catalog/change.ts";
import type { Tool } from "../../catalog/tool.ts";
import type { Category, Risk, Verdict } from "../../catalog/verdict.ts";
import type { Db } from "../client.ts";
import { prepared } from "../prepared.ts";
import { definitions, listings, servers, tools, verdicts } from "../schema.ts";
import { archives } from "../schema-crawl.ts";

/** A tool with what the rules of one version decided about it; null where they have not yet. */
export type JudgedTool = { tool: Tool; verdict: Verdict | null };

/** What to look for: all conditions must hold. */
export type ToolFilter = {
  server?: string | undefined;
  name?: string | undefined;
  category?: Category | undefined;
  risk?: Risk | undefined;
  ids?: number[] | undefined;
};

/**
 * Current tools with their verdicts under `ruleset`, ordered by server and name. `after` continues behind a tool of an
 * earlier answer.
 */
export async function listTools(
  db: Db,
  ruleset: string,
  filter: ToolFilter,
  limit: number,
  after?: { server: string; name: string },
): Promise<JudgedTool[]> {
  const where: (SQL | undefined)[] = [
    eq(tools.shown, true),
    filter.server === undefined ? undefined : eq(servers.slug, filter.server),
    filter.name === undefined ? undefined : eq(tools.name, filter.name),
    filter.category && eq(verdicts.category, filter.category),
    filter.risk && eq(verdicts.risk, filter.risk),
    filter.ids && inArray(tools.id, filter.ids),
    after && sql`(${servers.slug}, ${tools.name}) > (${after.server}, ${after.name})`,
  ];
  const rows = await selectTools(db, ruleset)
    .where(and(...where))
    .orderBy(servers.slug, tools.name)
    .limit(limit);
  return rows.map(judgedTool);
}

/** What a list does not show: who saw a tool, and what became of it. */
type History = { readings: SQL<ToolReading[] | null>; changes: SQL<ToolChangeEntry[] | null> };
const noHistory: History = { readings: sql`null`, changes: sql`null` };

function selectTools(db: Db, ruleset: string | Placeholder, history = noHistory) {
  return db
    .select({
      ...history,
      serverId: listings.serverId,
      slug: servers.slug,
      source: listings.source,
      ref: listings.ref,
      tool: tools,
      definition: definitions.definition,
      verdict: verdicts.verdict,
      integrity: archives.integrity,
    })
    .from(tools)
    .innerJoin(listings, eq(listings.id, tools.listingId))
    .innerJoin(servers, eq(servers.id, listings.serverId))
    .innerJoin(definitions, eq(definitions.hash, tools.definitionHash))
    .leftJoin(verdicts, and(eq(verdicts.definitionHash, tools.definitionHash), eq(verdicts.ruleset, ruleset)))
    .leftJoin(archives, readInArchive)
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectTools>>[number];

function judgedTool(row: Row): JudgedTool {
  return {
    verdict: row.verdict,
    tool: {
      server: row.slug,
      definition: row.definition,
      definitionHash: row.tool.definitionHash,
      origin: {
        reader: row.tool.reader,
        subject: `${row.source}:${row.ref}`,
        version: row.tool.version,
        ...(row.integrity === null ? {} : { integrity: row.integrity }),
        ...(row.tool.file === null ? {} : { file: row.tool.file }),
        ...(row.tool.line === null ? {} : { line: row.tool.line }),
      },
      firstSeen: new Date(row.tool.firstSeen).toISOString(),
      lastSeen: new Date(row.tool.lastSeen).toISOString(),
    },
  };
}

/** The shown tools of these servers, each with its id, by server and name. */
export async function toolsOfServers(db: Db, ruleset: string, ids: number[]): Promise<(JudgedTool & { id: number })[]> {
  const rows = await selectTools(db, ruleset)
    .where(and(eq(tools.shown, true), inArray(listings.serverId, ids)))
    .orderBy(listings.serverId, tools.name);
  return rows.map((row) => ({ id: row.tool.id, ...judgedTool(row) }));
}

/** A tool of a server with what its own page shows: its verdict, who saw it, and what changed. */
export type ToolHistory = JudgedTool & { readings: ToolReading[]; changes: ToolChangeEntry[] };

/** A change of a tool, with the hashes of its definitions. */
type ToolChangeEntry = { id: number; at: string; kind: ChangeKind; before: string | null; after: string | null };

const historyLength = sql.raw("50");

const toolQuery = prepared((db) =>
  selectTools(db, sql.placeholder("ruleset"), {
    readings: sql<ToolReading[] | null>`(
      select json_agg(r) from (
        select r.reader, o.source || ':' || o.ref as subject, r.version, r.definition_hash as "definitionHash", r.current,
          r.shown, r.first_seen as "firstSeen", r.last_seen as "lastSeen"
        from listings o join tools r on r.listing_id = o.id
        where o.server_id = ${listings.serverId} and r.name = ${tools.name}
        order by r.shown desc, r.current desc, r.last_seen desc, o.source, o.ref, r.reader limit ${historyLength}) r)`,
    changes: sql<ToolChangeEntry[] | null>`(
      select json_agg(c) from (
        select c.id, c.at, c.kind, c.before, c.after from changes c
        where c.server_id = ${listings.serverId} and c.tool = ${tools.name} order by c.id desc limit ${historyLength}) c)`,
  })
    .where(
      and(eq(servers.slug, sql.placeholder("slug")), eq(tools.name, sql.placeholder("name")), eq(tools.shown, true)),
    )
    .limit(1)
    .prepare("shown_tool"),
);

/** A shown tool of the server with this slug, with its history (fifty readings and changes at most); null when there is none. */
export async function shownTool(db: Db, ruleset: string, slug: string, name: string): Promise<ToolHistory | null> {
  const [row] = await toolQuery(db).execute({ ruleset, slug, name });
  if (!row) return null;
  return {
    ...judgedTool(row),
    readings: (row.readings ?? []).map((one) => ({
      ...one,
      firstSeen: rfc3339(one.firstSeen),
      lastSeen: rfc3339(one.lastSeen),
    })),
    changes: (row.changes ?? []).map((one) => ({ ...one, at: rfc3339(one.at) })),
  };
}

const rfc3339 = (time: string): string => new Date(time).toISOString();

const policyQuery = prepared((db) =>
  selectTools(db, sql.placeholder("ruleset"))
    .where(and(eq(servers.slug, sql.placeholder("slug")), eq(tools.shown, true)))
    .orderBy(tools.name)
    .prepare("tools_of_server"),
);

/** All shown tools of the server with this slug, by name. */
export async function toolsOfServer(db: Db, ruleset: string, slug: string): Promise<JudgedTool[]> {
  return (await policyQuery(db).execute({ ruleset, slug })).map(judgedTool);
}

/** The archive that a tool was read in: the last one of its package, when that is of the same version. */
const readInArchive = and(
  eq(archives.package, sql`${listings.source} || ':' || ${listings.ref}`),
  eq(archives.version, tools.version),
  not(like(tools.reader, "listing:%")),
);

/** That a reader saw a tool of a server with a definition. `current`: it still does. */
export type ToolReading = {
  reader: string;
  subject: string;
  version: string;
  definitionHash: string;
  current: boolean;
  shown: boolean;
  firstSeen: string;
  lastSeen: string;
};

/** Who saw a tool of a server, with which definitions, now and before: the one that is shown first, then the latest. */
export async function readingsOfTool(db: Db, server: string, name: string): Promise<ToolReading[]> {
  const rows = await db
    .select({ source: listings.source, ref: listings.ref, tool: tools })
    .from(tools)
    .innerJoin(listings, eq(listings.id, tools.listingId))
    .innerJoin(servers, eq(servers.id, listings.serverId))
    .where(and(eq(servers.slug, server), eq(tools.name, name)))
    .orderBy(sql`shown desc, current desc`, sql`${tools.lastSeen} desc`, listings.source, listings.ref, tools.reader);
  return rows.map(({ source, ref, tool }) => ({
    reader: tool.reader,
    subject: `${source}:${ref}`,
    version: tool.version,
    definitionHash: tool.definitionHash,
    current: tool.current,
    shown: tool.shown,
    firstSeen: new Date(tool.firstSeen).toISOString(),
    lastSeen: new Date(tool.lastSeen).toISOString(),
  }));
}
