import type { SQL } from "drizzle-orm";
import type { Db } from "./client.ts";

/**
 * A query that is prepared once for each database that it runs on: the database then plans it once for each connection, which
 * costs more than running it where many tables are joined and one row is found.
 */
export function prepared<T>(prepare: (db: Db) => T): (db: Db) => T {
  const known = new WeakMap<Db, T>();
  return (db) => {
    const before = known.get(db);
    if (before) return before;
    const made = prepare(db);
    known.set(db, made);
    return made;
  };
}

/**
 * Written SQL that is prepared as `prepared` prepares a query: its arguments are placeholders. Only for what is best done in one
 * way, whatever the arguments are.
 */
export function preparedSql<Row>(
  name: string,
  query: SQL,
): (db: Db, values: Record<string, unknown>) => Promise<Row[]> {
  const statement = prepared((db) =>
    db._.session.prepareQuery<{ execute: { rows: Row[] }; all: unknown; values: unknown }>(
      db.execute(query).getQuery(),
      undefined,
      name,
      false,
    ),
  );
  return async (db, values) => (await statement(db).execute(values)).rows;
}
