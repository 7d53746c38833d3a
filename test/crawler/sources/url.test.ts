import { describe, expect, it } from "vitest";
import { Listing } from "../../../catalog/server.ts";
import { parseJson, type LiveAnswer, type ParsedPage } from "../../../crawler/source.ts";
import { url } from "../../../crawler/sources/url/url.ts";
import { fixture } from "./fixtures.ts";

const answer = (more: Partial<LiveAnswer> = {}): LiveAnswer => ({ transport: "streamable-http", tools: [], ...more });

function listingOf(page: ParsedPage): Listing {
  if (!page.ok || !page.listings[0]) throw new Error("no listing");
  expect(Listing.parse(page.listings[0])).toEqual(page.listings[0]);
  return page.listings[0];
}

describe("url", () => {
  it("asks only what is named", () => {
    expect(url.first({ since: null, names: [] })).toEqual([]);
    expect(url.first({ since: null, names: ["https://a.example/mcp"] })).toEqual(["https://a.example/mcp"]);
  });

  it("makes a listing of what a server says, without the keys that its URL may hold", () => {
    const said = parseJson(fixture("url")) as LiveAnswer;
    const listing = listingOf(url.parse(said, "https://user:secret@Files.example:443/mcp/?api_key=secret#x"));
    expect(listing).toMatchObject({
      source: "url",
      ref: "https://files.example/mcp",
      name: "Example files",
      title: "Example files",
      version: "1.2.0",
      description: "Reads and writes files below one folder.",
      remotes: [{ type: "streamable-http", url: "https://files.example/mcp" }],
    });
    expect(listing.tools?.map(({ name }) => name)).toEqual(["read_file", "delete_file"]);
    expect(JSON.stringify(listing)).not.toContain("secret");
  });

  it("takes the host's name for a server without one, and leaves out what is no name or version", () => {
    const silent = listingOf(url.parse(answer({ transport: "sse" }), "http://files.example:8080/sse"));
    expect(silent).toMatchObject({ name: "files.example:8080", remotes: [{ type: "sse" }], tools: [] });
    const loud = answer({ title: " ", name: "n".repeat(501), version: "v".repeat(256), instructions: "i".repeat(999) });
    const listing = listingOf(url.parse(loud, "https://files.example"));
    expect(listing).toMatchObject({ ref: "https://files.example", name: "files.example" });
    expect(listing.version).toBeUndefined();
    expect(listing.description).toHaveLength(300);
  });

  it("refuses what is no endpoint", () => {
    for (const cursor of ["", "files.example", "ftp://files.example/", `https://files.example/${"x".repeat(600)}`])
      expect(url.parse(answer(), cursor)).toMatchObject({ ok: false, final: true });
  });
});
