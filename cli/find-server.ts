import { findServers } from "../api/search.ts";
import { UserError } from "../catalog/user-error.ts";
import { ruleset } from "../classifier/classify.ts";
import type { Db } from "../db/client.ts";
import { getServer, type ProfiledServer } from "../db/queries/servers.ts";

/** The server that a word names: a slug, an identifier, or an npm package's name. Throws a UserError when there is none. */
export async function findServer(db: Db, word: string): Promise<ProfiledServer> {
  const summary = (await getServer(db, ruleset, word)) ?? (await getServer(db, ruleset, `npm:${word}`));
  if (!summary)
    throw new UserError(
      `The catalog has no server ${word}.${await meant(db, word)} Search with: mcp-risk servers WORD, or crawl it first.`,
    );
  return summary;
}

/** Up to three servers that the words of a name find, as a question. */
async function meant(db: Db, word: string): Promise<string> {
  const words = word.replace(/^[a-z]+:/, "").replace(/[^\p{L}\p{N}]+/gu, " ");
  if (words.trim() === "") return "";
  const found = await findServers(db, { q: words, tags: [], limit: 3, after: undefined });
  const slugs = found?.items.map(({ slug }) => slug) ?? [];
  return slugs.length === 0 ? "" : ` Did you mean ${slugs.join(" or ")}?`;
}

/** `SLUG` or `SLUG/TOOL`. Both halves may hold slashes (`npm:@scope/name`, a tool named `a/b`), so each cut is tried. */
export async function resolveShown(db: Db, word: string): Promise<{ summary: ProfiledServer; tool: string | null }> {
  for (let cut = word.length; cut > 0; cut = word.lastIndexOf("/", cut - 1)) {
    const summary = await getServer(db, ruleset, word.slice(0, cut));
    if (summary) return { summary, tool: cut === word.length ? null : word.slice(cut + 1) };
  }
  return { summary: await findServer(db, word), tool: null };
}
