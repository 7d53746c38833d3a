import { z } from "zod";
import { ListingStatus, Package, Remote } from "../../catalog/server.ts";
import {
  firstIssue,
  keepValid,
  parseJson,
  type ListedVersion,
  type ParsedPage,
  type Rejection,
  type TextSource,
} from "../source.ts";
import { listingOf, RowTime, RowVersion, token } from "./rows.ts";

/** Records from before September 2025, which mirrors keep, are in snake_case: `registry_type`, `is_latest`, `next_cursor`. */
const anyCase = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()),
          inner as unknown,
        ]),
      )
    : value;
const inAnyCase = <T extends z.ZodType>(schema: T) => z.preprocess(anyCase, schema);

const Page = z.object({
  servers: z.array(z.unknown()),
  metadata: inAnyCase(z.object({ nextCursor: z.string().max(2_000).nullish() })).nullish(),
});
const Server = z.object({
  name: z.string().min(3).max(200),
  title: z.string().nullish(),
  description: z.string().nullish(),
  version: RowVersion,
  status: ListingStatus.nullish().catch(undefined),
  websiteUrl: z.string().nullish(),
  repository: z.looseObject({ url: z.string().nullish(), subfolder: z.string().nullish() }).nullish(),
  packages: z.array(z.unknown()).nullish(),
  remotes: z.array(z.unknown()).nullish(),
});
const Meta = inAnyCase(
  z.object({
    status: ListingStatus.nullish(),
    updatedAt: z.string().nullish(),
    publishedAt: RowTime,
    // Absent where only the newest versions are listed.
    isLatest: z.boolean().nullish(),
  }),
);
/** A row as `{ server, _meta }`; those from before September 2025 are the server itself, with `_meta` inside. */
const Row = z.preprocess(
  (row) => (typeof row === "object" && row !== null && !("server" in row) ? { ...row, server: row } : row),
  z.object({ server: inAnyCase(Server), _meta: z.record(z.string(), z.unknown()) }),
);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/i);
const RegistryPackage = inAnyCase(
  z.object({
    registryType: z.string(),
    identifier: z.string(),
    version: z.string().nullish(),
    fileSha256: Sha256.nullish().catch(undefined),
  }),
)
  .transform(({ registryType: type, identifier, version, fileSha256 }): unknown => ({
    type,
    identifier,
    version: version ?? undefined,
    archive: type === "mcpb" && fileSha256 ? bundleAt(identifier, fileSha256) : undefined,
  }))
  .pipe(Package);

/** An MCPB bundle: its identifier is where it is, and the row has its hash (server.json 2025-12-11, `fileSha256`). */
function bundleAt(url: string, fileSha256: string): Package["archive"] {
  if (!/^https?:\/\//i.test(url)) return undefined;
  return { url, integrity: `sha256-${Buffer.from(fileSha256, "hex").toString("base64")}` };
}

/** The cursor holds what the run asked for as well, so that a resumed run goes on asking the same question. */
const Position = z.object({ since: z.string().nullable(), cursor: z.string().nullable() });

const at = (position: z.infer<typeof Position>) => JSON.stringify(position);

// Changes become visible a little after their time: the registry's documentation advises aggregators to overlap.
const overlapMs = 5 * 60_000;

/**
 * How to ask whatever speaks the official registry's API (`GET /v0.1/servers`, server.json 2025-12-11), and what it
 * answers. Every version of a server is a row; the newest gives the listing, and all of them its history. `metaKey` is
 * where in `_meta` it says which one is the newest.
 */
export function registryApi(source: string, metaKey: string): Pick<TextSource, "first" | "request" | "parse"> {
  return {
    first: ({ since }) => [
      at({ since: since === null ? null : new Date(Date.parse(since) - overlapMs).toISOString(), cursor: null }),
    ],

    request(cursor) {
      const { since, cursor: from } = Position.parse(parseJson(cursor));
      return {
        path: "/v0.1/servers",
        query: {
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
      const rejected: Rejection[] = [];
      const rows = page.data.servers.map((row, index) => parseRow(source, metaKey, row, `/servers/${index}`, rejected));
      const nextCursor = page.data.metadata?.nextCursor;
      return {
        ok: true,
        listings: rows.flatMap((row) => row?.listing ?? []),
        versions: rows.flatMap((row) => row?.version ?? []),
        next: nextCursor ? at({ ...Position.parse(parseJson(cursor)), cursor: nextCursor }) : null,
        rejected,
      };
    },
  };
}

function parseRow(source: string, metaKey: string, value: unknown, where: string, rejected: Rejection[]) {
  const row = Row.safeParse(value);
  if (!row.success) {
    rejected.push({ at: where, why: firstIssue(row.error) });
    return null;
  }
  const { server, _meta } = row.data;
  const meta = Meta.safeParse(_meta[metaKey]);
  if (!meta.success) {
    rejected.push({ at: `${where}/_meta/${token(metaKey)}`, why: firstIssue(meta.error) });
    return null;
  }
  const { publishedAt, updatedAt, isLatest } = meta.data;
  const status = meta.data.status ?? server.status ?? "active";
  const version: ListedVersion = {
    ref: server.name,
    version: server.version,
    status,
    ...(publishedAt ? { publishedAt } : {}),
  };
  if (isLatest === false) return { version, listing: null };
  const listing = listingOf(Server, server, where, rejected, () => ({
    source,
    ref: server.name,
    registryName: server.name,
    status,
    name: server.name,
    title: server.title ?? undefined,
    description: server.description ?? undefined,
    version: server.version,
    homepage: server.websiteUrl ?? undefined,
    repository: server.repository?.url
      ? { url: server.repository.url, subfolder: server.repository.subfolder ?? undefined }
      : undefined,
    packages: keepValid(RegistryPackage, server.packages, `${where}/server/packages`, rejected),
    remotes: keepValid(Remote, server.remotes, `${where}/server/remotes`, rejected),
    updatedAt: updatedAt ?? publishedAt ?? undefined,
  }));
  return { version, listing };
}
