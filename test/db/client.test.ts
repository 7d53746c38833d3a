import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../catalog/user-error.ts";
import { isTooSlow, openCatalog } from "../../db/client.ts";
import { createDatabase } from "../support/catalog.ts";
import { tableNames } from "../support/rows.ts";
import { program, runCli } from "../support/run-cli.ts";

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "mcp-risk-client-"));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Starts test/db/writer.ts, which opens the folder and writes rows, and waits for its first line. */
async function startWriter(folder: string): Promise<{ child: ChildProcess; lines: string[] }> {
  const script = fileURLToPath(new URL("./writer.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  await new Promise<void>((done) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      lines.push(...text.split("\n").filter(Boolean));
      done();
    });
    child.on("close", () => {
      done();
    });
  });
  return { child, lines };
}

describe("an embedded database", () => {
  it("refuses a second process, and is whole after kill -9 during a write", async () => {
    const folder = join(newFolder(), "catalog");
    const { child, lines } = await startWriter(folder);
    await expect(openCatalog(folder)).rejects.toThrow(/is in use \(process \d+ has it open/);
    await new Promise((done) => setTimeout(done, 500));
    child.kill("SIGKILL");
    await new Promise((done) => child.on("close", done));

    const committed = lines.length;
    const catalog = await openCatalog(folder);
    const { rows } = await catalog.db.execute<{ n: number; highest: number }>(
      sql`select count(*)::int as n, max(delay_ms)::int as highest from lanes`,
    );
    await catalog.close();
    expect(committed).toBeGreaterThan(0);
    // Every acknowledged row is there, and at most the one that was under way besides.
    expect(rows[0]?.n).toBeGreaterThanOrEqual(committed);
    expect(rows[0]?.n).toBeLessThanOrEqual(committed + 1);
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  it("of a packed program is a copy of the empty catalog that comes with it, as good as one that was made here", async () => {
    const folder = newFolder();
    const made: { system: unknown; tables: string[] }[] = [];
    for (const name of ["first", "second", "here"]) {
      if (name !== "here") {
        const { code, stderr } = await runCli(["servers", "--db", join(folder, name)]);
        expect(code, stderr).toBe(0);
      }
      const catalog = await openCatalog(join(folder, name));
      const { rows } = await catalog.db.execute<{ system: unknown }>(
        sql`select system_identifier::text as system from pg_control_system()`,
      );
      made.push({ system: rows[0]?.system, tables: await tableNames(catalog.db) });
      await catalog.close();
    }
    const [first, second, here] = made;
    expect(second?.system).toBe(first?.system);
    expect(here?.system).not.toBe(first?.system);
    expect(here?.tables).toEqual(first?.tables);
  });

  it.skipIf(process.platform === "win32")(
    "of a packed program is made again after one that failed or was killed",
    async () => {
      const folder = join(newFolder(), "catalog");
      const args = [...program.built, "servers", "--db", folder];
      // Files of more than some hundred kilobytes cannot be written, as on a full disk.
      const failed = spawn("sh", ["-c", 'ulimit -f 1000; exec "$0" "$@"', process.execPath, ...args]);
      let said = "";
      failed.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
      expect(await new Promise((done) => failed.on("close", done)), said).toBe(2);
      expect(said).toMatch(/cannot be opened .*EFBIG.*--db/);
      expect(readdirSync(folder)).toEqual([]);

      // What is there when it is killed in the middle.
      for (const name of [".mcp-risk-unpacking", "PG_VERSION", "postgresql.conf"])
        writeFileSync(join(folder, name), "");
      const { code, stderr } = await runCli(["servers", "--db", folder]);
      expect(code, stderr).toBe(0);
      expect(existsSync(join(folder, ".mcp-risk-unpacking"))).toBe(false);
    },
  );

  it("is not opened twice in one process either, and opens again once closed", async () => {
    const folder = join(newFolder(), "catalog");
    const catalog = await openCatalog(folder);
    await expect(openCatalog(folder)).rejects.toThrow(UserError);
    await catalog.close();
    await (await openCatalog(folder)).close();
  });

  it("takes over the lock of a process that is gone, whatever the file says", async () => {
    const folder = join(newFolder(), "catalog");
    for (const dead of ["4194999", "", "not a number", String(process.pid)]) {
      writeFileSync(`${folder}.lock`, dead);
      await (await openCatalog(folder)).close();
    }
    // A living process has that id, but it is not the one that wrote the file.
    if (process.platform === "linux") {
      writeFileSync(`${folder}.lock`, `${process.ppid} another-boot/1`);
      await (await openCatalog(folder)).close();
    }
    writeFileSync(`${folder}.lock`, `${process.ppid}`);
    await expect(openCatalog(folder)).rejects.toThrow(/delete .*catalog\.lock/);
    writeFileSync(`${folder}.lock`, "4194999");
    writeFileSync(`${folder}.lock.takeover`, "1");
    await expect(openCatalog(folder)).rejects.toThrow(/delete .*takeover/);
  });

  it("refuses a folder with other files and a place that is not writable, and says what to do", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "notes.txt"), "mine");
    await expect(openCatalog(folder)).rejects.toThrow(/holds other files.*--db/);
    await expect(openCatalog(join(folder, "notes.txt", "catalog"))).rejects.toThrow(/not writable.*--db/);
    await expect(openCatalog("/proc/mcp-risk/catalog")).rejects.toThrow(/not writable.*--db/);
    for (const nonsense of ["", "mysql://a/b"]) await expect(openCatalog(nonsense)).rejects.toThrow(/is no catalog/);
  });
});

describe("a PostgreSQL database", () => {
  it("that cannot be reached is a clear error without the password", async () => {
    const attempt = openCatalog("postgres://someone:secret@127.0.0.1:1/catalog");
    await expect(attempt).rejects.toThrow(/127\.0\.0\.1:1\/catalog cannot be used \(.*ECONNREFUSED/);
    await expect(attempt).rejects.not.toThrow(/secret/);
  });

  it("may be opened by several processes at once, also when it is new, but not by an older version", async () => {
    const database = await createDatabase();
    const catalogs = await Promise.all([1, 2, 3].map(() => openCatalog(database.url)));
    const [first] = catalogs;
    await first?.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9e15)`);
    for (const catalog of catalogs) await catalog.close();
    await expect(openCatalog(database.url)).rejects.toThrow(/newer mcp-risk/);
    await database.drop();
  });
});

describe("questions to a PostgreSQL server", () => {
  it("are given up when they take too long, and change nothing", async () => {
    const database = await createDatabase();
    const catalog = await openCatalog(`${database.url}?options=-c%20application_name%3Dtest`);
    try {
      const db = catalog.forReading(100);
      const { rows: settings } = await db.execute(sql`select current_setting('application_name') as name`);
      expect(settings).toEqual([{ name: "test" }]);
      const slow = await db.execute(sql`select pg_sleep(30)`).catch((error: unknown) => error);
      expect(isTooSlow(slow)).toBe(true);
      const written = await db
        .execute(sql`insert into catalog_state (id, version) values (1, 1)`)
        .catch((error: unknown) => error);
      // read_only_sql_transaction
      expect(written).toMatchObject({ cause: { code: "25006" } });
      expect(isTooSlow(new Error("other"))).toBe(false);
      const { rows } = await catalog.db.execute(sql`select from catalog_state`);
      expect(rows).toEqual([]);
      await catalog.db.execute(sql`select pg_sleep(0.3)`);
      await catalog.forReading(0).execute(sql`select pg_sleep(0.3)`);
    } finally {
      await catalog.close();
      await database.drop();
    }
  });
});
