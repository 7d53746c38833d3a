import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The path of a file in the reference material beside the checkout, or null where there is none: tests then skip and say so. */
export function sharedFile(path: string): string | null {
  const full = fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
  return existsSync(full) ? full : null;
}
