import type { Package, Remote, Server } from "../../catalog/server.ts";
import { Document, Line } from "./text.tsx";

/** The commands that start a package of each type, as clients' configurations have them. */
const starters: Partial<Record<Package["type"], (identifier: string, version: string | undefined) => string[]>> = {
  npm: (name, version) => ["npx", "-y", version === undefined ? name : `${name}@${version}`],
  pypi: (name, version) => ["uvx", version === undefined ? name : `${name}@${version}`],
  oci: (image) => ["docker", "run", "-i", "--rm", image],
  nuget: (name, version) => ["dnx", version === undefined ? name : `${name}@${version}`, "--yes"],
};

type Way = { title: string; entry: object };

/** How to add a server to a client: an entry for each package and endpoint, with the version fixed. */
export function Install({ server }: { server: Server }) {
  const ways = [...server.packages.flatMap(wayOf), ...server.remotes.map(remoteWay)];
  if (ways.length === 0) return null;
  return (
    <section aria-labelledby="install">
      <h2 id="install">How to add it</h2>
      <p>
        Entries for the <code>mcpServers</code> of Claude Desktop, Claude Code, Cursor, Windsurf and Gemini CLI. The
        version is fixed, so that no other one runs unseen; what it needs to be told (keys, folders) its own page says.
      </p>
      {ways.map(({ title, entry }, index) => (
        <details open={index === 0}>
          <summary>
            <Line text={title} />
          </summary>
          <Document
            text={JSON.stringify({ mcpServers: { [server.slug]: entry } }, null, 2)}
            label={`Entry for ${title}`}
          />
        </details>
      ))}
    </section>
  );
}

function wayOf({ type, identifier, version }: Package): Way[] {
  const [command, ...args] = starters[type]?.(identifier, version) ?? [];
  return command === undefined ? [] : [{ title: `${type} ${identifier}`, entry: { command, args } }];
}

function remoteWay({ type, url }: Remote): Way {
  return { title: url, entry: { type: type === "sse" ? "sse" : "http", url } };
}
