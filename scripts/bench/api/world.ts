import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { Listing, type Package, type Remote } from "../../../catalog/server.ts";
import { ToolDefinition } from "../../../catalog/tool.ts";

/** Where the replica of the public registries has its data. */
export const world = new URL("../../../../shared/world/", import.meta.url);

const Entry = z.looseObject({
  name: z.string().optional(),
  qualifiedName: z.string().optional(),
  path: z.string().optional(),
  href: z.string().optional(),
  slug: z.string().optional(),
  identifier: z.string().optional(),
  displayName: z.string().optional(),
  title: z.string().optional(),
  description: z.string().nullish(),
  useCount: z.number().optional(),
});
const Group = z.looseObject({
  id: z.string(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  repo: z.looseObject({ host: z.string(), owner: z.string(), name: z.string(), sub: z.string().nullish() }).nullish(),
  packages: z.array(
    z.looseObject({
      type: z.string(),
      id: z.string(),
      version: z.string().nullish(),
      summary: z.string().nullish(),
      downloads: z.number().nullish(),
    }),
  ),
  remotes: z.array(z.looseObject({ type: z.string().nullish(), url: z.string(), auth: z.string().nullish() })),
  listings: z.record(z.string(), z.array(Entry)),
  tools: z.array(z.unknown()).optional(),
});
type Group = z.infer<typeof Group>;
const Clone = z.object({
  cloneGroup: z.custom<(group: unknown, tag: string) => unknown>((value) => typeof value === "function"),
  reword: z.custom<(text: unknown, salt: string) => unknown>((value) => typeof value === "function"),
});

/** A server of the replica: its listings, and what was read of its tools, by the source and ref of one of them. */
export type WorldServer = {
  listings: Listing[];
  tools: { source: string; ref: string; reader: string; tools: ToolDefinition[] } | null;
  /** Endpoints that want to know who is there. */
  guarded: string[];
};

/** The servers of the replica's data and `scale - 1` renamed, reworded copies of each, without starting the replica. */
export async function* worldServers(scale: number): AsyncGenerator<WorldServer> {
  const lines = gunzipSync(readFileSync(new URL("data-a/groups.jsonl.gz", world))).toString("utf8");
  const { cloneGroup, reword } = Clone.parse(await import(new URL("src/clone.mjs", world).href));
  for (let copy = 1; copy <= scale; copy++)
    for (const line of lines.split("\n")) {
      if (line === "") continue;
      const original: unknown = JSON.parse(line);
      if (copy === 1) yield serverOf(Group.parse(original), (text) => text);
      else {
        const group = Group.parse(cloneGroup(original, `x${copy}`));
        yield serverOf(group, (text, salt) => reword(text, group.id + salt));
      }
    }
}

const packageTypes = new Set<string>(["npm", "pypi", "oci", "nuget", "mcpb", "cargo"]);
const catalogues = ["registry", "smithery", "glama", "mcpso", "docker", "toolhive", "metorial", "awesome"];
/** As the sources of this program name them. */
const keyOf = (entry: z.infer<typeof Entry>): string | undefined =>
  entry.qualifiedName ?? entry.path ?? entry.href ?? entry.identifier ?? entry.slug ?? entry.name;

function serverOf(group: Group, reword: (text: unknown, salt: string) => unknown): WorldServer {
  const { repo } = group;
  const shared = {
    status: "active" as const,
    ...(group.description ? { description: group.description } : {}),
    ...(repo
      ? {
          repository: {
            url: `https://${repo.host}/${repo.owner}/${repo.name}`,
            ...(repo.sub ? { subfolder: repo.sub } : {}),
          },
        }
      : {}),
  };
  const packages = group.packages.flatMap((one): Package[] =>
    packageTypes.has(one.type)
      ? [{ type: one.type as Package["type"], identifier: one.id, ...(one.version ? { version: one.version } : {}) }]
      : [],
  );
  const remotes = group.remotes.map(({ type, url }): Remote => ({
    type: type === "sse" ? "sse" : "streamable-http",
    url,
  }));
  const found: unknown[] = group.packages.flatMap((one, index) =>
    one.type === "npm" || one.type === "pypi"
      ? [
          {
            ...shared,
            source: one.type,
            ref: one.id,
            name: one.id,
            ...(one.summary ? { description: one.summary } : {}),
            ...(one.version ? { version: one.version } : {}),
            ...(one.downloads ? { downloads: one.downloads } : {}),
            packages: packages.slice(index, index + 1),
            remotes: [],
          },
        ]
      : [],
  );
  for (const source of catalogues)
    for (const entry of group.listings[source] ?? []) {
      const ref = keyOf(entry);
      const title = entry.displayName ?? entry.title;
      if (ref === undefined) continue;
      found.push({
        ...shared,
        source,
        ref,
        name: ref,
        ...(title ? { title } : {}),
        ...(entry.description ? { description: entry.description } : {}),
        packages: source === "awesome" ? [] : packages,
        remotes: source === "awesome" ? [] : remotes,
      });
    }
  if (found.length === 0)
    found.push({
      ...shared,
      source: "mcpso",
      ref: group.id,
      name: group.title ?? repo?.name ?? group.id,
      packages,
      remotes,
    });
  const listings = found.flatMap((one) => {
    const read = Listing.safeParse(one);
    return read.success ? [{ ...read.data, tools: undefined }] : [];
  });
  const [first] = listings;
  const definitions = (group.tools ?? []).flatMap((tool) => {
    const read = ToolDefinition.safeParse(tool);
    if (!read.success) return [];
    const description = reword(read.data.description, read.data.name);
    return [typeof description === "string" ? { ...read.data, description } : read.data];
  });
  const reader =
    first?.source === "npm" ? "javascript" : first?.source === "pypi" ? "python" : `listing:${first?.source ?? ""}`;
  return {
    listings,
    tools:
      first && definitions.length > 0 ? { source: first.source, ref: first.ref, reader, tools: definitions } : null,
    guarded: group.remotes.flatMap(({ auth, url }) =>
      auth && !["none_public", "unknown"].includes(auth) ? [url] : [],
    ),
  };
}
