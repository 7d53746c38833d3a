import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { inject } from "vitest";
import { openCatalog, openPGlite, type Catalog } from "../../db/client.ts";

/** Both engines, for `describe.each`: the same tests run on each. */
export const engines = ["PGlite", "PostgreSQL"] as const;
export type Engine = (typeof engines)[number];

/** An empty catalog of a test's own, gone when it is closed. */
export async function openTestCatalog(engine: Engine): Promise<Catalog> {
  if (engine === "PostgreSQL") return openPostgresCatalog();
  const template = await readFile(inject("pgliteTemplate"));
  return openPGlite(await PGlite.create({ loadDataDir: new Blob([template]) }));
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
