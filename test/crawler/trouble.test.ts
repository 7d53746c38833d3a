import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHttp, type Http } from "../../crawler/http.ts";
import { createRobots } from "../../crawler/robots.ts";
import { crawl, type CrawlOptions } from "../../crawler/run.ts";
import type { Source, TextSource } from "../../crawler/source.ts";
import { total } from "../../crawler/summary.ts";
import { npm } from "../../crawler/sources/npm/npm.ts";
import { registry } from "../../crawler/sources/registry/registry.ts";
import type { Catalog } from "../../db/client.ts";
import { listServers } from "../../db/queries/servers.ts";
import { sourceStates } from "../../db/queries/sources.ts";
import { listTools } from "../../db/queries/shown-tools.ts";
import { openTestCatalog } from "../support/catalog.ts";
import { json, startServer, type TestServer } from "../support/http-server.ts";
import { answerNpm, packTarball, registryRow, serverSource, type TestPackage } from "../support/package-server.ts";

// What a crawl must not do when something of it goes wrong: stop for ever, lose what is healthy, or forget what is left.
describe("a crawl in trouble", () => {
  let catalog: Catalog;
  let server: TestServer;
  let http: Http;
  let handle: (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;
  let packages: TestPackage[];
  const good = packTarball(serverSource({ ping: "Pings" }));

  beforeEach(async () => {
    catalog = await openTestCatalog("PostgreSQL");
    handle = () => false;
    packages = [{ name: "fine", version: "1.0.0", tarball: good }];
    server = await startServer((request, response) => {
      const url = new URL(request.url ?? "", server.base);
      if (handle(request, response, url) || answerNpm(packages, server.base, request, response)) return;
      response.writeHead(404).end();
    });
    http = createHttp({ userAgent: "test/1.0", trusted: [server.base] });
  });
  afterEach(async () => {
    await http.close();
    await server.close();
    await catalog.close();
  });

  const run = (source: Source, names: string[], more: Partial<CrawlOptions> & { all?: boolean } = {}) => {
    const { all = names.length === 0, ...options } = more;
    return crawl(catalog, http, createRobots(http, "test/1.0"), {
      planned: [{ source, baseUrl: `${server.base}/${source.id}`, all, names }],
      workers: 4,
      keepBodies: 0,
      ...options,
    });
  };
  const servers = async () => (await listServers(catalog.db, "", { limit: 100 })).map(({ server: { slug } }) => slug);
  const shown = async () =>
    (await listTools(catalog.db, "", {}, 100)).map(({ tool }) => `${tool.definition.name} ${tool.origin.version}`);

  it("keeps a page that our own code cannot save from ending it, and from coming back", async () => {
    const bad: TextSource = {
      ...npm,
      parse: (body: string, cursor: string) => {
        if (cursor === "bad") throw new Error("a mistake of ours");
        return npm.parse(body, cursor);
      },
    };
    packages.push({ name: "bad", version: "1.0.0", tarball: good });
    expect((await run(bad, ["bad", "fine"])).summary.refusals).toMatchObject([{ page: "bad", code: "internal-error" }]);
    expect(await shown()).toEqual(["ping 1.0.0"]);
    server.requests.length = 0;
    await run(npm, ["fine"]);
    expect(server.requests).toEqual(["/npm/fine"]);
  });

  it("leaves out detail pages whose address cannot be kept, and reads the others", async () => {
    const listing = (ref: string) => ({
      source: "npm",
      ref,
      name: ref,
      status: "active" as const,
      packages: [],
      remotes: [],
    });
    const hostile: TextSource = {
      ...npm,
      request: () => ({ path: "/any" }),
      parse: (_body: string, cursor: string) => ({
        ok: true,
        listings: [listing(cursor)],
        next: null,
        also: cursor === "list" ? ["a\u0000b", "x".repeat(5_000), "fine"] : [],
        rejected: [],
      }),
    };
    handle = (_request, response) => (response.end("{}"), true);
    const { refusals } = (await run(hostile, ["list"])).summary;
    expect(refusals.map(({ code }) => code)).toEqual(["bad-cursor", "bad-cursor"]);
    expect(await servers()).toEqual(["fine", "list"]);
  });

  it("takes pages of any length and dates of any kind", async () => {
    const rows = Array.from({ length: 1_200 }, (_, n) =>
      registryRow(`com.example/s${n}`, n === 7 ? "+200000-01-01T00:00:00Z" : "2026-01-01T00:00:00Z"),
    );
    handle = (_request, response) => (json(response, { servers: rows, metadata: {} }), true);
    expect((await run(registry, [])).summary.refusals).toEqual([]);
    expect((await sourceStates(catalog.db))[0]).toMatchObject({
      listings: 1_200,
      watermark: "2026-01-01T00:00:00.000Z",
    });
  });

  it("gets over a page that was cut off once", async () => {
    let cut = 0;
    handle = (_request, response) => {
      const body = JSON.stringify({ servers: [registryRow("com.example/one", "2026-01-01T00:00:00Z")], metadata: {} });
      return (response.end(cut++ === 0 ? body.slice(0, -20) : body), true);
    };
    expect((await run(registry, [])).summary.refusals).toEqual([]);
    expect(await servers()).toEqual(["com-example-one"]);
  });

  it("does not take what --since left out for seen, and says that an unfinished crawl comes first", async () => {
    handle = (_request, response) => (
      json(response, { servers: [registryRow("com.example/new", "2026-06-01T00:00:00Z")], metadata: {} }),
      true
    );
    await run(registry, [], { since: "2026-05-01T00:00:00.000Z" });
    server.requests.length = 0;
    await run(registry, []);
    expect(server.requests[0]).not.toContain("updated_since");

    handle = (_request, response) => (
      json(response, {
        servers: [registryRow("com.example/a", "2026-06-01T00:00:00Z")],
        metadata: { nextCursor: "more" },
      }),
      true
    );
    await run(registry, [], { limit: 1, fresh: true });
    await expect(run(registry, [], { since: "2026-05-01T00:00:00.000Z" })).rejects.toThrow(
      /unfinished crawl of registry.*--fresh/,
    );
  });

  it("goes back to an earlier version, and forward again, with its tools", async () => {
    const older = packTarball(serverSource({ old_tool: "Old" }));
    const [fine] = packages;
    if (!fine) throw new Error("no package");
    await run(npm, ["fine"]);
    packages = [{ ...fine, version: "0.9.0", tarball: older }];
    await run(npm, ["fine@0.9.0"]);
    expect(await shown()).toEqual(["old_tool 0.9.0"]);
    packages = [fine];
    await run(npm, ["fine"]);
    expect(await shown()).toEqual(["ping 1.0.0"]);
  });

  it("does not let one archive that always fails keep a source from being read again", async () => {
    packages.push({ name: "stuck", version: "1.0.0", tarball: good, tarballUrl: `${server.base}/stuck.tgz` });
    handle = (_request, response, url) => url.pathname === "/stuck.tgz" && (response.writeHead(500).end(), true);
    const starter: Source = { ...npm, first: ({ names }) => (names.length > 0 ? names : ["fine"]) };
    await run(starter, ["stuck"]);
    server.requests.length = 0;
    await run(starter, []);
    expect(server.requests).toContain("/npm/fine");
    expect((await sourceStates(catalog.db))[0]?.finishedAt).not.toBeNull();
  });

  it("reads the packages of the listings that a limit let through", async () => {
    const { summary } = await run(npm, ["fine"], { limit: 1 });
    expect([total(summary, "archives"), summary.tools]).toEqual([1, 1]);
  });

  it("reaches only what is below a configured base URL", async () => {
    const narrow = createHttp({ userAgent: "test/1.0", trusted: [`${server.base}/npm`] });
    handle = (_request, response, url) => {
      if (url.pathname === "/npm/away") return (response.writeHead(302, { location: "/admin" }).end(), true);
      return (response.end("{}"), true);
    };
    const get = (path: string) => narrow.get(server.base + path, { maxBytes: 100 });
    expect(await get("/npm/x")).toMatchObject({ ok: true });
    expect(await get("/robots.txt")).toMatchObject({ ok: true });
    for (const path of ["/npm/away", "/admin", "/npmx"])
      expect(await get(path)).toMatchObject({ ok: false, code: "refused-address" });
    await narrow.close();
  });
});
