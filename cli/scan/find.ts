import { readFile, stat } from "node:fs/promises";
import { parse as parseToml } from "smol-toml";
import { z } from "zod";
import { identifiersOf } from "../../crawler/identity.ts";
import { config } from "../../crawler/sources/config/config.ts";
import { withoutMark } from "../input-text.ts";
import type { ClientFile } from "./clients.ts";

/**
 * A server in a client's configuration. `identifiers` name the package, image or endpoint that it starts; `pinned` says whether
 * a package is started in one version only, and is null for what is no package. Nothing else of the entry is kept.
 */
export type ConfiguredServer = {
  key: string;
  client: string;
  file: string;
  identifiers: string[];
  pinned: boolean | null;
};
/** A file of which all or a part cannot be read, or an entry in it that starts nothing that can be told. */
export type Unread = { kind: "file" | "entry"; file: string; at: string; why: string };
export type Found = { files: string[]; servers: ConfiguredServer[]; unread: Unread[] };

/** Settings of editors grow, but not beyond this. */
const maxBytes = 10_000_000;

/** The servers in those of these files that are there. Secrets in them (variables, headers, arguments, keys in URLs) are not kept. */
export async function findServers(candidates: readonly ClientFile[]): Promise<Found> {
  const found: Found = { files: [], servers: [], unread: [] };
  const seen = new Set<string>();
  for (const file of candidates) {
    if (seen.has(file.path)) continue;
    seen.add(file.path);
    const text = await textOf(file.path, found);
    if (text !== undefined) readFileInto(file, text, found);
  }
  return found;
}

async function textOf(path: string, found: Found): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) throw new Error(`it is larger than ${maxBytes} bytes`);
    return withoutMark(await readFile(path, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOENT" && code !== "ENOTDIR")
      found.unread.push({
        kind: "file",
        file: path,
        at: "",
        why: error instanceof Error ? error.message : String(error),
      });
    return undefined;
  }
}

const TomlServers = z.looseObject({ mcp_servers: z.unknown() });
const Projects = z.looseObject({
  projects: z.record(z.string(), z.looseObject({ mcpServers: z.unknown() })).optional(),
});

/** The parts of a file that the source of configurations reads, as its JSON, with where they are in the file. */
function partsOf({ kind }: ClientFile, text: string): { at: string; json: string }[] {
  if (kind === "json") return [{ at: "", json: text }];
  if (kind === "toml") {
    const { mcp_servers } = TomlServers.parse(parseToml(text));
    return [{ at: "", json: JSON.stringify({ mcpServers: mcp_servers ?? {} }) }];
  }
  const { projects = {} } = Projects.parse(JSON.parse(text));
  return [
    { at: "", json: text },
    ...Object.values(projects).flatMap(({ mcpServers }, index) =>
      mcpServers ? [{ at: `/projects/${index}`, json: JSON.stringify({ mcpServers }) }] : [],
    ),
  ];
}

function readFileInto(file: ClientFile, text: string, found: Found): void {
  const { path, client } = file;
  let parts: { at: string; json: string }[];
  try {
    parts = partsOf(file, text);
  } catch {
    // A parser's message may quote the line that it stumbled on, and what stands there may be a secret.
    const language = file.kind === "toml" ? "TOML" : "JSON";
    found.unread.push({ kind: "file", file: path, at: "", why: `it is not a configuration in ${language}` });
    return;
  }
  found.files.push(path);
  for (const { at, json } of parts) {
    const page = config.parse(json, path);
    if (!page.ok) {
      if (!page.why.startsWith("names no servers"))
        found.unread.push({ kind: "file", file: path, at, why: `it ${page.why}` });
      continue;
    }
    for (const listing of page.listings) {
      const [started] = listing.packages;
      found.servers.push({
        key: listing.name,
        client,
        file: path,
        identifiers: identifiersOf(listing),
        pinned: started ? started.version !== undefined : null,
      });
    }
    for (const rejection of page.rejected)
      found.unread.push({ kind: "entry", file: path, at: at + rejection.at, why: `it ${rejection.why}` });
  }
}
