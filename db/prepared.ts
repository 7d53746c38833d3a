import DataLoader from "dataloader";
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

/** More look-ups than this are several queries, so that none waits for many others. */
const mostAtOnce = 32;

/**
 * Written SQL that looks things up by a key, as `preparedSql` has it: what is asked for while earlier questions are under way is
 * one query, because beginning one costs as much as a look-up. The query reads its keys from the placeholder `keys`, a JSON array
 * of objects that each have a number `at`, and gives that number back with each row. All of a query's look-ups fail together, so
 * who asks with a stranger's text refuses first what PostgreSQL cannot store (`unstorableText`).
 */
export function preparedLookUp<Row>(name: string, query: SQL): (db: Db, key: Record<string, string>) => Promise<Row[]> {
  const ask = preparedSql<Row & { at: number }>(name, query);
  const loader = prepared(
    (db) =>
      new DataLoader<Record<string, string>, Row[]>(
        async (keys) => {
          const rows = await ask(db, { keys: JSON.stringify(keys.map((key, at) => ({ ...key, at }))) });
          const found = keys.map((): Row[] => []);
          for (const row of rows) found[row.at]?.push(row);
          return found;
        },
        // After all that has come in by now was read.
        { cache: false, maxBatchSize: mostAtOnce, batchScheduleFn: (load) => setImmediate(load) },
      ),
  );
  return (db, key) => loader(db).load(key);
}
