import { expect, it } from "vitest";
import { glama } from "../../../crawler/sources/glama/glama.ts";
import { fixture, parsed } from "./fixtures.ts";

it("takes the list's tools, and names a page for each server without them", () => {
  const page = parsed(glama, fixture("glama"), "after:");
  expect(page.listings).toMatchObject([
    {
      ref: "example/files",
      title: "Files",
      license: "MIT License",
      repository: { url: "https://github.com/example/files" },
      tools: [{ name: "read_file" }],
    },
    { ref: "example/clock", partial: true },
  ]);
  expect(page.listings.map(({ partial }) => partial)).toEqual([undefined, true]);
  expect(page.also).toEqual(["server:example/clock"]);
  expect(glama.request("server:example/clock").path).toBe("/api/mcp/v1/servers/example/clock");
  expect(page.rejected.map(({ at }) => at)).toEqual(["/servers/2", "/servers/3"]);
});

it("goes on after the last cursor until there is none, or it stays the same", () => {
  expect(glama.request("after:").query).toEqual({ first: "100" });
  const { next } = parsed(glama, fixture("glama"), "after:");
  expect(glama.request(next ?? "").query).toEqual({ first: "100", after: "eyJpZCI6ImMifQ" });
  expect(parsed(glama, fixture("glama"), next ?? "").next).toBeNull();
  expect(parsed(glama, '{"pageInfo":{"endCursor":"x","hasNextPage":true},"servers":[]}', "after:").next).toBeNull();
});

it("reads one server; no tools means that they were not inspected", () => {
  const page = parsed(glama, fixture("glama", "server"), "server:Example/Clock");
  expect(page.listings).toMatchObject([{ ref: "example/clock", tools: [{ name: "now" }] }]);
  expect(page.listings[0]?.partial).toBeUndefined();
  expect(page.rejected.map(({ at }) => at)).toEqual(["/tools/1"]);
  const without = parsed(glama, '{"namespace":"example","slug":"clock","tools":[]}', "server:example/clock");
  expect(without.listings[0]?.tools).toBeUndefined();
  expect(glama.parse(fixture("glama", "server"), "server:example/files")).toMatchObject({ ok: false, final: true });
});

it("lists connectors as endpoints, apart from the servers of the same name", () => {
  const [, connectors = ""] = glama.first({ since: null, names: [] });
  expect(glama.request(connectors)).toEqual({ path: "/api/mcp/v1/connectors", query: { first: "100" } });
  const page = parsed(glama, fixture("glama", "connectors"), connectors);
  expect(page.listings).toMatchObject([
    {
      ref: "connectors/io.github.example/files",
      name: "io.github.example/files",
      registryName: "io.github.example/files",
      repository: { url: "https://github.com/example/servers" },
      remotes: [{ type: "streamable-http", url: "https://files.example/mcp" }],
    },
    { ref: "connectors/example/clock", remotes: [{ type: "sse", url: "https://clock.example/sse" }] },
  ]);
  expect(page.listings[1]?.registryName).toBeUndefined();
  expect(page.rejected.map(({ at }) => at)).toEqual(["/connectors/2"]);
  expect(glama.request(page.next ?? "")).toMatchObject({ query: { after: "eyJpZCI6ImMifQ" } });
  expect(parsed(glama, '{"pageInfo":{"hasNextPage":false},"servers":[]}', connectors).next).toBeNull();
  expect(glama.parse('{"pageInfo":{"hasNextPage":false}}', connectors).ok).toBe(false);
});
