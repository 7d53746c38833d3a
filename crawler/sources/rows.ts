import { z } from "zod";
import { Listing, type ListingStatus } from "../../catalog/server.ts";
import { firstIssue, type ListedVersion, type Rejection } from "../source.ts";

type ListingInput = z.input<typeof Listing>;

/** One row as a listing; null, and a rejection with its place, when the row or what it gives cannot be used. */
export function listingOf<T>(
  schema: z.ZodType<T>,
  value: unknown,
  at: string,
  rejected: Rejection[],
  toListing: (row: T, at: string) => ListingInput,
): Listing | null {
  const row = schema.safeParse(value);
  const listing = row.success ? Listing.safeParse(toListing(row.data, at)) : null;
  if (listing?.success) return listing.data;
  const error = listing?.error ?? row.error;
  rejected.push({ at, why: error ? firstIssue(error) : "does not have the expected shape" });
  return null;
}

/** The rows of a list as listings, without those that are rejected. */
export function listingsOf<T>(
  schema: z.ZodType<T>,
  rows: readonly unknown[],
  at: string,
  rejected: Rejection[],
  toListing: (row: T, at: string) => ListingInput,
): Listing[] {
  return rows.flatMap((row, index) => listingOf(schema, row, `${at}/${index}`, rejected, toListing) ?? []);
}

/**
 * A stranger's name that goes into a path: encoding must not throw (lone surrogates), and the URL parser must not
 * resolve it (`.` and `..`, which encoding leaves as they are).
 */
export const PathName = z
  .string()
  .min(1)
  .max(300)
  .refine(
    (name) => name.isWellFormed() && name.split("/").every((part) => part !== "" && part !== "." && part !== ".."),
    "cannot be part of a path",
  );

/** A version's number, as a listing can have it. */
export const RowVersion = z.string().min(1).max(255);

/** When something was published (RFC 3339); what is no such time counts as not said. */
export const RowTime = z.iso.datetime({ offset: true }).nullish().catch(undefined);

/** At most so many versions of a server are told of by one page: some projects publish thousands. */
const maxVersions = 200;

/** The newest versions of a history, newest first; those without a usable time are the oldest. */
export function newestVersions(
  all: { ref: string; version: string; publishedAt: string | undefined; status: ListingStatus }[],
): ListedVersion[] {
  return all
    .filter(({ version }) => RowVersion.safeParse(version).success)
    .map(({ publishedAt, ...rest }) => ({ ...rest, publishedAt: RowTime.parse(publishedAt) ?? undefined }))
    .sort((a, b) => Date.parse(b.publishedAt ?? epoch) - Date.parse(a.publishedAt ?? epoch))
    .slice(0, maxVersions)
    .map(({ publishedAt, ...rest }) => (publishedAt === undefined ? rest : { ...rest, publishedAt }));
}

const epoch = "1970-01-01T00:00:00Z";

/** The JSON Pointer token of a key. */
export const token = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
