import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { saveListingsOf } from "../../crawler/save.ts";
import * as frontier from "../../db/queries/frontier.ts";
import { dropOldBodies, keptBodies, knownPages, saveBodies, savePages } from "../../db/queries/pages.ts";
import * as sources from "../../db/queries/sources.ts";
import { engines, useCatalog } from "../support/catalog.ts";

const job = (key: string, host = "a.example"): frontier.NewJob => ({
  source: "s",
  kind: "page",
  key,
  host,
  payload: { cursor: key },
});

const listing = { source: "s", ref: "r", name: "n", status: "active" as const, packages: [], remotes: [] };

describe.each(engines)("what is still to be fetched, on %s", (engine) => {
  const catalog = useCatalog(engine);

  describe("frontier", () => {
    const claimAll = async (worker = "w", limit = 10) =>
      (await frontier.claim(catalog.db, worker, ["s"], limit)).map(({ key }) => key);

    it("gives work out once, one piece per host at a time, and no faster than the host's pace", async () => {
      await frontier.setPace(catalog.db, [
        { source: "s", host: "a.example", delayMs: 60_000, concurrency: 5 },
        { source: "s", host: "b.example", delayMs: 1, concurrency: 2 },
        { source: "s", host: "c.example", delayMs: 0, concurrency: 2 },
      ]);
      const at = (host: string, ...keys: string[]) => keys.map((key) => job(key, `${host}.example`));
      await frontier.enqueue(catalog.db, [
        ...at("a", "a1", "a2"),
        ...at("b", "b1", "b2", "b3"),
        ...at("c", "c1", "c2", "c3"),
      ]);
      await frontier.enqueue(catalog.db, [job("a1")]);
      // Where there is no delay, as many at a time as may be under way.
      expect((await claimAll()).sort()).toEqual(["a1", "b1", "c1", "c2"]);
      await new Promise((done) => setTimeout(done, 5));
      expect(await claimAll()).toEqual(["b2"]);
      await new Promise((done) => setTimeout(done, 5));
      // a.example must wait a minute, and the others have as many under way as they may.
      expect(await claimAll()).toEqual([]);
      expect(await frontier.remaining(catalog.db, ["s"])).toBe(8);
      expect(await frontier.claim(catalog.db, "w", ["other"], 10)).toEqual([]);
    });

    it("puts work back for later, holds a host, and sets failures aside until the next crawl", async () => {
      await frontier.setPace(catalog.db, [{ source: "s", host: "a.example", delayMs: 0, concurrency: 5 }]);
      await frontier.enqueue(catalog.db, [job("a1"), job("a2"), job("a3")]);
      const [first] = await frontier.claim(catalog.db, "w", ["s"], 1);
      if (!first) throw new Error("nothing claimed");
      expect(first).toMatchObject({ key: "a1", attempts: 1, payload: { cursor: "a1" } });
      await frontier.postpone(catalog.db, first, 60_000);
      const [second] = await frontier.claim(catalog.db, "w", ["s"], 1);
      if (!second) throw new Error("nothing claimed");
      expect(second.key).toBe("a2");
      await frontier.setAside(catalog.db, second);
      expect(await frontier.remaining(catalog.db, ["s"])).toBe(2);
      await frontier.holdHost(catalog.db, "a.example", 60_000);
      expect(await claimAll()).toEqual([]);
      expect(await frontier.resume(catalog.db, "s")).toBe(3);
      await frontier.discard(catalog.db, ["s"]);
      expect(await frontier.remaining(catalog.db, ["s"])).toBe(0);
    });

    it("frees the work of a dead worker, and of an interrupted one", async () => {
      await frontier.setPace(catalog.db, [{ source: "s", host: "a.example", delayMs: 0, concurrency: 5 }]);
      await frontier.enqueue(catalog.db, [job("a1")]);
      expect(await claimAll("dead")).toEqual(["a1"]);
      await frontier.sweep(catalog.db, "alive", false);
      expect(await claimAll("alive")).toEqual([]);
      await catalog.db.execute(sql`update frontier set locked_until = now() - interval '1 second'`);
      await frontier.sweep(catalog.db, "alive", false);
      expect(await claimAll("alive")).toEqual(["a1"]);
      await frontier.release(catalog.db, "alive");
      expect(await claimAll("dead")).toEqual(["a1"]);
      await frontier.sweep(catalog.db, "alone", true);
      expect(await claimAll("alone")).toEqual(["a1"]);
    });

    it("keeps a pace for each source at a host, and holds all of them when the host says so", async () => {
      const lane = (source: string, delayMs: number) => ({ source, host: "a.example", delayMs, concurrency: 5 });
      await frontier.setPace(catalog.db, [lane("s", 60_000), lane("t", 0)]);
      // What a package names must not make us faster anywhere.
      await frontier.setPaceIfNew(catalog.db, [lane("s", 0)]);
      const ofT = (key: string) => ({ ...job(key), source: "t" });
      await frontier.enqueue(catalog.db, [job("s1"), job("s2"), ofT("t1"), ofT("t2"), ofT("t3")]);
      const claim = async (limit: number) => {
        const jobs = await frontier.claim(catalog.db, "w", ["s", "t"], limit);
        return jobs.map(({ key }) => key).sort();
      };
      expect(await claim(3)).toEqual(["s1", "t1"]);
      expect(await claim(1)).toEqual(["t2"]);
      await frontier.holdHost(catalog.db, "a.example", 60_000);
      await frontier.setPace(catalog.db, [lane("s", 0)]);
      expect(await claim(10)).toEqual([]);
    });

    it("gives no work to two of four workers that claim at once", async () => {
      const hosts = Array.from({ length: 20 }, (_, n) => `h${n}.example`);
      await frontier.setPace(
        catalog.db,
        hosts.map((host) => ({ source: "s", host, delayMs: 0, concurrency: 100 })),
      );
      await frontier.enqueue(
        catalog.db,
        Array.from({ length: 400 }, (_, n) => job(`k${n}`, hosts[n % 20])),
      );
      const taken: string[] = [];
      await Promise.all(
        ["w1", "w2", "w3", "w4"].map(async (worker) => {
          while ((await frontier.remaining(catalog.db, ["s"])) > taken.length) {
            const jobs = await frontier.claim(catalog.db, worker, ["s"], 5);
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
      const whole = { incomplete: false, partly: false };
      const watermark = async () => (await sources.sourceStates(catalog.db))[0]?.watermark;
      await sources.startRun(catalog.db, "s", whole);
      await sources.noteNewest(catalog.db, "s", "2020-01-02T00:00:00Z");
      await sources.noteNewest(catalog.db, "s", "2020-01-01T00:00:00Z");
      await frontier.enqueue(catalog.db, [job("left")]);
      await sources.endRun(catalog.db, "s");
      expect(await watermark()).toBeNull();
      await frontier.discard(catalog.db, ["s"]);
      await sources.endRun(catalog.db, "s");
      expect(await watermark()).toBe("2020-01-02T00:00:00.000Z");

      await sources.startRun(catalog.db, "s", whole);
      await sources.endRun(catalog.db, "s");
      expect(await watermark()).toBe("2020-01-02T00:00:00.000Z");

      await sources.startRun(catalog.db, "s", whole);
      await sources.noteNewest(catalog.db, "s", "2020-02-01T00:00:00Z");
      await sources.noteIncomplete(catalog.db, "s");
      await sources.endRun(catalog.db, "s");
      expect(await watermark()).toBe("2020-01-02T00:00:00.000Z");

      await sources.startRun(catalog.db, "s", whole);
      await sources.noteNewest(catalog.db, "s", "2999-01-01T00:00:00Z");
      await sources.endRun(catalog.db, "s");
      const [state] = await sources.sourceStates(catalog.db);
      expect(state?.watermark).toBe(state?.startedAt);
      await sources.forgetProgress(catalog.db, "s");
      expect(await watermark()).toBeNull();
    });

    it("say how a run ended: whether it saw all that there is, and nothing while work is left", async () => {
      const end = async (run: { incomplete: boolean; partly: boolean }, lost = false) => {
        await sources.startRun(catalog.db, "s", run);
        if (lost) await sources.noteIncomplete(catalog.db, "s");
        return (await sources.endRun(catalog.db, "s"))?.whole;
      };
      expect(await end({ incomplete: false, partly: false })).toBe(true);
      expect(await end({ incomplete: false, partly: true })).toBe(false);
      expect(await end({ incomplete: true, partly: false })).toBe(false);
      expect(await end({ incomplete: false, partly: false }, true)).toBe(false);
      expect(await sources.endRun(catalog.db, "s")).toBeNull();
      await frontier.enqueue(catalog.db, [job("left")]);
      expect(await end({ incomplete: false, partly: false })).toBeUndefined();
    });

    it("keep what a page was and its refusals, the newest only", async () => {
      const memory = { next: null, lists: [], also: [], refs: ["r"] };
      const page = { etag: '"1"', lastModified: null, bodyHash: "hash", memory };
      expect((await knownPages(catalog.db, "s", ["p"])).get("p")).toBeUndefined();
      await catalog.db.transaction((tx) =>
        saveListingsOf(tx, "s", [{ key: "p", bodyHash: "hash", listings: [listing] }]),
      );
      await savePages(catalog.db, "s", [{ key: "p", ...page }]);
      await savePages(catalog.db, "s", [{ key: "p", ...page, etag: '"2"', lastModified: "x" }]);
      expect((await knownPages(catalog.db, "s", ["p"])).get("p")).toEqual({ ...page, etag: '"2"', lastModified: "x" });
      // Another page has brought the details of its listing since, so "unchanged" would keep what that one said.
      await catalog.db.transaction((tx) =>
        saveListingsOf(tx, "s", [{ key: "q", bodyHash: "hash", listings: [{ ...listing, version: "0.9.0" }] }]),
      );
      expect((await knownPages(catalog.db, "s", ["p"])).get("p")).toBeUndefined();

      const one = { source: "s", page: "p", at: "/servers/1", code: "rejected-row", why: "name: is missing" };
      await sources.replaceRefusals(catalog.db, "s", ["p"], [one, { ...one, at: "/servers/2" }]);
      await sources.replaceRefusals(catalog.db, "s", ["p"], [one]);
      expect(await sources.listRefusals(catalog.db, 10)).toMatchObject([one]);
    });

    it("keep bodies for as long as they are told", async () => {
      await saveBodies(catalog.db, "s", [{ key: "p", body: Buffer.from([0, 255, 1]) }]);
      await saveBodies(catalog.db, "s", [{ key: "p", body: Buffer.from([0, 255, 2]) }]);
      await saveBodies(catalog.db, "s", [{ key: "o", body: Buffer.from("old") }]);
      await catalog.db.execute(sql`update bodies set fetched_at = now() - interval '3 days' where key = 'o'`);
      const [oldest = null, ...more] = await keptBodies(catalog.db, "s", null, 1);
      expect([oldest, more]).toMatchObject([{ key: "o", body: Buffer.from("old") }, []]);
      expect(await keptBodies(catalog.db, "s", oldest, 9)).toMatchObject([
        { key: "p", body: Buffer.from([0, 255, 2]) },
      ]);
      expect(await dropOldBodies(catalog.db, ["s"], 4)).toBe(0);
      expect(await dropOldBodies(catalog.db, ["s"], 2)).toBe(1);
      expect(await dropOldBodies(catalog.db, ["s"], 0)).toBe(1);
    });
  });
});
