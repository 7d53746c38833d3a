import { describe, expect, it } from "vitest";
import { lookUpServer } from "../../api/lookup.ts";
import type { Listing } from "../../catalog/server.ts";
import { indexCatalog } from "../../crawler/index-catalog.ts";
import { reconcile } from "../../crawler/reconcile.ts";
import { saveListingsOf } from "../../crawler/save.ts";
import { listLookAlikes, lookAlikeOf } from "../../db/queries/look-alikes.ts";
import { getServer } from "../../db/queries/servers.ts";
import { engines, useCatalog } from "../support/catalog.ts";

const listing = (name: string, given: Partial<Listing> = {}): Listing => ({
  source: "npm",
  ref: name,
  status: "active",
  name,
  packages: [{ type: "npm", identifier: name }],
  remotes: [],
  ...given,
});

describe.each(engines)("look-alikes of the catalog, on %s", (engine) => {
  const catalog = useCatalog(engine);
  const save = async (...listings: Listing[]) => {
    await saveListingsOf(catalog.db, "npm", [{ key: "page", bodyHash: String(listings.length), listings }]);
    await reconcile(catalog.db);
    await indexCatalog(catalog.db, "rules");
  };

  it("are the little known servers that are called nearly as a well known one of somebody else", async () => {
    const known = listing("@painter/mcp", { stars: 5_000, repository: { url: "https://github.com/painter/mcp" } });
    await save(
      known,
      listing("painter-mcp"),
      listing("@painter/mcps"),
      listing("unlike-anything"),
      listing("code-host", { packages: [], repository: { url: "https://github.com/paintor/mcp" } }),
    );
    // The better known one has the plain slug.
    const copy = (await getServer(catalog.db, "rules", "npm:painter-mcp"))?.server.slug ?? "";
    expect(await listLookAlikes(catalog.db, 10)).toEqual([
      { server: "code-host", name: "paintor/mcp", of: "painter-mcp", ofName: "painter/mcp", how: "one letter" },
      { server: copy, name: "painter-mcp", of: "painter-mcp", ofName: "@painter/mcp", how: "signs" },
    ]);
    const found = await lookUpServer(catalog.db, copy);
    expect(found).toMatchObject({ outcome: "found", lookAlike: { of: "painter-mcp", how: "signs" } });
    expect(await lookAlikeOf(catalog.db, "unlike-anything")).toBeNull();

    await save(known, listing("unlike-anything"), listing("painter-mcp", { author: "the painter", stars: 5_000 }));
    expect((await listLookAlikes(catalog.db, 10)).map(({ server }) => server)).not.toContain(copy);
  });
});
