import { sha256 } from "../catalog/hash.ts";
import type { ServerFacts } from "../catalog/server.ts";
import type { Db } from "../db/client.ts";
import { identityRules } from "../db/queries/identity.ts";
import * as stored from "../db/queries/reconcile.ts";
import type { BroughtListing, NewChange, StoredServer } from "../db/queries/reconcile.ts";
import { isOver, mergeFacts } from "./merge.ts";
import { partition, type Partition } from "./partition.ts";
import { chooseShown, toolChanges, type StoredTool } from "./shown.ts";
import { slugOf } from "./slug.ts";
import { factsRank } from "./trust.ts";

/** What making servers out of listings did. */
export type Reconciled = { servers: number; added: number; changes: number };

/** Listings that are one server, and the stored server that they become; null: a new one. */
type Cluster = { listings: BroughtListing[]; serverId: number | null };

/**
 * Makes servers out of all listings, in one transaction: which listings are one server, its facts and slug, which of its
 * tools are shown, and what changed since the last time. The result depends on the listings alone, not on the order in
 * which they came; what did not change is not written. Runs at the end of every crawl.
 */
export async function reconcile(db: Db): Promise<Reconciled> {
  return db.transaction(async (tx) => {
    await stored.lockSaving(tx);
    const listings = await stored.broughtListings(tx);
    const { clusters, absorbed } = await cluster(tx, listings);
    // Those that a listing has left lose what only it said.
    const left = new Set(
      clusters.flatMap(({ listings: members, serverId }) =>
        members.flatMap(({ serverId: was }) => (was === null || was === serverId ? [] : [was])),
      ),
    );
    const touched = clusters.filter(
      ({ listings: members, serverId }) =>
        members.some((listing) => listing.fresh || listing.serverId === null || listing.serverId !== serverId) ||
        (serverId !== null && left.has(serverId)),
    );
    // First, so that a server has the slugs of those that it absorbs.
    await stored.placeListings(
      tx,
      touched.flatMap(({ listings: members, serverId }) =>
        members.flatMap(({ id, serverId: was }) => (was === serverId ? [] : [{ id, serverId }])),
      ),
    );
    await stored.absorbServers(tx, absorbed);
    const { placed, changes: ofServers } = await makeServers(tx, touched);
    const changes = ofServers.concat(await showTools(tx, placed));
    await stored.reviseServers(
      tx,
      placed.map(({ id }) => id),
    );
    await stored.saveChanges(tx, changes);
    await stored.settle(tx);
    const added = changes.filter(({ kind }) => kind === "server-added").length;
    return { servers: clusters.length, added, changes: changes.length - added };
  });
}

const keyOf = ({ source, ref }: { source: string; ref: string }) => `${source} ${ref}`;
const byRank = (a: BroughtListing, b: BroughtListing) =>
  factsRank(a.source) - factsRank(b.source) || (keyOf(a) < keyOf(b) ? -1 : 1);

/** Why identifiers join nothing, by identifier: those that claim, those of hubs, those in conflict, those under a rule. */
export async function whyUnproven(db: Db): Promise<Map<string, string>> {
  return (await divide(db, await stored.broughtListings(db))).unproven;
}

async function divide(db: Db, listings: readonly BroughtListing[]): Promise<Partition> {
  const rules = (await identityRules(db)).map(({ identifier, listing }) => ({
    identifier,
    ...(listing === "" ? {} : { key: listing }),
  }));
  return partition(
    listings.map((listing) => ({ key: keyOf(listing), source: listing.source, identifiers: listing.identifiers })),
    rules,
  );
}

/**
 * Divides the listings into servers and says which stored server each becomes: a stored server goes on where its most
 * trusted listing is, and of several that meet in one cluster the one with the most trusted listing goes on.
 */
async function cluster(tx: Db, listings: BroughtListing[]) {
  const byKey = new Map(listings.map((listing) => [keyOf(listing), listing]));
  const { servers } = await divide(tx, listings);
  const clusters = servers.map((keys): Cluster => {
    const members = keys.flatMap((key) => byKey.get(key) ?? []).sort(byRank);
    return { listings: members, serverId: null };
  });
  // From the most trusted listing down, each stored server finds its heir once.
  const heirs = new Map<number, Cluster>();
  const ranked = clusters
    .flatMap((one) => one.listings.map((listing) => ({ one, listing })))
    .sort((a, b) => byRank(a.listing, b.listing));
  for (const { one, listing } of ranked) {
    if (listing.serverId === null || heirs.has(listing.serverId)) continue;
    heirs.set(listing.serverId, one);
    one.serverId ??= listing.serverId;
  }
  const absorbed = [...heirs].flatMap(([id, { serverId: heir }]) =>
    heir !== null && heir !== id ? [{ id, heir }] : [],
  );
  return { clusters, absorbed };
}

type Placed = { id: number; listings: BroughtListing[]; gone: Set<number>; isNew: boolean };

/** Writes the servers of these clusters, where something about them changed, and places their listings. */
async function makeServers(tx: Db, clusters: Cluster[]): Promise<{ placed: Placed[]; changes: NewChange[] }> {
  const full = await stored.fullListings(
    tx,
    clusters.flatMap(({ listings }) => listings.map(({ id }) => id)),
  );
  const before = await stored.storedServers(
    tx,
    clusters.flatMap(({ serverId }) => serverId ?? []),
  );
  const made = clusters.map((one) => {
    const known = one.listings.flatMap(({ id }) => full.get(id) ?? []);
    const facts = mergeFacts(known);
    const over = one.listings.filter(({ id }) => full.get(id)?.gone).map(({ id }) => id);
    const last = one.serverId === null ? undefined : before.get(one.serverId);
    return { ...one, last, facts, gone: known.every(isOver), goneListings: new Set(over), slug: "" };
  });
  await nameServers(tx, made);

  const fresh = made.filter(({ last }) => !last);
  const ids = await stored.insertServers(tx, fresh);
  const idOf = new Map(fresh.map((one, index) => [one, ids[index]]));
  const rows = made.map((one) => ({ ...one, id: one.last?.id ?? idOf.get(one) ?? unplaced() }));
  await stored.updateServers(
    tx,
    rows.flatMap(({ id, slug, facts, gone, last }): StoredServer[] =>
      last && !isSame(last, { slug, facts, gone }) ? [{ id, slug, facts, gone }] : [],
    ),
  );
  await stored.placeListings(
    tx,
    rows.flatMap(({ id: serverId, last, listings }) => (last ? [] : listings.map(({ id }) => ({ id, serverId })))),
  );
  const changes = rows.flatMap(({ id: serverId, last, gone }): NewChange[] => {
    if (!last) return gone ? [] : [{ serverId, kind: "server-added" }];
    if (last.gone === gone) return [];
    return [{ serverId, kind: gone ? "server-gone" : "server-back" }];
  });
  const placed = rows.map(({ id, listings, goneListings, last }) => ({
    id,
    listings,
    gone: goneListings,
    isNew: last === undefined,
  }));
  return { placed, changes };
}

function unplaced(): never {
  throw new Error("a cluster of listings has no server");
}

const isSame = (a: Omit<StoredServer, "id">, b: Omit<StoredServer, "id">) =>
  a.slug === b.slug && a.gone === b.gone && JSON.stringify(a.facts) === JSON.stringify(b.facts);

/**
 * Gives servers their slugs: the one that follows from the name, and where another server has that, with a suffix from the
 * first listing's key, which does not change with the order either. A server keeps its slug as long as its name gives it.
 */
async function nameServers(
  tx: Db,
  made: { slug: string; last: StoredServer | undefined; facts: ServerFacts; listings: BroughtListing[] }[],
): Promise<void> {
  const wanted = new Map(made.map((one) => [one, slugOf(one.facts.name)]));
  const owners = await stored.slugOwners(tx, [...new Set(wanted.values())]);
  const taken = new Map<string, unknown>(owners);
  const firstKey = (one: (typeof made)[number]) => one.listings.map(keyOf)[0] ?? "";
  const ordered = [...made].sort(
    (a, b) =>
      Number(!a.last) - Number(!b.last) ||
      byRank(a.listings[0] ?? unplacedListing(), b.listings[0] ?? unplacedListing()),
  );
  for (const one of ordered) {
    const plain = wanted.get(one) ?? "";
    const suffixed = (length: number) => `${plain}-${sha256(firstKey(one)).slice(0, length)}`;
    const mine = (slug: string) => !taken.has(slug) || taken.get(slug) === one.last?.id || taken.get(slug) === one;
    const own = one.last?.slug;
    let slug = plain;
    if (own !== undefined && own !== plain && own === suffixed(own.length - plain.length - 1) && !mine(plain))
      slug = own;
    for (let length = 6; !mine(slug); length += 2) {
      slug = suffixed(length);
      for (const [clash, owner] of await stored.slugOwners(tx, [slug])) if (!taken.has(clash)) taken.set(clash, owner);
    }
    taken.set(slug, one.last?.id ?? one);
    one.slug = slug;
  }
}

function unplacedListing(): never {
  throw new Error("a cluster has no listings");
}

/** Chooses which tools of these servers are shown, and tells what became of the tools of those that were known before. */
async function showTools(tx: Db, placed: Placed[]): Promise<NewChange[]> {
  const rows = await stored.toolsOfListings(
    tx,
    placed.flatMap(({ listings }) => listings.map(({ id }) => id)),
  );
  const inPart = await stored.packagesReadInPart(tx);
  const byListing = new Map<number, typeof rows>();
  for (const row of rows) byListing.set(row.listingId, [...(byListing.get(row.listingId) ?? []), row]);
  const changes: NewChange[] = [];
  const show: number[] = [];
  const hide: number[] = [];
  for (const { id: serverId, listings, gone, isNew } of placed) {
    const tools = listings.flatMap(({ id, source, ref }) =>
      (byListing.get(id) ?? []).map((row): StoredTool => ({
        ...row,
        source,
        ref,
        gone: gone.has(id),
        incomplete: !row.reader.startsWith("listing:") && inPart.has(`${source}:${ref}`),
      })),
    );
    const shown = chooseShown(tools);
    const ids = new Set(shown.map(({ id }) => id));
    show.push(...shown.filter((tool) => !tool.shown).map(({ id }) => id));
    hide.push(...tools.filter((tool) => tool.shown && !ids.has(tool.id)).map(({ id }) => id));
    // The tools of a server that is gone went with it.
    if (!isNew && gone.size < listings.length)
      changes.push(...toolChanges(tools, shown).map((change) => ({ serverId, ...change })));
  }
  await stored.setShown(tx, show, hide);
  return changes;
}
