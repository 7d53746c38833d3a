import { expect, it } from "vitest";
import { npm } from "../../../crawler/sources/npm/npm.ts";
import { fixture, parsed } from "./fixtures.ts";

const parseSpec = (spec: string) => npm.parse(fixture("npm"), spec);

it("starts with searches, or with the named packages", () => {
  const searches = npm.first({ since: null, names: [] });
  expect(searches[0]).toBe("search:keywords:mcp-server");
  for (const search of searches) expect(npm.request(search).path).toBe("/-/v1/search");
  expect(npm.first({ since: null, names: ["a", "b@1.0.0 "] })).toEqual(["a", "b@1.0.0"]);
  expect(npm.request("@example/files@1.0.0").path).toBe("/@example%2Ffiles");
  expect(npm.request("files@next").path).toBe("/files");
});

it("reads the wanted version: latest, a dist-tag or an exact one", () => {
  expect(parseSpec("@example/files")).toMatchObject({
    listings: [
      {
        ref: "@example/files",
        version: "1.2.0",
        registryName: "io.github.example/files",
        license: "MIT",
        author: "A. Person",
        repository: { subfolder: "src/files" },
        packages: [
          {
            archive: {
              url: "https://npm.example/@example/files/-/files-1.2.0.tgz",
              integrity: expect.stringMatching(/^sha512-/) as string,
            },
          },
        ],
      },
    ],
  });
  expect(parseSpec("@example/files@0.9.0")).toMatchObject({
    listings: [{ status: "deprecated", packages: [{ archive: { integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" } }] }],
  });
  expect(parseSpec("@example/files@next")).toMatchObject({
    ok: false,
    why: expect.stringContaining("2.0.0-beta.1") as string,
  });
  expect(parseSpec("@example/files@0.1.0")).toMatchObject({ ok: false });
  expect(parseSpec("@example/files@__proto__")).toMatchObject({ ok: false });
  expect(parseSpec("other")).toMatchObject({ ok: false, why: "it is the packument of @example/files" });
});

it("tells of every version, newest first, at most 200 of them", () => {
  expect(parsed(npm, fixture("npm"), "@example/files@0.9.0").versions).toEqual([
    { ref: "@example/files", version: "1.2.0", publishedAt: "2026-02-01T00:00:00.000Z", status: "active" },
    { ref: "@example/files", version: "0.9.0", publishedAt: "2025-01-01T00:00:00.000Z", status: "deprecated" },
    { ref: "@example/files", version: "0.1.0", status: "active" },
  ]);
  const packument = JSON.parse(fixture("npm")) as { versions: object; time: object };
  const numbers = Array.from({ length: 500 }, (_, index) => `0.0.${index}`);
  const time = Object.fromEntries(numbers.map((number, index) => [number, new Date(index).toISOString()]));
  const versions = { ...Object.fromEntries(numbers.map((number) => [number, {}])), ...packument.versions };
  const page = parsed(npm, JSON.stringify({ ...packument, versions, time }), "@example/files");
  expect(page.versions?.length).toBe(200);
  expect(page.versions?.[0]?.version).toBe("0.0.499");
});
