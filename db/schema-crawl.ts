import { sql } from "drizzle-orm";
import { boolean, customType, index, integer, json, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type { ReadWarning } from "../catalog/tool.ts";
import { instant } from "./schema.ts";

// What a crawl knows about its own work: what is to be fetched, and what was fetched last.

/** What a page led to: the next one, further lists, pages about single servers, and the refs that it is about. */
export type PageMemory = { next: string | null; lists: string[]; also: string[]; refs: string[] };

/** How far each source is. `watermark` is what the next incremental run asks from. */
export const sources = pgTable("sources", {
  id: text("id").primaryKey(),
  watermark: instant("watermark"),
  /** The newest change seen by the run that is under way; becomes the watermark when the run ends. */
  newest: instant("newest"),
  /** A page of the run under way was lost: the watermark stays where it is. */
  incomplete: boolean("incomplete").notNull().default(false),
  /** The run under way asks for changes only. */
  partly: boolean("partly").notNull().default(false),
  startedAt: instant("started_at"),
  finishedAt: instant("finished_at"),
});

/** One thing still to be fetched: a page of a source, or a package archive. Finished rows are deleted. */
export const frontier = pgTable(
  "frontier",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    source: text("source").notNull(),
    kind: text("kind").$type<"page" | "archive">().notNull(),
    /** Identifies the work within its source, so that it is queued once: the cursor, or the archive's artifact. */
    key: text("key").notNull(),
    host: text("host").notNull(),
    payload: json("payload").$type<Record<string, string>>().notNull(),
    state: text("state").$type<"waiting" | "taken" | "failed">().notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    runAt: instant("run_at").notNull().defaultNow(),
    /** A worker that has not renewed its lease by then is dead, and the row is free again. */
    lockedUntil: instant("locked_until"),
    lockedBy: text("locked_by"),
  },
  (t) => [
    unique().on(t.source, t.kind, t.key),
    index("frontier_waiting")
      .on(t.source, t.host, t.runAt)
      .where(sql`state = 'waiting'`),
    index("frontier_taken")
      .on(t.source, t.host)
      .where(sql`state = 'taken'`),
  ],
);

/** The pace of each source at each host, shared by all workers. */
export const lanes = pgTable(
  "lanes",
  {
    source: text("source").notNull(),
    host: text("host").notNull(),
    nextAt: instant("next_at").notNull().defaultNow(),
    delayMs: integer("delay_ms").notNull(),
    concurrency: integer("concurrency").notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.host] })],
);

/** What the last answer of a page was: enough to ask whether it changed, and to go on from it when it did not. */
export const pages = pgTable(
  "pages",
  {
    source: text("source").notNull(),
    key: text("key").notNull(),
    etag: text("etag"),
    lastModified: text("last_modified"),
    bodyHash: text("body_hash").notNull(),
    memory: json("memory").$type<PageMemory>().notNull(),
    checkedAt: instant("checked_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.source, t.key] })],
);

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Answers as they came, compressed with gzip, so that they can be parsed again after a fix (`crawl --replay`). */
export const bodies = pgTable(
  "bodies",
  {
    source: text("source").notNull(),
    key: text("key").notNull(),
    body: bytes("body").notNull(),
    fetchedAt: instant("fetched_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.source, t.key] })],
);

/**
 * The archive of each package that was read last, so that the same bytes are not fetched twice for the same reader. One
 * row for a package: going back to an earlier version is a change like any other.
 */
export const archives = pgTable("archives", {
  package: text("package").primaryKey(),
  version: text("version").notNull(),
  integrity: text("integrity").notNull(),
  readerVersion: text("reader_version").notNull(),
  warnings: json("warnings").$type<ReadWarning[]>().notNull(),
  readAt: instant("read_at").notNull().defaultNow(),
});

/** What was not taken, and why: rows of a page, whole pages, archives. Replaced when the same page is read again. */
export const refusals = pgTable(
  "refusals",
  {
    source: text("source").notNull(),
    page: text("page").notNull(),
    at: text("at").notNull(),
    code: text("code").notNull(),
    why: text("why").notNull(),
    seenAt: instant("seen_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.source, t.page, t.at] })],
);
