import { describe, expect, it } from "vitest";
import { docker } from "../../../crawler/sources/docker/docker.ts";
import { metorial } from "../../../crawler/sources/metorial/metorial.ts";
import { toolhive } from "../../../crawler/sources/toolhive/toolhive.ts";
import { fixture, parsed } from "./fixtures.ts";

describe("docker", () => {
  const page = parsed(docker, fixture("docker"), "docker/mcp-registry");
  const listing = (ref: string) => page.listings.find((each) => each.ref === ref);

  it("reads images, folders of repositories and endpoints", () => {
    expect(docker.request("docker/mcp-registry").path).toBe("/docker/mcp-registry/tar.gz/main");
    expect(listing("files")).toMatchObject({
      title: "Files",
      packages: [{ type: "oci", identifier: "mcp/files" }],
      repository: { url: "https://github.com/example/servers", subfolder: "src/files" },
    });
    expect(listing("clock")).toMatchObject({ remotes: [{ type: "sse", url: "https://clock.example/sse" }] });
  });

  it("turns arguments into a schema", () => {
    expect(listing("files")?.tools).toEqual([
      {
        name: "read_file",
        description: "Reads a file",
        annotations: { readOnlyHint: true },
        inputSchema: {
          type: "object",
          properties: { path: { type: "string", description: "Where it is" }, lines: {} },
          required: ["path"],
        },
      },
    ]);
  });

  it("takes an empty list for tools that are not known, and says what it could not read", () => {
    expect(listing("clock")?.tools).toBeUndefined();
    expect(listing("half")?.tools).toBeUndefined();
    expect(page.rejected.map(({ at }) => at)).toEqual([
      "servers/broken/server.yaml",
      "servers/endless/server.yaml",
      "servers/files/tools.json/1",
      "servers/files/tools.json/2",
      "servers/half/tools.json",
    ]);
  });
});

it("metorial: reads servers with their subfolder and tools", () => {
  const page = parsed(metorial, fixture("metorial"), "metorial/mcp-index");
  expect(page.listings).toMatchObject([
    { ref: "example/clock/clock", title: "Clock", repository: { url: "https://github.com/example/clock" } },
    {
      ref: "example/servers/files",
      author: "example",
      repository: { url: "https://github.com/example/servers", subfolder: "src/files" },
      tools: [{ name: "read_file", description: "Reads a file.\nAny file." }],
    },
  ]);
  expect(page.listings[0]?.repository?.subfolder).toBeUndefined();
  expect(page.listings[0]?.tools).toBeUndefined();
  expect(page.rejected.map(({ at }) => at)).toEqual([
    "catalog/example/lost/lost/server.yaml",
    "catalog/example/servers/files/tools.yaml/1",
  ]);
});

it("toolhive: reads images, endpoints and names of tools", () => {
  const page = parsed(toolhive, fixture("toolhive"), "");
  expect(page.listings).toMatchObject([
    {
      ref: "files",
      status: "active",
      packages: [{ type: "oci", identifier: "ghcr.io/example/files:1.2.0" }],
      repository: { url: "https://github.com/example/servers" },
      stars: 5,
      downloads: 90,
      updatedAt: "2026-01-30T02:55:46Z",
      tools: [{ name: "read_file" }, { name: "write_file" }],
    },
    { ref: "old", status: "deprecated" },
    {
      ref: "clock",
      homepage: "https://clock.example/docs",
      remotes: [{ type: "sse", url: "https://clock.example/sse" }],
      tools: [{ name: "now" }],
    },
  ]);
  expect(page.listings[1]?.tools).toBeUndefined();
  expect(page.rejected.map(({ at }) => at)).toEqual(["/servers/files/tools/2", "/servers/a~1b"]);
});
