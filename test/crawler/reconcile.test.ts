import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Listing, Package } from "../../catalog/server.ts";
import { reconcile } from "../../crawler/reconcile.ts";
import { saveListingsOf } from "../../crawler/save.ts";
import { listChanges } from "../../db/queries/changes.ts";
import { addIdentityRule, removeIdentityRule } from "../../db/queries/identity.ts";
import { getServer } from "../../db/queries/servers.ts";
import { engines, useCatalog } from "../support/catalog.ts";
import { listingOf } from "../support/crawl.ts";
import { contents, rowsButSeen } from "../support/rows.ts";

const npmPackage = (identifier: string): Package => ({ type: "npm", identifier });
const tool = (name: string, description = "Gets it") => ({ name, description });

describe.each(engines)("servers made of listings, on %s", (engine) => {
  const catalog = useCatalog(engine);

  const save = (listings: readonly Listing[]) =>
    catalog.db.transaction(async (tx) => {
      for (const one of listings)
        await saveListingsOf(tx, one.source, [{ key: `page of ${one.ref}`, bodyHash: "hash", listings: [one] }]);
    });
  const saved = async (...listings: Listing[]) => {
    await save(listings);
    return reconcile(catalog.db);
  };
  const slugs = async () => {
    const { rows } = await catalog.db.execute<{ slug: string }>(sql`select slug from servers order by slug`);
    return rows.map(({ slug }) => slug);
  };
  const slugOf = async (word: string) => (await getServer(catalog.db, "", word))?.server.slug;

  /** Small sets of listings that meet in packages, repositories, endpoints and names. */
  const listing = fc
    .record({
      source: fc.constantFrom("registry", "npm", "smithery", "glama", "awesome"),
      ref: fc.constantFrom("a", "b", "c"),
      name: fc.constantFrom("io.github.x/one", "x one", "two", "X/ONE"),
      packages: fc.subarray(["p", "q"], { maxLength: 1 }),
      repository: fc.constantFrom(undefined, "https://github.com/x/one", "https://github.com/x/two"),
      remote: fc.constantFrom(undefined, "https://one.example/mcp"),
      title: fc.option(fc.constantFrom("One", "Two"), { nil: undefined }),
      deleted: fc.boolean(),
      tools: fc.option(fc.subarray([tool("get_a"), tool("get_b"), tool("get_b", "Otherwise")]), { nil: undefined }),
    })
    .map(({ source, ref, name, packages, repository, remote, title, deleted, tools }) =>
      listingOf(source, {
        ref,
        name,
        title,
        status: deleted ? "deleted" : "active",
        ...(source === "registry" ? { registryName: `com.example/${ref}` } : {}),
        packages: packages.map(npmPackage),
        remotes: remote ? [{ type: "sse", url: remote }] : [],
        ...(repository ? { repository: { url: repository } } : {}),
        tools,
      }),
    );
  const listings = fc.uniqueArray(listing, { maxLength: 7, selector: ({ source, ref }) => `${source} ${ref}` });

  it("are the same whatever the order of the listings, and making them again writes nothing", async () => {
    const inOrders = listings.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    await fc.assert(
      fc.asyncProperty(inOrders, async ([one, other]) => {
        await catalog.empty();
        await saved(...one);
        const first = await contents(catalog.db);
        const rows = await rowsButSeen(catalog.db);
        await save(one);
        expect(await reconcile(catalog.db)).toMatchObject({ added: 0, changes: 0 });
        expect(await rowsButSeen(catalog.db)).toEqual(rows);
        await catalog.empty();
        await saved(...other);
        expect(await contents(catalog.db)).toEqual(first);
      }),
      { numRuns: engine === "PGlite" ? 10 : 40 },
    );
  });

  it("are the same also when they were made in between", async () => {
    const cut = fc.tuple(listings, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }));
    await fc.assert(
      fc.asyncProperty(cut, async ([all, cuts]) => {
        await catalog.empty();
        await saved(...all);
        const { servers, tools } = withoutSuffixes(await contents(catalog.db));
        await catalog.empty();
        for (const [index, one] of all.entries()) {
          await save([one]);
          if (cuts[index]) await reconcile(catalog.db);
        }
        await reconcile(catalog.db);
        expect(withoutSuffixes(await contents(catalog.db))).toEqual({ servers, tools });
      }),
      { numRuns: engine === "PGlite" ? 10 : 40 },
    );
  });

  it("that turn out to be one keep the slug of the more trusted, an alias, and what happened to them", async () => {
    await saved(listingOf("smithery", { ref: "old", tools: [tool("a")] }), listingOf("awesome", { ref: "first" }));
    await saved(listingOf("smithery", { ref: "old", tools: [tool("a", "Deletes it")] }));
    expect(await slugs()).toEqual(["first", "old"]);
    await saved(listingOf("registry", { ref: "new", registryName: "new", packages: [npmPackage("p")] }));
    const ofOld = await listChanges(catalog.db, "", { server: "old" }, 10);
    expect(ofOld.map(({ kind }) => kind)).toEqual(["server-added", "tool-changed"]);

    await saved(listingOf("smithery", { ref: "old", packages: [npmPackage("p")], tools: [tool("a", "Deletes it")] }));
    expect(await slugs()).toEqual(["first", "new"]);
    expect(await slugOf("old")).toBe("new");
    const kinds = (await listChanges(catalog.db, "", { server: "new" }, 10)).map(
      ({ kind, tool: name = "" }) => `${kind} ${name}`,
    );
    expect(kinds.sort()).toEqual(["server-added ", "server-added ", "tool-changed a"]);
  });

  it("are split by a rule, and joined again when it is taken back, with the same addresses", async () => {
    const repository = { url: "https://github.com/x/shared" };
    const glama = listingOf("glama", {
      ref: "x/fork",
      name: "fork",
      title: "Fork",
      repository,
      tools: [tool("forked")],
    });
    await saved(listingOf("npm", { ref: "p", packages: [npmPackage("p")], repository }), glama);
    expect(await slugs()).toEqual(["p"]);
    const joined = await contents(catalog.db);

    const rule = { identifier: "repo:github.com/x/shared", listing: "glama x/fork", because: "a fork" };
    expect(await addIdentityRule(catalog.db, { ...rule, listing: "glama nobody" })).toBe(false);
    expect(await addIdentityRule(catalog.db, rule)).toBe(true);
    expect(await reconcile(catalog.db)).toMatchObject({ servers: 2, added: 1 });
    expect(await slugs()).toEqual(["fork", "p"]);
    expect(await slugOf("repo:github.com/x/shared")).toBe("p");
    expect((await getServer(catalog.db, "", "fork"))?.profile.tools).toBe(1);
    const left = await getServer(catalog.db, "", "p");
    expect([left?.profile.tools, left?.server.title]).toEqual([0, undefined]);

    expect(await removeIdentityRule(catalog.db, rule.identifier, rule.listing)).toBe(true);
    expect(await removeIdentityRule(catalog.db, rule.identifier, rule.listing)).toBe(false);
    await reconcile(catalog.db);
    expect(await contents(catalog.db)).toEqual(joined);
    expect(await slugOf("fork")).toBe("p");
  });

  it("keep their slug, and a new one with the same name gets a suffix that stays", async () => {
    await saved(listingOf("awesome", { ref: "1", name: "same" }));
    await saved(listingOf("registry", { ref: "2", registryName: "2", name: "Same" }));
    const [plain, suffixed = ""] = await slugs();
    expect([plain, suffixed]).toEqual(["same", expect.stringMatching(/^same-[0-9a-f]{6}$/)]);
    expect(await slugOf("registry:2")).toBe(suffixed);
    await saved(listingOf("registry", { ref: "2", registryName: "2", name: "Same", title: "Other" }));
    expect(await slugs()).toEqual(["same", suffixed]);
    // Another name is another address; the one before keeps leading to it, and no third server gets it.
    await saved(listingOf("awesome", { ref: "1", name: "other" }));
    expect(await slugOf("same")).toBe("other");
    await saved(listingOf("smithery", { ref: "3", name: "same" }));
    expect(await slugOf("smithery:3")).toMatch(/^same-[0-9a-f]{6}$/);
    expect(await slugOf("same")).toBe("other");
  });
});

/** Who had a name first keeps it, so a suffix may belong to either of two servers. */
function withoutSuffixes({ servers, tools }: Awaited<ReturnType<typeof contents>>) {
  const plain = (rows: { slug: string }[]) =>
    rows.map((row) => JSON.stringify({ ...row, slug: row.slug.replace(/-(?:[0-9a-f]{2}){3,}$/, "") })).sort();
  return { servers: plain(servers), tools: plain(tools) };
}
