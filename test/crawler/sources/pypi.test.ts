import { expect, it } from "vitest";
import { saysMcp } from "../../../crawler/sources/pypi/names.ts";
import { pypi } from "../../../crawler/sources/pypi/pypi.ts";
import { fixture, parsed } from "./fixtures.ts";

/** The fixture with other values in some places. */
function changed(info: object, urls?: (files: { filename: string }[]) => object[]): string {
  const body = JSON.parse(fixture("pypi")) as { info: object; urls: { filename: string }[] };
  return JSON.stringify({ ...body, info: { ...body.info, ...info }, urls: urls ? urls(body.urls) : body.urls });
}
const first = (body: string) => parsed(pypi, body, "example-files").listings[0];

it("reads the named projects", () => {
  expect(
    pypi.first({ since: null, names: ["example-files", "clock@1.0.0"] }).map((name) => pypi.request(name).path),
  ).toEqual(["/pypi/example-files/json", "/pypi/clock/1.0.0/json"]);
  expect(pypi.parse(fixture("pypi"), "other")).toMatchObject({ ok: false, final: true });
});

it("finds projects in the list of all names", () => {
  const [index = ""] = pypi.first({ since: null, names: [] });
  expect(pypi.request(index)).toMatchObject({ path: "/simple/", accept: "application/vnd.pypi.simple.v1+json" });
  expect(parsed(pypi, fixture("pypi", "index"), index).also).toEqual(["github-mcp-server", "fastmcp"]);
  expect(pypi.parse('{"projects":[]}', index).ok).toBe(false);
});

it("tells names with MCP in them from those that merely have its letters", () => {
  for (const name of ["mcp", "github-mcp", "MCP_Server_Git", "my.mcps", "fastmcp", "mcpserver", "voicemcpserver"])
    expect(saysMcp(name), name).toBe(true);
  for (const name of ["mcpguard", "mcp2tcp"]) expect(saysMcp(name), name).toBe(true);
  for (const name of ["tmcpy-physics", "pymcprotocol", "mcprotocol", "mcp3008", "adafruit-mcp9808", "mcpl", "mcpi"])
    expect(saysMcp(name), name).toBe(false);
  for (const name of ["dmcp", "mcpython", "mcplayer", "golemcpp", "numpy"]) expect(saysMcp(name), name).toBe(false);
});

it("tells of every release: when its first file came, and whether all were withdrawn", () => {
  expect(parsed(pypi, fixture("pypi"), "example-files").versions).toEqual([
    { ref: "example-files", version: "1.2.0", publishedAt: "2026-01-05T10:00:00.000000Z", status: "active" },
    { ref: "example-files", version: "1.1.0", publishedAt: "2025-12-05T10:00:00.000000Z", status: "deprecated" },
  ]);
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
