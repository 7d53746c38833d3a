import { load } from "cheerio";
import { z } from "zod";
import { firstIssue, keepTools, parseJson, type ParsedPage, type Rejection, type TextSource } from "../../source.ts";
import { linked } from "../linked.ts";
import { listingOf } from "../rows.ts";
import { findMetadata } from "./payload.ts";

const Metadata = z.object({
  title: z.string().nullish(),
  description: z.string().nullish(),
  author_name: z.string().nullish(),
  url: z.string().nullish(),
  sse_url: z.string().max(2_000).nullish(),
  updated_at: z.iso.datetime({ offset: true }).nullish().catch(undefined),
  tools: z.string().nullish(),
});

/** mcp.so: its sitemaps name the servers; each server's page embeds its facts as JSON. A cursor is a path of the site. */
export const mcpso: TextSource = {
  id: "mcpso",
  title: "mcp.so",
  homepage: "https://mcp.so",
  gives: "names, descriptions and repositories of servers, and tools of a few",
  extent: { kind: "list" },
  baseUrl: "https://mcp.so",
  format: "html",
  pace: { delayMs: 1_000, concurrency: 1, because: "it publishes no limit; one page a second has been tolerated" },

  first: ({ names }) =>
    names.length > 0
      ? names.map((name) => `/server/${name.split("/").map(encodeURIComponent).join("/")}`)
      : ["/sitemap.xml"],

  request: (path) => ({ path, ...(path.startsWith("/server/") ? { revisited: true } : {}) }),

  parse: (body, path) => (path.startsWith("/server/") ? parseServer(body, path) : parseSitemap(body)),
};

function parseSitemap(body: string): ParsedPage {
  // A parser mends what was cut off, so the end is looked for in the text.
  if (!/<\/(?:sitemapindex|urlset)>\s*$/.test(body.slice(-200))) return { ok: false, why: "is not a complete sitemap" };
  const $ = load(body, { xml: true });
  const paths = $("loc")
    .toArray()
    .map((loc) => $(loc).text().trim())
    .flatMap((url) => (URL.canParse(url) ? [new URL(url).pathname.split("/")] : []));
  const sitemaps = paths.flatMap((path) => /^sitemap_projects_\d{1,6}\.xml$/.exec(path.at(-1) ?? "") ?? []);
  const servers = paths.flatMap((path) => {
    const [server, name, author] = path.slice(-3);
    // Some servers have no author: their address ends in a slash.
    return server === "server" && name && author !== undefined ? [`/server/${name}/${author}`] : [];
  });
  const rejected: Rejection[] = [];
  const known = servers.flatMap((path) => {
    const listing = listingOf(Metadata, {}, path, rejected, () => ({ ...named(path), partial: true }));
    return listing ? [{ path, listing }] : [];
  });
  return {
    ok: true,
    listings: known.map(({ listing }) => listing),
    next: null,
    lists: sitemaps.map((name) => `/${name}`),
    also: known.map(({ path }) => path),
    rejected,
  };
}

function parseServer(body: string, path: string): ParsedPage {
  if (!body.slice(-200).includes("</html>")) return { ok: false, why: "is not a complete page" };
  const $ = load(body);
  const scripts = $("script")
    .toArray()
    .map((script) => $(script).text());
  const metadata = Metadata.safeParse(findMetadata(scripts));
  if (!metadata.success) return { ok: false, why: `the embedded metadata: ${firstIssue(metadata.error)}` };
  const visit = $("a.visit").attr("href");
  const rejected: Rejection[] = [];
  const listing = listingOf(Metadata, metadata.data, "/metadata", rejected, (row, at) => ({
    ...named(path),
    title: row.title || undefined,
    description: row.description || undefined,
    ...linked(row.url ?? visit),
    remotes: row.sse_url && URL.canParse(row.sse_url) ? [{ type: "sse" as const, url: row.sse_url }] : [],
    updatedAt: row.updated_at ?? undefined,
    tools: toolsIn(row.tools, `${at}/tools`, rejected),
  }));
  if (!listing) return { ok: false, why: rejected.at(-1)?.why ?? "is not a server" };
  return { ok: true, listings: [listing], next: null, rejected };
}

/** The tools are a JSON text inside the JSON; without them the page says null, or an empty list. */
function toolsIn(text: string | null | undefined, at: string, rejected: Rejection[]) {
  if (!text) return undefined;
  const tools = z.array(z.unknown()).safeParse(parseJson(text));
  if (!tools.success) rejected.push({ at, why: "is not a JSON list" });
  return tools.data?.length ? keepTools(tools.data, at, rejected) : undefined;
}

/** What the address of a server's page says: `/server/NAME/AUTHOR`. */
function named(path: string) {
  const [name = "", author = ""] = path.split("/").slice(2).map(decoded);
  return {
    source: "mcpso",
    ref: `${name}/${author}`,
    status: "active" as const,
    name: author === "" ? name : `${author}/${name}`,
    author: author || undefined,
    packages: [],
    remotes: [],
  };
}

/** Percent-decoded, or as it is when it cannot be. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
