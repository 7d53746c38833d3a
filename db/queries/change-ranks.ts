import { and, desc, eq, lt, sql, type SQL } from "drizzle-orm";
import type { ChangeKind } from "../../catalog/change.ts";
import type { Db } from "../client.ts";
import { changes, servers } from "../schema.ts";
import { changeRanks } from "../schema-search.ts";
import type { Place, Placed } from "./search.ts";

/** How dangerous a change is; `worse`: a tool kept its name and got worse. */
export type ChangeRank = { id: number; danger: number; worse: boolean };

/** Changes of tools behind `after` that these rules have not ranked: the next `limit`, by id. */
export async function unrankedChanges(db: Db, ruleset: string, after: number, limit: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select c.id from changes c left join change_ranks r on r.change_id = c.id
    where c.id > ${after} and c.tool is not null and r.ruleset is distinct from ${ruleset} order by c.id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Ranks changes of tools. */
export async function saveRanks(db: Db, ruleset: string, ranks: readonly ChangeRank[]): Promise<void> {
  await db.execute(sql`
    insert into change_ranks (change_id, ruleset, day, kind, danger, worse)
    select c.id, ${ruleset}, ${dayOf}, c.kind, v.danger, v.worse
    from json_to_recordset(${JSON.stringify(ranks)}::json) as v(id int, danger int, worse boolean)
    join changes c on c.id = v.id
    on conflict (change_id) do update set ruleset = excluded.ruleset, danger = excluded.danger, worse = excluded.worse`);
}

/** Ranks the changes of servers of one kind that have no rank: the rules have no part in it. Returns how many there were. */
export async function rankServerChanges(db: Db, kind: ChangeKind, danger: number): Promise<number> {
  const { rows } = await db.execute(sql`
    insert into change_ranks (change_id, ruleset, day, kind, danger, worse)
    select c.id, '', ${dayOf}, c.kind, ${danger}, false from changes c
    where c.kind = ${kind} and c.tool is null
      and not exists (select from change_ranks r where r.change_id = c.id)
    returning change_id`);
  return rows.length;
}

const dayOf: SQL = sql`floor(extract(epoch from c.at) / 86400)::int`;

/** What to list: changes of one kind, or those for the worse. */
export type RankFilter = { kind?: ChangeKind | undefined; worse?: boolean | undefined };

/** The newest day's changes first, and of each day the most dangerous; behind the place `after`, when there is one. */
export async function rankedChangeIds(
  db: Db,
  { kind, worse }: RankFilter,
  limit: number,
  after?: Place,
): Promise<Placed> {
  const { rows } = await db.execute<{ id: number; place: Place }>(sql`
    select change_id as id, json_build_array(day, danger, change_id) as place from change_ranks
    where ${kind === undefined ? sql`true` : sql`kind = ${kind}`} and ${worse ? sql`worse` : sql`true`}
      and ${after === undefined ? sql`true` : sql`(day, danger, change_id) < (${after[0]}, ${after[1]}, ${after[2]})`}
    order by day desc, danger desc, change_id desc limit ${limit}`);
  return rows;
}

/** The newest changes before the one with the id `before`, of the whole catalog or of one server; or only those for the worse. */
export async function newestChangeIds(
  db: Db,
  { server, worse, before }: { server?: string | undefined; worse?: boolean | undefined; before?: number | undefined },
  limit: number,
): Promise<number[]> {
  if (worse && server === undefined) {
    const rows = await db
      .select({ id: changeRanks.changeId })
      .from(changeRanks)
      .where(and(sql`worse`, before === undefined ? undefined : lt(changeRanks.changeId, before)))
      .orderBy(desc(changeRanks.changeId))
      .limit(limit);
    return rows.map(({ id }) => id);
  }
  const rows = await db
    .select({ id: changes.id })
    .from(changes)
    .where(
      and(
        server === undefined
          ? undefined
          : eq(changes.serverId, db.select({ id: servers.id }).from(servers).where(eq(servers.slug, server))),
        before === undefined ? undefined : lt(changes.id, before),
      ),
    )
    .orderBy(desc(changes.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
