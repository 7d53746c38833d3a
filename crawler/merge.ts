import type { Listing, Package, Remote, ServerFacts } from "../catalog/server.ts";
import { factsRank } from "./trust.ts";

const singleFacts = [
  "name",
  "title",
  "description",
  "version",
  "license",
  "author",
  "homepage",
  "repository",
  "stars",
  "downloads",
] as const;

/** A listing, and whether its source has stopped listing it. */
export type KnownListing = { listing: Listing; gone: boolean };

/** Whether a listing says that its server is no more. */
export const isOver = ({ listing, gone }: KnownListing): boolean => gone || listing.status === "deleted";

/** Listings as their facts are trusted, most first; those that are over last. Independent of the order they came in. */
function byTrust(listings: readonly KnownListing[]): KnownListing[] {
  const place = ({ source, ref }: Listing) => `${source} ${ref}`;
  return [...listings].sort(
    (a, b) =>
      Number(isOver(a)) - Number(isOver(b)) ||
      factsRank(a.listing.source) - factsRank(b.listing.source) ||
      (place(a.listing) < place(b.listing) ? -1 : 1),
  );
}

/**
 * The facts about one server from all its listings (at least one), each field with the listing that said it: the first in
 * the order of trust that says it. Listings that are over count only when there are no others; then the server is deleted.
 */
export function mergeFacts(listings: readonly KnownListing[]): ServerFacts {
  const ordered = byTrust(listings);
  const live = ordered.filter((known) => !isOver(known));
  const tellers = (live.length > 0 ? live : ordered).map(({ listing }) => listing);
  const [first] = tellers;
  if (!first) throw new Error("a server has at least one listing");
  const facts: ServerFacts = {
    name: first.name,
    status: live.length > 0 ? first.status : "deleted",
    packages: distinct(
      tellers.flatMap((listing) => listing.packages),
      packageKey,
    ),
    remotes: distinct(
      tellers.flatMap((listing) => listing.remotes),
      remoteKey,
    ),
    origin: {},
  };
  for (const field of singleFacts) {
    const teller = tellers.find((listing) => listing[field] !== undefined);
    if (!teller) continue;
    Object.assign(facts, { [field]: teller[field] });
    facts.origin[field] = { source: teller.source, ref: teller.ref };
  }
  return facts;
}

const packageKey = (item: Package) => `${item.type}:${item.identifier}`;
const remoteKey = (item: Remote) => `${item.type}:${item.url}`;

/** The first of those with one key. */
function distinct<T>(items: T[], key: (item: T) => string): T[] {
  return [...new Map(items.toReversed().map((item) => [key(item), item])).values()].toReversed();
}
