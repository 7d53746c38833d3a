import { expect, it } from "vitest";
import { pulsemcp } from "../../../crawler/sources/pulsemcp/pulsemcp.ts";
import { fixture, parsed } from "./fixtures.ts";

it("reads repositories, packages, endpoints, stars and downloads", () => {
  const page = parsed(pulsemcp, fixture("pulsemcp"), "0");
  expect(page.listings).toMatchObject([
    {
      ref: "example-files",
      title: "Files",
      description: "Reads and writes files",
      homepage: "https://files.example",
      repository: { url: "https://github.com/example/servers/tree/HEAD/src/files" },
      packages: [{ type: "npm", identifier: "@example/files" }],
      stars: 7,
      downloads: 1200,
    },
    {
      ref: "example-clock",
      packages: [{ type: "oci", identifier: "example/clock" }],
      remotes: [{ type: "streamable-http", url: "https://clock.example/mcp" }],
    },
  ]);
  expect(page.rejected.map(({ at }) => at)).toEqual(["/servers/1/remotes/2", "/servers/2", "/servers/3"]);
});

it("goes on by what it received, wherever `next` points, and stops at an empty page", () => {
  const { next } = parsed(pulsemcp, fixture("pulsemcp"), "5000");
  expect(next).toBe("5004");
  expect(pulsemcp.request(next ?? "")).toMatchObject({
    path: "/v0beta/servers",
    query: { count_per_page: "5000", offset: "5004" },
  });
  expect(parsed(pulsemcp, '{"servers":[],"next":"https://pulse.example/?offset=9"}', "9").next).toBeNull();
});
