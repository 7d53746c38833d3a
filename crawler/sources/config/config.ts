import { z } from "zod";
import { sha256 } from "../../../catalog/hash.ts";
import type { Remote } from "../../../catalog/server.ts";
import { parseJson, type FileSource, type ParsedPage, type Rejection } from "../../source.ts";
import { listingOf, token } from "../rows.ts";
import { startedBy, type Started } from "./command.ts";

const Servers = z.record(z.string(), z.unknown());
const Named = { mcpServers: Servers.optional(), servers: Servers.optional() };
/** Where clients keep their servers: `mcpServers` (most), `servers` (VS Code's mcp.json), or either below `mcp`. */
const Config = z.object({ ...Named, mcp: z.object(Named).optional().catch(undefined) });
const Text = z.string().nullish();
/** What is read of an entry. Its environment and headers are not, and of its arguments only what names a package. */
const Entry = z.object({
  command: Text,
  args: z.array(z.union([z.string(), z.number().transform(String)])).nullish(),
  url: Text,
  serverUrl: Text,
  httpUrl: Text,
  type: Text,
  transport: Text,
});

/** The configuration of an MCP client on this computer. Cursor: its path. Nothing of it is kept but what names a server. */
export const config: FileSource = {
  id: "config",
  title: "Configuration of MCP clients",
  homepage: "https://modelcontextprotocol.io/docs/develop/connect-local-servers",
  gives: "the packages, images and endpoints of the servers in a client's configuration file (JSON)",
  extent: { kind: "named" },
  format: "file",
  pace: { delayMs: 1, concurrency: 1, because: "it is a file of this computer" },

  first: ({ names }) => names,

  parse(text, path): ParsedPage {
    const found = Config.safeParse(parseJson(plainJson(text)));
    if (!found.success) return { ok: false, final: true, why: "is not a configuration in JSON" };
    const { mcp, ...root } = found.data;
    const places = [
      ["/mcpServers", root.mcpServers],
      ["/servers", root.servers],
      ["/mcp/mcpServers", mcp?.mcpServers],
      ["/mcp/servers", mcp?.servers],
    ] as const;
    if (places.every(([, servers]) => !servers))
      return { ok: false, final: true, why: "names no servers: it has neither mcpServers nor servers" };
    const rejected: Rejection[] = [];
    const listings = places.flatMap(([place, servers]) =>
      Object.entries(servers ?? {}).flatMap(
        ([key, entry]) => parseEntry(path, key, entry, `${place}/${token(key)}`, rejected) ?? [],
      ),
    );
    return { ok: true, listings, next: null, rejected };
  },
};

function parseEntry(path: string, key: string, value: unknown, at: string, rejected: Rejection[]) {
  const entry = Entry.safeParse(value);
  const { packages, repository, remotes } = entry.success ? serverOf(entry.data) : nothing;
  if (packages.length + remotes.length > 0 || repository)
    return listingOf(z.null(), null, at, rejected, () => ({
      source: "config",
      // Two files may use one key; a path would tell where the user keeps things.
      ref: `${sha256(path).slice(0, 8)}/${key}`,
      status: "active",
      name: key,
      packages,
      ...(repository ? { repository } : {}),
      remotes,
    }));
  const addressed = entry.success && [entry.data.url, entry.data.serverUrl, entry.data.httpUrl].some(Boolean);
  // The address itself may hold a key, so it is not quoted.
  const address = addressed
    ? "its address is none: it must be a URL of http or https without variables"
    : "has no address";
  rejected.push({ at, why: `starts no package that can be told, and ${address}` });
  return null;
}

const nothing: Started & { remotes: Remote[] } = { packages: [], remotes: [] };

/** A bridge is no server: what it is started with is. */
const bridge = "mcp-remote";

function serverOf(entry: z.infer<typeof Entry>): Started & { remotes: Remote[] } {
  const args = entry.args ?? [];
  const started = (entry.command ? startedBy(entry.command, args) : null) ?? nothing;
  const bridged =
    started.packages[0]?.identifier === bridge ? args.find((arg) => /^https?:\/\//i.test(arg)) : undefined;
  const urls = [entry.url, entry.serverUrl, entry.httpUrl, bridged].flatMap((url) =>
    url ? (withoutSecrets(url) ?? []) : [],
  );
  const type = [entry.type, entry.transport].includes("sse") ? ("sse" as const) : ("streamable-http" as const);
  return {
    ...(bridged === undefined ? started : nothing),
    remotes: [...new Set(urls)].map((url) => ({ type, url })),
  };
}

/** An endpoint without user, query and fragment, where keys may be; null for what is none, or has variables. */
function withoutSecrets(text: string): string | null {
  if (text.includes("{") || !URL.canParse(text)) return null;
  const { protocol, host, pathname } = new URL(text);
  return /^https?:$/.test(protocol) ? `${protocol}//${host}${pathname}` : null;
}

/** JSON without the comments and trailing commas that editors allow. Strings are matched first, so they stay as they are. */
function plainJson(text: string): string {
  const keepStrings = (whole: string) => (whole.startsWith('"') ? whole : "");
  return text
    .replace(/^\uFEFF/, "")
    .replace(/"(?:[^"\\]|\\[^])*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g, keepStrings)
    .replace(/"(?:[^"\\]|\\[^])*"?|,(?=\s*[}\]])/g, keepStrings);
}
