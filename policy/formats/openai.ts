import type { Recommendation } from "../recommendation.ts";
import { fit, jsonText, namesOf, type Format } from "./format.ts";

const can = { approve: true, hide: true };

/** A tool of the Responses API of type "mcp", as far as a policy fills it in. */
export type OpenAiTool = {
  type: "mcp";
  server_label: string;
  server_url: string;
  allowed_tools: string[];
  require_approval: "always" | { never: { tool_names: string[] }; always: { tool_names: string[] } };
};

/** Stands for the address of a server that is not known to have one. */
export const placeholderUrl = "https://mcp.example/mcp";

/** The tool for one server. */
export function openAiTool(recommendation: Recommendation): OpenAiTool {
  const { tools } = fit(recommendation, can);
  const [never, always] = [namesOf(tools, "allow"), namesOf(tools, "approve")];
  return {
    type: "mcp",
    server_label: recommendation.server,
    server_url: recommendation.url ?? placeholderUrl,
    allowed_tools: [...never, ...always],
    require_approval: never.length === 0 ? "always" : { never: { tool_names: never }, always: { tool_names: always } },
  };
}

/** The `mcp` tool of OpenAI's Responses API. */
export const openai: Format = {
  id: "openai",
  title: "OpenAI Responses API",
  language: "json",
  file: "an entry of the request's tools",
  source: "platform.openai.com/docs/guides/tools-connectors-mcp",
  can,
  render: (recommendations) => {
    const made = recommendations.map(openAiTool);
    return {
      text: jsonText(made.length === 1 ? made[0] : made),
      lost: recommendations.flatMap((recommendation) => fit(recommendation, can).lost),
    };
  },
};
