import { sha256 } from "../catalog/hash.ts";
import type { Listing, ServerFacts } from "../catalog/server.ts";
import type { Db } from "../db/client.ts";
import {
  absorbServers,
  insertServers,
  listingsOfServers,
  lockMerging,
  saveFacts,
  saveListings,
  serversOfListings,
  serversWithIdentifiers,
  storedListings,
  takenSlugs,
} from "../db/queries/listings.ts";
import { identifiersOf, merges, slugOf } from "./identity.ts";
import { groupArrivals, mergeFacts } from "./merge.ts";

/** PostgreSQL takes 65,535 parameters in one statement, and a page may bring any number of rows. */
const batch = 500;

/**
 * Saves the listings that one page of one source brought, in the caller's transaction: each joins the server that has one
 * of its identifiers, or becomes a new one; servers that it shows to be the same become one. Returns the
 * ids of the servers that they belong to.
 */
export async function savePageListings(
  tx: Db,
  source: string,
  page: string,
  bodyHash: string,
  found: Listing[],
): Promise<number[]> {
  const touched: number[] = [];
  for (let from = 0; from < found.length; from += batch)
    touched.push(...(await saveBatch(tx, source, page, bodyHash, found.slice(from, from + batch))));
  return touched;
}

async function saveBatch(tx: Db, source: string, page: string, bodyHash: string, found: Listing[]): Promise<number[]> {
  // Of two rows with one ref the last is the newest; PostgreSQL refuses to upsert one row twice.
  const newest = [...new Map(found.map((listing) => [listing.ref, listing])).values()];
  if (newest.length === 0) return [];
  await lockMerging(tx);
  const known = await storedListings(
    tx,
    source,
    newest.filter(({ partial }) => partial).map(({ ref }) => ref),
  );
  const listings = newest.map((listing) => completed(listing, known.get(listing.ref)));
  const brought = listings.map(identifiersOf);
  const keys = brought.map((ids) => ids.filter(merges));
  const owners = await serversWithIdentifiers(tx, [...new Set(keys.flat())]);
  const before = await serversOfListings(
    tx,
    source,
    listings.map((listing) => listing.ref),
  );
  const groups = groupArrivals(
    listings.map((listing, index) => {
      const owned = [before.get(listing.ref), ...(keys[index] ?? []).map((key) => owners.get(key))];
      return { keys: keys[index] ?? [], servers: owned.filter((id) => id !== undefined) };
    }),
  );

  const fresh = groups.filter((group) => group.servers.length === 0);
  const members = (arrivals: number[]) => arrivals.flatMap((index) => listings[index] ?? []);
  const ids = await insertServers(
    tx,
    await newServers(
      tx,
      fresh.map((group) => members(group.arrivals)),
    ),
  );
  const serverOf = new Map(fresh.map((group, index) => [group, ids[index]]));
  const placed: Parameters<typeof saveListings>[3] = [];
  for (const group of groups) {
    const [into = serverOf.get(group), ...others] = group.servers;
    if (into === undefined) throw new Error("a group of listings has no server");
    if (others.length > 0) await absorbServers(tx, into, others);
    for (const index of group.arrivals) {
      const listing = listings[index];
      if (listing) placed.push({ listing, identifiers: brought[index] ?? [], serverId: into });
    }
  }
  await saveListings(tx, page, bodyHash, placed);

  const touched = [...new Set(placed.map(({ serverId }) => serverId))];
  const all = await listingsOfServers(tx, touched);
  await saveFacts(tx, new Map([...all].map(([id, of]) => [id, mergeFacts(of)])));
  return touched;
}

/** A listing as it is kept: without its tools, which have a table of their own, and with what an earlier page said. */
function completed(listing: Listing, known: Listing | undefined): Listing {
  const said: Listing = { ...listing, tools: undefined };
  if (!known) return said;
  return {
    ...known,
    ...withoutAbsent(said),
    packages: said.packages.length > 0 ? said.packages : known.packages,
    remotes: said.remotes.length > 0 ? said.remotes : known.remotes,
    partial: known.partial,
  };
}

function withoutAbsent<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<T>;
}

async function newServers(tx: Db, groups: Listing[][]): Promise<{ slug: string; facts: ServerFacts }[]> {
  const plain = groups.map((group) => slugOf(group[0] ?? missingListing()));
  const taken = await takenSlugs(tx, plain);
  const named: { slug: string; facts: ServerFacts }[] = [];
  for (const [index, group] of groups.entries()) {
    const facts = mergeFacts(group);
    // Names that differ in punctuation only meet here. The suffix comes from the name, so it does not change with the order.
    let slug = plain[index] ?? "";
    for (let length = 6; taken.has(slug); length += 2) {
      slug = `${plain[index] ?? ""}-${sha256(facts.name).slice(0, length)}`;
      for (const clash of await takenSlugs(tx, [slug])) taken.add(clash);
    }
    taken.add(slug);
    named.push({ slug, facts });
  }
  return named;
}

function missingListing(): never {
  throw new Error("a group of listings is empty");
}
