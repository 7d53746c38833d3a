import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Listing } from "../../catalog/server.ts";
import { pageUrl } from "../../crawler/page.ts";
import { allSources } from "../../crawler/sources.ts";
import { npm } from "../../crawler/sources/npm/npm.ts";
import { starterPackages } from "../../crawler/sources/npm/starter.ts";
import { registry } from "../../crawler/sources/registry/registry.ts";
import { fixture, parse } from "./sources/fixtures.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const namedOf: Record<string, string[]> = { npm: ["@example/files"], pypi: ["example-files"] };

it("every source folder is registered", () => {
  const entries = readdirSync(here("../../crawler/sources"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(allSources.map(({ id }) => id).sort()).toEqual(folders.sort());
});

describe.each(allSources.map((source) => [source.id, source] as const))("contract of %s", (id, source) => {
  const [cursor = ""] = source.first({ since: null, names: namedOf[id] ?? [] });

  it("describes itself", () => {
    expect(source.title.length * source.gives.length * source.pace.because.length).toBeGreaterThan(0);
    expect(URL.canParse(source.homepage)).toBe(true);
    expect(source.pace.delayMs).toBeGreaterThan(0);
    expect(source.pace.concurrency).toBeGreaterThan(0);
  });

  it("asks for pages below its base URL only", () => {
    const url = pageUrl("https://base.example/prefix/", source.request(cursor));
    expect(url).toMatch(/^https:\/\/base\.example\/prefix\/./);
  });

  it("parses its recorded page into listings of its own, the same each time", () => {
    const page = parse(source, fixture(id), cursor);
    if (!page.ok) throw new Error(page.why);
    expect(page.listings.length).toBeGreaterThan(0);
    for (const listing of page.listings) {
      expect(Listing.parse(listing)).toEqual(listing);
      expect(listing.source).toBe(id);
    }
    expect(parse(source, fixture(id), cursor)).toEqual(page);
    if (page.next !== null) expect(source.request(page.next)).not.toEqual(source.request(cursor));
  });

  it("answers any body with a value, never an exception", () => {
    // Plain text has no end by which to see that it was cut off.
    const cut = source.format === "text" ? [] : [fixture(id).slice(0, -9)];
    for (const body of ["", "null", "[]", "<html>", "{", '{"servers":7}', ...cut])
      expect(parse(source, body, cursor).ok).toBe(false);
    fc.assert(
      fc.property(fc.json(), (body) => {
        expect(typeof parse(source, body, cursor).ok).toBe("boolean");
      }),
    );
  });
});

describe("registry", () => {
  const [start = ""] = registry.first({ since: null, names: [] });

  it("keeps good rows and good parts of rows, and says where the bad ones are", () => {
    const page = registry.parse(fixture("registry"), start);
    if (!page.ok) throw new Error(page.why);
    expect(page.listings.map(({ ref, status }) => [ref, status])).toEqual([
      ["io.github.example/files", "active"],
      ["com.example/gone", "deleted"],
    ]);
    expect(page.listings[0]).toMatchObject({
      packages: [
        { type: "npm", identifier: "@example/files" },
        { type: "oci", identifier: "docker.io/example/files:1.2.0" },
      ],
      remotes: [{ type: "streamable-http", url: "https://files.example/mcp" }],
      repository: { url: "https://github.com/example/servers", subfolder: "src/files" },
      updatedAt: "2026-02-01T00:00:00Z",
    });
    expect(page.rejected.map(({ at }) => at)).toEqual([
      "/servers/0/server/packages/1",
      "/servers/0/server/remotes/1",
      "/servers/1",
      "/servers/3",
    ]);
  });

  it("pages through, and asks for changes with five minutes of overlap", () => {
    expect(registry.request(start)).toEqual({
      path: "/v0.1/servers",
      query: { version: "latest", limit: "100", include_deleted: "true" },
    });
    const [changes = ""] = registry.first({ since: "2026-02-01T00:10:00.000Z", names: [] });
    const page = registry.parse(fixture("registry"), changes);
    if (!page.ok || page.next === null) throw new Error("no next page");
    expect(registry.request(page.next).query).toEqual({
      version: "latest",
      limit: "100",
      include_deleted: "true",
      updated_since: "2026-02-01T00:05:00.000Z",
      cursor: "com.example/gone:0.1.0",
    });
    expect(registry.parse('{"servers":[],"metadata":{"nextCursor":""}}', start)).toEqual({
      ok: true,
      listings: [],
      rejected: [],
      next: null,
    });
  });
});

describe("npm", () => {
  const parseSpec = (spec: string) => npm.parse(fixture("npm"), spec);

  it("starts with the starter list, or with the named packages", () => {
    expect(npm.first({ since: null, names: [] })).toEqual(starterPackages);
    expect(new Set(starterPackages).size).toBe(starterPackages.length);
    expect(npm.request("@example/files@1.0.0").path).toBe("/@example%2Ffiles");
    expect(npm.request("files@next").path).toBe("/files");
  });

  it("reads the wanted version: latest, a dist-tag or an exact one", () => {
    expect(parseSpec("@example/files")).toMatchObject({
      listings: [
        {
          ref: "@example/files",
          version: "1.2.0",
          registryName: "io.github.example/files",
          license: "MIT",
          author: "A. Person",
          repository: { subfolder: "src/files" },
          packages: [
            {
              archive: {
                url: "https://npm.example/@example/files/-/files-1.2.0.tgz",
                integrity: expect.stringMatching(/^sha512-/) as string,
              },
            },
          ],
        },
      ],
    });
    expect(parseSpec("@example/files@0.9.0")).toMatchObject({
      listings: [{ status: "deprecated", packages: [{ archive: { integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" } }] }],
    });
    expect(parseSpec("@example/files@next")).toMatchObject({
      ok: false,
      why: expect.stringContaining("2.0.0-beta.1") as string,
    });
    expect(parseSpec("@example/files@0.1.0")).toMatchObject({ ok: false });
    expect(parseSpec("@example/files@__proto__")).toMatchObject({ ok: false });
    expect(parseSpec("other")).toMatchObject({ ok: false, why: "it is the packument of @example/files" });
  });
});
