import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql, type SQL } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { createPGlite, openCatalog, openPGlite, type Catalog, type Db } from "../../db/client.ts";
import { tableNames } from "./rows.ts";

/** Both engines, for `describe.each`: the same tests run on each. */
export const engines = ["PGlite", "PostgreSQL"] as const;
export type Engine = (typeof engines)[number];

/** A catalog for the tests of a `describe`, empty before each of them: opening one takes longer than emptying it. */
export function useCatalog(engine: Engine): { readonly db: Db; empty: () => Promise<void> } {
  let catalog: Catalog;
  let truncate: SQL;
  beforeAll(async () => {
    catalog = await openTestCatalog(engine);
    const tables = (await tableNames(catalog.db)).map((name) => sql.identifier(name));
    truncate = sql`truncate ${sql.join(tables, sql`, `)} restart identity cascade`;
  });
  afterAll(() => catalog.close());
  const empty = async () => {
    await catalog.db.execute(truncate);
  };
  beforeEach(empty);
  return {
    get db() {
      return catalog.db;
    },
    empty,
  };
}

/** An empty catalog of a test's own, gone when it is closed. */
export async function openTestCatalog(engine: Engine): Promise<Catalog> {
  if (engine === "PostgreSQL") return openPostgresCatalog();
  const template = await readFile(inject("pgliteTemplate"));
  return openPGlite(await createPGlite({ loadDataDir: new Blob([template]) }));
}

async function openPostgresCatalog(): Promise<Catalog> {
  const database = await createDatabase();
  const catalog = await openCatalog(database.url);
  return {
    ...catalog,
    close: async () => {
      await catalog.close();
      await database.drop();
    },
  };
}

/** A new empty PostgreSQL database, for tests that open it themselves. */
export async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await runSql(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runSql(server, `drop database ${name} with (force)`) };
}

async function runSql(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
