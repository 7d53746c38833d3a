import { expect, it } from "vitest";
import { npm } from "../../../crawler/sources/npm/npm.ts";
import { fixture, parsed } from "./fixtures.ts";

const [start = ""] = npm.first({ since: null, names: ["search:keywords:mcp-server"] });

it("finds packages by a keyword, and names the packument of each", () => {
  expect(npm.request(start)).toEqual({
    path: "/-/v1/search",
    query: { text: "keywords:mcp-server", size: "250", from: "0" },
  });
  const page = parsed(npm, fixture("npm", "search"), start);
  expect(page.listings).toMatchObject([
    {
      ref: "@example/files",
      partial: true,
      homepage: "https://files.example",
      repository: { url: "git+https://github.com/example/servers.git" },
      packages: [{ type: "npm", identifier: "@example/files", version: "1.0.0" }],
      downloads: 40,
    },
    { ref: "clock", partial: true },
  ]);
  expect(page.also).toEqual(["@example/files", "clock"]);
  expect(page.rejected.map(({ at }) => at)).toEqual(["/objects/2", "/objects/3"]);
});

it("goes on by what it received, to where the search ends", () => {
  const { next } = parsed(npm, fixture("npm", "search"), "search:keywords:mcp-server#250");
  expect(npm.request(next ?? "").query).toMatchObject({ text: "keywords:mcp-server", from: "254" });
  expect(parsed(npm, fixture("npm", "search"), "search:keywords:mcp-server#896").next).toBeNull();
  expect(parsed(npm, '{"objects":[],"total":900}', start).next).toBeNull();
  expect(parsed(npm, fixture("npm", "search").replace("900", "90000"), "search:mcp#9996").next).toBeNull();
});
