import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { savePageListings } from "../../crawler/save.ts";
import type { Catalog, Db } from "../../db/client.ts";
import * as frontier from "../../db/queries/frontier.ts";
import * as sources from "../../db/queries/sources.ts";
import { engines, openTestCatalog } from "../support/catalog.ts";

const job = (key: string, host = "a.example"): frontier.NewJob => ({
  source: "s",
  kind: "page",
  key,
  host,
  payload: { cursor: key },
});

describe.each(engines)("what is still to be fetched, on %s", (engine) => {
  let catalog: Catalog;
  let db: Db;
  beforeAll(async () => {
    catalog = await openTestCatalog(engine);
    ({ db } = catalog);
  });
  afterAll(() => catalog.close());
  beforeEach(async () => {
    await db.execute(
      sql`truncate sources, frontier, hosts, pages, refusals, servers, aliases, listings, identifiers, tools restart identity cascade`,
    );
  });

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
      expect(await frontier.resume(db, "s")).toBe(3);
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
      const listing = { source: "s", ref: "r", name: "n", status: "active" as const, packages: [], remotes: [] };
      await sources.saveValidators(db, "s", "p", { etag: '"1"', lastModified: null });
      // Without a listing of that page, "unchanged" would tell us nothing.
      expect(await sources.pageValidators(db, "s", "p")).toBeNull();
      await db.transaction((tx) => savePageListings(tx, "s", "p", "hash", [listing]));
      await sources.saveValidators(db, "s", "p", { etag: '"2"', lastModified: "x" });
      expect(await sources.pageValidators(db, "s", "p")).toEqual({ etag: '"2"', lastModified: "x" });
      const one = { source: "s", page: "p", at: "/servers/1", code: "rejected-row", why: "name: is missing" };
      await sources.replaceRefusals(db, "s", "p", [one, { ...one, at: "/servers/2" }]);
      await sources.replaceRefusals(db, "s", "p", [one]);
      expect(await sources.listRefusals(db, 10)).toMatchObject([one]);
    });
  });
});
