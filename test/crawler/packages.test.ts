import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Package } from "../../catalog/server.ts";
import { createHttp } from "../../crawler/http.ts";
import { createRobots } from "../../crawler/robots.ts";
import { crawl } from "../../crawler/run.ts";
import type { TextSource } from "../../crawler/source.ts";
import { getServer } from "../../db/queries/servers.ts";
import { listTools } from "../../db/queries/shown-tools.ts";
import { openTestCrawl, page, testSource, type TestCrawl } from "../support/crawl.ts";
import { startServer } from "../support/http-server.ts";
import { zip } from "../support/zip.ts";

let test: TestCrawl;
beforeEach(async () => {
  test = await openTestCrawl("PGlite");
});
afterEach(() => test.close());

const npmPackages = (...names: string[]) => names.map((identifier): Package => ({ type: "npm", identifier }));
const listing = (name: string) => ({ ref: name, packages: npmPackages(name), license: "MIT" });
/** A registry of packages: it finds `own`, and answers for what it is asked for. */
const packages = testSource("npm", {
  extent: { kind: "packages", type: "npm" },
  first: ({ names }) => (names.length > 0 ? names : ["own"]),
});
const smithery = testSource("smithery");

describe("packages that listings of another source name", () => {
  beforeEach(() => {
    const named = (...names: string[]) => ({ ref: names.join(" "), packages: npmPackages(...names) });
    const strange = ["../evil", "a b", "x?y=1", "%2e%2e", "a/b/c", `l${"o".repeat(300)}ng`, "@scope"];
    test.answers.set(
      "/smithery/list",
      page("smithery", {
        listings: [named("p", "@scope/q"), named("missing"), ...strange.map((name) => named(name))],
        next: "next",
      }),
    );
    const other = { ref: "other", packages: [{ type: "pypi" as const, identifier: "of-pypi" }] };
    test.answers.set("/smithery/next", page("smithery", { listings: [named("p", "missing"), other], next: "last" }));
    test.answers.set("/smithery/last", page("smithery", { listings: [named("missing", "p", "own")] }));
    for (const name of ["p", "@scope/q", "own"])
      test.answers.set(`/npm/${name}`, page("npm", { listings: [listing(name)] }));
  });
  const askedOfNpm = () =>
    test
      .takeAsked()
      .filter((path) => path.startsWith("/npm/"))
      .sort();

  it("are asked for once, at the source that knows them, and those it does not know are said", async () => {
    const { summary } = await test.crawl([smithery, packages]);
    expect(askedOfNpm()).toEqual(["/npm/@scope/q", "/npm/missing", "/npm/own", "/npm/p"]);
    expect(summary.refusals).toMatchObject([{ source: "npm", page: "missing", code: "not-found" }]);
    expect(summary.sources.get("npm")).toMatchObject({ asked: 4, listings: 3, refused: 1 });
    expect((await getServer(test.catalog.db, "", "npm:@scope/q"))?.server.license).toBe("MIT");

    // Known packages are asked for again, whoever names them; unchanged pages of a list name them still.
    await test.crawl([smithery, packages]);
    expect(askedOfNpm()).toEqual(["/npm/@scope/q=", "/npm/missing", "/npm/own=", "/npm/p="]);
  });

  it("are not asked for when their source is crawled by name only, or not at all", async () => {
    test.answers.set("/npm/named", page("npm", { listings: [listing("named")] }));
    const byName = [smithery, { source: packages, names: ["named"] }];
    await test.crawl(byName);
    expect(askedOfNpm()).toEqual(["/npm/named"]);
    await test.crawl([smithery]);
    expect(askedOfNpm()).toEqual([]);
    // Nor after a crawl of all that the source has.
    await test.crawl([packages]);
    expect(askedOfNpm()).toEqual(["/npm/named=", "/npm/own"]);
    await test.crawl(byName);
    expect(askedOfNpm()).toEqual(["/npm/named="]);
  });
});

describe("a source's token", () => {
  const secret = { "x-api-key": "a secret" };

  it("goes to its base URL and nowhere else: no other origin, no archive, no robots.txt, no other source", async () => {
    const away = await startServer((_request, response) =>
      response.end(page("smithery", { listings: [{ ref: "away" }] })),
    );
    const sent: Record<string, unknown> = {};
    const elsewhere = await startServer((request, response) => {
      sent[request.url ?? ""] = request.headers["x-api-key"];
      if (request.url === "/smithery/list") response.writeHead(302, { location: "/smithery/moved" }).end();
      else if (request.url === "/smithery/moved") {
        const archive = { url: `${elsewhere.base}/archive.tgz`, integrity: "sha512-x" };
        const [named] = npmPackages("p");
        const listings = [{ ref: "one", ...(named ? { packages: [{ ...named, archive }] } : {}) }];
        response.end(page("smithery", { listings, also: ["away"] }));
      } else if (request.url === "/smithery/away") response.writeHead(302, { location: `${away.base}/page` }).end();
      else response.writeHead(404).end();
    });
    let atOther: unknown = "not asked";
    const other = await startServer((request, response) => {
      atOther = request.headers["x-api-key"];
      response.writeHead(302, { location: `${elsewhere.base}/other` }).end();
    });
    const http = createHttp({ userAgent: "test/1.0", trusted: [away.base, elsewhere.base, other.base] });
    const html: TextSource = { ...smithery, format: "html" };
    const { summary } = await crawl(test.catalog, http, createRobots(http, "test/1.0"), {
      planned: [
        { source: html, baseUrl: `${elsewhere.base}/smithery`, all: true, names: [] },
        { source: testSource("glama"), baseUrl: other.base, all: true, names: [] },
      ],
      workers: 2,
      keepBodies: 0,
      headersOf: (id): Record<string, string> => (id === "smithery" ? secret : {}),
    });
    expect(summary.sources.get("smithery")?.listings).toBe(2);
    expect(sent).toEqual({
      "/robots.txt": undefined,
      "/smithery/list": "a secret",
      "/smithery/moved": "a secret",
      "/smithery/away": "a secret",
      "/archive.tgz": undefined,
      "/other": undefined,
    });
    expect(away.requests).toEqual(["/page"]);
    expect(atOther).toBeUndefined();
    await http.close();
    for (const server of [away, elsewhere, other]) await server.close();
  });
});

describe("bundles that a registry names", () => {
  const registry = testSource("registry", { extent: { kind: "list" } });
  const manifest = (tools: object[]) => JSON.stringify({ manifest_version: "0.3", tools, server: { type: "binary" } });
  const bundle = (body: string): Buffer => zip([{ path: "manifest.json", body }]);
  const mcpb = (url: string, bytes: Buffer): Package => ({
    type: "mcpb",
    identifier: url,
    archive: { url, integrity: `sha256-${createHash("sha256").update(bytes).digest("base64")}` },
  });
  const rows = (...packages: Package[]) => page("registry", { listings: [{ ref: "io.example/bundle", packages }] });
  const tools = async () =>
    (await listTools(test.catalog.db, "", {}, 100)).map(({ tool: { definition, origin } }) => ({
      name: definition.name,
      reader: origin.reader,
      version: origin.version,
    }));

  it("are read from the address in their row, checked by its hash, and once", async () => {
    const bytes = bundle(manifest([{ name: "weigh", description: "Weighs" }]));
    const url = `${test.server.base}/files/server.mcpb`;
    test.answers.set("/files/server.mcpb", bytes);
    test.answers.set(
      "/registry/list",
      rows({ type: "npm", identifier: "other" }, { ...mcpb(url, bytes), version: "1.2.0" }),
    );
    const { summary } = await test.crawl([registry]);
    expect(summary.refusals).toEqual([]);
    expect(test.takeAsked()).toEqual(["/registry/list", "/files/server.mcpb"]);
    expect(await tools()).toEqual([{ name: "weigh", reader: "manifest", version: "1.2.0" }]);
    await test.crawl([registry]);
    expect(test.takeAsked()).toEqual(["/registry/list="]);
  });

  it("are refused when their bytes are others", async () => {
    const url = `${test.server.base}/files/server.mcpb`;
    test.answers.set("/files/server.mcpb", bundle(manifest([{ name: "evil" }])));
    test.answers.set("/registry/list", rows(mcpb(url, bundle(manifest([{ name: "good" }])))));
    const { summary } = await test.crawl([registry]);
    expect(summary.refusals).toMatchObject([{ source: "registry", code: "wrong-integrity" }]);
    expect(await tools()).toEqual([]);
  });

  it("are not asked for at the public address by the crawl of a replica on this computer", async () => {
    test.answers.set("/registry/list", rows(mcpb("https://host.example/server.mcpb", bundle("{}"))));
    const { summary } = await test.crawl([registry]);
    expect(summary.refusals).toEqual([]);
    expect(summary.sources.get("registry")).toMatchObject({ asked: 1, archives: 0 });
  });
});
