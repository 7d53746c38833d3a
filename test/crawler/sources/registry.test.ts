import { expect, it } from "vitest";
import { pulsemcpRegistry } from "../../../crawler/sources/pulsemcp-registry/pulsemcp-registry.ts";
import { registry } from "../../../crawler/sources/registry/registry.ts";
import { fixture, parsed } from "./fixtures.ts";

const [start = ""] = registry.first({ since: null, names: [] });

it("keeps good rows and good parts of rows, and says where the bad ones are", () => {
  const page = parsed(registry, fixture("registry"), start);
  expect(page.listings.map(({ ref, status }) => [ref, status])).toEqual([
    ["io.github.example/files", "active"],
    ["com.example/gone", "deleted"],
  ]);
  expect(page.listings[0]).toMatchObject({
    packages: [
      { type: "npm", identifier: "@example/files" },
      { type: "oci", identifier: "docker.io/example/files:1.2.0" },
      {
        type: "mcpb",
        identifier: "https://host.example/mcp-files.mcpb",
        archive: {
          url: "https://host.example/mcp-files.mcpb",
          integrity: `sha256-${Buffer.alloc(32, 0xab).toString("base64")}`,
        },
      },
      { type: "mcpb", identifier: "https://host.example/mcp-unchecked.mcpb" },
    ],
    remotes: [{ type: "streamable-http", url: "https://files.example/mcp" }],
    repository: { url: "https://github.com/example/servers", subfolder: "src/files" },
    updatedAt: "2026-02-01T00:00:00Z",
  });
  expect(page.rejected.map(({ at }) => at)).toEqual([
    "/servers/0/server/packages/1",
    "/servers/0/server/remotes/1",
    "/servers/1",
    "/servers/3",
    "/servers/5/_meta/io.modelcontextprotocol.registry~1official",
  ]);
});

it("pages through, and asks for changes with five minutes of overlap", () => {
  expect(registry.request(start)).toEqual({
    path: "/v0.1/servers",
    query: { limit: "100", include_deleted: "true" },
  });
  const [changes = ""] = registry.first({ since: "2026-02-01T00:10:00.000Z", names: [] });
  const page = registry.parse(fixture("registry"), changes);
  if (!page.ok || page.next === null) throw new Error("no next page");
  expect(registry.request(page.next).query).toEqual({
    limit: "100",
    include_deleted: "true",
    updated_since: "2026-02-01T00:05:00.000Z",
    cursor: "com.example/gone:0.1.0",
  });
  expect(registry.parse('{"servers":[],"metadata":{"nextCursor":""}}', start)).toEqual({
    ok: true,
    listings: [],
    versions: [],
    rejected: [],
    next: null,
  });
});

it("tells of every version, and lists the newest only", () => {
  const page = parsed(registry, fixture("registry"), start);
  expect(page.versions).toEqual([
    { ref: "io.github.example/files", version: "1.2.0", publishedAt: "2026-01-01T00:00:00Z", status: "active" },
    { ref: "com.example/gone", version: "0.1.0", publishedAt: "2026-01-05T00:00:00Z", status: "deleted" },
    { ref: "io.github.example/files", version: "1.1.0", publishedAt: "2025-12-01T00:00:00Z", status: "deprecated" },
  ]);
  expect(page.listings[0]?.version).toBe("1.2.0");
});

it("reads the records of older mirrors: snake_case, and the server itself as the row", () => {
  const server = {
    name: "io.github.example/files",
    status: "deprecated",
    version: "1.0.0",
    website_url: "https://files.example",
    packages: [{ registry_type: "npm", identifier: "@example/files", version: "1.0.0" }],
    _meta: {
      "io.modelcontextprotocol.registry/official": {
        id: "0c3b1f2e-0000-4000-8000-000000000000",
        published_at: "2025-09-01T00:00:00Z",
        updated_at: "2025-09-02T00:00:00Z",
        is_latest: true,
      },
    },
  };
  const page = parsed(registry, JSON.stringify({ servers: [server], metadata: { next_cursor: "0c3b" } }), start);
  expect(page.listings).toMatchObject([
    {
      ref: "io.github.example/files",
      status: "deprecated",
      homepage: "https://files.example",
      packages: [{ type: "npm", identifier: "@example/files", version: "1.0.0" }],
      updatedAt: "2025-09-02T00:00:00Z",
    },
  ]);
  expect(page.versions?.[0]?.publishedAt).toBe("2025-09-01T00:00:00Z");
  expect(registry.request(page.next ?? "").query?.cursor).toBe("0c3b");
});

it("pulsemcp-registry: reads the same API, as a source of its own", () => {
  const [first = ""] = pulsemcpRegistry.first({ since: null, names: [] });
  const page = parsed(pulsemcpRegistry, fixture("pulsemcp-registry"), first);
  expect(page.listings).toMatchObject([
    { source: "pulsemcp-registry", ref: "io.github.example/files", version: "1.2.0", status: "active" },
  ]);
  expect(page.versions?.map(({ version }) => version)).toEqual(["1.1.0", "1.2.0"]);
  expect(pulsemcpRegistry.tokens?.map(({ header }) => header)).toEqual(["X-API-Key", "X-Tenant-ID"]);
});
