import type { Recommendation } from "../recommendation.ts";
import { celString } from "./cel.ts";
import { commented, fit, namesOf, remarks, yamlText, type Format } from "./format.ts";
import { placeholderUrl } from "./openai.ts";

// A rule about arguments would refuse every call: they are not known yet when it is asked (agentgateway issue 3092).
const can = { hide: true };

function render(recommendations: readonly Recommendation[]) {
  const parts = recommendations.map((recommendation) => ({ recommendation, ...fit(recommendation, can) }));
  const rules = parts.flatMap(({ recommendation: { server }, tools }) => {
    const names = namesOf(tools, "allow");
    return names.length === 0
      ? []
      : [`mcp.tool.target == ${celString(server)} && mcp.tool.name in [${names.map(celString).join(", ")}]`];
  });
  const lost = parts.flatMap((part) => part.lost);
  const config = {
    mcp: {
      port: 3000,
      // Without a rule that allows, everything is allowed: one that never holds refuses everything.
      policies: { mcpAuthorization: { rules: rules.length > 0 ? rules : ["false"] } },
      targets: recommendations.map(({ server, url }) => ({ name: server, mcp: { host: url ?? placeholderUrl } })),
    },
  };
  return { text: commented("#", remarks(recommendations, lost)) + yamlText(config), lost };
}

/** agentgateway: rules in CEL, which filter tools/list too. */
export const agentgateway: Format = {
  id: "agentgateway",
  title: "agentgateway",
  language: "yaml",
  file: "config.yaml; the server's name is its target's",
  source: "agentgateway.dev/docs, configuration/security/mcp-authz",
  can,
  render,
};
