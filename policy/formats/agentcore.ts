import type { Constraint, Recommendation } from "../recommendation.ts";
import { cedarDecimal, cedarLong, cedarString } from "./cedar.ts";
import { commented, fit, remarks, type Abilities, type Fitted, type Format } from "./format.ts";

/** Stands for the gateway's ARN. */
export const gatewayArn = "arn:aws:bedrock-agentcore:REGION:ACCOUNT:gateway/GATEWAY";

/** A policy has at most 10 KB; names are the most of it. */
const maxPolicyLength = 9_000;

const comparisons: Partial<Record<Constraint["op"], readonly [long: string, decimal: string]>> = {
  lt: ["<", "lessThan"],
  lte: ["<=", "lessThanOrEqual"],
  gt: [">", "greaterThan"],
  gte: [">=", "greaterThanOrEqual"],
};

/** A condition on an argument whose type the tool's schema says: an integer is a Long, a number a Decimal. */
function condition({ path, op, value, type }: Constraint): string | undefined {
  const [name, ...deeper] = path;
  if (name === undefined || deeper.length > 0) return undefined;
  const at = /^[A-Za-z_]\w*$/.test(name) ? `context.input.${name}` : `context.input[${cedarString(name)}]`;
  const literal = (one: unknown): string | undefined => {
    if (type === "string") return typeof one === "string" ? cedarString(one) : undefined;
    if (type === "boolean") return typeof one === "boolean" ? String(one) : undefined;
    if (typeof one !== "number") return undefined;
    return type === "integer" ? cedarLong(one) : type === "number" ? cedarDecimal(one) : undefined;
  };
  const comparison = comparisons[op];
  if (comparison) {
    const given = literal(value);
    if (given === undefined || type === "string" || type === "boolean") return undefined;
    return type === "integer" ? `${at} ${comparison[0]} ${given}` : `${at}.${comparison[1]}(${given})`;
  }
  const values = op === "in" || op === "not_in" ? value : [value];
  if (!Array.isArray(values) || !["eq", "neq", "in", "not_in"].includes(op)) return undefined;
  const items = values.map(literal);
  if (items.length === 0 || items.includes(undefined)) return undefined;
  const among = `[${items.join(", ")}].contains(${at})`;
  return op === "eq" || op === "in" ? among : `!${among}`;
}

const can: Abilities = { constrain: (one) => condition(one) !== undefined };
const gateway = `resource == AgentCore::Gateway::${cedarString(gatewayArn)}`;

function policiesOf(server: string, tools: readonly Fitted[]): string[] {
  const actionOf = (name: string): string => `AgentCore::Action::${cedarString(`${server}___${name}`)}`;
  const permit = (actions: string, when = ""): string =>
    `permit(principal is AgentCore::OAuthUser, ${actions}, ${gateway})${when};\n`;
  const open = tools.filter(({ outcome }) => outcome === "allow").map(({ terms }) => terms);
  const made: string[] = [];
  let group: string[] = [];
  const flush = (): void => {
    if (group.length > 0) made.push(permit(`action in [${group.join(", ")}]`));
    group = [];
  };
  for (const { name, constraints } of open) {
    if (constraints.length > 0) continue;
    if (group.join(", ").length + name.length * 9 > maxPolicyLength) flush();
    group.push(actionOf(name));
  }
  flush();
  for (const { name, constraints } of open) {
    if (constraints.length === 0) continue;
    const when = constraints.map((one) => condition(one) ?? "false").join(" && ");
    made.push(permit(`action == ${actionOf(name)}`, ` when { ${when} }`));
  }
  return made;
}

function render(recommendations: readonly Recommendation[]) {
  const parts = recommendations.map((recommendation) => ({ recommendation, ...fit(recommendation, can) }));
  const lost = parts.flatMap((part) => part.lost);
  const policies = parts.flatMap(({ recommendation: { server }, tools }) => policiesOf(server, tools));
  return { text: commented("//", remarks(recommendations, lost)) + policies.join(""), lost };
}

/** AWS Bedrock AgentCore: Cedar policies of a gateway, deny by default. */
export const agentcore: Format = {
  id: "agentcore",
  title: "AWS Bedrock AgentCore",
  language: "cedar",
  file: "policies of the gateway's policy engine; put its ARN, and the target's name as the server's",
  source: "docs.aws.amazon.com/bedrock-agentcore, devguide/policy",
  can,
  render,
};
