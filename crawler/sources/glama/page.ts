import { z } from "zod";
import { PathName } from "../rows.ts";

/** Where a page is in its list. */
export const PageInfo = z.object({ endCursor: z.string().max(2_000).nullish(), hasNextPage: z.boolean() });

/** A name that is one segment of a path. */
export const Segment = PathName.refine((name) => !name.includes("/"), "has a slash");

/** Behind which cursor the list goes on; null at its end, which some lists never say. */
export function nextAfter(
  { endCursor, hasNextPage }: z.infer<typeof PageInfo>,
  after: string,
  received: number,
): string | null {
  return hasNextPage && endCursor && endCursor !== after && received > 0 ? endCursor : null;
}
