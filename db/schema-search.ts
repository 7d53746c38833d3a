import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  smallint,
  text,
} from "drizzle-orm/pg-core";
import type { ServerCard, ServerSummary } from "../catalog/card.ts";
import type { ChangeKind } from "../catalog/change.ts";
import type { Likeness } from "../catalog/look-alike.ts";
import { changes, instant, servers, tools } from "./schema.ts";

// What is read most, made ready by crawler/index-catalog.ts after each crawl. All of it can be made again from the other tables.

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** A server as lists and its own page show it, with what it was made from: made again when one of these has changed. */
export const serverCards = pgTable("server_cards", {
  serverId: integer("server_id")
    .primaryKey()
    .references(() => servers.id, { onDelete: "cascade" }),
  revision: integer("revision").notNull(),
  ruleset: text("ruleset").notNull(),
  /** How many of its tools had no verdict. */
  unjudged: integer("unjudged").notNull(),
  summary: json("summary").$type<ServerSummary>().notNull(),
  card: json("card").$type<ServerCard>().notNull(),
});

/**
 * What a server is found by. Narrow, because a search reads hundreds of these rows; servers that a source has deleted have
 * none. `prominent`: among the few thousand best known ones, which are searched first when a word is in many.
 */
export const serverSearch = pgTable(
  "server_search",
  {
    serverId: integer("server_id")
      .primaryKey()
      .references(() => servers.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    /** The words of its name, for looking for a whole name. */
    nameKey: text("name_key").notNull(),
    prominence: integer("prominence").notNull(),
    prominent: boolean("prominent").notNull().default(false),
    /** The place of its worst risk in catalog/verdict.ts `risks`, from 1; 0 where none is known. */
    worst: smallint("worst").notNull(),
    tools: integer("tools").notNull(),
    /** When a listing of it last began to say something else, in milliseconds since 1970. */
    changed: bigint("changed", { mode: "number" }).notNull(),
    /** What can be filtered by, as `filter:value`. */
    tags: text("tags").array().notNull(),
    search: tsvector("search").notNull(),
  },
  (t) => [
    index("server_search_slug").on(t.slug),
    index("server_search_name").on(t.nameKey.op("text_pattern_ops")),
    index("server_search_prominence").on(t.prominence, t.serverId),
    index("server_search_worst").on(t.worst, t.prominence, t.serverId),
    index("server_search_tools").on(t.tools, t.serverId),
    index("server_search_changed").on(t.changed, t.serverId),
    index("server_search_words").using("gin", t.search, t.tags),
    index("server_search_prominent")
      .on(t.prominence, t.serverId)
      .where(sql`prominent`),
    index("server_search_prominent_words")
      .using("gin", t.search, t.tags)
      .where(sql`prominent`),
  ],
);

/** What a tool is found by; the columns mean what they mean in `server_search`. */
export const toolSearch = pgTable(
  "tool_search",
  {
    toolId: integer("tool_id")
      .primaryKey()
      .references(() => tools.id, { onDelete: "cascade" }),
    serverId: integer("server_id")
      .notNull()
      .references(() => servers.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    prominence: integer("prominence").notNull(),
    prominent: boolean("prominent").notNull().default(false),
    /** The place of its risk in catalog/verdict.ts `risks`, from 1; 0 where it is not judged. */
    risk: smallint("risk").notNull(),
    tags: text("tags").array().notNull(),
    search: tsvector("search").notNull(),
  },
  (t) => [
    index("tool_search_server").on(t.serverId),
    index("tool_search_slug").on(t.slug, t.name),
    index("tool_search_name").on(t.nameKey.op("text_pattern_ops")),
    index("tool_search_prominence").on(t.prominence, t.toolId),
    index("tool_search_risk").on(t.risk, t.prominence, t.toolId),
    index("tool_search_words").using("gin", t.search, t.tags),
    index("tool_search_prominent")
      .on(t.prominence, t.toolId)
      .where(sql`prominent`),
    index("tool_search_prominent_words")
      .using("gin", t.search, t.tags)
      .where(sql`prominent`),
  ],
);

/** That a server's name is easily taken for that of a better known one; `how` as catalog/look-alike.ts has it. */
export const lookAlikes = pgTable(
  "look_alikes",
  {
    serverId: integer("server_id")
      .primaryKey()
      .references(() => servers.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    ofServerId: integer("of_server_id")
      .notNull()
      .references(() => servers.id, { onDelete: "cascade" }),
    ofName: text("of_name").notNull(),
    how: text("how").$type<Likeness>().notNull(),
  },
  (t) => [index().on(t.ofServerId)],
);

/** The words (as the full-text search stems them) that servers and tools are found by, with how many have each. */
export const words = pgTable(
  "words",
  {
    word: text("word").primaryKey(),
    servers: integer("servers").notNull(),
    tools: integer("tools").notNull(),
  },
  (t) => [
    index("words_prefix").on(t.word.op("text_pattern_ops")),
    // A GIN index of trigrams reads so much for one word that the planner prefers to read all words: 60 ms against 9 on PGlite.
    index("words_alike").using("gist", t.word.op("gist_trgm_ops(siglen=64)")),
  ],
);

/** How dangerous each change is, for the list that shows the most dangerous of each day first. */
export const changeRanks = pgTable(
  "change_ranks",
  {
    changeId: integer("change_id")
      .primaryKey()
      .references(() => changes.id, { onDelete: "cascade" }),
    /** The rules that its sides were judged by. */
    ruleset: text("ruleset").notNull(),
    /** Days since 1970, in UTC. */
    day: integer("day").notNull(),
    kind: text("kind").$type<ChangeKind>().notNull(),
    /** As catalog/difference.ts has it. */
    danger: integer("danger").notNull(),
    worse: boolean("worse").notNull(),
  },
  (t) => [
    index("change_ranks_day").on(t.day, t.danger, t.changeId),
    index("change_ranks_kind").on(t.kind, t.day, t.danger, t.changeId),
    index("change_ranks_worse")
      .on(t.day, t.danger, t.changeId)
      .where(sql`worse`),
    index("change_ranks_worse_newest")
      .on(t.changeId)
      .where(sql`worse`),
  ],
);

/** How many servers and tools have each tag. */
export const facets = pgTable(
  "facets",
  {
    kind: text("kind").$type<"server" | "tool">().notNull(),
    tag: text("tag").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.tag] })],
);

/** One row: a number that grows whenever what is read from the catalog may have changed. */
export const catalogState = pgTable("catalog_state", {
  id: integer("id").primaryKey(),
  version: integer("version").notNull(),
  changedAt: instant("changed_at").notNull().defaultNow(),
});
