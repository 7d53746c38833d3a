import { z } from "zod";
import { firstIssue, keepTools, parseJson, type ParsedPage, type Rejection, type TextSource } from "../../source.ts";
import { linked } from "../linked.ts";
import { listingOf, token } from "../rows.ts";

const Registry = z.object({
  servers: z.record(z.string(), z.unknown()),
  remote_servers: z.record(z.string(), z.unknown()).nullish(),
});
const Count = z.number().int().nonnegative().nullish();
const Server = z.object({
  description: z.string().nullish(),
  status: z.string().nullish(),
  transport: z.string().nullish(),
  image: z.string().nullish(),
  url: z.string().nullish(),
  repository_url: z.string().nullish(),
  tools: z.array(z.unknown()).nullish(),
  metadata: z
    .looseObject({
      stars: Count,
      pulls: Count,
      last_updated: z.iso.datetime({ offset: true }).nullish().catch(undefined),
    })
    .nullish(),
  custom_metadata: z.looseObject({ author: z.string().nullish(), homepage: z.string().nullish() }).nullish(),
});

/** ToolHive's registry: one JSON file in its repository. It names tools, without their definitions. */
export const toolhive: TextSource = {
  id: "toolhive",
  title: "ToolHive registry",
  homepage: "https://github.com/stacklok/toolhive",
  gives: "names, descriptions, images, endpoints and stars of curated servers, and the names of their tools",
  extent: { kind: "list" },
  baseUrl: "https://raw.githubusercontent.com",
  format: "json",
  pace: { delayMs: 1_000, concurrency: 1, because: "it is one file" },

  first: () => ["stacklok/toolhive/main/pkg/registry/data/registry.json"],

  request: (path) => ({ path: `/${path}`, revisited: true }),

  parse(body): ParsedPage {
    const registry = Registry.safeParse(parseJson(body));
    if (!registry.success) return { ok: false, why: firstIssue(registry.error) };
    const { servers, remote_servers: remote } = registry.data;
    const rejected: Rejection[] = [];
    const rows = [
      ...Object.entries(servers).map(([name, row]) => ({ name, row, at: `/servers/${token(name)}` })),
      ...Object.entries(remote ?? {}).map(([name, row]) => ({ name, row, at: `/remote_servers/${token(name)}` })),
    ];
    const listings = rows.flatMap(
      ({ name, row, at }) =>
        listingOf(Server, row, at, rejected, (server) => toListing(name, server, at, rejected)) ?? [],
    );
    return { ok: true, listings, next: null, rejected };
  },
};

const toListing = (name: string, row: z.infer<typeof Server>, at: string, rejected: Rejection[]) => ({
  source: "toolhive",
  ref: name,
  status: row.status?.toLowerCase() === "deprecated" ? ("deprecated" as const) : ("active" as const),
  name,
  description: row.description ?? undefined,
  author: row.custom_metadata?.author ?? undefined,
  ...linked(row.custom_metadata?.homepage),
  ...linked(row.repository_url),
  packages: row.image ? [{ type: "oci" as const, identifier: row.image }] : [],
  remotes: row.url
    ? [{ type: row.transport === "sse" ? ("sse" as const) : ("streamable-http" as const), url: row.url }]
    : [],
  updatedAt: row.metadata?.last_updated ?? undefined,
  stars: row.metadata?.stars ?? undefined,
  downloads: row.metadata?.pulls ?? undefined,
  tools: row.tools?.length
    ? keepTools(
        row.tools.map((tool) => ({ name: tool })),
        `${at}/tools`,
        rejected,
      )
    : undefined,
});
