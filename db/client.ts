import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle, type NodePgQueryResultHKT } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type { PgDatabase } from "drizzle-orm/pg-core";
import pg from "pg";
import { UserError } from "../catalog/user-error.ts";
import { clearHalfUnpacked, unpackEmptyCatalog } from "./empty-catalog.ts";
import { lockFolder } from "./folder-lock.ts";
import { PGliteStream } from "./pglite-stream.ts";
import * as schema from "./schema.ts";

/** What query functions run on: the database, or a transaction of it. */
export type Db = PgDatabase<NodePgQueryResultHKT, typeof schema>;

/** An open catalog database. `embedded` means that no other process can be using it. */
export type Catalog = {
  db: Db;
  embedded: boolean;
  /**
   * The same database for questions only: what would write is refused, and what takes longer than so many milliseconds (0: any
   * time) is given up (`isTooSlow`). An embedded database has no such limits: it answers in this process, one question at a time.
   */
  forReading: (limitMs: number) => Db;
  close: () => Promise<void>;
};

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));
// Any fixed number; two processes that open one PostgreSQL database at once must not both run the migrations.
const migrationLock = 6_277_001;

/**
 * Opens the catalog at a PostgreSQL URL (`postgres://…`) or in a folder (PGlite, made when it does not exist; `memory://`
 * keeps it in memory) and brings its schema up to date. Throws a UserError when the server cannot be reached, the folder
 * is in use or not writable, or the database was made by a newer version.
 */
export async function openCatalog(location: string): Promise<Catalog> {
  if (/^postgres(ql)?:\/\//i.test(location)) return openPostgres(location);
  if (location === "" || (location !== "memory://" && /^[a-z][a-z0-9+.-]+:\/\//i.test(location)))
    throw new UserError(`"${location}" is no catalog. Give --db a folder or a postgres:// URL.`);
  return openEmbedded(location);
}

async function openPostgres(url: string): Promise<Catalog> {
  const pools: pg.Pool[] = [];
  const open = (more: pg.PoolConfig = {}): pg.Pool => {
    const made = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 10_000, max: 10, ...more });
    // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
    made.on("error", () => undefined);
    pools.push(made);
    return made;
  };
  const pool = open();
  try {
    await bringUpToDate(pool);
  } catch (error) {
    await pool.end();
    if (error instanceof UserError) throw error;
    throw new UserError(
      `PostgreSQL at ${withoutPassword(url)} cannot be used (${reason(error)}). Start it, or correct --db or DATABASE_URL.`,
      { cause: error },
    );
  }
  return {
    db: drizzle(pool, { schema }),
    embedded: false,
    forReading: (limitMs) => {
      const limit = limitMs > 0 ? { statement_timeout: limitMs } : {};
      return drizzle(open({ connectionString: readOnly(url), ...limit }), { schema });
    },
    close: async () => {
      await Promise.all(pools.map((one) => one.end()));
    },
  };
}

async function openEmbedded(location: string): Promise<Catalog> {
  const inMemory = location === "memory://";
  const folder = inMemory ? location : resolve(location);
  const unlock = inMemory ? () => undefined : lockFolder(folder);
  try {
    if (!inMemory) await prepareFolder(folder);
    return await openPGlite(await createPGlite({ dataDir: folder }), unlock);
  } catch (error) {
    unlock();
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The embedded database ${folder} cannot be opened (${reason(error)}). Choose another with --db PATH.`,
      { cause: error },
    );
  }
}

/** A PGlite instance that can hold a catalog: it needs an extension. */
export function createPGlite(options: PGliteOptions): Promise<PGlite> {
  return PGlite.create({ ...options, extensions: { pg_trgm } });
}

/** The catalog on an open PGlite instance, which it owns from then on; `onClose` runs after it is closed. */
export async function openPGlite(pglite: PGlite, onClose: () => void = () => undefined): Promise<Catalog> {
  const pool = embeddedPool(pglite);
  const close = async () => {
    await pool.end();
    await pglite.close();
    onClose();
  };
  const db = drizzle(pool, { schema });
  try {
    await migrate(db, { migrationsFolder });
    await refuseNewer(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, embedded: true, forReading: () => db, close };
}

/**
 * The one connection of a PGlite instance, in the words of pg: unlike PGlite's own queries, pg's are planned once when they have
 * a name, and a look-up is mostly planning.
 */
function embeddedPool(pglite: PGlite): pg.Pool {
  // Nothing of this comes from the environment, where settings for a server may be.
  const access = {
    user: "postgres",
    database: "postgres",
    password: "none",
    options: "-c client_encoding=utf8",
    ssl: false,
  };
  // It stays open: the statements that it has planned would go with it.
  return new pg.Pool({ ...access, max: 1, idleTimeoutMillis: 0, stream: () => new PGliteStream(pglite) });
}

/** The URL of connections that only read; options that it has already stay. Text, because pg takes URLs that `URL` refuses. */
function readOnly(url: string): string {
  const option = encodeURIComponent("-c default_transaction_read_only=on");
  const own = /[?&]options=[^&#]*/.exec(url);
  if (own) return `${url.slice(0, own.index)}${own[0]}%20${option}${url.slice(own.index + own[0].length)}`;
  return `${url}${url.includes("?") ? "&" : "?"}options=${option}`;
}

/** Whether a question was given up because it took longer than it may (PostgreSQL 18, appendix A: 57014, query_canceled). */
export function isTooSlow(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) if ("code" in one && one.code === "57014") return true;
  return false;
}

async function bringUpToDate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const db = drizzle(client, { schema });
    await db.execute(sql`select pg_advisory_lock(${migrationLock})`);
    try {
      await migrate(db, { migrationsFolder });
      await refuseNewer(db);
    } finally {
      await db.execute(sql`select pg_advisory_unlock(${migrationLock})`);
    }
  } finally {
    client.release();
  }
}

async function refuseNewer(db: Db): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder }).length;
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from drizzle.__drizzle_migrations`,
  );
  if ((rows[0]?.count ?? 0) > known)
    throw new UserError("This database was made by a newer mcp-risk. Update mcp-risk, or choose another database.");
}

/** A path given by mistake (a home directory, a project) must not be filled with database files. */
async function prepareFolder(folder: string): Promise<void> {
  if (!existsSync(folder)) mkdirSync(folder);
  await clearHalfUnpacked(folder);
  if (existsSync(`${folder}/PG_VERSION`)) return;
  if (readdirSync(folder).length > 0)
    throw new UserError(`${folder} holds other files and is no mcp-risk database. Give --db a new or empty folder.`);
  await unpackEmptyCatalog(folder);
}

function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.host}${parsed.pathname}`;
  } catch {
    return "the given URL";
  }
}

/** The first line of what went wrong. Network errors to several addresses come as an AggregateError without a message. */
function reason(error: unknown): string {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (root instanceof AggregateError && root.errors.length > 0) return reason(root.errors[0]);
  const text = root instanceof Error ? root.message : String(root);
  return text.split("\n")[0] ?? "";
}
