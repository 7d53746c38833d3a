import type { Listing, Package, Remote, ServerFacts } from "../catalog/server.ts";

/**
 * Sources by how far their facts are trusted, most first: the registry verifies who publishes a name; npm verifies who
 * publishes a package. Facts of the first listing in this order win; a source that is not named comes last.
 */
const trust = ["registry", "npm"];

const rank = (listing: Listing): number => {
  const at = trust.indexOf(listing.source);
  return at === -1 ? trust.length : at;
};

const singleFacts = ["name", "title", "description", "version", "license", "author", "homepage", "repository"] as const;

/** The facts about one server from all its listings (at least one), each field with the listing that said it. */
export function mergeFacts(listings: readonly Listing[]): ServerFacts {
  const live = listings.filter((listing) => listing.status !== "deleted");
  const ordered = [...(live.length > 0 ? live : listings)].sort(
    (a, b) => rank(a) - rank(b) || (a.source + a.ref < b.source + b.ref ? -1 : 1),
  );
  const [first] = ordered;
  if (!first) throw new Error("a server has at least one listing");
  const facts: ServerFacts = {
    name: first.name,
    status: first.status,
    packages: distinct(
      ordered.flatMap((listing) => listing.packages),
      packageKey,
    ),
    remotes: distinct(
      ordered.flatMap((listing) => listing.remotes),
      remoteKey,
    ),
    origin: {},
  };
  for (const field of singleFacts) {
    const teller = ordered.find((listing) => listing[field] !== undefined);
    if (!teller) continue;
    Object.assign(facts, { [field]: teller[field] });
    facts.origin[field] = { source: teller.source, ref: teller.ref };
  }
  return facts;
}

const packageKey = (item: Package) => `${item.type}:${item.identifier}`;
const remoteKey = (item: Remote) => `${item.type}:${item.url}`;

function distinct<T>(items: T[], key: (item: T) => string): T[] {
  return [...new Map(items.toReversed().map((item) => [key(item), item])).values()].toReversed();
}

/** One arriving listing, by its position, with what already has its identifiers. */
export type Arrival = { keys: string[]; servers: number[] };

/** Arrivals (by position) that are one server, and the servers in the catalog that they make one. */
export type Group = { arrivals: number[]; servers: number[] };

/** Groups arrivals that share a key, or a server, directly or through others (union-find). */
export function groupArrivals(arrivals: readonly Arrival[]): Group[] {
  const parent = new Map<string, string>();
  const find = (node: string): string => {
    let root = node;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    parent.set(node, root);
    return root;
  };
  const nodesOf = ({ keys, servers }: Arrival, index: number) => [
    `arrival ${index}`,
    ...keys.map((key) => `key ${key}`),
    ...servers.map((id) => `server ${id}`),
  ];
  arrivals.forEach((arrival, index) => {
    const [own = "", ...others] = nodesOf(arrival, index);
    for (const other of others) parent.set(find(other), find(own));
  });
  const groups = new Map<string, Group>();
  arrivals.forEach((arrival, index) => {
    const root = find(`arrival ${index}`);
    const group = groups.get(root) ?? { arrivals: [], servers: [] };
    group.arrivals.push(index);
    group.servers.push(...arrival.servers);
    groups.set(root, group);
  });
  return [...groups.values()].map((group) => ({
    arrivals: group.arrivals,
    servers: [...new Set(group.servers)].sort((a, b) => a - b),
  }));
}
