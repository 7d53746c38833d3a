import type { Recommendation } from "../recommendation.ts";
import { fit, jsonText, namesOf, type Format } from "./format.ts";
import { placeholderUrl } from "./openai.ts";

const can = { hide: true };

/** What a request to the Messages API says about MCP servers, as far as a policy fills it in. */
export type AnthropicRequest = {
  mcp_servers: { type: "url"; name: string; url: string }[];
  tools: {
    type: "mcp_toolset";
    mcp_server_name: string;
    default_config: { enabled: false };
    configs: Record<string, { enabled: true }>;
  }[];
};

/** The part of a request for these servers. */
export function anthropicRequest(recommendations: readonly Recommendation[]): AnthropicRequest {
  return {
    mcp_servers: recommendations.map(({ server, url }) => ({ type: "url", name: server, url: url ?? placeholderUrl })),
    tools: recommendations.map((recommendation) => ({
      type: "mcp_toolset",
      mcp_server_name: recommendation.server,
      default_config: { enabled: false },
      configs: Object.fromEntries(
        namesOf(fit(recommendation, can).tools, "allow").map((name) => [name, { enabled: true }]),
      ),
    })),
  };
}

/** The MCP connector of Anthropic's Messages API. */
export const anthropic: Format = {
  id: "anthropic",
  title: "Anthropic Messages API",
  language: "json",
  file: "the request's mcp_servers and tools, with the beta header mcp-client-2025-11-20",
  source: "docs.claude.com, agents-and-tools/mcp-connector",
  can,
  render: (recommendations) => ({
    text: jsonText(anthropicRequest(recommendations)),
    lost: recommendations.flatMap((recommendation) => fit(recommendation, can).lost),
  }),
};
