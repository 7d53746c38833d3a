import { repositoryRoot } from "./identity.ts";
import { factsRank } from "./trust.ts";
import { republished, type IdentityRule } from "./identity-rules.ts";

/** A listing as identity sees it: its key (`source ref`, unique) and the identifiers that it brings. */
export type Brought = { key: string; source: string; identifiers: readonly string[] };

/** Who belongs together: the keys of each server's listings, and why an identifier did not join those that bring it. */
export type Partition = { servers: string[][]; unproven: Map<string, string> };

/** No source lists one server more often under keys of its own; what is named more often is a platform, a bridge or an SDK. */
const mostOfOneSource = 3;

/** Anchors: what a server has only one of. Two of one type in one repository are two servers. */
const anchorTypes = new Set(["registry", "npm", "pypi", "oci", "nuget"]);

/** Listings that are known to be one server, their anchors (identifiers), and the republishers that have a copy of it. */
type Cluster = { id: number; anchors: string[]; republishers: Set<string> };

/**
 * Which listings are one server. Pure, and the same for any order of its input; listings that share no identifier and no
 * repository, over any number of steps, have no influence on each other.
 *
 * 1. What a rule or a hub (`mostOfOneSource`) makes worthless is left out, and so are claims.
 * 2. Names, packages and sources' own keys join all listings that bring them.
 * 3. A repository, or an endpoint, joins what step 2 made, unless that would make two anchored servers one (`joinedAt`).
 */
export function partition(listings: readonly Brought[], rules: readonly IdentityRule[]): Partition {
  const unproven = new Map<string, string>();
  const { strong, remotes, repositories } = proofs(listings, rules, unproven);

  const union = new UnionFind(listings.length);
  for (const holders of strong.values()) union.joinAll(holders);
  const clusters = new Map<number, Cluster>();
  for (const index of listings.keys()) {
    const id = union.find(index);
    if (!clusters.has(id)) clusters.set(id, { id, anchors: [], republishers: new Set() });
  }
  for (const [identifier, [holder = 0]] of strong) {
    if (!anchorTypes.has(typeOf(identifier))) continue;
    const cluster = clusters.get(union.find(holder));
    const republisher = republished.find(({ prefix }) => identifier.startsWith(prefix));
    if (republisher) cluster?.republishers.add(republisher.prefix);
    else cluster?.anchors.push(identifier);
  }

  const places = repositoryKeys(repositories).flatMap(({ identifiers, holders }) => {
    const source = hubSource(listings, holders);
    if (source !== null) for (const identifier of identifiers) unproven.set(identifier, hubReason(source));
    const found = [...new Set(holders.map((holder) => union.find(holder)))].flatMap((id) => clusters.get(id) ?? []);
    const at = withoutUnclearCopies(found);
    if (source !== null || at.length < 2) return [];
    if (isConflict(at))
      for (const identifier of identifiers)
        unproven.set(identifier, "Several servers with names or packages of their own share this repository.");
    return [joinedAt(repositoryRoot(identifiers[0] ?? ""), at)];
  });
  // An endpoint is what its lister says it is: it joins no two servers that have names or packages of their own.
  const endpoints = [...remotes].flatMap(([identifier, holders]) => {
    const at = [...new Set(holders.map((holder) => union.find(holder)))].flatMap((id) => clusters.get(id) ?? []);
    if (isConflict(at)) unproven.set(identifier, "Several servers with names or packages of their own bring it.");
    return at.length < 2 ? [] : [joinedAt("", at)];
  });
  joinPlaces(union, [...places, ...endpoints]);

  const servers = new Map<number, string[]>();
  for (const [index, { key }] of listings.entries()) {
    const server = servers.get(union.find(index));
    if (server) server.push(key);
    else servers.set(union.find(index), [key]);
  }
  return {
    servers: [...servers.values()].map((keys) => keys.sort()).sort((a, b) => compare(a[0] ?? "", b[0] ?? "")),
    unproven,
  };
}

/** Who brings each identifier that may prove something: those that join at once, and repositories. */
function proofs(listings: readonly Brought[], rules: readonly IdentityRule[], unproven: Map<string, string>) {
  const strong = new Map<string, number[]>();
  const repositories = new Map<string, number[]>();
  const overruled = new Map<string, (string | undefined)[]>();
  for (const { identifier, key } of rules) push(overruled, identifier, key);
  for (const [index, { key, identifiers }] of listings.entries())
    for (const identifier of new Set(identifiers)) {
      if (identifier.startsWith("claim:")) unproven.set(identifier, "Only its publisher says so; nobody verified it.");
      else if (overruled.get(identifier)?.includes(undefined))
        unproven.set(identifier, "A rule says that it proves nothing.");
      else if (!overruled.get(identifier)?.includes(key))
        push(identifier.startsWith("repo:") ? repositories : strong, identifier, index);
    }
  for (const [identifier, holders] of strong) {
    const source = hubSource(listings, holders);
    if (source === null) continue;
    // Listings in a catalogue cannot take from those that are trusted more what they have in common.
    const kept = holders.filter((holder) => factsRank(listings[holder]?.source ?? "") < factsRank(source));
    if (kept.length > 0) strong.set(identifier, kept);
    else strong.delete(identifier);
    unproven.set(identifier, hubReason(source));
  }
  const remotes = new Map([...strong].filter(([identifier]) => identifier.startsWith("remote:")));
  for (const remote of remotes.keys()) strong.delete(remote);
  return { strong, remotes, repositories };
}

/** The first source with too many listings among these; null when there is none. */
function hubSource(listings: readonly Brought[], holders: readonly number[]): string | null {
  if (holders.length <= mostOfOneSource) return null;
  const counts = new Map<string, number>();
  for (const holder of holders) {
    const source = listings[holder]?.source ?? "";
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  // "awesome" is many lists, each of which may name a server.
  const hubs = [...counts].filter(([source, count]) => source !== "awesome" && count > mostOfOneSource);
  return hubs.map(([source]) => source).sort()[0] ?? null;
}

function hubReason(source: string): string {
  return `More than ${mostOfOneSource} listings of ${source} bring it, so it names no single server.`;
}

/**
 * The places that hold one server each. While all listings of a repository name at most one folder, that folder and the whole
 * repository are the same place; a repository with several is a collection, where each folder stands for itself.
 */
function repositoryKeys(repositories: Map<string, number[]>): { identifiers: string[]; holders: number[] }[] {
  const roots = new Map<string, string[]>();
  for (const identifier of repositories.keys()) push(roots, repositoryRoot(identifier), identifier);
  const holders = (identifiers: string[]) => identifiers.flatMap((identifier) => repositories.get(identifier) ?? []);
  return [...roots].flatMap(([root, identifiers]) =>
    identifiers.filter((identifier) => identifier !== root).length <= 1
      ? [{ identifiers, holders: holders(identifiers) }]
      : identifiers.map((identifier) => ({ identifiers: [identifier], holders: holders([identifier]) })),
  );
}

/** Whether two of the clusters bring anchors of one type; they differ, since a shared one would have joined them. */
function isConflict(clusters: readonly Cluster[]): boolean {
  const types = clusters.flatMap(({ anchors }) => [...new Set(anchors.map(typeOf))]);
  return new Set(types).size < types.length;
}

/**
 * Without copies of which it is not clear what they copy: a republisher that has two in one place has copied two servers of a
 * collection, or one of them twice.
 */
function withoutUnclearCopies(clusters: readonly Cluster[]): Cluster[] {
  const counts = new Map<string, number>();
  for (const { republishers } of clusters)
    for (const republisher of republishers) counts.set(republisher, (counts.get(republisher) ?? 0) + 1);
  return clusters.filter(
    ({ anchors, republishers }) => anchors.length > 0 || ![...republishers].some((name) => (counts.get(name) ?? 0) > 1),
  );
}

/**
 * The clusters that a repository joins: all; in a conflict those without anchors, which are one server, and the one cluster
 * that is entitled to the repository, if there is exactly one.
 */
function joinedAt(root: string, at: readonly Cluster[]): Cluster[] {
  if (!isConflict(at)) return [...at];
  const anchored = at.filter(({ anchors }) => anchors.length > 0);
  const owner = root.split("/")[1] ?? "";
  const withPrefix = (prefix: string) =>
    anchored.filter(({ anchors }) => anchors.some((anchor) => anchor.startsWith(prefix)));
  // The registry gives a name below io.github.OWNER/ only to who is logged in to GitHub as OWNER.
  const verified = root.startsWith("repo:github.com/") ? withPrefix(`registry:io.github.${owner}/`) : [];
  const entitled = verified.length > 0 ? verified : withPrefix(`npm:@${owner}/`);
  return [...at.filter(({ anchors }) => anchors.length === 0), ...(entitled.length === 1 ? entitled : [])];
}

/**
 * Joins the clusters of each place. Where places in a row would make two anchored servers one, those clusters that are in
 * several of these places join none of them.
 */
function joinPlaces(union: UnionFind, places: readonly Cluster[][]): void {
  const trial = union.copy();
  for (const place of places) trial.joinAll(place.map(({ id }) => id));
  const together = new Map<number, Set<Cluster>>();
  const seen = new Map<Cluster, number>();
  for (const cluster of places.flat()) {
    seen.set(cluster, (seen.get(cluster) ?? 0) + 1);
    const component = together.get(trial.find(cluster.id)) ?? new Set();
    together.set(trial.find(cluster.id), component.add(cluster));
  }
  const conflicts = new Set([...together].filter(([, component]) => isConflict([...component])).map(([id]) => id));
  for (const place of places)
    union.joinAll(
      place.filter((cluster) => !conflicts.has(trial.find(cluster.id)) || seen.get(cluster) === 1).map(({ id }) => id),
    );
}

function typeOf(identifier: string): string {
  return identifier.slice(0, identifier.indexOf(":"));
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Disjoint sets of the numbers below a size. */
class UnionFind {
  readonly #parent: Int32Array;

  constructor(size: number, parent = Int32Array.from({ length: size }, (_, index) => index)) {
    this.#parent = parent;
  }

  copy(): UnionFind {
    return new UnionFind(this.#parent.length, this.#parent.slice());
  }

  find(item: number): number {
    let root = item;
    while (this.#parent[root] !== root) root = this.#parent[root] ?? root;
    for (let at = item; at !== root;) {
      const next = this.#parent[at] ?? root;
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  joinAll(items: readonly number[]): void {
    const first = items[0];
    if (first === undefined) return;
    for (const item of items) {
      const a = this.find(first);
      const b = this.find(item);
      // The smaller number stays the root, so that a chain stays flat.
      if (a !== b) this.#parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
}
