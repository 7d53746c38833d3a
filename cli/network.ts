import { UserError } from "../catalog/user-error.ts";
import { createHttp, type Http } from "../crawler/http.ts";
import { readNpmConfig, type NpmConfig } from "../crawler/npm-config.ts";
import type { Source } from "../crawler/source.ts";
import { allSources } from "../crawler/sources.ts";
import { version } from "./version.ts";

/** Who we are to the servers that we ask. */
export const userAgent = `mcp-risk/${version} (MCP server catalog crawler)`;

/** The way out: an HTTP client that may reach the configured base URLs, where each source is, and what proves who we are to it. */
export type Network = {
  http: Http;
  npmConfig: NpmConfig;
  /** "" for a source that is not asked over HTTP. */
  baseUrlOf: (source: Source) => string;
  /** The headers with a source's tokens. They are secrets: only for requests below its base URL. */
  headersOf: (source: Source) => Record<string, string>;
};

/** Opens the network with `--base-url ID=URL` settings, endpoints that the user names, npm's own configuration, and the tokens of the environment. */
export async function openNetwork(settings: readonly string[], endpoints: readonly string[] = []): Promise<Network> {
  const given = new Map(settings.map(parseBaseUrl));
  const npmConfig = await readNpmConfig(process.env, process.cwd());
  const http = createHttp({
    userAgent,
    // The default registry counts as named by the user too: it is npm's configuration that says it.
    trusted: [...given.values(), npmConfig.registry, ...endpoints],
    ca: npmConfig.ca,
  });
  return {
    http,
    npmConfig,
    baseUrlOf: (source) =>
      "request" in source
        ? (given.get(source.id) ?? source.baseUrl ?? npmConfig.registry)
        : (given.get(source.id) ?? ""),
    headersOf: (source) => tokenHeaders(source, process.env),
  };
}

type Environment = Record<string, string | undefined>;

/** The variables that a source needs and that are not set. */
export function missingTokens({ tokens = [] }: Source, environment: Environment): string[] {
  return tokens.map(({ variable }) => variable).filter((variable) => !environment[variable]?.trim());
}

/** A source's tokens as headers. Throws a UserError for a value that no header can have. */
export function tokenHeaders({ tokens = [] }: Source, environment: Environment): Record<string, string> {
  return Object.fromEntries(
    tokens.flatMap(({ variable, header }) => {
      const value = environment[variable]?.trim() ?? "";
      // Visible ASCII (RFC 9110, 5.5). The message must not show the value: it is a secret.
      if (!/^[\x20-\x7e]*$/.test(value))
        throw new UserError(`${variable} holds characters that a token cannot have. Set it again.`);
      return value === "" ? [] : [[header, value] as const];
    }),
  );
}

function parseBaseUrl(setting: string): [string, string] {
  const cut = setting.indexOf("=");
  const id = setting.slice(0, cut);
  const url = setting.slice(cut + 1);
  if (cut < 1 || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UserError(
      `--base-url ${setting} is not ID=URL. Write, for example, --base-url registry=https://registry.example.`,
    );
  const asked = allSources.filter(({ format }) => format !== "file").map((source) => source.id);
  if (!asked.includes(id))
    throw new UserError(`--base-url names no source "${id}". Those with one are ${asked.join(", ")}.`);
  return [id, url.replace(/\/+$/, "")];
}
