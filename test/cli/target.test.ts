import { expect, it } from "vitest";
import { parseTarget } from "../../cli/target.ts";

it.each([
  ["github:a/b", "a/b"],
  ["github:a/b/servers/c@v1", "a/b/servers/c@v1"],
  ["https://github.com/a/b", "a/b"],
  ["https://github.com/a/b.git", "a/b"],
  ["https://www.github.com/a/b/tree/main/servers/c/", "a/b/servers/c@main"],
])("%s is a repository, or a folder in it", (text, repository) => {
  expect(parseTarget(text)).toEqual({ kind: "github", repository });
});

it.each([
  ["tavily-mcp@1.0.0", "npm:tavily-mcp@1.0.0"],
  ["@scope/name", "npm:@scope/name"],
  [".", "dir:."],
  ["./server", "dir:./server"],
  ["../x.tgz", "file:../x.tgz"],
])("%s lacks its kind, and may be %s", (text, meant) => {
  expect(() => parseTarget(text)).toThrow(`${text} is not a target. Did you mean ${meant}?`);
});

it("an address of anything else is an endpoint's", () => {
  for (const url of ["https://github.com/a", "https://github.com/a/b/issues", "https://api.github.example/mcp"])
    expect(parseTarget(url)).toEqual({ kind: "url", url });
  expect(() => parseTarget("https://github.com/a/b/tree/main/x/../y")).toThrow(/is not a repository/);
});
