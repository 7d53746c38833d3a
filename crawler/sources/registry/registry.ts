import { z } from "zod";
import { Listing, ListingStatus, Package, Remote, type Repository } from "../../../catalog/server.ts";
import { firstIssue, parseJson, type ParsedPage, type TextSource } from "../../source.ts";

const officialMeta = "io.modelcontextprotocol.registry/official";

const Page = z.object({
  servers: z.array(z.unknown()),
  metadata: z.object({ nextCursor: z.string().max(2_000).nullish() }).nullish(),
});
const Row = z.object({
  server: z.object({
    name: z.string().min(3).max(200),
    title: z.string().nullish(),
    description: z.string().nullish(),
    version: z.string(),
    websiteUrl: z.string().nullish(),
    repository: z.looseObject({ url: z.string().nullish(), subfolder: z.string().nullish() }).nullish(),
    packages: z.array(z.unknown()).nullish(),
    remotes: z.array(z.unknown()).nullish(),
  }),
  _meta: z.object({
    [officialMeta]: z.object({
      status: ListingStatus,
      updatedAt: z.string().nullish(),
      publishedAt: z.string().nullish(),
    }),
  }),
});
const RegistryPackage = z
  .object({ registryType: z.string(), identifier: z.string(), version: z.string().nullish() })
  .transform(({ registryType: type, identifier, version }): unknown => ({
    type,
    identifier,
    version: version ?? undefined,
  }))
  .pipe(Package);

/** The cursor holds what the run asked for as well, so that a resumed run goes on asking the same question. */
const Position = z.object({ since: z.string().nullable(), cursor: z.string().nullable() });
type Position = z.infer<typeof Position>;

const at = (position: Position) => JSON.stringify(position);

// Changes become visible a little after their time: the registry's advice is to overlap (sources.md section 1, "Sync").
const overlapMs = 5 * 60_000;

/** The official MCP registry and everything that speaks its API (GET /v0.1/servers, server.json 2025-12-11). */
export const registry: TextSource = {
  id: "registry",
  title: "Official MCP registry",
  homepage: "https://registry.modelcontextprotocol.io",
  gives: "names, descriptions, versions, packages, remotes and status of published servers",
  baseUrl: "https://registry.modelcontextprotocol.io",
  format: "json",
  pace: { delayMs: 110, concurrency: 2, because: "the list path allows 600 requests a minute for one address" },

  first: ({ since }) => [
    at({ since: since === null ? null : new Date(Date.parse(since) - overlapMs).toISOString(), cursor: null }),
  ],

  request(cursor) {
    const { since, cursor: from } = Position.parse(parseJson(cursor));
    return {
      path: "/v0.1/servers",
      query: {
        version: "latest",
        limit: "100",
        // Without it a full crawl would never learn that a known server is gone.
        include_deleted: "true",
        ...(since === null ? {} : { updated_since: since }),
        ...(from === null ? {} : { cursor: from }),
      },
    };
  },

  parse(body, cursor): ParsedPage {
    const page = Page.safeParse(parseJson(body));
    if (!page.success) return { ok: false, why: firstIssue(page.error) };
    const listings: Listing[] = [];
    const rejected: { at: string; why: string }[] = [];
    page.data.servers.forEach((row, index) => {
      const parsed = parseRow(row, `/servers/${index}`, rejected);
      if (parsed) listings.push(parsed);
    });
    const position = Position.parse(parseJson(cursor));
    const nextCursor = page.data.metadata?.nextCursor;
    return { ok: true, listings, rejected, next: nextCursor ? at({ ...position, cursor: nextCursor }) : null };
  },
};

function parseRow(value: unknown, where: string, rejected: { at: string; why: string }[]): Listing | null {
  const row = Row.safeParse(value);
  if (!row.success) {
    rejected.push({ at: where, why: firstIssue(row.error) });
    return null;
  }
  const { server, _meta } = row.data;
  const official = _meta[officialMeta];
  const keep = <T>(schema: z.ZodType<T>, items: unknown[] | null | undefined, list: string): T[] =>
    (items ?? []).flatMap((item, index) => {
      const parsed = schema.safeParse(item);
      if (!parsed.success) rejected.push({ at: `${where}/server/${list}/${index}`, why: firstIssue(parsed.error) });
      return parsed.success ? [parsed.data] : [];
    });
  const listing = Listing.safeParse({
    source: "registry",
    ref: server.name,
    registryName: server.name,
    status: official.status,
    name: server.name,
    title: server.title ?? undefined,
    description: server.description ?? undefined,
    version: server.version,
    homepage: server.websiteUrl ?? undefined,
    repository: server.repository?.url
      ? ({ url: server.repository.url, subfolder: server.repository.subfolder ?? undefined } satisfies Repository)
      : undefined,
    packages: keep(RegistryPackage, server.packages, "packages"),
    remotes: keep(Remote, server.remotes, "remotes"),
    updatedAt: official.updatedAt ?? official.publishedAt ?? undefined,
  });
  if (listing.success) return listing.data;
  rejected.push({ at: where, why: firstIssue(listing.error) });
  return null;
}
