import { z } from "zod";
import type { Rejection, TextSource } from "../../source.ts";
import { linked } from "../linked.ts";
import { listingOf } from "../rows.ts";
import { entriesIn } from "./entries.ts";

const lists = [
  "punkpeye/awesome-mcp-servers",
  "wong2/awesome-mcp-servers",
  "appcypher/awesome-mcp-servers",
  "modelcontextprotocol/servers",
  "TensorBlock/awesome-mcp-servers",
  "ever-works/awesome-mcp-servers",
  "tolkonepiu/best-of-mcp-servers",
  "acuvity/mcp-servers-registry",
];

const Entry = z.object({
  name: z.string().min(1),
  // Without a link there is nothing to know a server by.
  link: z
    .string()
    .transform(linked)
    .refine(({ repository, homepage }) => repository ?? homepage, "is not a web address"),
  description: z.string(),
});

/** Lists of servers that people keep in a README. Cursor: the list's repository; `HEAD` is its default branch. */
export const awesome: TextSource = {
  id: "awesome",
  title: "Awesome lists",
  homepage: "https://github.com/punkpeye/awesome-mcp-servers",
  gives: "names, descriptions and repositories of servers, from eight lists",
  extent: { kind: "list" },
  baseUrl: "https://raw.githubusercontent.com",
  format: "text",
  pace: { delayMs: 1_000, concurrency: 1, because: "it is one file for each list" },

  first: ({ names }) => (names.length > 0 ? names : lists),

  request: (list) => ({ path: `/${list}/HEAD/README.md`, revisited: true }),

  parse(body, list) {
    const rejected: Rejection[] = [];
    const seen = new Set<string>();
    const listings = entriesIn(body).flatMap(({ line, url, ...entry }) => {
      const row = { ...entry, link: inList(url, list) };
      const listing = listingOf(Entry, row, `line ${line}`, rejected, ({ name, link, description }) => ({
        source: "awesome",
        ref: `${list} ${link.repository?.url ?? link.homepage ?? ""}`,
        status: "active",
        name,
        description: description || undefined,
        ...link,
        packages: [],
        remotes: [],
      }));
      if (!listing || seen.has(listing.ref)) return [];
      seen.add(listing.ref);
      return [listing];
    });
    // A README that lists nothing has moved or changed its form: that is a failed page, not an empty list.
    return listings.length > 0 ? { ok: true, listings, next: null, rejected } : { ok: false, why: "lists no servers" };
  },
};

/** A link as an address: lists that live beside their servers link to folders of their own repository. */
function inList(url: string, list: string): string {
  const folder = /^(?:\.?\/)?([\w-]+(?:\/[\w.-]+)+)\/?$/.exec(url)?.[1];
  return folder !== undefined && !/\.\w{1,5}$/.test(folder) ? `https://github.com/${list}/tree/HEAD/${folder}` : url;
}
