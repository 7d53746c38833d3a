import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TextSource } from "../../crawler/source.ts";
import { npm } from "../../crawler/sources/npm/npm.ts";
import { total } from "../../crawler/summary.ts";
import { keptBodies } from "../../db/queries/pages.ts";
import { getServer } from "../../db/queries/servers.ts";
import { engines } from "../support/catalog.ts";
import { openTestCrawl, page, testSource, type TestCrawl } from "../support/crawl.ts";
import { rowsButSeen } from "../support/rows.ts";

const everyPage = ["list", "next", "other list", "server/a", "server/b", "server/c"].map((key) => `/smithery/${key}`);

/** Lists of three servers on two pages and a list that the first names, and a page for each of the servers. */
function answerAll({ answers }: TestCrawl): void {
  const list = (ref: string, more: object = {}) =>
    page("smithery", { listings: [{ ref, partial: true }], also: [`server/${ref}`], ...more });
  answers.set("/smithery/list", list("a", { next: "next", lists: ["other list"] }));
  answers.set("/smithery/next", list("b"));
  answers.set("/smithery/other list", list("c"));
  for (const ref of ["a", "b", "c"])
    answers.set(`/smithery/server/${ref}`, page("smithery", { listings: [{ ref, tools: [{ name: `get_${ref}` }] }] }));
}

/** A source that notes the cursors of the pages that it parses. */
function counted(source: TextSource): { source: TextSource; parsed: string[] } {
  const parsed: string[] = [];
  return { source: { ...source, parse: (body, key) => (parsed.push(key), source.parse(body, key)) }, parsed };
}

describe.each(engines)("a crawl after another, on %s", (engine) => {
  let test: TestCrawl;
  const open = async (validators = true) => {
    test = await openTestCrawl(engine, { validators });
    answerAll(test);
  };
  afterEach(() => test.close());

  it("asks whether pages changed, follows what they led to, and writes nothing when they did not", async () => {
    await open();
    const { source, parsed } = counted(testSource("smithery"));
    await test.crawl([source]);
    expect(test.takeAsked().sort()).toEqual(everyPage);
    expect(parsed.splice(0)).toHaveLength(6);
    const before = await rowsButSeen(test.catalog.db);
    const { summary, reconciled } = await test.crawl([source]);
    expect(test.takeAsked().sort()).toEqual(everyPage.map((path) => `${path}=`));
    expect([total(summary, "unchanged"), total(summary, "pages"), parsed]).toEqual([6, 0, []]);
    expect(reconciled).toBeNull();
    expect(withoutRun(await rowsButSeen(test.catalog.db))).toEqual(withoutRun(before));

    await test.crawl([source], { fresh: true });
    expect(test.takeAsked().sort()).toEqual(everyPage);
    expect(parsed).toHaveLength(6);
    expect(withoutRun(await rowsButSeen(test.catalog.db))).toEqual(withoutRun(before));
  });

  it("counts what is unchanged towards its limit", async () => {
    await open();
    const source = testSource("smithery");
    await test.crawl([source]);
    test.takeAsked();
    expect((await test.crawl([source], { limit: 1 })).summary.stopped).toEqual(new Set(["smithery"]));
    expect(test.takeAsked()).toEqual(["/smithery/list="]);
  });

  it("reads only what changed", async () => {
    await open();
    const { source, parsed } = counted(testSource("smithery"));
    await test.crawl([source]);
    parsed.length = 0;
    test.answers.set("/smithery/server/b", page("smithery", { listings: [{ ref: "b", title: "New" }] }));
    await test.crawl([source]);
    expect(parsed).toEqual(["server/b"]);
    expect((await getServer(test.catalog.db, "", "b"))?.server.title).toBe("New");
  });

  it("writes nothing about listings that are on another page now", async () => {
    test = await openTestCrawl(engine);
    const source = testSource("smithery");
    const answer = (first: string, second: string) => {
      test.answers.set("/smithery/list", page("smithery", { listings: [{ ref: first }], next: "next" }));
      test.answers.set("/smithery/next", page("smithery", { listings: [{ ref: second }] }));
    };
    answer("a", "b");
    await test.crawl([source]);
    const before = (await rowsButSeen(test.catalog.db)).listings;
    answer("b", "a");
    expect((await test.crawl([source])).reconciled).toBeNull();
    expect((await rowsButSeen(test.catalog.db)).listings).toEqual(before);
  });

  it("parses nothing again that comes with the same bytes", async () => {
    await open(false);
    const { source, parsed } = counted(testSource("smithery"));
    await test.crawl([source]);
    const before = await rowsButSeen(test.catalog.db);
    parsed.length = 0;
    test.takeAsked();
    const { summary } = await test.crawl([source]);
    expect(test.takeAsked().sort()).toEqual(everyPage);
    expect([total(summary, "unchanged"), parsed]).toEqual([6, []]);
    expect(withoutRun(await rowsButSeen(test.catalog.db))).toEqual(withoutRun(before));
  });
});

/** Rows without those of the runs themselves, whose times differ. */
function withoutRun(rows: Record<string, unknown[]>) {
  return Object.entries(rows).filter(([table]) => !["sources", "lanes", "bodies"].includes(table));
}

describe("kept answers", () => {
  let test: TestCrawl;
  beforeEach(async () => {
    test = await openTestCrawl("PGlite");
    answerAll(test);
  });
  afterEach(() => test.close());
  const title = async (slug: string) => (await getServer(test.catalog.db, "", slug))?.server.title;
  const bodies = () => keptBodies(test.catalog.db, "smithery", null, 100);

  it("are parsed again by a corrected source, without a request, and what they say then stays", async () => {
    const source = testSource("smithery");
    await test.crawl([source]);
    test.takeAsked();
    const better: TextSource = {
      ...source,
      parse(body, key) {
        const parsed = source.parse(body, key);
        if (!parsed.ok) return parsed;
        const titled = parsed.listings.map((one) => ({ ...one, title: `Titled ${one.ref}` }));
        const missed = { ...titled[0], ref: "missed", name: "missed", tools: [], partial: true };
        return { ...parsed, listings: key === "next" ? [...titled, missed] : titled } as typeof parsed;
      },
    };
    const { summary, reconciled } = await test.replay([better]);
    expect(test.takeAsked()).toEqual([]);
    expect([total(summary, "pages"), reconciled]).toEqual([6, { servers: 4, added: 1, changes: 0 }]);
    expect(await title("a")).toBe("Titled a");

    // Validators are still those of the answers, and what the pages led to is what they lead to now.
    await test.crawl([better]);
    expect(test.takeAsked().sort()).toEqual(everyPage.map((path) => `${path}=`));
    expect(await title("b")).toBe("Titled b");
    expect((await getServer(test.catalog.db, "", "missed"))?.server.status).toBe("active");
  });

  it("that a source does not understand any more are refused, and what was known stays", async () => {
    const source = testSource("smithery");
    await test.crawl([source]);
    const worse: TextSource = {
      ...source,
      parse: (body, key) => (key === "server/a" ? { ok: false, why: "is strange" } : source.parse(body, key)),
    };
    const { summary } = await test.replay([worse]);
    expect(summary.refusals).toMatchObject([{ page: "server/a", code: "bad-page", why: "is strange" }]);
    expect((await getServer(test.catalog.db, "", "a"))?.profile.tools).toBe(1);
  });

  it("are parsed in the order in which they came: the last to tell of a package is right", async () => {
    const dist = { tarball: `${test.server.base}/none.tgz` };
    const versions = { "1.0.0": { version: "1.0.0", dist }, "0.9.0": { version: "0.9.0", dist } };
    const packument = (latest: string) => JSON.stringify({ name: "p", "dist-tags": { latest }, versions });
    test.answers.set("/npm/p", packument("1.0.0"));
    for (const name of ["p", "p@0.9.0", "p"]) await test.crawl([{ source: npm, names: [name] }]);
    const version = async () => (await getServer(test.catalog.db, "", "npm:p"))?.server.version;
    expect(await version()).toBe("1.0.0");
    await test.replay([npm]);
    expect(await version()).toBe("1.0.0");
  });

  it("are compressed, dropped after some days, and none with 0", async () => {
    const source = testSource("smithery");
    await test.crawl([source], { keepBodies: 0 });
    expect(await bodies()).toEqual([]);
    await test.crawl([source], { keepBodies: 3, fresh: true });
    const [first] = await bodies();
    expect(first?.key).toBe("list");
    expect(String(await promisify(gunzip)(first?.body ?? ""))).toBe(test.answers.get("/smithery/list"));
    const all = await bodies();
    // Pages that are unchanged keep theirs; one that is no longer asked for does not.
    await test.catalog.db.execute(sql`update bodies set fetched_at = now() - interval '4 days'`);
    await test.catalog.db.execute(
      sql`insert into bodies (source, key, body, fetched_at) select source, 'gone', body, fetched_at from bodies limit 1`,
    );
    await test.crawl([source], { keepBodies: 3 });
    expect((await bodies()).map(({ key }) => key).sort()).toEqual(all.map(({ key }) => key).sort());
    await test.crawl([source], { keepBodies: 0 });
    expect(await bodies()).toEqual([]);
  });
});
