import { expect, it } from "vitest";
import { github } from "../../../crawler/sources/github/github.ts";
import { filesFromText, seenFrom } from "../../../crawler/readers/package-files.ts";
import { repositoryAt } from "../../../crawler/sources/github/repository.ts";
import { fixture, parsed } from "./fixtures.ts";

const listing = (files: Record<string, string>) => parsed(github, JSON.stringify(files), "Example/Files").listings[0];

it("asks for the archive of a branch, a tag or the default branch", () => {
  expect(github.request("Example/files").path).toBe("/Example/files/tar.gz/HEAD");
  expect(github.request("Example/files@release/1.x").path).toBe("/Example/files/tar.gz/release/1.x");
});

it("lists the repository, and no package that its code names", () => {
  expect(parsed(github, fixture("github"), "Example/Files@v1").listings).toEqual([
    {
      source: "github",
      ref: "example/files",
      status: "active",
      name: "Example/Files",
      description: "Reads and writes **files** of this computer.",
      version: "1.2.0",
      license: "MIT",
      repository: { url: "https://github.com/Example/Files" },
      packages: [],
      remotes: [],
    },
  ]);
});

it("lists a folder of the repository, in whatever case it is asked for", () => {
  const cursor = "Example/Files/servers/@a/one@v1";
  expect(github.request(cursor).path).toBe("/Example/Files/tar.gz/v1");
  expect(github.codeIn?.(cursor)).toBe("servers/@a/one");
  const archive = filesFromText({ "README.md": "Of all.", "Servers/@a/One/README.md": "Of one." });
  const seen = seenFrom(archive, "servers/@a/one");
  expect(seen && github.parse(seen, cursor)).toMatchObject({
    listings: [
      {
        ref: "example/files/servers/@a/one",
        description: "Of one.",
        repository: { url: "https://github.com/Example/Files", subfolder: "servers/@a/one" },
      },
    ],
  });
  expect(seenFrom(archive, "other")).toBeUndefined();
});

it("takes the description from the manifest before the README", () => {
  const readme = "Title\n=====\n\n```sh\nnpm start\n```\n\nOf the README.\n";
  expect(listing({ "README.md": readme })?.description).toBe("Of the README.");
  expect(
    listing({ "README.md": readme, "pyproject.toml": '[project]\ndescription = "A \\u0061"\n' })?.description,
  ).toBe("A a");
  expect(listing({ "package.json": '{"description":"Of the package","version":7}' })).toMatchObject({
    description: "Of the package",
  });
  expect(listing({ "README.md": "# Only a heading" })?.description).toBeUndefined();
});

it("takes nothing for a repository that cannot be one", () => {
  for (const good of [
    "a/b",
    "A-1/b.c_d",
    "a/b@v1.0.0",
    "a/.github",
    "comp_any/b@feature/x+y",
    "a/b/c",
    "a/b/packages/@s/c@v1",
  ])
    expect(repositoryAt(good), good).not.toBeNull();
  for (const bad of [
    "a",
    "a/b/../c",
    "a/b//c",
    "../b",
    "a/..",
    "a/b.git",
    "-a/b",
    "a/b@",
    "a/b@../x",
    "a/b@x//y",
    "a/b@x y",
    "a/b?x",
  ])
    expect(repositoryAt(bad), bad).toBeNull();
});
