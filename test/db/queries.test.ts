import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Listing } from "../../catalog/server.ts";
import type { ReadTool } from "../../catalog/tool.ts";
import { classify, ruleset } from "../../classifier/classify.ts";
import { savePageListings } from "../../crawler/save.ts";
import type { Catalog, Db } from "../../db/client.ts";
import * as frontier from "../../db/queries/frontier.ts";
import { countServers, getServer, listServers } from "../../db/queries/servers.ts";
import * as sources from "../../db/queries/sources.ts";
import { archivesRead, listTools, saveArchiveRead, saveTools, saveVerdicts, unjudged } from "../../db/queries/tools.ts";
import { engines, openTestCatalog } from "../support/catalog.ts";

const listing = (ref: string, more: Partial<Listing> = {}): Listing => ({
  source: "registry",
  ref,
  status: "active",
  name: ref,
  registryName: ref,
  packages: [],
  remotes: [],
  ...more,
});
const npmListing = (name: string, more: Partial<Listing> = {}): Listing => ({
  source: "npm",
  ref: name,
  status: "active",
  name,
  packages: [{ type: "npm", identifier: name, version: "1.0.0" }],
  remotes: [],
  ...more,
});
const job = (key: string, host = "a.example"): frontier.NewJob => ({
  source: "s",
  kind: "page",
  key,
  host,
  payload: { cursor: key },
});
const tool = (name: string, description = ""): ReadTool => ({
  name,
  title: undefined,
  description,
  inputSchema: undefined,
  outputSchema: undefined,
  annotations: undefined,
  source: { reader: "javascript", file: "index.js", line: 3 },
});

describe.each(engines)("queries on %s", (engine) => {
  let catalog: Catalog;
  let db: Db;
  beforeAll(async () => {
    catalog = await openTestCatalog(engine);
    ({ db } = catalog);
  });
  afterAll(() => catalog.close());
  beforeEach(async () => {
    await db.execute(sql`truncate servers, listings, identifiers, definitions, tools, verdicts, sources, frontier, hosts,
      pages, archives, refusals restart identity cascade`);
  });
  const save = (source: string, listings: Listing[]) =>
    db.transaction((tx) => savePageListings(tx, source, "page", "hash", listings));
  const slugs = async () => (await listServers(db, ruleset, { limit: 100 })).map(({ server }) => server.slug);

  describe("frontier", () => {
    const claimAll = async (worker = "w", limit = 10) =>
      (await frontier.claim(db, worker, ["s"], limit)).map(({ key }) => key);

    it("gives work out once, one piece per host at a time, and no faster than the host's pace", async () => {
      await frontier.setPace(db, [
        { host: "a.example", delayMs: 60_000, concurrency: 5 },
        { host: "b.example", delayMs: 0, concurrency: 2 },
      ]);
      await frontier.enqueue(db, [job("a1"), job("a2"), ...["b1", "b2", "b3"].map((key) => job(key, "b.example"))]);
      await frontier.enqueue(db, [job("a1")]);
      expect((await claimAll()).sort()).toEqual(["a1", "b1"]);
      expect(await claimAll()).toEqual(["b2"]);
      // a.example must wait a minute, and b.example has as many under way as it may.
      expect(await claimAll()).toEqual([]);
      expect(await frontier.remaining(db, ["s"])).toBe(5);
      expect(await frontier.claim(db, "w", ["other"], 10)).toEqual([]);
    });

    it("puts work back for later, holds a host, and sets failures aside until the next crawl", async () => {
      await frontier.setPace(db, [{ host: "a.example", delayMs: 0, concurrency: 5 }]);
      await frontier.enqueue(db, [job("a1"), job("a2"), job("a3")]);
      const [first] = await frontier.claim(db, "w", ["s"], 1);
      if (!first) throw new Error("nothing claimed");
      expect(first).toMatchObject({ key: "a1", attempts: 1, payload: { cursor: "a1" } });
      await frontier.postpone(db, first, 60_000);
      const [second] = await frontier.claim(db, "w", ["s"], 1);
      if (!second) throw new Error("nothing claimed");
      expect(second.key).toBe("a2");
      await frontier.setAside(db, second);
      expect(await frontier.remaining(db, ["s"])).toBe(2);
      await frontier.holdHost(db, "a.example", 60_000);
      expect(await claimAll()).toEqual([]);
      expect(await frontier.resume(db, ["s"])).toBe(3);
      await frontier.discard(db, ["s"]);
      expect(await frontier.remaining(db, ["s"])).toBe(0);
    });

    it("frees the work of a dead worker, and of an interrupted one", async () => {
      await frontier.setPace(db, [{ host: "a.example", delayMs: 0, concurrency: 5 }]);
      await frontier.enqueue(db, [job("a1")]);
      expect(await claimAll("dead")).toEqual(["a1"]);
      await frontier.sweep(db, "alive", false);
      expect(await claimAll("alive")).toEqual([]);
      await db.execute(sql`update frontier set locked_until = now() - interval '1 second'`);
      await frontier.sweep(db, "alive", false);
      expect(await claimAll("alive")).toEqual(["a1"]);
      await frontier.release(db, "alive");
      expect(await claimAll("dead")).toEqual(["a1"]);
      await frontier.sweep(db, "alone", true);
      expect(await claimAll("alone")).toEqual(["a1"]);
    });

    it("gives no work to two of four workers that claim at once", async () => {
      const hosts = Array.from({ length: 20 }, (_, n) => `h${n}.example`);
      await frontier.setPace(
        db,
        hosts.map((host) => ({ host, delayMs: 0, concurrency: 100 })),
      );
      await frontier.enqueue(
        db,
        Array.from({ length: 400 }, (_, n) => job(`k${n}`, hosts[n % 20])),
      );
      const taken: string[] = [];
      await Promise.all(
        ["w1", "w2", "w3", "w4"].map(async (worker) => {
          while ((await frontier.remaining(db, ["s"])) > taken.length) {
            const jobs = await frontier.claim(db, worker, ["s"], 5);
            taken.push(...jobs.map(({ key }) => key));
          }
        }),
      );
      expect(taken).toHaveLength(400);
      expect(new Set(taken).size).toBe(400);
    });
  });

  describe("sources", () => {
    it("move the watermark to the newest change seen, not past the run's start, and not over lost pages", async () => {
      const watermark = async () => (await sources.sourceStates(db))[0]?.watermark;
      await sources.startRun(db, "s");
      await sources.noteNewest(db, "s", "2020-01-02T00:00:00Z");
      await sources.noteNewest(db, "s", "2020-01-01T00:00:00Z");
      await frontier.enqueue(db, [job("left")]);
      await sources.endRun(db, "s");
      expect(await watermark()).toBeNull();
      await frontier.discard(db, ["s"]);
      await sources.endRun(db, "s");
      expect(await watermark()).toBe("2020-01-02T00:00:00.000Z");

      await sources.startRun(db, "s");
      await sources.endRun(db, "s");
      expect(await watermark()).toBe("2020-01-02T00:00:00.000Z");

      await sources.startRun(db, "s");
      await sources.noteNewest(db, "s", "2020-02-01T00:00:00Z");
      await sources.noteIncomplete(db, "s");
      await sources.endRun(db, "s");
      expect(await watermark()).toBe("2020-01-02T00:00:00.000Z");

      await sources.startRun(db, "s");
      await sources.noteNewest(db, "s", "2999-01-01T00:00:00Z");
      await sources.endRun(db, "s");
      const [state] = await sources.sourceStates(db);
      expect(state?.watermark).toBe(state?.startedAt);
      await sources.forgetProgress(db, "s");
      expect(await watermark()).toBeNull();
    });

    it("keep validators and refusals of a page, the newest only", async () => {
      expect(await sources.pageValidators(db, "s", "p")).toBeNull();
      await sources.saveValidators(db, "s", "p", { etag: '"1"', lastModified: null });
      await sources.saveValidators(db, "s", "p", { etag: '"2"', lastModified: "x" });
      expect(await sources.pageValidators(db, "s", "p")).toEqual({ etag: '"2"', lastModified: "x" });
      const one = { source: "s", page: "p", at: "/servers/1", code: "rejected-row", why: "name: is missing" };
      await sources.replaceRefusals(db, "s", "p", [one, { ...one, at: "/servers/2" }]);
      await sources.replaceRefusals(db, "s", "p", [one]);
      expect(await sources.listRefusals(db, 10)).toMatchObject([one]);
    });
  });

  describe("servers", () => {
    it("are made of the listings that share an identifier, whichever comes first", async () => {
      const fromRegistry = listing("io.github.a/files", {
        packages: [{ type: "npm", identifier: "@a/files" }],
        title: "Files",
      });
      const fromNpm = npmListing("@a/files", { description: "File access", license: "MIT" });
      await save("npm", [fromNpm]);
      await save("registry", [fromRegistry, listing("io.github.b/other")]);
      expect(await slugs()).toEqual(["a-files", "b-other"]);
      const found = await getServer(db, ruleset, "npm:@a/files");
      expect(found?.server).toMatchObject({
        slug: "a-files",
        name: "io.github.a/files",
        title: "Files",
        description: "File access",
        origin: { name: { source: "registry" }, description: { source: "npm", ref: "@a/files" } },
      });
      expect(found?.server.identifiers).toEqual([
        { id: "npm:@a/files", source: "npm", ref: "@a/files" },
        { id: "npm:@a/files", source: "registry", ref: "io.github.a/files" },
        { id: "registry:io.github.a/files", source: "registry", ref: "io.github.a/files" },
      ]);
    });

    it("become one when a later listing shows that they are, with their tools", async () => {
      await save("npm", [npmListing("one"), npmListing("two")]);
      const read = { source: "npm", reader: "javascript", version: "1.0.0" };
      await db.transaction((tx) =>
        saveTools(tx, { ...read, ref: "one", package: "npm:one", tools: [tool("a"), tool("b")] }),
      );
      await db.transaction((tx) =>
        saveTools(tx, { ...read, ref: "two", package: "npm:two", tools: [tool("b"), tool("c")] }),
      );
      const both = [
        { type: "npm" as const, identifier: "one" },
        { type: "npm" as const, identifier: "two" },
      ];
      await save("registry", [listing("com.example/both", { packages: both })]);
      expect(await countServers(db)).toBe(1);
      const tools = await listTools(db, ruleset, {}, 10);
      expect(tools.map(({ tool: one }) => one.definition.name)).toEqual(["a", "b", "c"]);
    });

    it("with clashing slugs get a stable suffix, and deleted ones are not listed", async () => {
      await save("registry", [listing("a.b/c"), listing("a-b/c"), listing("gone/gone", { status: "deleted" })]);
      const [plain, suffixed] = await slugs();
      expect(plain).toBe("a-b-c");
      expect(suffixed).toMatch(/^a-b-c-[0-9a-f]{6}$/);
      expect((await getServer(db, ruleset, "gone-gone"))?.server.status).toBe("deleted");
      expect(await countServers(db)).toBe(2);
    });

    it("are listed page by page and searched, with special characters taken literally", async () => {
      await save(
        "registry",
        ["p/a", "p/b", "p/c_d", "p/e"].map((ref) => listing(ref, { description: `does ${ref}` })),
      );
      const first = await listServers(db, ruleset, { limit: 2 });
      expect(first.map(({ server }) => server.slug)).toEqual(["p-a", "p-b"]);
      expect((await listServers(db, ruleset, { limit: 2, after: "p-b" })).map(({ server }) => server.slug)).toEqual([
        "p-c-d",
        "p-e",
      ]);
      expect((await listServers(db, ruleset, { limit: 9, search: "c_d" })).map(({ server }) => server.slug)).toEqual([
        "p-c-d",
      ]);
      expect(await listServers(db, ruleset, { limit: 9, search: "%" })).toEqual([]);
      expect(await getServer(db, ruleset, "' or 1=1 --")).toBeNull();
    });
  });

  describe("tools", () => {
    const read = { source: "npm", ref: "one", reader: "javascript", package: "npm:one", version: "1.0.0" };

    it("keep every definition that was ever seen, and show the current ones with their verdicts", async () => {
      await save("npm", [npmListing("one")]);
      await db.transaction((tx) =>
        saveTools(tx, { ...read, tools: [tool("read_file", "Reads a file"), tool("old", "Old")] }),
      );
      await db.transaction((tx) =>
        saveTools(tx, { ...read, version: "2.0.0", tools: [tool("read_file", "Deletes a file")] }),
      );
      const waiting = await unjudged(db, ruleset, 10);
      expect(waiting).toHaveLength(3);
      await saveVerdicts(
        db,
        waiting.map(({ hash, definition }) => ({ hash, verdict: classify(definition) })),
      );
      expect(await unjudged(db, ruleset, 10)).toEqual([]);

      const [current, ...others] = await listTools(db, ruleset, {}, 10);
      expect(others).toEqual([]);
      expect(current?.tool).toMatchObject({
        server: "one",
        definition: { name: "read_file", description: "Deletes a file" },
        origin: { reader: "javascript", package: "npm:one", version: "2.0.0", file: "index.js", line: 3 },
      });
      expect(current?.verdict).toEqual(classify({ ...tool("read_file", "Deletes a file") }));
      expect((await listTools(db, "another ruleset", {}, 10))[0]?.verdict).toBeNull();
      const summary = await getServer(db, ruleset, "one");
      const category = current?.verdict?.category ?? "Read";
      expect(summary?.profile).toMatchObject({ tools: 1, categories: { [category]: 1 } });

      await db.transaction((tx) => saveTools(tx, { ...read, tools: [] }));
      expect(await listTools(db, ruleset, {}, 10)).toEqual([]);
      const { rows } = await db.execute<{ n: number }>(sql`select count(*)::int as n from tools`);
      expect(rows[0]?.n).toBe(3);
    });

    it("are filtered, and listed page by page", async () => {
      await save("npm", [npmListing("one"), npmListing("two")]);
      const names = ["list_things", "delete_thing", "run_code"];
      await db.transaction((tx) => saveTools(tx, { ...read, tools: names.map((name) => tool(name)) }));
      await db.transaction((tx) =>
        saveTools(tx, { ...read, ref: "two", package: "npm:two", tools: [tool("delete_thing")] }),
      );
      for (const { hash, definition } of await unjudged(db, ruleset, 10))
        await saveVerdicts(db, [{ hash, verdict: classify(definition) }]);
      const found = async (...args: Parameters<typeof listTools> extends [Db, string, ...infer Rest] ? Rest : never) =>
        (await listTools(db, ruleset, ...args)).map(({ tool: one }) => `${one.server}/${one.definition.name}`);
      expect(await found({ category: "Destructive" }, 10)).toEqual(["one/delete_thing", "two/delete_thing"]);
      expect(await found({ risk: "low" }, 10)).toEqual(["one/list_things"]);
      expect(await found({ server: "two" }, 10)).toEqual(["two/delete_thing"]);
      expect(await found({ search: "RUN_" }, 10)).toEqual(["one/run_code"]);
      expect(await found({}, 2)).toEqual(["one/delete_thing", "one/list_things"]);
      expect(await found({}, 2, { server: "one", name: "list_things" })).toEqual(["one/run_code", "two/delete_thing"]);
    });

    it("of an archive are not read again from the same bytes by the same reader", async () => {
      const wanted = [{ artifact: "npm:one@1.0.0", integrity: "sha512-x" }];
      expect(await archivesRead(db, "javascript-1", wanted)).toEqual(new Set());
      await saveArchiveRead(db, {
        artifact: "npm:one@1.0.0",
        integrity: "sha512-x",
        readerVersion: "javascript-1",
        warnings: [],
      });
      expect(await archivesRead(db, "javascript-1", wanted)).toEqual(new Set(["npm:one@1.0.0"]));
      expect(await archivesRead(db, "javascript-2", wanted)).toEqual(new Set());
      expect(await archivesRead(db, "javascript-1", [{ artifact: "npm:one@1.0.0", integrity: "sha512-y" }])).toEqual(
        new Set(),
      );
    });
  });
});
