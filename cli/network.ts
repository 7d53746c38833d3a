import { UserError } from "../catalog/user-error.ts";
import { createHttp, type Http } from "../crawler/http.ts";
import { readNpmConfig } from "../crawler/npm-config.ts";
import type { Source } from "../crawler/source.ts";
import { allSources } from "../crawler/sources.ts";
import { version } from "./version.ts";

/** Who we are to the servers that we ask. */
export const userAgent = `mcp-risk/${version} (MCP server catalog crawler)`;

/** The way out: an HTTP client that may reach the configured base URLs, and where each source is. */
export type Network = { http: Http; baseUrlOf: (source: Source) => string };

/** Opens the network with `--base-url ID=URL` settings and npm's own configuration. */
export async function openNetwork(settings: readonly string[]): Promise<Network> {
  const given = new Map(settings.map(parseBaseUrl));
  const npmConfig = await readNpmConfig(process.env, process.cwd());
  const http = createHttp({
    userAgent,
    // The default registry counts as named by the user too: it is npm's configuration that says it.
    trusted: [...given.values(), npmConfig.registry],
    ca: npmConfig.ca,
  });
  return { http, baseUrlOf: (source) => given.get(source.id) ?? source.baseUrl ?? npmConfig.registry };
}

function parseBaseUrl(setting: string): [string, string] {
  const cut = setting.indexOf("=");
  const id = setting.slice(0, cut);
  const url = setting.slice(cut + 1);
  if (cut < 1 || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UserError(
      `--base-url ${setting} is not ID=URL. Write, for example, --base-url registry=https://registry.example.`,
    );
  if (!allSources.some((source) => source.id === id))
    throw new UserError(
      `--base-url names no source "${id}". The sources are ${allSources.map((s) => s.id).join(", ")}.`,
    );
  return [id, url.replace(/\/+$/, "")];
}
