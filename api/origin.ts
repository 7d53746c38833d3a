import type { Context } from "hono";
import type { AppDeps } from "./deps.ts";

/** The catalog's own address, without a path: as it is configured, or as it was asked for. Feeds and sitemaps need whole addresses. */
export function originOf(c: Context, { publicUrl }: Pick<AppDeps, "publicUrl">): string {
  return publicUrl ?? new URL(c.req.url).origin;
}
