import type { Constraint, Recommendation } from "../recommendation.ts";
import { celCondition } from "./cel.ts";
import { commented, fit, remarks, yamlText, type Abilities, type Format, type Loss } from "./format.ts";

// Bounds of the resource definition (aigateway.envoyproxy.io/v1beta1, MCPRoute).
const maxRules = 32;
const maxTargets = 16;
const maxCel = 4_096;

const root = "request.mcp.params.arguments";
// The list of tools is asked for with these rules too, without a call: what looks at arguments must hold then.
const celOf = (constraints: readonly Constraint[]): string =>
  `request.method == "" || (${constraints.map((one) => celCondition(root, one) ?? "false").join(" && ")})`;
const can: Abilities = { hide: true, constrain: (one) => celCondition(root, one) !== undefined };

/** A name for a Kubernetes resource (RFC 1123 label). */
export function labelOf(name: string): string {
  const label = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/^-+|-+$/g, "");
  return label === "" ? "mcp-server" : label;
}

function routeOf(recommendation: Recommendation): { resource: object; lost: Loss[] } {
  const backend = labelOf(recommendation.server);
  const { tools, lost } = fit(recommendation, can);
  const open = tools.filter(({ outcome }) => outcome === "allow").map(({ terms }) => terms);
  const plain = open.filter(({ constraints }) => constraints.length === 0);
  const rules: object[] = [];
  for (let at = 0; at < plain.length; at += maxTargets)
    rules.push({
      action: "Allow",
      target: { tools: plain.slice(at, at + maxTargets).map(({ name }) => ({ backend, tool: name })) },
    });
  for (const { name, constraints } of open) {
    if (constraints.length === 0) continue;
    const cel = celOf(constraints);
    if (rules.length >= maxRules || cel.length > maxCel)
      lost.push({ server: recommendation.server, tool: name, what: "another rule", instead: "it is refused" });
    else rules.push({ action: "Allow", target: { tools: [{ backend, tool: name }] }, cel });
  }
  for (const { name } of plain.slice(maxRules * maxTargets))
    lost.push({ server: recommendation.server, tool: name, what: "another rule", instead: "it is refused" });
  const resource = {
    apiVersion: "aigateway.envoyproxy.io/v1beta1",
    kind: "MCPRoute",
    metadata: { name: backend },
    spec: {
      path: "/mcp",
      parentRefs: [{ name: "mcp-gateway", kind: "Gateway", group: "gateway.networking.k8s.io" }],
      backendRefs: [{ name: backend, port: 8080 }],
      securityPolicy: { authorization: { defaultAction: "Deny", rules: rules.slice(0, maxRules) } },
    },
  };
  return { resource, lost };
}

/** Envoy AI Gateway: one MCPRoute for each server. */
export const envoyAiGateway: Format = {
  id: "envoy-ai-gateway",
  title: "Envoy AI Gateway",
  language: "yaml",
  file: "a manifest for kubectl apply; put your gateway and the server's backend",
  source: "aigateway.envoyproxy.io/docs/api, MCPRoute",
  can,
  render: (recommendations) => {
    const made = recommendations.map((recommendation) => ({ recommendation, ...routeOf(recommendation) }));
    return {
      text: made
        .map(
          ({ recommendation, resource, lost }) => commented("#", remarks([recommendation], lost)) + yamlText(resource),
        )
        .join("---\n"),
      lost: made.flatMap(({ lost }) => lost),
    };
  },
};
