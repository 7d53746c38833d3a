import { expect, it } from "vitest";
import { pypi } from "../../../crawler/sources/pypi/pypi.ts";
import { fixture, parsed } from "./fixtures.ts";

/** The fixture with other values in some places. */
function changed(info: object, urls?: (files: { filename: string }[]) => object[]): string {
  const body = JSON.parse(fixture("pypi")) as { info: object; urls: { filename: string }[] };
  return JSON.stringify({ ...body, info: { ...body.info, ...info }, urls: urls ? urls(body.urls) : body.urls });
}
const first = (body: string) => parsed(pypi, body, "example-files").listings[0];

it("reads the named projects only", () => {
  expect(pypi.first({ since: null, names: [] })).toEqual([]);
  expect(
    pypi.first({ since: null, names: ["example-files", "clock@1.0.0"] }).map((name) => pypi.request(name).path),
  ).toEqual(["/pypi/example-files/json", "/pypi/clock/1.0.0/json"]);
  expect(pypi.parse(fixture("pypi"), "other")).toMatchObject({ ok: false, final: true });
});

it("reads the project, its proof of ownership and its repository", () => {
  expect(first(fixture("pypi"))).toMatchObject({
    ref: "example-files",
    name: "Example_Files",
    version: "1.2.0",
    registryName: "io.github.example/files",
    license: "MIT",
    author: "A. Person",
    homepage: "https://files.example",
    repository: { url: "https://github.com/example/servers" },
    updatedAt: "2026-01-05T10:00:01.000000Z",
  });
  expect(first(changed({ description: "Says mcp-name: nothing", yanked: true }))).toMatchObject({
    status: "deprecated",
  });
  expect(first(changed({ description: "" }))?.registryName).toBeUndefined();
  expect(first(changed({ summary: "Add your description here" }))?.description).toBeUndefined();
  expect(first(changed({ license: "x".repeat(5_000) }))?.license).toBeUndefined();
  expect(first(changed({ project_urls: null, home_page: "https://github.com/example/home" }))?.repository).toEqual({
    url: "https://github.com/example/home",
  });
});

it("names what pip installs, else the source, with its digest in base64", () => {
  const url = (files?: (all: { filename: string }[]) => object[]) =>
    first(changed({}, files))?.packages[0]?.archive?.url;
  expect(first(fixture("pypi"))?.packages).toEqual([
    {
      type: "pypi",
      identifier: "Example_Files",
      version: "1.2.0",
      archive: {
        url: "https://files.example/packages/example_files-1.2.0-py3-none-any.whl",
        integrity: `sha256-${Buffer.alloc(32, 0xab).toString("base64")}`,
      },
    },
  ]);
  expect(url((all) => all.slice(0, 2))).toMatch(/1\.2\.0\.tar\.gz$/);
  expect(url((all) => all.slice(1, 2))).toMatch(/linux_x86_64\.whl$/);
  expect(url((all) => all.map((file) => ({ ...file, yanked: true })))).toBeUndefined();
});
