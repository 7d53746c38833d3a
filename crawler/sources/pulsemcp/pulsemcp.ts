import { z } from "zod";
import { firstIssue, keepValid, parseJson, type ParsedPage, type Rejection, type TextSource } from "../../source.ts";
import { linked } from "../linked.ts";
import { listingsOf } from "../rows.ts";

const pageSize = 5_000;

const Page = z.object({ servers: z.array(z.unknown()), next: z.string().nullish() });
const Count = z.number().int().nonnegative().nullish();
const Row = z.object({
  name: z.string(),
  url: z.string(),
  external_url: z.string().nullish(),
  short_description: z.string().nullish(),
  source_code_url: z.string().nullish(),
  github_stars: Count,
  package_registry: z.string().nullish(),
  package_name: z.string().nullish(),
  package_download_count: Count,
  remotes: z.array(z.unknown()).nullish(),
});
const Remote = z
  .object({ url_direct: z.string().min(1).max(2_000).nullable(), transport: z.enum(["sse", "streamable_http"]) })
  .transform(({ url_direct: url, transport }) =>
    url === null ? [] : [{ type: transport === "sse" ? ("sse" as const) : ("streamable-http" as const), url }],
  );
const packageType: Record<string, "npm" | "pypi" | "oci"> = { npm: "npm", pypi: "pypi", docker: "oci" };

/** PulseMCP's public list (v0beta). Its v0.1 speaks the registry's API and needs a key. */
export const pulsemcp: TextSource = {
  id: "pulsemcp",
  title: "PulseMCP",
  homepage: "https://www.pulsemcp.com/api",
  gives: "names, descriptions, repositories, packages, endpoints, stars and downloads of servers",
  extent: { kind: "list" },
  baseUrl: "https://api.pulsemcp.com",
  format: "json",
  pace: { delayMs: 1_000, concurrency: 1, because: "all of it is a few pages; its v0.1 allows 200 requests a minute" },

  first: () => ["0"],

  request: (offset) => ({
    path: "/v0beta/servers",
    query: { count_per_page: String(pageSize), offset },
    // 5,000 rows of about 1.5 kB, and a few times as much for long descriptions.
    maxBytes: 50_000_000,
  }),

  parse(body, cursor): ParsedPage {
    const page = Page.safeParse(parseJson(body));
    if (!page.success) return { ok: false, why: firstIssue(page.error) };
    const { servers, next } = page.data;
    const rejected: Rejection[] = [];
    const listings = listingsOf(Row, servers, "/servers", rejected, (row, at) => toListing(row, at, rejected));
    // `next` is a whole URL: it only says that there is more, and where it points is not asked. Full pages may be
    // shorter than asked for, so the next offset is what was received.
    const goesOn = next !== null && next !== undefined && servers.length > 0;
    return { ok: true, listings, next: goesOn ? String(Number(cursor) + servers.length) : null, rejected };
  },
};

function toListing(row: z.infer<typeof Row>, at: string, rejected: Rejection[]) {
  const slug = row.url.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
  const type = packageType[row.package_registry ?? ""];
  return {
    source: "pulsemcp",
    ref: slug,
    status: "active" as const,
    name: slug,
    title: row.name,
    description: row.short_description ?? undefined,
    ...linked(row.external_url),
    ...linked(row.source_code_url),
    packages: type && row.package_name ? [{ type, identifier: row.package_name }] : [],
    remotes: keepValid(Remote, row.remotes, `${at}/remotes`, rejected).flat(),
    stars: row.github_stars ?? undefined,
    downloads: row.package_download_count ?? undefined,
  };
}
