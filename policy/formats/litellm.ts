import type { Recommendation } from "../recommendation.ts";
import { commented, fit, namesOf, remarks, yamlText, type Format } from "./format.ts";
import { placeholderUrl } from "./openai.ts";

const can = { hide: true };

/** LiteLLM puts a hyphen between server and tool, so a server's name has none. */
const serverName = (server: string): string => server.replaceAll("-", "_");

function render(recommendations: readonly Recommendation[]) {
  const parts = recommendations.map((recommendation) => ({ recommendation, ...fit(recommendation, can) }));
  const lost = parts.flatMap((part) => part.lost);
  const proxied: [string, object][] = [];
  for (const { recommendation, tools } of parts) {
    const { server, url } = recommendation;
    const allowed_tools = namesOf(tools, "allow");
    // An empty list of allowed tools allows all: a server without any is left out.
    if (allowed_tools.length === 0)
      lost.push({ server, tool: null, what: "a server without allowed tools", instead: "it is left out" });
    else
      proxied.push([
        serverName(server),
        { url: url ?? placeholderUrl, allowed_tools, disallowed_tools: namesOf(tools, "deny", "hide") },
      ]);
  }
  const config = { mcp_servers: Object.fromEntries(proxied) };
  return { text: commented("#", remarks(recommendations, lost)) + yamlText(config), lost };
}

/** LiteLLM's proxy. */
export const litellm: Format = {
  id: "litellm",
  title: "LiteLLM",
  language: "yaml",
  file: "config.yaml of the proxy",
  source: "docs.litellm.ai/docs/mcp_control",
  can,
  render,
};
