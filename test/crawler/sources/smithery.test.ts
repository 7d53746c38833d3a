import { expect, it } from "vitest";
import { smithery } from "../../../crawler/sources/smithery/smithery.ts";
import { fixture, parsed } from "./fixtures.ts";

it("lists servers as partial, and names a page for each", () => {
  const page = parsed(smithery, fixture("smithery"), "page:1");
  expect(page.listings.map(({ ref, partial }) => [ref, partial])).toEqual([
    ["@example/files", true],
    ["clock", true],
  ]);
  expect(page.listings[0]?.repository?.url).toBe("https://github.com/example/servers/tree/main/src/files");
  expect(page.listings[1]).toMatchObject({ homepage: "https://clock.example" });
  expect(page.listings[1]?.repository).toBeUndefined();
  expect(page.rejected.map(({ at }) => at)).toEqual(["/servers/2", "/servers/3"]);
  expect(page.also?.map((cursor) => smithery.request(cursor).path)).toEqual([
    "/servers/%40example%2Ffiles",
    "/servers/clock",
  ]);
  expect(smithery.request(page.next ?? "")).toEqual({
    path: "/servers",
    query: { page: "2", pageSize: "100", seed: "1" },
  });
});

it("ends at the last page, and at an empty one", () => {
  const ended = (body: object) => parsed(smithery, JSON.stringify(body), "page:3").next;
  expect(ended({ servers: [{ qualifiedName: "a" }], pagination: { currentPage: 3, totalPages: 3 } })).toBeNull();
  expect(ended({ servers: [], pagination: { currentPage: 3, totalPages: 9 } })).toBeNull();
});

it("reads a server's tools and its endpoint", () => {
  const { listings, rejected } = parsed(smithery, fixture("smithery", "server"), "server:@example/files");
  expect(listings).toMatchObject([
    {
      ref: "@example/files",
      remotes: [{ type: "streamable-http", url: "https://files.example/mcp" }],
      tools: [{ name: "read_file", outputSchema: { type: "object" } }, { name: "list_files" }],
    },
  ]);
  expect(listings[0]?.partial).toBeUndefined();
  expect(rejected.map(({ at }) => at)).toEqual(["/tools/2"]);
});

it("keeps tools that were never scanned apart from no tools", () => {
  const tools = (value: unknown) =>
    parsed(smithery, JSON.stringify({ qualifiedName: "a", tools: value }), "server:a").listings[0]?.tools;
  expect(tools(null)).toBeUndefined();
  expect(tools([])).toEqual([]);
});

it("refuses the page of another server", () => {
  expect(smithery.parse(fixture("smithery", "server"), "server:clock")).toMatchObject({ ok: false, final: true });
});

it("asks for named servers only", () => {
  expect(smithery.first({ since: null, names: ["clock"] })).toEqual(["server:clock"]);
});
