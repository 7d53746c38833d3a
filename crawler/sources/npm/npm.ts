import { z } from "zod";
import { Listing, type Repository } from "../../../catalog/server.ts";
import { firstIssue, parseJson, type ListedVersion, type ParsedPage, type TextSource } from "../../source.ts";
import { newestVersions } from "../rows.ts";
import { discovery, isSearch, parseSearch, searchRequest } from "./search.ts";

const NameOr = (key: string) =>
  z
    .union([z.string(), z.looseObject({ [key]: z.string().nullish() }).transform((object) => object[key])])
    .nullish()
    .catch(undefined)
    .transform((value) => (typeof value === "string" && value !== "" ? value : undefined));

const Packument = z.object({
  name: z.string(),
  "dist-tags": z.record(z.string(), z.string()).catch({}),
  versions: z.record(z.string(), z.unknown()),
  time: z.record(z.string(), z.string()).optional().catch(undefined),
});
const Version = z.object({
  version: z.string(),
  description: z.string().nullish(),
  license: NameOr("type"),
  author: NameOr("name"),
  homepage: z.string().nullish().catch(undefined),
  mcpName: z.string().nullish().catch(undefined),
  deprecated: z.union([z.string(), z.boolean()]).nullish().catch(undefined),
  repository: z
    .union([z.string(), z.object({ url: z.string(), directory: z.string().nullish() })])
    .nullish()
    .catch(undefined),
  dist: z.object({ tarball: z.string(), integrity: z.string().nullish(), shasum: z.string().nullish() }),
});

/** What the history needs of each version. */
const Release = z.object({ deprecated: z.unknown().optional() });

/**
 * The npm registry: packages, by their packument (docs: "Package Metadata", `GET /{name}`). A name of the form
 * `search:keywords:mcp-server` stands for the packages that a search for it finds; without names, a few searches go first.
 */
export const npm: TextSource = {
  id: "npm",
  title: "npm registry",
  homepage: "https://docs.npmjs.com",
  gives: "packages that its search finds or that you name: their newest version, and the tools in their source",
  extent: { kind: "packages", type: "npm" },
  baseUrl: null,
  format: "json",
  pace: { delayMs: 50, concurrency: 4, because: "politeness; packuments and tarballs have no published limit" },

  first: ({ names }) => (names.length > 0 ? names : discovery).map((name) => name.trim()),

  request(cursor) {
    if (isSearch(cursor)) return searchRequest(cursor);
    const { name } = splitSpec(cursor);
    // A packument lists every version ever published; the largest known are around 40 MB.
    return { path: `/${name.replace("/", "%2F")}`, maxBytes: 100_000_000, revisited: true };
  },

  parse(body, cursor): ParsedPage {
    if (isSearch(cursor)) return parseSearch(body, cursor);
    const packument = Packument.safeParse(parseJson(body));
    if (!packument.success) return { ok: false, why: firstIssue(packument.error) };
    const { name, wanted } = splitSpec(cursor);
    if (packument.data.name !== name)
      return { ok: false, final: true, why: `it is the packument of ${packument.data.name}` };
    const tags = new Map(Object.entries(packument.data["dist-tags"]));
    const number = tags.get(wanted) ?? wanted;
    if (!Object.hasOwn(packument.data.versions, number))
      return {
        ok: false,
        final: true,
        why: `${name} has no version ${number}${tags.has(wanted) ? `, which its dist-tag ${wanted} names` : " and no such dist-tag"}`,
      };
    const version = Version.safeParse(packument.data.versions[number]);
    if (!version.success) return { ok: false, final: true, why: `version ${number}: ${firstIssue(version.error)}` };
    const listing = Listing.safeParse(listingOf(name, version.data, packument.data.time?.[number]));
    if (!listing.success) return { ok: false, final: true, why: `version ${number}: ${firstIssue(listing.error)}` };
    const versions = versionsOf(packument.data);
    return { ok: true, listings: [listing.data], versions, next: null, rejected: [] };
  },
};

function versionsOf({ name, versions, time }: z.infer<typeof Packument>): ListedVersion[] {
  const published = new Map(Object.entries(time ?? {}));
  return newestVersions(
    Object.entries(versions).map(([version, value]) => ({
      ref: name,
      version,
      publishedAt: published.get(version),
      status: Release.safeParse(value).data?.deprecated ? "deprecated" : "active",
    })),
  );
}

/** Splits `NAME[@VERSION]`; without a version the dist-tag `latest` is wanted. */
function splitSpec(spec: string): { name: string; wanted: string } {
  const at = spec.indexOf("@", 1);
  return at === -1 ? { name: spec, wanted: "latest" } : { name: spec.slice(0, at), wanted: spec.slice(at + 1) };
}

function listingOf(name: string, version: z.infer<typeof Version>, updatedAt: string | undefined) {
  const { dist, repository, mcpName, homepage, description } = version;
  // Packages from before 2017 have a SHA-1 in hexadecimal only; Subresource Integrity writes it in base64.
  const integrity =
    dist.integrity ?? (dist.shasum ? `sha1-${Buffer.from(dist.shasum, "hex").toString("base64")}` : null);
  return {
    source: "npm",
    ref: name,
    status: version.deprecated ? "deprecated" : "active",
    name,
    description: description ?? undefined,
    version: version.version,
    registryName: mcpName ?? undefined,
    license: version.license,
    author: version.author,
    homepage: homepage ?? undefined,
    repository: repository ? repositoryOf(repository) : undefined,
    packages: [
      {
        type: "npm",
        identifier: name,
        version: version.version,
        ...(integrity ? { archive: { url: dist.tarball, integrity } } : {}),
      },
    ],
    remotes: [],
    updatedAt,
  };
}

function repositoryOf(repository: string | { url: string; directory?: string | null | undefined }): Repository {
  if (typeof repository === "string") return { url: repository };
  return { url: repository.url, subfolder: repository.directory ?? undefined };
}
