import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { github } from "../../crawler/sources/github/github.ts";
import { url } from "../../crawler/sources/url/url.ts";
import { getServer } from "../../db/queries/servers.ts";
import { listTools } from "../../db/queries/shown-tools.ts";
import { engines } from "../support/catalog.ts";
import { openTestCrawl, page, testSource, type TestCrawl } from "../support/crawl.ts";
import { startServer, type TestServer } from "../support/http-server.ts";
import { startMcpServer, type McpServer } from "../support/mcp-server.ts";
import { packTarball, serverSource } from "../support/package-server.ts";

describe.each(engines)("what other sources name is asked after them, on %s", (engine) => {
  let test: TestCrawl;
  let running: McpServer;
  let walled: TestServer;
  const source = testSource("smithery");
  beforeEach(async () => {
    running = await startMcpServer("legacy", () => ({ tools: [{ name: "live", inputSchema: { type: "object" } }] }));
    walled = await startServer((_request, response) => {
      response.writeHead(401, { "www-authenticate": "Bearer" }).end();
    });
    test = await openTestCrawl(engine, { trusted: [running.base, walled.base] });
  });
  afterEach(async () => {
    await test.close();
    await running.close();
    await walled.close();
  });
  const shown = async () =>
    (await listTools(test.catalog.db, "", {}, 100)).map(
      ({ tool: { server, definition, origin } }) => `${server}/${definition.name} ${origin.reader}`,
    );

  it("endpoints: what a running server answers is shown, and one that refused is left in peace for a week", async () => {
    const remote = (at: string) => [{ type: "streamable-http" as const, url: `${at}/mcp` }];
    const old = { name: "old", inputSchema: { type: "object" as const } };
    const listings = [
      { ref: "a", remotes: remote(running.base), tools: [old] },
      { ref: "b", remotes: remote(walled.base) },
      { ref: "c", remotes: [{ type: "sse" as const, url: "https://{tenant}.example/sse" }] },
    ];
    test.answers.set("/smithery/list", page("smithery", { listings }));
    const first = await test.crawl([source, url]);
    expect(first.reconciled).toEqual({ servers: 3, added: 3, changes: 0 });
    expect(await shown()).toEqual(["a/live live"]);
    expect(first.summary.refusals).toMatchObject([
      {
        source: "url",
        page: `${walled.base}/mcp`,
        code: "needs-authorization",
        why: expect.stringMatching(/Bearer/) as string,
      },
    ]);

    running.methods.length = 0;
    walled.requests.length = 0;
    expect((await test.crawl([url])).summary.refusals).toEqual([]);
    expect(running.methods).toContain("tools/list");
    expect(walled.requests).toEqual([]);
    await test.crawl([{ source: url, names: [`${walled.base}/mcp`] }]);
    expect(walled.requests.length).toBeGreaterThan(0);
  });

  const inFolder = (folder: string, files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

  it("repositories of servers whose tools nobody tells, and which hold no others", async () => {
    const repository = (name: string) => ({ url: `https://github.com/Example/${name}` });
    const tools = [{ name: "known", inputSchema: { type: "object" as const } }];
    const listings = [
      { ref: "a", name: "a", repository: repository("silent") },
      { ref: "b", name: "b", repository: repository("known"), tools },
      { ref: "c", name: "c", repository: { url: "https://github.com/Example/many", subfolder: "servers/c" } },
      { ref: "d", name: "d", repository: repository("packed"), packages: [{ type: "npm" as const, identifier: "d" }] },
      { ref: "e", name: "e", repository: repository("gone") },
    ];
    test.answers.set("/smithery/list", page("smithery", { listings }));
    test.answers.set("/github/example/silent/tar.gz/HEAD", packTarball(serverSource({ ping: "Pings" })));
    const many = {
      ...inFolder("servers/C", serverSource({ pong: "Pongs" })),
      ...inFolder("d", serverSource({ not: "" })),
    };
    test.answers.set("/github/example/many/tar.gz/HEAD", packTarball(many));
    await test.crawl([source, github]);
    const asked = test.takeAsked().filter((path) => path.startsWith("/github"));
    expect(asked.sort()).toEqual(["gone", "many", "silent"].map((name) => `/github/example/${name}/tar.gz/HEAD`));
    expect(await shown()).toEqual(["a/ping javascript", "b/known listing:smithery", "c/pong javascript"]);
    expect((await getServer(test.catalog.db, "", "repo:github.com/example/silent"))?.server.slug).toBe("a");
    expect((await getServer(test.catalog.db, "", "repo:github.com/example/many/servers/c"))?.server.slug).toBe("c");

    await test.crawl([github]);
    expect(test.takeAsked().sort()).toEqual(["many", "silent"].map((name) => `/github/example/${name}/tar.gz/HEAD=`));
  });

  it("not a collection of many servers, which would be fetched for each of them", async () => {
    const url = "https://github.com/Example/many";
    const listings = Array.from({ length: 11 }, (_, at) => ({
      ref: `s${at}`,
      repository: { url, subfolder: `servers/s${at}` },
    }));
    test.answers.set("/smithery/list", page("smithery", { listings }));
    await test.crawl([source, github]);
    expect(test.takeAsked()).toEqual(["/smithery/list"]);
  });
});
