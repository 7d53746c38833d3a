import { z } from "zod";
import { ToolDefinition, toolLimits } from "../../../catalog/tool.ts";
import { keepValid, parseJson, type PackageFiles, type Rejection, type TarballSource } from "../../source.ts";
import { listingOf } from "../rows.ts";
import { parseYaml } from "../yaml.ts";

const Server = z.object({
  name: z.string(),
  image: z.string().max(2_000).nullish(),
  about: z.object({ title: z.string().nullish(), description: z.string().nullish() }).nullish(),
  source: z.object({ project: z.string().nullish(), directory: z.string().nullish() }).nullish(),
  remote: z.object({ transport_type: z.string(), url: z.string().min(1).max(2_000) }).nullish(),
});
const jsonTypes = ["string", "number", "integer", "boolean", "array", "object", "null"] as const;
/** Docker's own shape of a tool: a list of arguments. It says the same as a schema of an object, and becomes one. */
const Tool = z
  .looseObject({
    name: z.unknown().optional(),
    description: z.unknown().optional(),
    annotations: z.unknown().optional(),
    arguments: z
      .array(
        z.object({
          name: z.string(),
          type: z.enum(jsonTypes).optional().catch(undefined),
          desc: z.string().nullish(),
          optional: z.boolean().nullish(),
        }),
      )
      .nullish(),
  })
  .transform(({ name, description, annotations, arguments: list }): unknown => ({
    name,
    description,
    annotations,
    inputSchema: {
      type: "object",
      properties: Object.fromEntries(
        (list ?? []).map(({ name: key, type, desc }) => [
          key,
          { ...(type ? { type } : {}), ...(desc ? { description: desc } : {}) },
        ]),
      ),
      required: (list ?? []).filter(({ optional }) => optional !== true).map(({ name: key }) => key),
    },
  }))
  .pipe(ToolDefinition);

/** Docker's MCP registry, a repository with a folder for each server. Cursor: the repository. */
export const docker: TarballSource = {
  id: "docker",
  title: "Docker MCP registry",
  homepage: "https://github.com/docker/mcp-registry",
  gives: "names, descriptions, images, repositories and endpoints of reviewed servers, and tools of some",
  extent: { kind: "list" },
  baseUrl: "https://codeload.github.com",
  format: "tarball",
  pace: { delayMs: 1_000, concurrency: 1, because: "it is one archive" },

  first: () => ["docker/mcp-registry"],

  request: (repository) => ({ path: `/${repository}/tar.gz/main`, maxBytes: 100_000_000, revisited: true }),

  parse(files) {
    const paths = files.paths().filter((path) => /^servers\/[^/]+\/server\.yaml$/.test(path));
    if (paths.length === 0) return { ok: false, why: "the archive has no servers/NAME/server.yaml" };
    const rejected: Rejection[] = [];
    const listings = paths.sort().flatMap((path) => parseServer(files, path, rejected) ?? []);
    return { ok: true, listings, next: null, rejected };
  },
};

function parseServer(files: PackageFiles, path: string, rejected: Rejection[]) {
  const folder = path.slice(0, path.lastIndexOf("/"));
  return listingOf(Server, parseYaml(files.text(path) ?? ""), path, rejected, (row) => ({
    source: "docker",
    ref: folder.slice("servers/".length),
    status: "active",
    name: row.name,
    title: row.about?.title ?? undefined,
    description: row.about?.description ?? undefined,
    repository: row.source?.project
      ? { url: row.source.project, subfolder: row.source.directory ?? undefined }
      : undefined,
    packages: row.image ? [{ type: "oci" as const, identifier: row.image }] : [],
    remotes: row.remote
      ? [{ type: row.remote.transport_type === "sse" ? "sse" : "streamable-http", url: row.remote.url }]
      : [],
    tools: toolsOf(files.text(`${folder}/tools.json`), `${folder}/tools.json`, rejected),
  }));
}

/** No file and an empty list mean the same: the tools cannot be listed without credentials. */
function toolsOf(text: string | undefined, at: string, rejected: Rejection[]) {
  if (text === undefined) return undefined;
  const list = z.array(z.unknown()).safeParse(parseJson(text));
  if (!list.success) rejected.push({ at, why: "is not a JSON list" });
  return list.data?.length ? keepValid(Tool, list.data.slice(0, toolLimits.tools), at, rejected) : undefined;
}
