import type { Recommendation } from "../recommendation.ts";
import { commented, fit, namesOf, remarks, yamlText, type Fitted, type Format } from "./format.ts";
import { approvalMessage } from "./policylayer.ts";

// A tool that is really called "*" would give its rules to every tool.
const can = { name: (name: string) => name !== "*", limit: true, hide: true, constrain: () => true };

function rulesOf({ terms, outcome }: Fitted): object[] {
  const { name, action, limits, constraints } = terms;
  if (outcome !== "allow") {
    const on_deny = action === "approve" ? approvalMessage : "Denied by policy.";
    return [{ name: `${name} is refused`, action: "deny", on_deny }];
  }
  return [
    ...constraints.map(({ path, op, value, why }, at) => ({
      name: `${name} argument ${at + 1}`,
      conditions: [{ path: `args.${path.join(".")}`, op, value }],
      on_deny: `Not allowed: ${why}.`,
    })),
    ...limits.map(({ max, window }) => ({ name: `${name}_rate`, rate_limit: `${max}/${window}` })),
  ];
}

function render(recommendations: readonly Recommendation[]) {
  const parts = recommendations.map((recommendation) => {
    const { tools, lost } = fit(recommendation, can);
    const hide = namesOf(tools, "hide");
    const listed = tools.filter(({ outcome, terms }) => outcome !== "hide" && can.name(terms.name));
    const policy = {
      version: "1",
      description: recommendation.server,
      default: "deny",
      ...(hide.length > 0 ? { hide } : {}),
      tools: Object.fromEntries(listed.map((tool) => [tool.terms.name, { rules: rulesOf(tool) }])),
    };
    return { text: commented("#", remarks([recommendation], lost)) + yamlText(policy), lost };
  });
  return { text: parts.map(({ text }) => text).join("---\n"), lost: parts.flatMap(({ lost }) => lost) };
}

/** Intercept: a proxy that enforces YAML, one document for each server. */
export const intercept: Format = {
  id: "intercept",
  title: "Intercept",
  language: "yaml",
  file: "policy.yaml, given to the proxy with --policy",
  source: "github.com/PolicyLayer/Intercept, POLICY.md",
  can,
  render,
};
