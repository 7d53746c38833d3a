import { and, eq, inArray, like, not, sql, type Placeholder, type SQL } from "drizzle-orm";
import type { ChangeKind } from "../../catalog/change.ts";
import type { Tool } from "../../catalog/tool.ts";
import type { Category, Risk, Verdict } from "../../catalog/verdict.ts";
import type { Db } from "../client.ts";
import { prepared, preparedLookUp } from "../prepared.ts";
import { definitions, listings, servers, tools, verdicts } from "../schema.ts";
import { archives } from "../schema-crawl.ts";

/** A tool with what the rules of one version decided about it; null where they have not yet. */
export type JudgedTool = { tool: Tool; verdict: Verdict | null };

/** What to look for: all conditions must hold. */
export type ToolFilter = {
  server?: string | undefined;
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

function selectTools(db: Db, ruleset: string | Placeholder) {
  return db
    .select({
      id: tools.id,
      slug: servers.slug,
      source: listings.source,
      ref: listings.ref,
      reader: tools.reader,
      version: tools.version,
      file: tools.file,
      line: tools.line,
      firstSeen: tools.firstSeen,
      lastSeen: tools.lastSeen,
      definitionHash: tools.definitionHash,
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

const rfc3339 = (time: string): string => new Date(time).toISOString();

function judgedTool(row: Row): JudgedTool {
  return {
    verdict: row.verdict,
    tool: {
      server: row.slug,
      definition: row.definition,
      definitionHash: row.definitionHash,
      origin: {
        reader: row.reader,
        subject: `${row.source}:${row.ref}`,
        version: row.version,
        ...(row.integrity === null ? {} : { integrity: row.integrity }),
        ...(row.file === null ? {} : { file: row.file }),
        ...(row.line === null ? {} : { line: row.line }),
      },
      firstSeen: rfc3339(row.firstSeen),
      lastSeen: rfc3339(row.lastSeen),
    },
  };
}

/** The shown tools of these servers, each with its id, by server and name. */
export async function toolsOfServers(db: Db, ruleset: string, ids: number[]): Promise<(JudgedTool & { id: number })[]> {
  const rows = await selectTools(db, ruleset)
    .where(and(eq(tools.shown, true), inArray(listings.serverId, ids)))
    .orderBy(listings.serverId, tools.name);
  return rows.map((row) => ({ id: row.id, ...judgedTool(row) }));
}

/** A tool of a server with what its own page shows: its verdict, who saw it, and what changed. */
export type ToolHistory = JudgedTool & { readings: ToolReading[]; changes: ToolChangeEntry[] };

/** A change of a tool, with the hashes of its definitions. */
type ToolChangeEntry = { id: number; at: string; kind: ChangeKind; before: string | null; after: string | null };

/** What is shown at most of each. */
const historyLength = sql.raw("50");

type ReadingRow = Row & { current: boolean; shown: boolean; changes: ToolChangeEntry[] | null };

/**
 * A row for each reading of a tool of this name, the shown one first; only that one has a definition, a verdict and changes.
 * Written out, and with no column more than is used: for a look-up in an embedded database each one counts.
 */
const toolQuery = preparedLookUp<ReadingRow>(
  "tool_readings",
  // As JSON the keys are taken for a hundred, however many they are, which lets PostgreSQL keep one plan for all.
  sql`
    select k.at, r.*
    from jsonb_to_recordset(${sql.placeholder("keys")}::jsonb) as k(at int, ruleset text, slug text, name text)
    cross join lateral (
      select t.id, s.slug, l.source, l.ref, t.reader, t.version, t.file, t.line, t.current, t.shown,
        t.first_seen as "firstSeen", t.last_seen as "lastSeen", t.definition_hash as "definitionHash", d.definition, v.verdict,
        case when t.shown and t.reader not like 'listing:%' then (
          select a.integrity from archives a where a.package = l.source || ':' || l.ref and a.version = t.version
        ) end as integrity,
        case when t.shown then (
          select json_agg(c) from (
            select c.id, c.at, c.kind, c.before, c.after from changes c
            where c.server_id = s.id and c.tool = t.name order by c.id desc limit ${historyLength}) c
        ) end as changes
      from servers s
      join listings l on l.server_id = s.id
      join tools t on t.listing_id = l.id
      left join definitions d on d.hash = t.definition_hash and t.shown
      left join verdicts v on v.definition_hash = t.definition_hash and v.ruleset = k.ruleset and t.shown
      where s.slug = k.slug and t.name = k.name
      order by t.shown desc, t.current desc, t.last_seen desc, l.source, l.ref, t.reader limit ${historyLength}
    ) r`,
);

/** A shown tool of the server with this slug, with its history (fifty readings and changes at most); null when there is none. */
export async function shownTool(db: Db, ruleset: string, slug: string, name: string): Promise<ToolHistory | null> {
  const rows = await toolQuery(db, { ruleset, slug, name });
  const [row] = rows;
  if (!row?.shown) return null;
  return {
    ...judgedTool(row),
    readings: rows.map(toolReading),
    changes: (row.changes ?? []).map((one) => ({ ...one, at: rfc3339(one.at) })),
  };
}

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

type ReadingColumns = Pick<
  ReadingRow,
  "source" | "ref" | "reader" | "version" | "definitionHash" | "current" | "shown" | "firstSeen" | "lastSeen"
>;

function toolReading(row: ReadingColumns): ToolReading {
  return {
    reader: row.reader,
    subject: `${row.source}:${row.ref}`,
    version: row.version,
    definitionHash: row.definitionHash,
    current: row.current,
    shown: row.shown,
    firstSeen: rfc3339(row.firstSeen),
    lastSeen: rfc3339(row.lastSeen),
  };
}

/** Who saw a tool of a server, with which definitions, now and before: the one that is shown first, then the latest. */
export async function readingsOfTool(db: Db, server: string, name: string): Promise<ToolReading[]> {
  const rows = await db
    .select({ source: listings.source, ref: listings.ref, tool: tools })
    .from(tools)
    .innerJoin(listings, eq(listings.id, tools.listingId))
    .innerJoin(servers, eq(servers.id, listings.serverId))
    .where(and(eq(servers.slug, server), eq(tools.name, name)))
    .orderBy(sql`shown desc, current desc`, sql`${tools.lastSeen} desc`, listings.source, listings.ref, tools.reader);
  return rows.map(({ source, ref, tool }) => toolReading({ source, ref, ...tool }));
}
