import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHttp, type Http } from "../../crawler/http.ts";
import { createRobots } from "../../crawler/robots.ts";
import { crawl, type CrawlOptions, type CrawlResult } from "../../crawler/run.ts";
import { total } from "../../crawler/summary.ts";
import type { Source } from "../../crawler/source.ts";
import { npm } from "../../crawler/sources/npm/npm.ts";
import { registry } from "../../crawler/sources/registry/registry.ts";
import type { Catalog } from "../../db/client.ts";
import { listServers } from "../../db/queries/servers.ts";
import { listRefusals, sourceStates } from "../../db/queries/sources.ts";
import { listTools } from "../../db/queries/shown-tools.ts";
import { engines, openTestCatalog } from "../support/catalog.ts";
import { json, startServer, type TestServer } from "../support/http-server.ts";
import { answerNpm, packTarball, registryRow, serverSource, type TestPackage } from "../support/package-server.ts";

const day = (n: number) => `2026-01-${String(n).padStart(2, "0")}T00:00:00.000Z`;
/** A registry of ten rows, one a day, three to a page. */
const rows = Array.from({ length: 10 }, (_, n) => registryRow(`com.example/s${n}`, day(n + 1)));

describe.each(engines)("crawl on %s", (engine) => {
  let catalog: Catalog;
  let server: TestServer;
  let http: Http;
  let handle: (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;
  let packages: TestPackage[];

  beforeEach(async () => {
    catalog = await openTestCatalog(engine);
    handle = () => false;
    packages = [];
    server = await startServer((request, response) => {
      const url = new URL(request.url ?? "", server.base);
      if (handle(request, response, url) || answerNpm(packages, server.base, request, response)) return;
      if (url.pathname === "/registry/v0.1/servers") listRows(url, response);
      else response.writeHead(404).end();
    });
    http = createHttp({ userAgent: "mcp-risk-test/1.0", trusted: [server.base] });
  });
  afterEach(async () => {
    await http.close();
    await server.close();
    await catalog.close();
  });

  function listRows(url: URL, response: ServerResponse): void {
    const since = url.searchParams.get("updated_since");
    const wanted = rows.filter(
      (row) => since === null || row._meta["io.modelcontextprotocol.registry/official"].updatedAt >= since,
    );
    const from = Number(url.searchParams.get("cursor") ?? 0);
    const more = from + 3 < wanted.length ? { nextCursor: String(from + 3) } : {};
    json(response, { servers: wanted.slice(from, from + 3), metadata: more });
  }
  const run = (source: Source, names: string[] = [], more: Partial<CrawlOptions> = {}) =>
    crawl(catalog, http, createRobots(http, "mcp-risk-test/1.0"), {
      planned: [
        {
          source,
          baseUrl: `${server.base}/${source.id}`,
          all: names.length === 0,
          names,
        },
      ],
      workers: 4,
      keepBodies: 0,
      ...more,
    });
  const names = async () => (await listServers(catalog.db, "", { limit: 100 })).map(({ server: one }) => one.name);
  const tools = async () =>
    (await listTools(catalog.db, "", {}, 100)).map(({ tool }) => `${tool.server}/${tool.definition.name}`);

  it("reads every page, and the next time asks only for changes", async () => {
    const { summary, reconciled } = await run(registry);
    expect([total(summary, "pages"), summary.refusals]).toEqual([4, []]);
    expect(reconciled).toEqual({ servers: 10, added: 10, changes: 0 });
    expect(await names()).toEqual(rows.map(({ server: { name } }) => name));
    expect((await sourceStates(catalog.db))[0]).toMatchObject({ id: "registry", watermark: day(10), listings: 10 });

    server.requests.length = 0;
    await run(registry);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toContain(`updated_since=${encodeURIComponent("2026-01-09T23:55:00.000Z")}`);
    await run(registry, [], { fresh: true });
    expect(server.requests).toHaveLength(5);
  });

  it("shares one run between crawls that begin at once", async () => {
    // An embedded catalog has one process, in which one crawl frees what another holds.
    if (catalog.embedded) return;
    const [one, other] = await Promise.all([run(registry), run(registry)]);
    expect(total(one.summary, "pages") + total(other.summary, "pages")).toBe(4);
    expect(server.requests).toHaveLength(4);
    expect(await names()).toHaveLength(10);
  });

  it("interrupted in the middle, goes on at the next page", async () => {
    const stop = new AbortController();
    handle = (_request, _response, url) => {
      if (url.searchParams.get("cursor") !== "6") return false;
      stop.abort();
      return true;
    };
    await run(registry, [], {
      signal: stop.signal,
    });
    expect(await names()).toHaveLength(6);
    expect((await sourceStates(catalog.db))[0]).toMatchObject({ finishedAt: null, watermark: null });
    handle = () => false;
    server.requests.length = 0;
    await run(registry);
    expect(server.requests).toEqual([expect.stringContaining("cursor=6"), expect.stringContaining("cursor=9")]);
    expect(await names()).toHaveLength(10);
    expect((await sourceStates(catalog.db))[0]?.watermark).toBe(day(10));
  });

  it("stops at the limit, and goes on from there", async () => {
    expect((await run(registry, [], { limit: 4 })).summary.stopped).toEqual(new Set(["registry"]));
    expect(await names()).toHaveLength(6);
    await run(registry);
    expect(await names()).toHaveLength(10);
  });

  it("gets over passing failures, waits as long as it is told, and tries again in the next crawl what failed too often", async () => {
    let failures = 0;
    let toldAt = 0;
    let cameBack = 0;
    handle = (_request, response, url) => {
      if (url.searchParams.get("cursor") === "3" && failures++ < 2) return (response.writeHead(500).end(), true);
      if (url.searchParams.get("cursor") === "6" && toldAt === 0) {
        toldAt = Date.now();
        return (response.writeHead(429, { "retry-after": "1" }).end(), true);
      }
      if (toldAt > 0 && cameBack === 0) cameBack = Date.now();
      return false;
    };
    expect((await run(registry)).summary.refusals).toEqual([]);
    expect(await names()).toHaveLength(10);
    expect(cameBack - toldAt).toBeGreaterThanOrEqual(990);

    handle = (_request, response, url) =>
      url.searchParams.get("cursor") === "3" && (response.writeHead(503).end(), true);
    const { summary: broken } = await run(registry, [], { fresh: true });
    expect(broken.refusals).toMatchObject([{ code: "server-error", source: "registry" }]);
    expect((await sourceStates(catalog.db))[0]).toMatchObject({ watermark: null, finishedAt: null });
    handle = () => false;
    server.requests.length = 0;
    await run(registry);
    expect(server.requests[0]).toContain("cursor=3");
    expect(await listRefusals(catalog.db, 10)).toEqual([]);
  });

  it("says that a host cannot be reached, once, and keeps its work", async () => {
    await server.close();
    const { summary } = await run(npm, ["a", "b", "c"]);
    expect([...summary.unreachable.values()]).toEqual(["ECONNREFUSED"]);
    expect(total(summary, "pages")).toBe(0);
  });

  it("stops a list that never ends, and refuses a page of the wrong shape without losing the others", async () => {
    handle = (_request, response, url) => {
      if (!url.pathname.startsWith("/registry")) return false;
      return (json(response, { servers: [rows[0]], metadata: { nextCursor: "same" } }), true);
    };
    expect((await run(registry)).summary.refusals).toMatchObject([{ code: "endless-list" }]);
    handle = (_request, response, url) =>
      url.searchParams.get("cursor") === "6" && (json(response, { servers: "no" }), true);
    expect((await run(registry, [], { fresh: true })).summary.refusals).toMatchObject([
      { code: "bad-page", why: expect.stringContaining("servers") as string },
    ]);
    expect(await names()).toHaveLength(6);
    expect((await sourceStates(catalog.db))[0]?.watermark).toBeNull();
  });

  it("reads packages: tools with file and line, once for the same bytes", async () => {
    const tarball = packTarball(serverSource({ read_file: "Reads a file", delete_file: "Deletes a file" }));
    packages = [{ name: "@a/files", version: "1.0.0", tarball, mcpName: "io.github.a/files" }];
    const done = ({ summary }: CrawlResult) => ({ ...summary.sources.get("npm"), tools: summary.tools });
    expect(done(await run(npm, ["@a/files"]))).toMatchObject({ pages: 1, archives: 1, tools: 2, refused: 0 });
    expect(await tools()).toEqual(["a-files/delete_file", "a-files/read_file"]);
    const shown = (await listTools(catalog.db, "", {}, 2)).find(({ tool }) => tool.definition.name === "read_file");
    expect(shown?.tool.origin).toEqual({
      reader: "javascript",
      subject: "npm:@a/files",
      version: "1.0.0",
      file: "index.js",
      line: 4,
      integrity: expect.stringMatching(/^sha512-/) as string,
    });
    server.requests.length = 0;
    expect(done(await run(npm, ["@a/files"]))).toMatchObject({ pages: 0, unchanged: 2, archives: 0 });
    expect(server.requests).toEqual(["/npm/@a%2Ffiles"]);

    const changed = packTarball(serverSource({ read_file: "Reads a file, and tells nobody" }));
    packages = [{ name: "@a/files", version: "1.1.0", tarball: changed }];
    await run(npm, ["@a/files"]);
    expect(await tools()).toEqual(["a-files/read_file"]);
  });

  it("refuses bad packages one by one, with the reason, and never loses a good one", async () => {
    const good = packTarball(serverSource({ ping: "Pings" }));
    packages = [
      { name: "good", version: "1.0.0", tarball: good },
      {
        name: "tampered",
        version: "1.0.0",
        tarball: good,
        integrity: "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
      },
      { name: "no-tarball", version: "1.0.0", tarball: Buffer.from("<html>not a tarball</html>") },
      { name: "inside", version: "1.0.0", tarball: good, tarballUrl: "http://127.66.66.66/x.tgz" },
      { name: "nul", version: "1.0.0", tarball: packTarball(serverSource({ bad: "a\u0000b", fine: "Fine" })) },
    ];
    const { summary } = await run(npm, ["good", "tampered", "no-tarball", "inside", "nul", "unknown"]);
    expect(summary.refusals.map(({ page, code }) => [page, code]).sort()).toEqual([
      ["npm:inside@1.0.0", "refused-address"],
      ["npm:no-tarball@1.0.0", "not-a-tarball"],
      ["npm:tampered@1.0.0", "wrong-integrity"],
      ["unknown", "not-found"],
    ]);
    expect(summary.warnings).toBe(1);
    expect(await tools()).toEqual(["good/ping", "nul/fine"]);
  });

  it("asks robots.txt before pages of HTML sources only", async () => {
    const html: Source = {
      ...registry,
      id: "html",
      format: "html",
      first: () => ["/open", "/closed"],
      request: (cursor) => ({ path: cursor }),
      parse: (_body, cursor) => ({
        ok: true,
        next: null,
        rejected: [],
        listings: [{ source: "html", ref: cursor, name: cursor, status: "active", packages: [], remotes: [] }],
      }),
    };
    handle = (_request, response, url) => {
      if (url.pathname === "/robots.txt") return (response.end("User-agent: *\nDisallow: /html/closed"), true);
      return url.pathname.startsWith("/html/") && (response.end("<p>"), true);
    };
    expect((await run(html)).summary.refusals).toMatchObject([{ page: "/closed", code: "robots" }]);
    expect(server.requests.sort()).toEqual(["/html/open", "/robots.txt"]);
  });

  it("shared by two workers gives the same catalog, and fetches nothing twice", async () => {
    packages = Array.from({ length: 12 }, (_, n) => ({
      name: `p${n}`,
      version: "1.0.0",
      tarball: packTarball(serverSource({ [`t${n}`]: "Gets" })),
    }));
    // Slow enough that both are under way before the first is done.
    handle = (request, response) => {
      setTimeout(() => answerNpm(packages, server.base, request, response), 30);
      return true;
    };
    const source: Source = { ...npm, first: () => packages.map(({ name }) => name) };
    const work = () => run(source);
    if (engine === "PostgreSQL") await Promise.all([work(), work()]);
    else await work();
    expect(await tools()).toHaveLength(12);
    expect(server.requests).toHaveLength(24);
  });
});
