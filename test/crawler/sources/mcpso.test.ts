import { expect, it } from "vitest";
import { pageUrl } from "../../../crawler/page.ts";
import { mcpso } from "../../../crawler/sources/mcpso/mcpso.ts";
import { fixture, parsed } from "./fixtures.ts";

const path = "/server/files/example";

it("follows the sitemaps of servers, as paths", () => {
  const index =
    "<sitemapindex><sitemap><loc>https://so.example/sitemap_projects_1.xml</loc></sitemap>" +
    "<sitemap><loc>https://so.example/sitemap_posts.xml</loc></sitemap></sitemapindex>";
  expect(parsed(mcpso, index, "/sitemap.xml").lists).toEqual(["/sitemap_projects_1.xml"]);
});

it("lists the servers of a sitemap as partial, and names a page for each", () => {
  const page = parsed(mcpso, fixture("mcpso"), "/sitemap_projects_1.xml");
  expect(page.listings.map(({ ref, name, partial }) => [ref, name, partial])).toEqual([
    ["files/example", "example/files", true],
    ["two words/ex&ample", "ex&ample/two words", true],
    ["alone/", "alone", true],
  ]);
  expect(page.also).toEqual([path, "/server/two%20words/ex%26ample", "/server/alone/"]);
});

it("reads the facts and tools that a page embeds, across its pushes", () => {
  const page = parsed(mcpso, fixture("mcpso", "server"), path);
  expect(page.listings).toMatchObject([
    {
      ref: "files/example",
      title: "Files",
      description: "Reads & writes <files>",
      author: "example",
      repository: { url: "https://github.com/example/servers" },
      updatedAt: "2026-01-01T00:00:00.000Z",
      tools: [{ name: "read_file", inputSchema: { type: "object" } }],
    },
  ]);
  expect(page.rejected.map(({ at }) => at)).toEqual(["/metadata/tools/1"]);
});

it("refuses a page that was cut off or embeds nothing", () => {
  expect(mcpso.parse(fixture("mcpso", "server").slice(0, -20), path)).toMatchObject({ why: "is not a complete page" });
  expect(mcpso.parse("<html><body><h1>404</h1></body></html>", path).ok).toBe(false);
});

it("survives a payload of great depth", () => {
  const row = `1:${"[".repeat(5_000)}{"metadata":{"title":"Deep"}}${"]".repeat(5_000)}`;
  const body = `<html><script>self.__next_f.push(${JSON.stringify([1, row])})</script></html>`;
  expect(parsed(mcpso, body, path).listings[0]?.title).toBe("Deep");
});

it("keeps an author that holds a question mark as part of the path", () => {
  const loc = "https://so.example/server/files/example%3Ftab%3Dcomments";
  const page = parsed(mcpso, `<urlset><url><loc>${loc}</loc></url></urlset>`, "/sitemap_projects_1.xml");
  expect(page.listings[0]?.ref).toBe("files/example?tab=comments");
  const [cursor = ""] = page.also ?? [];
  expect(pageUrl("https://so.example", mcpso.request(cursor))).toBe(loc);
  expect(mcpso.first({ since: null, names: ["files/example?tab=comments"] })).toEqual([cursor]);
});
