import { sql } from "drizzle-orm";
import { boolean, index, integer, json, pgTable, primaryKey, real, text, timestamp, unique } from "drizzle-orm/pg-core";
import type { Listing, ServerFacts } from "../catalog/server.ts";
import type { ReadWarning, ToolDefinition } from "../catalog/tool.ts";
import type { Verdict } from "../catalog/verdict.ts";

// Documents are json, not jsonb: jsonb sorts an object's keys, and the order of a definition's parameters is its author's.

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
const seen = {
  firstSeen: instant("first_seen").notNull().defaultNow(),
  lastSeen: instant("last_seen").notNull().defaultNow(),
};

/** A server: the listings that share an identifier. `facts` is merged from them and can be computed again at any time. */
export const servers = pgTable("servers", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  slug: text("slug").notNull().unique(),
  facts: json("facts").$type<ServerFacts>().notNull(),
  ...seen,
});

/** Slugs of servers that were absorbed by another: an address that was once published keeps leading somewhere. */
export const aliases = pgTable(
  "aliases",
  {
    slug: text("slug").primaryKey(),
    serverId: integer("server_id")
      .notNull()
      .references(() => servers.id),
  },
  (t) => [index().on(t.serverId)],
);

/** What one source says about one server: the newest version of it, with the hash of the body that said it. */
export const listings = pgTable(
  "listings",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    source: text("source").notNull(),
    ref: text("ref").notNull(),
    serverId: integer("server_id")
      .notNull()
      .references(() => servers.id),
    /** The frontier key of the page that brought it. */
    page: text("page").notNull(),
    bodyHash: text("body_hash").notNull(),
    listing: json("listing").$type<Listing>().notNull(),
    ...seen,
  },
  // The last index serves "archives of the listings of one unchanged page".
  (t) => [unique().on(t.source, t.ref), index().on(t.serverId), index().on(t.source, t.page)],
);

/** The identifiers that a listing brings. Listings that share one (and it is not a `repo:`) are one server. */
export const identifiers = pgTable(
  "identifiers",
  {
    identifier: text("identifier").notNull(),
    listingId: integer("listing_id")
      .notNull()
      .references(() => listings.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.identifier, t.listingId] }), index().on(t.listingId)],
);

/** A tool definition, once per hash (catalog/hash.ts), whoever serves it. */
export const definitions = pgTable("definitions", {
  hash: text("hash").primaryKey(),
  definition: json("definition").$type<ToolDefinition>().notNull(),
});

/**
 * That a server has a tool with a definition, as one reader saw it. A changed definition is a new row and the old one
 * stays with `current` false, so drift is visible.
 */
export const tools = pgTable(
  "tools",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    serverId: integer("server_id")
      .notNull()
      .references(() => servers.id),
    name: text("name").notNull(),
    definitionHash: text("definition_hash")
      .notNull()
      .references(() => definitions.hash),
    reader: text("reader").notNull(),
    /** The package, or the listing (`SOURCE:REF`), that it was read in. */
    package: text("package").notNull(),
    version: text("version").notNull(),
    file: text("file"),
    line: integer("line"),
    current: boolean("current").notNull().default(true),
    /** Of the current rows of one name, the one whose reader is trusted most (db/queries/shown.ts). */
    shown: boolean("shown").notNull().default(true),
    ...seen,
  },
  (t) => [unique().on(t.serverId, t.name, t.reader, t.package, t.definitionHash), index().on(t.definitionHash)],
);

/** What the rules of one version decided about one definition. */
export const verdicts = pgTable(
  "verdicts",
  {
    definitionHash: text("definition_hash")
      .notNull()
      .references(() => definitions.hash),
    ruleset: text("ruleset").notNull(),
    category: text("category").notNull(),
    risk: text("risk").notNull(),
    confidence: real("confidence").notNull(),
    verdict: json("verdict").$type<Verdict>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.definitionHash, t.ruleset] })],
);

/** How far each source is. `watermark` is what the next incremental run asks from. */
export const sources = pgTable("sources", {
  id: text("id").primaryKey(),
  watermark: instant("watermark"),
  /** The newest change seen by the run that is under way; becomes the watermark when the run ends. */
  newest: instant("newest"),
  /** A page of the run under way was lost: the watermark stays where it is. */
  incomplete: boolean("incomplete").notNull().default(false),
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
      .on(t.host, t.runAt)
      .where(sql`state = 'waiting'`),
    index("frontier_taken")
      .on(t.host)
      .where(sql`state = 'taken'`),
  ],
);

/** The pace of each host, shared by all workers. */
export const hosts = pgTable("hosts", {
  host: text("host").primaryKey(),
  nextAt: instant("next_at").notNull().defaultNow(),
  delayMs: integer("delay_ms").notNull(),
  concurrency: integer("concurrency").notNull(),
});

/** Validators of the pages that can be asked for again with If-None-Match. */
export const pages = pgTable(
  "pages",
  {
    source: text("source").notNull(),
    key: text("key").notNull(),
    etag: text("etag"),
    lastModified: text("last_modified"),
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
