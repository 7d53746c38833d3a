import { sql } from "drizzle-orm";
import { boolean, index, integer, json, pgTable, primaryKey, real, text, timestamp, unique } from "drizzle-orm/pg-core";
import type { ChangeKind } from "../catalog/change.ts";
import type { Listing, ListingStatus, ServerFacts } from "../catalog/server.ts";
import type { ToolDefinition } from "../catalog/tool.ts";
import type { Verdict } from "../catalog/verdict.ts";

// Documents are json, not jsonb: jsonb sorts an object's keys, and the order of a definition's parameters is its author's.

/** A point in time, as text. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
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
  /** When no source listed it any more. */
  goneAt: instant("gone_at"),
  /** Grows when its facts, its listings or its tools change: what was made from an earlier one is made again. */
  revision: integer("revision").notNull().default(1),
});

/** Slugs that servers had before: an address that was once published keeps leading somewhere. */
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

/**
 * What one source says about one server: `listing` is `detail` (what the page about it says) over `outline` (what a list
 * says about it). `serverId` is null until the end of the crawl that first brought it (crawler/reconcile.ts).
 */
export const listings = pgTable(
  "listings",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    source: text("source").notNull(),
    ref: text("ref").notNull(),
    serverId: integer("server_id").references(() => servers.id),
    /** The frontier key of the page that brought `detail`; null without one. */
    page: text("page"),
    bodyHash: text("body_hash").notNull(),
    outline: json("outline").$type<Listing>(),
    detail: json("detail").$type<Listing>(),
    listing: json("listing").$type<Listing>().notNull(),
    ...seen,
    /** When it last began to say something else. */
    changedAt: instant("changed_at").notNull().defaultNow(),
    /** When its source stopped listing it. */
    goneAt: instant("gone_at"),
    /** It, or the tools that were read because of it, changed since servers were last made from listings. */
    fresh: boolean("fresh").notNull().default(true),
  },
  (t) => [
    unique().on(t.source, t.ref),
    index().on(t.serverId),
    index("listings_fresh")
      .on(t.id)
      .where(sql`fresh`),
  ],
);

/** The identifiers that a listing brings (crawler/identity.ts). */
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

/** That an identifier proves nothing, for one listing or ("") for all: how a person undoes a wrong merge. */
export const identityRules = pgTable(
  "identity_rules",
  {
    identifier: text("identifier").notNull(),
    /** `SOURCE REF`, or "". */
    listing: text("listing").notNull().default(""),
    because: text("because").notNull(),
    addedAt: instant("added_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.identifier, t.listing] })],
);

/** The versions that a listing has had. */
export const versions = pgTable(
  "versions",
  {
    source: text("source").notNull(),
    ref: text("ref").notNull(),
    version: text("version").notNull(),
    publishedAt: text("published_at"),
    status: text("status").$type<ListingStatus>(),
  },
  (t) => [primaryKey({ columns: [t.source, t.ref, t.version] })],
);

/** A tool definition, once per hash (catalog/hash.ts), whoever serves it. */
export const definitions = pgTable("definitions", {
  hash: text("hash").primaryKey(),
  definition: json("definition").$type<ToolDefinition>().notNull(),
});

/**
 * That one reader saw a tool with a definition in what a listing is about: `listing:SOURCE` in the listing itself, `live`
 * at its endpoint, the others in its code. A changed definition is a new row and the old one stays with `current` false,
 * so drift is visible. Whether a row is the one `shown` of its server's tool of this name is decided at the end of a crawl.
 */
export const tools = pgTable(
  "tools",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    listingId: integer("listing_id")
      .notNull()
      .references(() => listings.id),
    reader: text("reader").notNull(),
    name: text("name").notNull(),
    definitionHash: text("definition_hash")
      .notNull()
      .references(() => definitions.hash),
    version: text("version").notNull(),
    file: text("file"),
    line: integer("line"),
    current: boolean("current").notNull().default(true),
    shown: boolean("shown").notNull().default(false),
    ...seen,
  },
  (t) => [
    unique().on(t.listingId, t.reader, t.name, t.definitionHash),
    index().on(t.definitionHash),
    index("tools_shown")
      .on(t.listingId, t.name)
      .where(sql`shown`),
  ],
);

/** What changed from one crawl to the next, oldest first: servers that came and went, and tools of servers known before. */
export const changes = pgTable(
  "changes",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    at: instant("at").notNull().defaultNow(),
    serverId: integer("server_id")
      .notNull()
      .references(() => servers.id),
    kind: text("kind").$type<ChangeKind>().notNull(),
    /** Null when it is the server that came or went. */
    tool: text("tool"),
    /** Hashes of the definitions. */
    before: text("before").references(() => definitions.hash),
    after: text("after").references(() => definitions.hash),
  },
  (t) => [index().on(t.at), index("changes_server").on(t.serverId, t.id)],
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
    judgedAt: instant("judged_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.definitionHash, t.ruleset] })],
);
