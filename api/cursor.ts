import { z } from "zod";
import { unstorableText } from "../catalog/text.ts";
import type { Place } from "../db/queries/search.ts";

/** The orders of lists, and how a place in each is made up: `n` a whole number, `s` a text. */
const shapes = {
  "server relevance": "nn",
  "server popular": "nn",
  "server name": "s",
  "server risk": "nnn",
  "server tools": "nn",
  "server changed": "nn",
  "tool relevance": "nn",
  "tool popular": "nn",
  "tool name": "ss",
  "tool risk": "nnn",
  "change danger": "nnn",
} as const;
export type Order = keyof typeof shapes;
const Cursor = z
  .array(z.union([z.string().max(1_000), z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)]))
  .min(2)
  .max(4);

/** Where a list goes on, as clients pass it back: opaque, and only for the same order. */
export function writeCursor(order: Order, place: Place): string {
  return Buffer.from(JSON.stringify([order, ...place])).toString("base64url");
}

/** The place that a cursor of this order stands for; null for one that is none. */
export function readCursor(order: Order, cursor: string): Place | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  const read = Cursor.safeParse(value);
  if (!read.success || unstorableText(read.data) !== null) return null;
  const [of, ...place] = read.data;
  const shape = place.map((part) => (typeof part === "number" ? "n" : "s")).join("");
  if (of !== order || shape !== shapes[order]) return null;
  // All numbers but the time of a change are of four bytes.
  const isTime = (index: number) => order === "server changed" && index === 0;
  if (place.some((part, index) => typeof part === "number" && !isTime(index) && Math.abs(part) > 0x7fff_ffff))
    return null;
  return place;
}
