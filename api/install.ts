import { stringify } from "smol-toml";
import type { Package, Remote, Server } from "../catalog/server.ts";

/** What a client's configuration says: a command to start, or an address to connect to. */
type Start = { command: string; args: string[] } | { transport: Remote["type"]; url: string };

/** A text to paste, for a client; `where` says into what. */
type Snippet = { client: string; where: string; text: string };

/** A way to run a server: what it starts from, and what to tell clients. */
export type Way = { of: string; snippets: Snippet[] };

// Names of packages are strangers' texts that end up in a shell: only plain ones get a command (npm, PyPI and NuGet names and OCI
// references need no other characters; a first dash would be an option).
const plainName = /^@?[A-Za-z0-9][\w.~-]*(?:[/:@][A-Za-z0-9][\w.~-]*)*$/;
const plainVersion = /^[A-Za-z0-9][\w.+-]{0,60}$/;
const plainUrl = /^https?:\/\/[\w:/.~%?=&@+,;{}-]+$/;
const longest = 300;
const waysShown = 4;

/** The ways to run a server that the catalog can write down without guessing, each pinned to the version that is known. */
export function waysToRun(server: Pick<Server, "slug" | "packages" | "remotes">): Way[] {
  const packages = server.packages.flatMap((item) => {
    const start = startOf(item);
    return start ? [{ of: `${item.type} ${item.identifier}`, start }] : [];
  });
  const remotes = server.remotes.flatMap(({ type, url }) =>
    url.length <= longest && plainUrl.test(url) ? [{ of: url, start: { transport: type, url } }] : [],
  );
  return [...packages, ...remotes]
    .slice(0, waysShown)
    .map(({ of, start }) => ({ of, snippets: snippetsOf(server.slug, start) }));
}

function startOf({ type, identifier, version }: Package): Start | null {
  if (identifier.length > longest || !plainName.test(identifier)) return null;
  const isPlain = version !== undefined && plainVersion.test(version);
  const pinned = isPlain ? `${identifier}@${version}` : identifier;
  switch (type) {
    case "npm":
      return { command: "npx", args: ["-y", pinned] };
    case "pypi":
      return { command: "uvx", args: [pinned] };
    case "nuget":
      return { command: "dnx", args: [pinned, "--yes"] };
    case "oci": {
      const isTagged = identifier.includes("@") || /:[^/]*$/.test(identifier);
      return {
        command: "docker",
        args: ["run", "-i", "--rm", isTagged || !isPlain ? identifier : `${identifier}:${version}`],
      };
    }
    case "mcpb":
    case "cargo":
      return null;
  }
}

function snippetsOf(name: string, start: Start): Snippet[] {
  const isLocal = "command" in start;
  const transport = isLocal ? "stdio" : start.transport === "sse" ? "sse" : "http";
  const entry = isLocal ? { command: start.command, args: start.args } : { type: transport, url: start.url };
  const claude = isLocal
    ? `claude mcp add ${name} -- ${[start.command, ...start.args].join(" ")}`
    : `claude mcp add --transport ${transport} ${name} '${start.url}'`;
  return [
    { client: "Claude Code", where: "a terminal", text: claude },
    {
      client: isLocal ? "Claude Desktop, Cursor, Windsurf" : "Cursor, or a project's .mcp.json",
      where: isLocal
        ? "claude_desktop_config.json, .cursor/mcp.json or mcp_config.json"
        : ".cursor/mcp.json or .mcp.json",
      text: asJson({ mcpServers: { [name]: entry } }),
    },
    {
      client: "VS Code",
      where: ".vscode/mcp.json",
      text: asJson({ servers: { [name]: isLocal ? { type: transport, ...entry } : entry } }),
    },
    // It knows no other transport for endpoints than Streamable HTTP.
    ...(transport === "sse"
      ? []
      : [
          {
            client: "Codex",
            where: "~/.codex/config.toml",
            text: stringify({ mcp_servers: { [name]: isLocal ? entry : { url: start.url } } }),
          },
        ]),
  ];
}

const asJson = (value: unknown): string => JSON.stringify(value, null, 2);
