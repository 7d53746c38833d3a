import { z } from "zod";
import { Listing } from "../../catalog/server.ts";
import { firstIssue, type Rejection } from "../source.ts";

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

/** The JSON Pointer token of a key. */
export const token = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
