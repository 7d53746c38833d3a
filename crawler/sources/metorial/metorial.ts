import { z } from "zod";
import { keepTools, type PackageFiles, type Rejection, type TarballSource } from "../../source.ts";
import { listingOf } from "../rows.ts";
import { parseYaml } from "../yaml.ts";

const Server = z.object({
  name: z.string().nullish(),
  description: z.string().nullish(),
  subdirectory: z.string().nullish(),
  repo: z.object({ url: z.string().min(1), owner: z.string().nullish() }),
});

/** Metorial's index, a repository with a folder for each server. Cursor: the repository. */
export const metorial: TarballSource = {
  id: "metorial",
  title: "Metorial MCP index",
  homepage: "https://github.com/metorial/mcp-index",
  gives: "names, descriptions and repositories of servers, and the tools of one in four",
  extent: { kind: "list" },
  baseUrl: "https://codeload.github.com",
  format: "tarball",
  pace: { delayMs: 1_000, concurrency: 1, because: "it is one archive" },

  first: () => ["metorial/mcp-index"],

  request: (repository) => ({ path: `/${repository}/tar.gz/main`, maxBytes: 100_000_000, revisited: true }),

  parse(files) {
    const paths = files.paths().filter((path) => /^catalog\/[^/]+\/[^/]+\/[^/]+\/server\.yaml$/.test(path));
    if (paths.length === 0) return { ok: false, why: "the archive has no catalog/OWNER/REPOSITORY/NAME/server.yaml" };
    const rejected: Rejection[] = [];
    const listings = paths.sort().flatMap((path) => parseServer(files, path, rejected) ?? []);
    return { ok: true, listings, next: null, rejected };
  },
};

function parseServer(files: PackageFiles, path: string, rejected: Rejection[]) {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const ref = folder.slice("catalog/".length);
  return listingOf(Server, parseYaml(files.text(path) ?? ""), path, rejected, (row) => {
    // "/" is the repository itself.
    const subfolder = row.subdirectory?.replace(/^\/|\/$/g, "");
    return {
      source: "metorial",
      ref,
      status: "active",
      name: ref,
      title: row.name ?? undefined,
      description: row.description ?? undefined,
      author: row.repo.owner ?? undefined,
      repository: { url: row.repo.url, ...(subfolder ? { subfolder } : {}) },
      packages: [],
      remotes: [],
      tools: toolsOf(files.text(`${folder}/tools.yaml`), `${folder}/tools.yaml`, rejected),
    };
  });
}

function toolsOf(text: string | undefined, at: string, rejected: Rejection[]) {
  if (text === undefined) return undefined;
  const list = z.array(z.unknown()).safeParse(parseYaml(text));
  if (!list.success) rejected.push({ at, why: "is not a YAML list" });
  return list.data?.length ? keepTools(list.data, at, rejected) : undefined;
}
