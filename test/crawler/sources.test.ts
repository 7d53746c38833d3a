import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Listing } from "../../catalog/server.ts";
import { pageUrl } from "../../crawler/page.ts";
import { allSources } from "../../crawler/sources.ts";
import { fixture, parse } from "./sources/fixtures.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const namedOf: Record<string, string[]> = {
  url: ["https://files.example/mcp"],
  npm: ["@example/files"],
  pypi: ["example-files"],
  github: ["Example/files"],
  config: [".mcp.json"],
};

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
    if (!("request" in source)) return;
    const url = pageUrl("https://base.example/prefix/", source.request(cursor));
    expect(url).toMatch(/^https:\/\/base\.example\/prefix\/./);
  });

  it("asks for nothing by itself when it answers only for what it is given", () => {
    const unasked = source.first({ since: null, names: [] });
    expect(unasked.length > 0).toBe(!["named", "known"].includes(source.extent.kind));
    expect(source.first({ since: null, names: [] })).toEqual(unasked);
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
    if (page.next !== null && "request" in source)
      expect(source.request(page.next)).not.toEqual(source.request(cursor));
    for (const { ref, version, publishedAt } of page.versions ?? []) {
      expect(ref.length * version.length).toBeGreaterThan(0);
      if (publishedAt !== undefined) expect(Date.parse(publishedAt)).toBeGreaterThan(0);
    }
  });

  it("answers any body with a value, never an exception", () => {
    // The runner checks what a running server answers.
    if (source.format === "live") return;
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
