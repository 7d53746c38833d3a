import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CrawlOptions } from "../../crawler/run.ts";
import { npm } from "../../crawler/sources/npm/npm.ts";
import { listChanges } from "../../db/queries/changes.ts";
import { getServer } from "../../db/queries/servers.ts";
import { sourceStates } from "../../db/queries/sources.ts";
import { listTools } from "../../db/queries/shown-tools.ts";
import { openTestCrawl, page, testSource, type TestCrawl } from "../support/crawl.ts";
import { packTarball, serverSource } from "../support/package-server.ts";

const tool = (name: string, description = "Gets it") => ({ name, description });

describe("what changes from one crawl to the next", () => {
  let test: TestCrawl;
  let told = 0;
  beforeEach(async () => {
    test = await openTestCrawl("PGlite");
    told = 0;
  });
  afterEach(() => test.close());

  const source = testSource("smithery");
  const list = (...refs: string[]) => {
    test.answers.set("/smithery/list", page("smithery", { listings: refs.map((ref) => ({ ref })) }));
  };
  const crawled = async (options: Partial<CrawlOptions> = {}) => (await test.crawl([source], options)).summary;
  /** The changes since it was last called. */
  const changes = async () => {
    const found = await listChanges(test.catalog.db, "", { after: told }, 1_000);
    told = found.at(-1)?.id ?? told;
    return found.map(({ server, kind, tool: name }) => [server, kind, ...(name === undefined ? [] : [name])].join(" "));
  };
  const shown = async () =>
    (await listTools(test.catalog.db, "", {}, 100)).map(
      ({ tool: { server, definition } }) => `${server}/${definition.name}`,
    );
  const many = Array.from({ length: 50 }, (_, n) => `s${n}`);

  it("is each tool that was changed, added and removed, with both definitions", async () => {
    const say = (tools: { name: string; description: string }[]) =>
      test.answers.set("/smithery/list", page("smithery", { listings: [{ ref: "one", tools }] }));
    say([tool("same"), tool("other"), tool("lost")]);
    await crawled();
    expect(await changes()).toEqual(["one server-added"]);
    say([tool("same"), tool("other", "Deletes it"), tool("new")]);
    const { reconciled } = await test.crawl([source]);
    expect(reconciled).toEqual({ servers: 1, added: 0, changes: 3 });
    expect((await listChanges(test.catalog.db, "", { after: told }, 9))[2]).toMatchObject({
      before: { definition: { description: "Gets it" } },
      after: { definition: { description: "Deletes it" } },
    });
    expect(await changes()).toEqual(["one tool-removed lost", "one tool-added new", "one tool-changed other"]);
    expect(await shown()).toEqual(["one/new", "one/other", "one/same"]);
    expect((await test.crawl([source])).reconciled).toBeNull();
    expect(await changes()).toEqual([]);
  });

  it("is a server that a list does not name any more, and that it is back", async () => {
    list("one", "two");
    await crawled();
    list("one");
    expect((await crawled()).sources.get("smithery")?.gone).toBe(1);
    expect((await changes()).slice(2)).toEqual(["two server-gone"]);
    const { server } = (await getServer(test.catalog.db, "", "two")) ?? {};
    expect([server?.status, typeof server?.goneAt]).toEqual(["deleted", "string"]);
    await crawled();
    expect(await changes()).toEqual([]);
    list("one", "two");
    await crawled();
    expect(await changes()).toEqual(["two server-back"]);
    expect((await getServer(test.catalog.db, "", "two"))?.server).toMatchObject({ status: "active" });
    expect((await getServer(test.catalog.db, "", "two"))?.server.goneAt).toBeUndefined();
  });

  it("is nothing for a server whose row cannot be read any more: it is still named", async () => {
    list("one", "two", "three");
    await crawled();
    const [spoiled] = [{ id: "two", name: 7 }];
    test.answers.set("/smithery/list", page("smithery", { listings: [{ ref: "one" }], spoiled: [spoiled] }));
    for (let times = 0; times < 2; times++) {
      const { refusals, sources } = await crawled();
      expect([refusals.length, sources.get("smithery")?.gone]).toEqual(times === 0 ? [1, 1] : [0, 0]);
    }
    expect((await changes()).slice(3)).toEqual(["three server-gone"]);
  });

  it("takes a server's tools along when it goes, and brings them back with it, without a word for each", async () => {
    const say = (...refs: string[]) =>
      test.answers.set(
        "/smithery/list",
        page("smithery", { listings: refs.map((ref) => ({ ref, tools: [tool("a")] })) }),
      );
    say("one", "two");
    await crawled();
    say("one");
    await crawled();
    expect(await shown()).toEqual(["one/a"]);
    say("one", "two");
    await crawled();
    expect(await shown()).toEqual(["one/a", "two/a"]);
    expect((await changes()).slice(2)).toEqual(["two server-gone", "two server-back"]);
  });

  it("is that a package is gone which its registry no longer has, and that it is back", async () => {
    const tarball = packTarball(serverSource({ ping: "Pings" }));
    const dist = {
      tarball: `${test.server.base}/npm/p.tgz`,
      integrity: `sha512-${createHash("sha512").update(tarball).digest("base64")}`,
    };
    const versions = { "1.0.0": { name: "p", version: "1.0.0", dist } };
    const packument = JSON.stringify({ name: "p", "dist-tags": { latest: "1.0.0" }, versions });
    const known = { ...npm, first: ({ names }: { names: string[] }) => (names.length > 0 ? names : ["p"]) };
    test.answers.set("/npm/p", packument).set("/npm/p.tgz", tarball);
    await test.crawl([known]);
    expect(await shown()).toEqual(["p/ping"]);
    // Without its name in any search, it is asked for because it is known.
    const forgot = { ...npm, first: ({ names }: { names: string[] }) => names };
    test.answers.delete("/npm/p");
    await test.crawl([forgot]);
    expect(await changes()).toEqual(["p server-added", "p server-gone"]);
    expect(await shown()).toEqual([]);
    test.answers.set("/npm/p", packument);
    await test.crawl([known]);
    expect(await changes()).toEqual(["p server-back"]);
    expect(await shown()).toEqual(["p/ping"]);
  });

  it("is nothing gone when a source suddenly lists less than half", async () => {
    list(...many);
    await crawled();
    await changes();
    list(...many.slice(0, 20));
    const { refusals, sources } = await crawled();
    expect(refusals).toMatchObject([{ source: "smithery", code: "too-few" }]);
    expect(sources.get("smithery")?.gone).toBe(0);
    expect(await changes()).toEqual([]);
    list(...many.slice(0, 30));
    expect((await crawled()).sources.get("smithery")?.gone).toBe(20);
    expect(await changes()).toHaveLength(20);
  });

  it("is nothing gone when a page of the list was lost, for now or for good, or was not asked for", async () => {
    const [first, second] = [many.slice(0, 3), many.slice(3, 6)].map((refs) => refs.map((ref) => ({ ref })));
    const at = (path: string, listings = first ?? [], next?: string) =>
      test.answers.set(path, page("smithery", { listings, ...(next === undefined ? {} : { next }) }));
    at("/smithery/list", first, "more");
    at("/smithery/more", second);
    await crawled();
    await changes();
    for (const status of [404, 500]) {
      at("/smithery/list", first?.slice(1), "more");
      test.answers.set("/smithery/more", { status });
      await crawled();
      expect(await changes()).toEqual([]);
    }
    // The page that failed for now ends this run, and so tells what is gone.
    expect((await sourceStates(test.catalog.db))[0]?.finishedAt).toBeNull();
    at("/smithery/more", second?.slice(1));
    await crawled();
    await crawled();
    expect((await changes()).sort()).toEqual(["s0 server-gone", "s3 server-gone"]);

    at("/smithery/list", first?.slice(2), "more");
    await crawled({ limit: 1 });
    expect(await changes()).toEqual([]);
  });
});
