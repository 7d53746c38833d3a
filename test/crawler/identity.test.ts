import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Listing } from "../../catalog/server.ts";
import { identifiersOf } from "../../crawler/identity.ts";
import { mergeFacts, type KnownListing } from "../../crawler/merge.ts";
import { slugOf } from "../../crawler/slug.ts";

const listing = (more: Partial<Listing>): Listing => ({
  source: "registry",
  ref: "r",
  name: "n",
  status: "active",
  packages: [],
  remotes: [],
  ...more,
});

describe("identifiersOf", () => {
  it("names packages, remotes, the registry name and the repository in normal form", () => {
    const ids = identifiersOf(
      listing({
        registryName: "io.github.A/B",
        packages: [
          { type: "npm", identifier: "@a/b" },
          { type: "pypi", identifier: "My.Server_x" },
          { type: "oci", identifier: "localhost:5000/A/b:1.0@sha256:00" },
          { type: "oci", identifier: "docker.io/a/b:1.0" },
          { type: "oci", identifier: "A/b" },
          { type: "nuget", identifier: "A.B" },
          { type: "cargo", identifier: "A_b" },
          { type: "mcpb", identifier: "https://host.example/A.mcpb" },
        ],
        remotes: [{ type: "sse", url: "https://Host.example:443/mcp/?key=1#x" }],
        repository: { url: "a/b" },
      }),
    );
    expect(ids).toEqual([
      "registry:io.github.a/b",
      "npm:@a/b",
      "pypi:my-server-x",
      "oci:localhost:5000/a/b",
      "oci:a/b",
      "nuget:a.b",
      "cargo:a_b",
      "mcpb:https://host.example/A.mcpb",
      "remote:https://host.example/mcp",
      "repo:github.com/a/b",
    ]);
  });

  it("an image is one, with and without what Docker adds to its name", () => {
    const names = ["postgres", "library/postgres", "docker.io/library/postgres:17", "index.docker.io/library/postgres"];
    const ids = names.flatMap((identifier) => identifiersOf(listing({ packages: [{ type: "oci", identifier }] })));
    expect(new Set(ids)).toEqual(new Set(["oci:postgres"]));
  });

  it.each([
    ["https://user:pw@Host.example/MCP//?a#b", "remote:https://host.example/MCP"],
    ["http://host.example:80/", "remote:http://host.example"],
    ["https://host.example:8443/%7euser/%c3%a9/%2f", "remote:https://host.example:8443/~user/%C3%A9/%2F"],
    ["https://bücher.example/a/../mcp", "remote:https://xn--bcher-kva.example/mcp"],
    ["https://{tenant}.example/mcp", null],
    ["https://host.example/%7Bid%7D/mcp", null],
    ["https://host.example/<id>/mcp", null],
    ["ws://host.example/mcp", null],
    ["host.example/mcp", null],
  ])("the endpoint %s is %s", (url, identifier) => {
    expect(identifiersOf(listing({ remotes: [{ type: "sse", url }] }))).toEqual(
      identifier === null ? [] : [identifier],
    );
  });

  it("an endpoint in normal form stays as it is", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const [once] = identifiersOf(listing({ remotes: [{ type: "sse", url }] }));
        if (once === undefined) return;
        expect(identifiersOf(listing({ remotes: [{ type: "sse", url: once.slice("remote:".length) }] }))).toEqual([
          once,
        ]);
      }),
    );
  });

  it("a source's own key is one, except where it only repeats a package, a repository or an endpoint", () => {
    expect(identifiersOf(listing({ source: "glama", ref: "Owner/Slug" }))).toEqual(["glama:Owner/Slug"]);
    for (const source of ["registry", "npm", "pypi", "awesome", "github", "url", "config"])
      expect(identifiersOf(listing({ source }))).toEqual([]);
  });

  it("a registry name counts only from the registry; elsewhere it is a claim", () => {
    const registryName = "io.github.acme/bank";
    expect(identifiersOf(listing({ source: "npm", registryName }))).toEqual([`claim:registry:${registryName}`]);
    expect(identifiersOf(listing({ registryName }))).toEqual([`registry:${registryName}`]);
  });

  it("what is too long or broken to be a name is no identifier", () => {
    expect(identifiersOf(listing({ repository: { url: `https://github.com/o/${"n".repeat(1900)}` } }))).toEqual([]);
    for (const identifier of ["a\0b", "a\ud800"])
      expect(identifiersOf(listing({ packages: [{ type: "npm", identifier }] }))).toEqual([]);
  });

  it("slugs are readable and never empty", () => {
    expect(slugOf("io.github.ziad-hsn/code-mode-toon")).toBe("ziad-hsn-code-mode-toon");
    expect(slugOf("@modelcontextprotocol/server-filesystem")).toBe("modelcontextprotocol-server-filesystem");
    expect(slugOf("查询")).toBe("server");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (name) => {
        expect(slugOf(name)).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        expect(slugOf(name).length).toBeLessThanOrEqual(200);
      }),
    );
  });
});

describe("mergeFacts", () => {
  const known = (of: Listing, gone = false): KnownListing => ({ listing: of, gone });
  const registry = listing({ name: "io.github.a/b", version: "2", packages: [{ type: "npm", identifier: "b" }] });
  const npm = listing({
    source: "npm",
    ref: "b",
    name: "b",
    version: "3",
    license: "MIT",
    packages: [{ type: "npm", identifier: "b", version: "3" }],
  });

  it("takes each field from the most trusted listing that has it, in any order, and ignores deleted ones", () => {
    const facts = mergeFacts([known(npm), known(registry)]);
    expect(facts).toEqual(mergeFacts([known(registry), known(npm)]));
    expect(facts).toMatchObject({
      name: "io.github.a/b",
      version: "2",
      license: "MIT",
      origin: { license: { source: "npm", ref: "b" } },
    });
    expect(facts.packages).toEqual([{ type: "npm", identifier: "b" }]);
    const deleted = known({ ...registry, status: "deleted" });
    expect(mergeFacts([deleted, known(npm)])).toMatchObject({ name: "b", status: "active" });
    expect(mergeFacts([deleted])).toMatchObject({ status: "deleted" });
  });

  it("takes a listing that its source does not list any more for a deleted one", () => {
    expect(mergeFacts([known(registry, true), known(npm)])).toMatchObject({ name: "b", status: "active" });
    expect(mergeFacts([known(registry, true), known(npm, true)])).toMatchObject({
      name: "io.github.a/b",
      status: "deleted",
    });
  });
});
