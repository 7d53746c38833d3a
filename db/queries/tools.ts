import { and, eq, inArray, sql } from "drizzle-orm";
import { definitionHash } from "../../catalog/hash.ts";
import type { ReadTool, ReadWarning, ToolDefinition } from "../../catalog/tool.ts";
import type { Db } from "../client.ts";
import { definitions, listings, tools } from "../schema.ts";
import { archives } from "../schema-crawl.ts";
import { batches, excluded } from "../statements.ts";

/** What one reader found in what a listing (`ref`) is about. */
export type ToolsRead = { ref: string; reader: string; version: string; tools: readonly ReadTool[] };

/**
 * Saves what readers found as the current tools of the listings of a source. Tools that a reader found there before and no
 * longer finds stay, marked as not current; listings whose tools changed are marked as fresh. A listing that is not there
 * is passed over.
 */
export async function saveTools(tx: Db, source: string, found: readonly ToolsRead[]): Promise<void> {
  if (found.length === 0) return;
  const reads = [...new Map(found.map((read) => [`${read.reader} ${read.ref}`, read])).values()];
  const ids = await listingIds(
    tx,
    source,
    reads.map(({ ref }) => ref),
  );
  const read = new Map<string, ToolDefinition>();
  const rows = reads.flatMap(({ ref, reader, version, tools: items }) => {
    const listingId = ids.get(ref);
    if (listingId === undefined) return [];
    // Of several tools with one name a client can only call the first.
    const named = new Map(items.toReversed().map((tool) => [tool.name, tool]));
    return [...named.values()].map(({ source: at, ...definition }) => {
      const hash = definitionHash(definition);
      read.set(hash, definition);
      const { name } = definition;
      return { listingId, reader, name, definitionHash: hash, version, file: at.file ?? null, line: at.line ?? null };
    });
  });
  const readings = new Set(reads.map(({ ref, reader }) => `${ids.get(ref) ?? ""} ${reader}`));
  const before = (await currentTools(tx, [...ids.values()])).filter((row) =>
    readings.has(`${row.listingId} ${row.reader}`),
  );
  const known = new Set(before.map(rowKey));
  const still = new Set(rows.map(rowKey));
  const lost = before.filter((row) => !still.has(rowKey(row)));
  const changed = new Set(
    [...lost, ...rows.filter((row) => !known.has(rowKey(row)))].map(({ listingId }) => listingId),
  );

  // In one order, so that two workers that save the same definitions wait for each other instead of blocking each other.
  const distinct = [...read].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const part of batches(distinct))
    await tx
      .insert(definitions)
      .values(part.map(([hash, definition]) => ({ hash, definition })))
      .onConflictDoNothing();
  for (const part of batches(rows))
    await tx
      .insert(tools)
      .values(part)
      .onConflictDoUpdate({
        target: [tools.listingId, tools.reader, tools.name, tools.definitionHash],
        set: {
          ...excluded(tools, "version", "file", "line"),
          current: true,
          lastSeen: sql`now()`,
        },
      });
  for (const part of batches(lost.map(({ id }) => id)))
    await tx.update(tools).set({ current: false }).where(inArray(tools.id, part));
  for (const part of batches([...changed]))
    await tx.update(listings).set({ fresh: true }).where(inArray(listings.id, part));
}

const rowKey = (row: { listingId: number; reader: string; name: string; definitionHash: string }) =>
  JSON.stringify([row.listingId, row.reader, row.name, row.definitionHash]);

async function listingIds(tx: Db, source: string, refs: string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const part of batches(refs)) {
    const rows = await tx
      .select({ ref: listings.ref, id: listings.id })
      .from(listings)
      .where(and(eq(listings.source, source), inArray(listings.ref, part)));
    for (const { ref, id } of rows) found.set(ref, id);
  }
  return found;
}

async function currentTools(tx: Db, ids: number[]) {
  const { id, listingId, reader, name, definitionHash: hash } = tools;
  const found = [];
  for (const part of batches(ids))
    found.push(
      await tx
        .select({ id, listingId, reader, name, definitionHash: hash })
        .from(tools)
        .where(and(eq(tools.current, true), inArray(tools.listingId, part))),
    );
  return found.flat();
}

/** Notes that the tools of listings were found unchanged: those of this reader, or those that the listings carry. */
export async function touchTools(tx: Db, source: string, refs: string[], reader = `listing:${source}`): Promise<void> {
  for (const part of batches(refs))
    await tx.execute(sql`
      update tools t set last_seen = now() from listings l
      where l.id = t.listing_id and l.source = ${source} and l.ref in ${part} and t.current and t.reader = ${reader}`);
}

/** An archive: the package (`npm:NAME`), its version, and the hash of its bytes. */
export type Archive = { package: string; version: string; integrity: string };
/** An archive that was read, and by which version of the reader. */
export type ArchiveRead = Archive & { readerVersion: string; warnings: ReadWarning[] };

/** The packages whose archive was the last to be read, from the same bytes and by one of these versions of the readers. */
export async function archivesRead(db: Db, readerVersions: string[], wanted: Archive[]): Promise<Set<string>> {
  if (wanted.length === 0) return new Set();
  const names = wanted.map((archive) => archive.package);
  const rows = await db
    .select()
    .from(archives)
    .where(and(inArray(archives.readerVersion, readerVersions), inArray(archives.package, names)));
  const read = new Map(rows.map((row) => [row.package, row]));
  const same = wanted.filter((archive) => {
    const last = read.get(archive.package);
    return last?.version === archive.version && last.integrity === archive.integrity;
  });
  return new Set(same.map((archive) => archive.package));
}

/** Notes that archives were read, and what their readers could not know. */
export async function saveArchivesRead(tx: Db, reads: readonly ArchiveRead[]): Promise<void> {
  const rows = [...new Map(reads.map((read) => [read.package, read])).values()];
  if (rows.length === 0) return;
  await tx
    .insert(archives)
    .values(rows)
    .onConflictDoUpdate({
      target: archives.package,
      set: {
        ...excluded(archives, "version", "integrity", "readerVersion", "warnings"),
        readAt: sql`now()`,
      },
    });
}
