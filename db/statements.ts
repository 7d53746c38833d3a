import { getTableColumns, sql, type SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";

/** PostgreSQL takes 65,535 parameters in one statement: enough for rows of thirty columns. */
const size = 2_000;

/** Items in batches that one statement can take. */
export function batches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** For `on conflict do update`: these columns get what the row that was to be inserted has. */
export function excluded<T extends PgTable>(table: T, ...columns: (keyof T["_"]["columns"])[]): Record<string, SQL> {
  const of: T["_"]["columns"] = getTableColumns(table);
  return Object.fromEntries(
    columns.map((column) => [column, sql`excluded.${sql.identifier(of[column]?.name ?? String(column))}`]),
  );
}
