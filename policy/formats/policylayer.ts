import { Policy, type ToolPolicy } from "../../catalog/policy.ts";
import type { Recommendation, ToolTerms } from "../recommendation.ts";
import { fit, jsonText, type Format } from "./format.ts";

// "*" stands for every tool: one that is really called so cannot be named, and is refused by default.
const can = { name: (name: string) => name !== "*", limit: true, hide: true, constrain: () => true };

/** What a caller is told where a person would have to approve: PolicyLayer v1 has no approval step. */
export const approvalMessage = "Requires human approval.";

/** The counter of a tool's calls. */
const counterOf = (name: string, window: string): string => `${name}_${window === "minute" ? "rate" : `per_${window}`}`;

function toolPolicy({ name, action, limits, constraints }: ToolTerms): ToolPolicy {
  // An approval that cannot be asked for is a refusal, never a permission.
  if (action === "approve") return { deny_if: [{ conditions: [], on_deny: approvalMessage }] };
  if (action === "deny") return { deny_if: [{ conditions: [], on_deny: "Denied by policy." }] };
  return {
    ...(constraints.length > 0
      ? {
          require: constraints.map(({ path, op, value, why }) => ({
            conditions: [{ path: `args.${path.join(".")}`, op, value }],
            on_deny: `Not allowed: ${why}.`,
          })),
        }
      : {}),
    ...(limits.length > 0
      ? {
          limits: limits.map(({ max, window }) => ({ counter: counterOf(name, window), window, max, scope: "grant" })),
        }
      : {}),
  };
}

/** A recommendation as a PolicyLayer v1 document (policylayer.com/docs/writing-policies): deny by default. */
export function policyLayerPolicy({ tools }: Recommendation): Policy {
  const hide = tools.filter(({ name, action }) => can.name(name) && action === "hide").map(({ name }) => name);
  const listed = tools.filter(({ name, action }) => can.name(name) && action !== "hide");
  return {
    version: "1",
    default: "deny",
    ...(hide.length > 0 ? { hide } : {}),
    ...(listed.length > 0 ? { tools: Object.fromEntries(listed.map((terms) => [terms.name, toolPolicy(terms)])) } : {}),
  };
}

/** A policy as a PolicyLayer v1 document: JSON with two spaces and a final newline. Throws when it breaks the schema. */
export function formatPolicyLayer(policy: Policy): string {
  // Checked, but printed as given: zod's copy would lose a tool that is called __proto__.
  Policy.parse(policy);
  return `${JSON.stringify(policy, null, 2)}\n`;
}

/** PolicyLayer, the format that everything else here is derived from; for several servers, a document by each name. */
export const policylayer: Format = {
  id: "policylayer",
  title: "PolicyLayer",
  language: "json",
  file: "the policy of a grant, which belongs to one server",
  source: "policylayer.com/docs/writing-policies",
  can,
  render: (recommendations) => {
    const [first] = recommendations;
    const text =
      recommendations.length === 1 && first
        ? formatPolicyLayer(policyLayerPolicy(first))
        : jsonText(Object.fromEntries(recommendations.map((one) => [one.server, policyLayerPolicy(one)])));
    return { text, lost: recommendations.flatMap((one) => fit(one, can).lost) };
  },
};
