import { and, eq, inArray, notInArray, sql, type SQL } from "drizzle-orm";
import { definitionHash } from "../../catalog/hash.ts";
import type { ReadTool, ReadWarning, Tool, ToolDefinition } from "../../catalog/tool.ts";
import type { Verdict } from "../../catalog/verdict.ts";
import { type Category, type Risk } from "../../catalog/verdict.ts";
import type { Db } from "../client.ts";
import { chooseShown } from "./shown.ts";
import { archives, definitions, listings, servers, tools, verdicts } from "../schema.ts";

/** Where a reader's tools come from: the listing that named the package, the package, and the reader. */
export type ToolsRead = {
  source: string;
  ref: string;
  reader: string;
  package: string;
  version: string;
  tools: ReadTool[];
};

/**
 * Saves what one reader found in one package as the current tools of the listing's server. Tools that this reader found
 * before and no longer finds stay, marked as not current. Does nothing when the listing is gone.
 */
export async function saveTools(tx: Db, read: ToolsRead): Promise<void> {
  const [owner] = await tx
    .select({ serverId: listings.serverId })
    .from(listings)
    .where(and(eq(listings.source, read.source), eq(listings.ref, read.ref)));
  if (!owner) return;
  // Of several tools with one name a client can only call the first.
  const named = new Map(read.tools.toReversed().map((tool) => [tool.name, tool]));
  const rows = [...named.values()].map(({ source, ...definition }) => ({
    serverId: owner.serverId,
    name: definition.name,
    definitionHash: definitionHash(definition),
    reader: read.reader,
    package: read.package,
    version: read.version,
    file: source.file ?? null,
    line: source.line ?? null,
    definition,
  }));
  const sameReader = [
    eq(tools.serverId, owner.serverId),
    eq(tools.reader, read.reader),
    eq(tools.package, read.package),
  ];
  if (rows.length === 0) {
    await tx
      .update(tools)
      .set({ current: false })
      .where(and(...sameReader));
    await chooseShown(tx, [owner.serverId]);
    return;
  }
  await tx
    .insert(definitions)
    .values(rows.map((row) => ({ hash: row.definitionHash, definition: row.definition })))
    .onConflictDoNothing();
  const saved = await tx
    .insert(tools)
    .values(rows)
    .onConflictDoUpdate({
      target: [tools.serverId, tools.name, tools.reader, tools.package, tools.definitionHash],
      set: {
        version: sql`excluded.version`,
        file: sql`excluded.file`,
        line: sql`excluded.line`,
        current: true,
        lastSeen: sql`now()`,
      },
    })
    .returning({ id: tools.id });
  const still = saved.map((row) => row.id);
  await tx
    .update(tools)
    .set({ current: false })
    .where(and(...sameReader, notInArray(tools.id, still)));
  await chooseShown(tx, [owner.serverId]);
}

/** An archive: the package (`npm:NAME`), its version, and the hash of its bytes. */
export type Archive = { package: string; version: string; integrity: string };
/** An archive that was read, and by which version of the reader. */
export type ArchiveRead = Archive & { readerVersion: string; warnings: ReadWarning[] };

/** The packages whose archive was the last to be read, from the same bytes and by the same version of the reader. */
export async function archivesRead(db: Db, readerVersion: string, wanted: Archive[]): Promise<Set<string>> {
  if (wanted.length === 0) return new Set();
  const names = wanted.map((archive) => archive.package);
  const rows = await db
    .select()
    .from(archives)
    .where(and(eq(archives.readerVersion, readerVersion), inArray(archives.package, names)));
  const read = new Map(rows.map((row) => [row.package, row]));
  const same = wanted.filter((archive) => {
    const last = read.get(archive.package);
    return last?.version === archive.version && last.integrity === archive.integrity;
  });
  return new Set(same.map((archive) => archive.package));
}

/** Notes that an archive was read, and what its reader could not know. */
export async function saveArchiveRead(tx: Db, read: ArchiveRead): Promise<void> {
  const row = { ...read, readAt: sql`now()` };
  await tx.insert(archives).values(row).onConflictDoUpdate({ target: archives.package, set: row });
}

/** A tool with what the rules of one version decided about it; null where they have not yet. */
export type JudgedTool = { tool: Tool; verdict: Verdict | null };

/** What to look for: all conditions must hold. */
export type ToolFilter = { server?: string; name?: string; category?: Category; risk?: Risk; search?: string };

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
    filter.search === undefined ? undefined : containsWord(filter.search),
    after && sql`(${servers.slug}, ${tools.name}) > (${after.server}, ${after.name})`,
  ];
  const rows = await db
    .select({
      slug: servers.slug,
      tool: tools,
      definition: definitions.definition,
      verdict: verdicts.verdict,
    })
    .from(tools)
    .innerJoin(servers, eq(servers.id, tools.serverId))
    .innerJoin(definitions, eq(definitions.hash, tools.definitionHash))
    .leftJoin(verdicts, and(eq(verdicts.definitionHash, tools.definitionHash), eq(verdicts.ruleset, ruleset)))
    .where(and(...where))
    .orderBy(servers.slug, tools.name)
    .limit(limit);
  return rows.map((row) => ({
    verdict: row.verdict,
    tool: {
      server: row.slug,
      definition: row.definition,
      definitionHash: row.tool.definitionHash,
      origin: {
        reader: row.tool.reader,
        package: row.tool.package,
        version: row.tool.version,
        ...(row.tool.file === null ? {} : { file: row.tool.file }),
        ...(row.tool.line === null ? {} : { line: row.tool.line }),
      },
      firstSeen: new Date(row.tool.firstSeen).toISOString(),
      lastSeen: new Date(row.tool.lastSeen).toISOString(),
    },
  }));
}

function containsWord(search: string): SQL {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(${tools.name} ilike ${pattern} or ${definitions.definition}->>'description' ilike ${pattern})`;
}

/** Definitions that the rules of this version have not judged yet, up to `limit`. */
export async function unjudged(
  db: Db,
  ruleset: string,
  limit: number,
): Promise<{ hash: string; definition: ToolDefinition }[]> {
  return db
    .select({ hash: definitions.hash, definition: definitions.definition })
    .from(definitions)
    .where(
      sql`not exists (select from verdicts v where v.definition_hash = ${definitions.hash} and v.ruleset = ${ruleset})`,
    )
    .orderBy(definitions.hash)
    .limit(limit);
}

/** Saves verdicts, each for one definition under its own ruleset. */
export async function saveVerdicts(db: Db, judged: { hash: string; verdict: Verdict }[]): Promise<void> {
  if (judged.length === 0) return;
  const rows = judged.map(({ hash, verdict }) => ({
    definitionHash: hash,
    ruleset: verdict.ruleset,
    category: verdict.category,
    risk: verdict.risk,
    confidence: verdict.confidence,
    verdict,
  }));
  await db.insert(verdicts).values(rows).onConflictDoNothing();
}
