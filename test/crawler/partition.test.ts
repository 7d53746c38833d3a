import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IdentityRule } from "../../crawler/identity-rules.ts";
import { partition, type Brought } from "../../crawler/partition.ts";

/** A listing of `source` with a key of its own. */
function brought(key: string, ...identifiers: string[]): Brought {
  return { key, source: key.split(" ")[0] ?? "", identifiers };
}

function serversOf(listings: Brought[], rules: IdentityRule[] = []): string[][] {
  return partition(listings, rules).servers;
}

const repository = "repo:github.com/acme/bank";

describe("partition", () => {
  it("names, packages, endpoints and sources' own keys join, over any number of steps", () => {
    expect(
      serversOf([
        brought("registry io.acme/bank", "registry:io.acme/bank", "npm:bank"),
        brought("npm bank", "npm:bank", "pypi:bank"),
        brought("pypi bank", "pypi:bank", "remote:https://bank.example/mcp"),
        brought("pulsemcp x", "remote:https://bank.example/mcp", "glama:acme/bank"),
        brought("glama acme/bank", "glama:acme/bank"),
        brought("npm other", "npm:other"),
      ]),
    ).toEqual([["glama acme/bank", "npm bank", "pulsemcp x", "pypi bank", "registry io.acme/bank"], ["npm other"]]);
  });

  it("a repository joins a package, its registry name and listings that have nothing else", () => {
    const listings = [
      brought("registry io.acme/bank", "registry:io.acme/bank", repository),
      brought("npm bank", "npm:bank", repository),
      brought("pypi bank", "pypi:bank", repository),
      brought("glama acme/bank", repository),
      brought("awesome a", repository),
      brought("awesome b", repository),
    ];
    expect(serversOf(listings)).toHaveLength(1);
  });

  it("one folder is the same place as its repository, several are places of their own", () => {
    const one = [
      brought("npm a", "npm:a", repository),
      brought("glama a", `${repository}/packages/a`),
      brought("mcpso a", repository),
    ];
    expect(serversOf(one)).toHaveLength(1);
    expect(serversOf([...one, brought("glama b", `${repository}/packages/b`)])).toEqual([
      ["glama a"],
      ["glama b"],
      ["mcpso a", "npm a"],
    ]);
    const deep = [
      brought("npm a", "npm:a", "repo:gitlab.com/g/s/a"),
      brought("glama a", "repo:gitlab.com/g/s/a/-/src"),
    ];
    expect(serversOf(deep)).toHaveLength(1);
  });

  it("a repository with several packages is not one server, nor is what else names it one of them", () => {
    const { servers, unproven } = partition(
      [
        brought("npm a", "npm:a", repository),
        brought("npm b", "npm:b", repository),
        brought("pypi c", "pypi:c", repository),
        brought("glama acme/bank", repository),
        brought("awesome a", repository),
      ],
      [],
    );
    expect(servers).toEqual([["awesome a", "glama acme/bank"], ["npm a"], ["npm b"], ["pypi c"]]);
    expect([...unproven.keys()]).toEqual([repository]);
  });

  it("an SDK's repository, which many servers name, joins none of them", () => {
    const sdk = "repo:github.com/vendor/sdk";
    const servers = Array.from({ length: 9 }, (_, n) => brought(`npm s${n}`, `npm:s${n}`, sdk));
    expect(serversOf(servers)).toHaveLength(9);
    const bare = Array.from({ length: 4 }, (_, n) => brought(`glama s${n}`, sdk));
    expect(serversOf(bare)).toHaveLength(4);
  });

  it("a list of lists may name a repository often", () => {
    const lists = Array.from({ length: 9 }, (_, n) => brought(`awesome ${n}`, repository));
    expect(serversOf([...lists, brought("glama acme/bank", repository)])).toHaveLength(1);
  });

  it.each(["remote:https://platform.example/mcp", "npm:proxy", "mcpb:https://host.example/a.mcpb"])(
    "a platform or a bridge (%s) glues nobody together, and makes no conflict",
    (shared) => {
      const platform = Array.from({ length: 4 }, (_, n) =>
        brought(`registry io.a/${n}`, `registry:io.a/${n}`, shared, `repo:github.com/a/${n}`),
      );
      const { servers, unproven } = partition(
        [...platform, brought("npm x", shared), brought("glama a/0", "repo:github.com/a/0", shared)],
        [],
      );
      expect(servers).toHaveLength(5);
      expect(servers).toContainEqual(["glama a/0", "registry io.a/0"]);
      expect(unproven.get(shared)).toMatch(/registry/);
    },
  );

  it("three of one source may still be one server under several names", () => {
    const renamed = Array.from({ length: 3 }, (_, n) => brought(`registry io.a/${n}`, `registry:io.a/${n}`, "npm:a"));
    expect(serversOf(renamed)).toHaveLength(1);
  });

  it("a claim joins nothing", () => {
    const { servers, unproven } = partition(
      [
        brought("registry io.acme/bank", "registry:io.acme/bank", "claim:registry:io.acme/bank"),
        brought("npm evil", "npm:evil", "claim:registry:io.acme/bank"),
      ],
      [],
    );
    expect(servers).toHaveLength(2);
    expect(unproven.has("claim:registry:io.acme/bank")).toBe(true);
  });

  it.each([
    ["its registry name", brought("registry io.github.acme/bank", "registry:io.github.acme/bank", repository)],
    ["its scope on npm", brought("npm @acme/bank", "npm:@acme/bank", repository)],
  ])("who names a known repository does not get its listings: the owner is known by %s", (_, own) => {
    const known = [own, brought("glama acme/bank", repository), brought("awesome a", repository)];
    const evil = brought("registry com.evil/x", "registry:com.evil/x", "npm:evil", "npm:@evil/x", repository);
    const plain = brought("npm bank-sdk", "npm:bank-sdk", repository);
    expect(serversOf([...known, evil, plain])).toEqual(
      [known.map(({ key }) => key).sort(), [plain.key], [evil.key]].sort((a, b) =>
        (a[0] ?? "") < (b[0] ?? "") ? -1 : 1,
      ),
    );
  });

  it("the owner's two servers in one repository share its other listings with neither", () => {
    expect(
      serversOf([
        brought("registry io.github.acme/a", "registry:io.github.acme/a", repository),
        brought("registry io.github.acme/b", "registry:io.github.acme/b", repository),
        brought("glama acme/bank", repository),
      ]),
    ).toHaveLength(3);
  });

  it("a twin or a copy by a republisher is no second server", () => {
    expect(
      serversOf([
        brought("registry io.github.acme/bank", "registry:io.github.acme/bank", "npm:bank", repository),
        brought("registry ai.smithery/acme-bank", "registry:ai.smithery/acme-bank", repository),
        brought("npm @toolsdk-remote/bank", "npm:@toolsdk-remote/bank", repository),
      ]),
    ).toHaveLength(1);
  });

  it("two copies by one republisher in one repository stay out, and leave the rest as it is", () => {
    expect(
      serversOf([
        brought("npm bank", "npm:bank", repository),
        brought("glama acme/bank", repository),
        brought("docker a", "oci:mcp/a", repository),
        brought("docker b", "oci:mcp/b", repository),
      ]),
    ).toEqual([["docker a"], ["docker b"], ["glama acme/bank", "npm bank"]]);
  });

  it("listings that share an endpoint and stand in two repositories do not make their servers one", () => {
    const second = "repo:github.com/other/bank";
    expect(
      serversOf([
        brought("npm a", "npm:a", repository),
        brought("npm b", "npm:b", second),
        brought("glama a", "remote:https://x.example/mcp", repository),
        brought("mcpso b", "remote:https://x.example/mcp", second),
        brought("pulsemcp a", repository),
      ]),
    ).toEqual([["glama a"], ["mcpso b"], ["npm a", "pulsemcp a"], ["npm b"]]);
  });

  it("a listing that claims the endpoints of others does not make them one, nor join them", () => {
    expect(
      serversOf([
        brought("registry com.one/mcp", "registry:com.one/mcp", "remote:https://one.example/mcp"),
        brought("registry com.two/mcp", "registry:com.two/mcp", "remote:https://two.example/mcp"),
        brought(
          "registry aaa.evil/x",
          "registry:aaa.evil/x",
          "remote:https://one.example/mcp",
          "remote:https://two.example/mcp",
        ),
        brought("mcpso evil", "remote:https://one.example/mcp", "remote:https://two.example/mcp"),
      ]),
    ).toHaveLength(4);
  });

  it("many listings of a catalogue do not part a server from what trusted sources say of it", () => {
    const endpoint = "remote:https://one.example/mcp";
    const spam = Array.from({ length: 4 }, (_, n) => brought(`mcpso spam-${n}`, endpoint));
    expect(
      serversOf([
        brought("registry com.one/mcp", "registry:com.one/mcp", endpoint),
        brought("smithery one", endpoint),
        ...spam,
      ]),
    ).toContainEqual(["registry com.one/mcp", "smithery one"]);
  });

  it("a person's rule splits: an identifier proves nothing, for all or from one listing", () => {
    const listings = [
      brought("registry io.a/a", "registry:io.a/a", "npm:shared"),
      brought("npm shared", "npm:shared"),
      brought("glama a/a", "npm:shared"),
    ];
    expect(serversOf(listings)).toHaveLength(1);
    expect(serversOf(listings, [{ identifier: "npm:shared" }])).toHaveLength(3);
    expect(partition(listings, [{ identifier: "npm:shared" }]).unproven.get("npm:shared")).toMatch(/rule/);
    expect(serversOf(listings, [{ identifier: "npm:shared", key: "glama a/a" }])).toEqual([
      ["glama a/a"],
      ["npm shared", "registry io.a/a"],
    ]);
  });
});

describe("partition, for any listings", () => {
  const identifiers = (owner: string) =>
    fc.subarray(
      [
        `registry:io.github.${owner}/a`,
        `registry:com.${owner}/b`,
        `registry:ai.smithery/${owner}-c`,
        `npm:@${owner}/a`,
        `npm:${owner}`,
        `npm:@toolsdk-remote/${owner}`,
        `pypi:${owner}`,
        `remote:https://${owner}.example`,
        `claim:registry:io.github.${owner}/a`,
        `repo:github.com/${owner}/x`,
        `repo:github.com/${owner}/x/p`,
        `repo:github.com/${owner}/x/q`,
        `repo:gitlab.com/${owner}/x/-/p`,
      ],
      { maxLength: 3 },
    );
  const listingsOf = (owner: string) =>
    fc
      .array(fc.tuple(fc.constantFrom("registry", "npm", "glama", "awesome"), identifiers(owner)), { maxLength: 14 })
      .map((rows) =>
        rows.map(([source, ids], n): Brought => ({ key: `${source} ${owner}${n}`, source, identifiers: ids })),
      );
  const rules = fc.subarray<IdentityRule>([{ identifier: "npm:acme" }, { identifier: "pypi:acme", key: "npm acme1" }]);

  it("the order does not matter", () => {
    const shuffled = listingsOf("acme").chain((listings) =>
      fc.tuple(
        fc.constant(listings),
        fc.shuffledSubarray(
          listings.map((one) => ({ ...one, identifiers: one.identifiers.toReversed() })),
          { minLength: listings.length },
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, rules, ([listings, others], given) => {
        expect(partition(others, given.toReversed())).toEqual(partition(listings, given));
      }),
      { numRuns: 30000 },
    );
  });

  it("listings that share nothing do not influence each other", () => {
    fc.assert(
      fc.property(listingsOf("acme"), listingsOf("other"), rules, (ours, theirs, given) => {
        const both = partition([...theirs, ...ours], given);
        const alone = [partition(ours, given), partition(theirs, given)];
        expect(both.servers.map(String).sort()).toEqual(alone.flatMap(({ servers }) => servers.map(String)).sort());
        expect(both.unproven).toEqual(new Map(alone.flatMap(({ unproven }) => [...unproven])));
      }),
      { numRuns: 300 },
    );
  });

  it("every listing is in exactly one server", () => {
    fc.assert(
      fc.property(listingsOf("acme"), rules, (listings, given) => {
        expect(partition(listings, given).servers.flat().sort()).toEqual(listings.map(({ key }) => key).sort());
      }),
    );
  });
});
