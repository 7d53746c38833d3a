import { expect, it } from "vitest";
import { awesome } from "../../../crawler/sources/awesome/awesome.ts";
import { entriesIn } from "../../../crawler/sources/awesome/entries.ts";
import { linked } from "../../../crawler/sources/linked.ts";
import { fixture, parsed } from "./fixtures.ts";

it("reads the servers of a list once each, and nothing of its other sections", () => {
  const page = parsed(awesome, fixture("awesome"), "example/list");
  expect(page.listings.map(({ name, repository, description }) => [name, repository?.url, description])).toEqual([
    ["example/files", "https://github.com/example/files", "Reads and writes [all](https://example.com/all) files"],
    ["Clock", "https://github.com/example/clock.git", "Tells the time"],
    ["example/maths", "https://gitlab.com/example/maths", "Adds - and subtracts"],
    ["Everything", "https://github.com/example/list/tree/HEAD/src/everything", "Every feature"],
    ["Hosted", undefined, "Only hosted"],
    ["ranked", "https://github.com/example/ranked", "With a score"],
    ["tabled", "https://github.com/example/tabled", "In a table"],
  ]);
  expect(page.listings[0]?.ref).toBe("example/list https://github.com/example/files");
  expect(page.listings[4]?.homepage).toBe("https://hosted.example/mcp");
  expect(page.rejected).toEqual([{ at: "line 20", why: "link: is not a web address" }]);
});

it("has a cursor for each list", () => {
  const cursors = awesome.first({ since: null, names: [] });
  expect(cursors.length).toBe(8);
  expect(awesome.request(cursors[0] ?? "").path).toBe("/punkpeye/awesome-mcp-servers/HEAD/README.md");
});

it("comes to the end of hostile lines, and finds nothing in them", () => {
  for (const unit of ["[", "<a href=", "[x](", " - ", "(", "<a "])
    expect(entriesIn(`- ${unit.repeat(200_000)}\n`.repeat(5))).toEqual([]);
});

it("tells repositories from other links", () => {
  for (const url of [
    "git@github.com:example/files.git",
    "git+https://www.github.com/example/files",
    "ssh://git@gitlab.com/a/b",
  ])
    expect(linked(url)).toEqual({ repository: { url } });
  for (const url of [
    "https://github.com/example",
    "https://github.com/orgs/example/repositories",
    "https://github.com.example/a/b",
  ])
    expect(linked(url)).toEqual({ homepage: url });
  for (const url of ["", null, "undefined", "javascript:alert(1)"]) expect(linked(url)).toEqual({});
});
