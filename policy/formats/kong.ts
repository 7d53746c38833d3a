import type { Recommendation } from "../recommendation.ts";
import { commented, fit, namesOf, remarks, yamlText, type Format } from "./format.ts";

const can = { hide: true };

/** The consumer group that may call the tools, and one that nobody is in. */
const callers = "mcp-users";
const nobody = "nobody";

function render(recommendations: readonly Recommendation[]) {
  const parts = recommendations.map((recommendation) => ({ recommendation, ...fit(recommendation, can) }));
  const lost = parts.flatMap((part) => part.lost);
  const plugins = parts.map(({ recommendation: { server }, tools }) => ({
    name: "ai-mcp-proxy",
    instance_name: server,
    config: {
      mode: "passthrough-listener",
      include_consumer_groups: true,
      default_acl: [{ scope: "tools", allow: [nobody], deny: [] }],
      tools: namesOf(tools, "allow").map((name) => ({ name, acl: { allow: [callers], deny: [] } })),
    },
  }));
  return { text: commented("#", remarks(recommendations, lost)) + yamlText({ plugins }), lost };
}

/** Kong's MCP proxy plugin, a part of a declarative configuration. */
export const kong: Format = {
  id: "kong",
  title: "Kong AI MCP Proxy",
  language: "yaml",
  file: "a plugin of the server's route; put its callers into the consumer group mcp-users",
  source: "developer.konghq.com/plugins/ai-mcp-proxy",
  can,
  render,
};
