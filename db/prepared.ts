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
