import type { Listing } from "../catalog/server.ts";
import type { Db } from "../db/client.ts";
import {
  saveListings,
  storedListings,
  touchListings,
  type NewListing,
  type StoredListing,
} from "../db/queries/listings.ts";
import { saveTools, touchTools } from "../db/queries/tools.ts";
import { identifiersOf } from "./identity.ts";

/** The listings of one page (its key), and the hash of the body that said them. */
type PageListings = { key: string; bodyHash: string; listings: readonly Listing[] };

/**
 * Saves the listings that pages of one source brought, and the tools that they carry, in the caller's transaction. What
 * says what it said before is only noted as seen; nothing is when the pages are old ones (`seen` false).
 */
export async function saveListingsOf(
  tx: Db,
  source: string,
  pages: readonly PageListings[],
  seen = true,
): Promise<void> {
  const all = pages.flatMap((page) => page.listings);
  if (all.length === 0) return;
  const known = await storedListings(tx, source, [...new Set(all.map(({ ref }) => ref))]);
  const told = new Map<string, NewListing>();
  for (const { key, bodyHash, listings } of pages)
    // Of two rows with one ref in a page the last is the newest.
    for (const listing of new Map(listings.map((one) => [one.ref, one])).values()) {
      const before = told.get(listing.ref) ?? known.get(listing.ref);
      const page = listing.partial ? (before?.page ?? null) : key;
      const now = combined(before, listing);
      told.set(listing.ref, { ...now, page, bodyHash, identifiers: identifiersOf(now.listing) });
    }
  const isSame = (now: NewListing) => {
    const before = known.get(now.listing.ref);
    return before !== undefined && contentOf(before) === contentOf(now);
  };
  const same = [...told.values()].filter(isSame);
  await saveListings(
    tx,
    [...told.values()].filter((now) => !isSame(now)),
    seen,
  );
  if (seen)
    await touchListings(
      tx,
      source,
      same.map(({ listing }) => listing.ref),
    );

  const reader = `listing:${source}`;
  await saveTools(
    tx,
    source,
    all.flatMap(({ ref, version = "", tools }) =>
      tools ? [{ ref, version, reader, tools: tools.map((tool) => ({ ...tool, source: { reader } })) }] : [],
    ),
  );
}

/** Notes that listings of a source, and the tools that they carry, are as they were. */
export async function touchListingsOf(tx: Db, source: string, refs: string[]): Promise<void> {
  await touchListings(tx, source, refs);
  await touchTools(tx, source, refs);
}

const contentOf = ({ outline, detail, listing }: StoredListing) => JSON.stringify([outline, detail, listing]);

/** What is known of a listing when a page has told of it; its tools have a table of their own. */
function combined(before: StoredListing | undefined, listing: Listing): Omit<StoredListing, "page"> {
  // Members that are absent must be so in the way that JSON has it, or nothing would ever be the same again.
  const said = JSON.parse(JSON.stringify({ ...listing, tools: undefined })) as Listing;
  const outline = listing.partial ? said : (before?.outline ?? null);
  const detail = listing.partial ? (before?.detail ?? null) : said;
  return { outline, detail, listing: merged(outline, detail) };
}

/** What a list says about a server, under what the server's own page says. */
function merged(outline: Listing | null, detail: Listing | null): Listing {
  if (!outline) return detail ?? nothing();
  if (!detail) return outline;
  const both = { ...outline, ...detail };
  delete both.partial;
  return {
    ...both,
    packages: detail.packages.length > 0 ? detail.packages : outline.packages,
    remotes: detail.remotes.length > 0 ? detail.remotes : outline.remotes,
  };
}

function nothing(): never {
  throw new Error("a listing says nothing");
}
