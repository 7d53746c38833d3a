import { sql, type SQL } from "drizzle-orm";
import type { Db } from "../client.ts";
import { preparedSql } from "../prepared.ts";

/** What is searched, and the sort orders that lists have, each by its columns. */
const tables = {
  server: {
    table: sql`server_search`,
    id: sql`server_id`,
    count: sql`servers`,
    sorts: {
      popular: [sql`prominence`, sql`server_id`],
      name: [sql`slug`],
      risk: [sql`worst`, sql`prominence`, sql`server_id`],
      tools: [sql`tools`, sql`server_id`],
      changed: [sql`changed`, sql`server_id`],
    },
  },
  tool: {
    table: sql`tool_search`,
    id: sql`tool_id`,
    count: sql`tools`,
    sorts: {
      popular: [sql`prominence`, sql`tool_id`],
      name: [sql`slug`, sql`name`],
      risk: [sql`risk`, sql`prominence`, sql`tool_id`],
    },
  },
} as const;
export type Kind = keyof typeof tables;
export type Sort<K extends Kind> = keyof (typeof tables)[K]["sorts"];

/** Where a page of a list ended: the values of the sort order's columns. */
export type Place = (string | number)[];
/** Ids in order, each with its place. */
export type Placed = { id: number; place: Place }[];

/**
 * Ids of servers or tools that have all these tags (`filter:value`), in a sort order: names from the first, all else from the
 * highest. Behind the place `after`, when there is one.
 */
export async function listIds<K extends Kind>(
  db: Db,
  kind: K,
  options: { sort: Sort<K>; tags: readonly string[]; limit: number; after?: Place | undefined },
): Promise<Placed> {
  const { table, id, sorts } = tables[kind];
  const columns = [...(sorts as Record<Sort<K>, readonly SQL[]>)[options.sort]];
  const ascending = options.sort === "name";
  const { rows } = await db.execute<{ id: number; place: Place }>(sql`
    select ${id} as id, json_build_array(${sql.join(columns, sql`, `)}) as place from ${table}
    where ${tagged(options.tags)} ${
      options.after === undefined
        ? sql``
        : sql`and (${sql.join(columns, sql`, `)}) ${ascending ? sql`>` : sql`<`} (${sql.join(
            options.after.map((value) => sql`${value}`),
            sql`, `,
          )})`
    }
    order by ${sql.join(
      columns.map((column) => (ascending ? column : sql`${column} desc`)),
      sql`, `,
    )} limit ${options.limit}`);
  return rows;
}

function tagged(tags: readonly string[]): SQL {
  return tags.length === 0 ? sql`true` : sql`tags @> ${textArray(tags)}`;
}

function textArray(values: readonly string[]): SQL {
  return sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;
}

/** A word that was asked for, and the words of the catalog that it may stand for, each with how many have it. */
export type Meant = { word: string; found: { word: string; count: number }[]; corrected: boolean };

/** Of words that begin alike, as many are looked at. */
const begins = sql.raw("300");
const meantAtMost = sql.raw("8");

type AskedWord = { word: string; n: number; found: Meant["found"] | null };

// With `=` the planner would take the index of words that are written alike, which is slower.
const isStem = sql`w.word ~>=~ a.stem and w.word ~<=~ a.stem`;
const asked = sql.placeholder("asked");

const meantQuery = forEachKind((kind) => {
  const { count } = tables[kind];
  return preparedSql<AskedWord>(
    `meant_${kind}_words`,
    sql`
    with asked as (
      select n, word, (tsvector_to_array(to_tsvector('english', word)))[1] as stem, n = count(*) over () as last
      from json_array_elements_text(${asked}::json) with ordinality as a(word, n))
    select a.word, a.n::int, (
      select json_agg(f) from (
        select w.word, ${count} as count from words w where ${isStem} and ${count} > 0
        union
        (select word, count from (
          select w.word, ${count} as count from words w
          where a.last and w.word ~>=~ a.word and w.word ~<~ (a.word || chr(1114111)) and ${count} > 0
          limit ${begins}) p
        order by count desc limit ${meantAtMost})) f) as found
    from asked a where a.stem is not null order by a.n`,
  );
});

/**
 * What each word stands for in the catalog: its stem; for the last one, which may still be being typed, also words that begin
 * with it; and for one that is not there at all, words that are written alike. Words without a meaning of their own ("the")
 * are left out.
 */
export async function meantWords(db: Db, kind: Kind, words: readonly string[]): Promise<Meant[]> {
  const rows = await meantQuery[kind](db, { asked: JSON.stringify(words) });
  const meant: Meant[] = [];
  for (const { word, found } of rows) {
    if (found) meant.push({ word, found, corrected: false });
    else meant.push({ word, found: await similarQuery[kind](db, { asked: word }), corrected: true });
  }
  return meant;
}

const similarQuery = forEachKind((kind) => {
  const { count } = tables[kind];
  return preparedSql<{ word: string; count: number }>(
    `similar_${kind}_words`,
    sql`
    select word, ${count} as count from words where word % ${asked} and ${count} > 0
    order by similarity(word, ${asked}) desc, count desc, word limit 3`,
  );
});

function forEachKind<T>(make: (kind: Kind) => T): Record<Kind, T> {
  return { server: make("server"), tool: make("tool") };
}

/**
 * Of what matches, as many are ranked: those with that name, and of words that are in more than `rare`, the prominent ones
 * first. So a search costs the same however many match.
 */
const ranked = { named: 50, rare: 1_000, common: 300 };

/**
 * Ids of servers or tools by how well they match: those whose name is `name` first, then by where the words are (name, then
 * description, then what is around) and how well known they are. All words must match; each must mean something.
 */
export async function searchIds(db: Db, kind: Kind, options: SearchOptions): Promise<Placed> {
  const { name, meant, limit, after } = options;
  const { id } = tables[kind];
  const key = sql`${name}::text`;
  const alike = sql`name_key ~>=~ ${key} and name_key ~<~ (${key} || chr(1114111))`;
  const named = leg(kind, options, alike, sql`order by name_key using ~<~ limit ${ranked.named}`);
  if (meant.length === 0) return rankedIds(db, options, [named]);
  const matches = sql`search @@ ${queryOf(meant)}::tsquery`;
  const rarest = Math.min(...meant.map(({ found }) => found.reduce((sum, { count }) => sum + count, 0)));
  if (rarest <= ranked.rare) return rankedIds(db, options, [named, leg(kind, options, matches, sql``)]);
  // In this order there is an index: where nearly everything matches, the first rows of it are enough.
  const best = sql`order by prominence desc, ${id} desc limit ${ranked.common}`;
  const prominent = [named, leg(kind, options, sql`prominent and ${matches}`, best)];
  const found = await rankedIds(db, options, prominent);
  if (found.length >= limit || after) return found;
  return rankedIds(db, options, [...prominent, leg(kind, options, matches, best)]);
}

/** What holds, with its score. `best` says which of it counts, where that is not all. */
function leg(kind: Kind, { name, meant, tags }: SearchOptions, where: SQL, best: SQL): SQL {
  const { table, id } = tables[kind];
  const key = sql`${name}::text`;
  return sql`(
    select ${id} as id, (ts_rank('{0.1, 0.3, 0.5, 1}', search, ${queryOf(meant)}::tsquery) * 1000)::int + 2 * prominence
      + case when name_key = ${key} then 600 when starts_with(name_key, ${key}) then 100 else 0 end as score
    from ${table} where ${where} and ${tagged(tags)} ${best})`;
}

async function rankedIds(db: Db, { limit, after }: SearchOptions, legs: SQL[]): Promise<Placed> {
  const { rows } = await db.execute<{ id: number; score: number }>(sql`
    select id, max(score)::int as score from (${sql.join(legs, sql` union all `)}) found
    group by id ${after ? sql`having (max(score), id) < (${after[0]}, ${after[1]})` : sql``}
    order by max(score) desc, id desc limit ${limit}`);
  return rows.map(({ id, score }) => ({ id, place: [score, id] }));
}

/** `name`: all that was asked for, as `searchText` makes it. */
export type SearchOptions = {
  name: string;
  meant: readonly Meant[];
  tags: readonly string[];
  limit: number;
  after?: Place | undefined;
};

/** A tsquery; its words are of letters and digits only (catalog/search-text.ts), so none can be an operator. */
function queryOf(meant: readonly Meant[]): string {
  return meant.map(({ found }) => `(${found.map(({ word }) => `'${word}'`).join(" | ")})`).join(" & ");
}
