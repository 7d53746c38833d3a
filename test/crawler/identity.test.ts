import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Listing } from "../../catalog/server.ts";
import { identifiersOf, merges, repositoryIdentifier, slugOf } from "../../crawler/identity.ts";
import { groupArrivals, mergeFacts } from "../../crawler/merge.ts";

const listing = (more: Partial<Listing>): Listing => ({
  source: "registry",
  ref: "r",
  name: "n",
  status: "active",
  packages: [],
  remotes: [],
  ...more,
});

describe("repositoryIdentifier", () => {
  it.each([
    "https://github.com/Owner/Name",
    "https://www.github.com/owner/name.git",
    "git+https://github.com/owner/name.git#main",
    "git://github.com/owner/name.git",
    "git@github.com:owner/name.git",
    "ssh://git@github.com/owner/name.git",
    "git+ssh://git@github.com/owner/name.git",
    "github:owner/name",
    "owner/name",
    "https://github.com/owner/name/?tab=readme",
  ])("%s", (url) => {
    expect(repositoryIdentifier(url)).toBe("repo:github.com/owner/name");
  });

  it("keeps subfolders, from the URL or beside it", () => {
    for (const url of ["https://github.com/o/n/tree/main/src/files/", "https://gitlab.com/o/n/-/tree/main/src/files"])
      expect(repositoryIdentifier(url)).toMatch(/\/o\/n\/src\/files$/);
    expect(repositoryIdentifier("https://github.com/o/n", "./src/files/")).toBe("repo:github.com/o/n/src/files");
  });

  it("gives nothing for what is no repository, and never throws", () => {
    for (const url of ["", "https://github.com/owner", "file:///etc/passwd", "javascript:alert(1)", "::"])
      expect(repositoryIdentifier(url)).toBeNull();
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (url, folder) => {
        expect(repositoryIdentifier(url, folder) ?? "repo:").toMatch(/^repo:/);
      }),
    );
  });
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
          { type: "nuget", identifier: "A.B" },
        ],
        remotes: [
          { type: "sse", url: "https://Host.example:443/mcp/?key=1#x" },
          { type: "sse", url: "https://{tenant}.example/mcp" },
        ],
        repository: { url: "a/b" },
      }),
    );
    expect(ids).toEqual([
      "registry:io.github.a/b",
      "npm:@a/b",
      "pypi:my-server-x",
      "oci:localhost:5000/a/b",
      "oci:docker.io/a/b",
      "nuget:a.b",
      "remote:https://host.example/mcp",
      "repo:github.com/a/b",
    ]);
    expect(ids.filter((id) => !merges(id))).toEqual(["repo:github.com/a/b"]);
  });

  it("a registry name that a package only claims does not merge", () => {
    const claimed = identifiersOf(listing({ source: "npm", registryName: "io.github.acme/bank" }));
    expect(claimed).toEqual(["claim:registry:io.github.acme/bank"]);
    expect(claimed.filter(merges)).toEqual([]);
  });

  it("what is too long to be a name is no identifier", () => {
    expect(identifiersOf(listing({ repository: { url: `https://github.com/o/${"n".repeat(1900)}` } }))).toEqual([]);
  });

  it("slugs are readable and never empty", () => {
    expect(slugOf(listing({ name: "io.github.ziad-hsn/code-mode-toon" }))).toBe("ziad-hsn-code-mode-toon");
    expect(slugOf(listing({ name: "@modelcontextprotocol/server-filesystem" }))).toBe(
      "modelcontextprotocol-server-filesystem",
    );
    expect(slugOf(listing({ name: "查询" }))).toBe("server");
  });
});

describe("groupArrivals", () => {
  it("joins through shared keys and servers", () => {
    const groups = groupArrivals([
      { keys: ["a"], servers: [] },
      { keys: ["b"], servers: [7] },
      { keys: ["a", "b"], servers: [3] },
      { keys: ["c"], servers: [] },
      { keys: [], servers: [] },
    ]);
    expect(groups).toEqual([
      { arrivals: [0, 1, 2], servers: [3, 7] },
      { arrivals: [3], servers: [] },
      { arrivals: [4], servers: [] },
    ]);
  });

  it("gives the same groups in any order", () => {
    const arrival = fc.record({
      keys: fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 2 }),
      servers: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 8 }), (arrivals) => {
        const order = arrivals.map((_, index) => arrivals.length - 1 - index);
        const named = (groups: ReturnType<typeof groupArrivals>, at: (index: number) => number | undefined) =>
          groups.map((group) => JSON.stringify([group.arrivals.map(at).sort(), group.servers])).sort();
        expect(
          named(
            groupArrivals(order.map((index) => arrivals[index] ?? { keys: [], servers: [] })),
            (index) => order[index],
          ),
        ).toEqual(named(groupArrivals(arrivals), (index) => index));
      }),
    );
  });
});

describe("mergeFacts", () => {
  it("takes each field from the most trusted listing that has it, in any order, and ignores deleted ones", () => {
    const registry = listing({ name: "io.github.a/b", version: "2", packages: [{ type: "npm", identifier: "b" }] });
    const npm = listing({
      source: "npm",
      ref: "b",
      name: "b",
      version: "3",
      license: "MIT",
      packages: [{ type: "npm", identifier: "b", version: "3" }],
    });
    const facts = mergeFacts([npm, registry]);
    expect(facts).toEqual(mergeFacts([registry, npm]));
    expect(facts).toMatchObject({
      name: "io.github.a/b",
      version: "2",
      license: "MIT",
      origin: { license: { source: "npm", ref: "b" } },
    });
    expect(facts.packages).toEqual([{ type: "npm", identifier: "b" }]);
    expect(mergeFacts([{ ...registry, status: "deleted" }, npm])).toMatchObject({ name: "b", status: "active" });
    expect(mergeFacts([{ ...registry, status: "deleted" }])).toMatchObject({ status: "deleted" });
  });
});
