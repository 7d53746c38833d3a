import type { Constraint, Recommendation } from "../recommendation.ts";
import { cedarDecimal, cedarString } from "./cedar.ts";
import { fit, jsonText, type Abilities, type Format } from "./format.ts";

const methods: Partial<Record<Constraint["op"], string>> = {
  lt: "lessThan",
  lte: "lessThanOrEqual",
  gt: "greaterThan",
  gte: "greaterThanOrEqual",
};

/**
 * A condition on an argument. JSON numbers are decimals there. The list of tools is asked for without arguments, so a condition
 * must hold where the argument is missing; lists and objects, of which only the presence is known, are refused.
 */
function condition({ path, op, value }: Constraint): string | undefined {
  const [name, ...deeper] = path;
  if (name === undefined || deeper.length > 0 || !/^\w+$/.test(name)) return undefined;
  const argument = `arg_${name}`;
  const test = testOf(`context.${argument}`, op, value);
  return test && `(!(context has ${argument}_present) && (!(context has ${argument}) || ${test}))`;
}

function testOf(at: string, op: Constraint["op"], value: unknown): string | undefined {
  const method = methods[op];
  if (method) {
    const decimal = typeof value === "number" ? cedarDecimal(value) : undefined;
    return decimal && `${at}.${method}(${decimal})`;
  }
  if (op === "eq" || op === "neq") {
    const literal = literalOf(value);
    return literal && (op === "eq" ? `${at} == ${literal}` : `${at} != ${literal}`);
  }
  if ((op === "in" || op === "not_in") && Array.isArray(value)) {
    const items = value.map(literalOf);
    if (items.includes(undefined)) return undefined;
    const among = `[${items.join(", ")}].contains(${at})`;
    return op === "in" ? among : `!${among}`;
  }
  return undefined;
}

function literalOf(value: unknown): string | undefined {
  if (typeof value === "string") return cedarString(value);
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" ? cedarDecimal(value) : undefined;
}

const can: Abilities = { hide: true, constrain: (one) => condition(one) !== undefined };

function policiesOf({ tools }: ReturnType<typeof fit>): string[] {
  return tools.flatMap(({ terms: { name, constraints }, outcome }) => {
    if (outcome !== "allow") return [];
    const when = constraints.map((one) => condition(one) ?? "false").join(" && ");
    return [
      `permit(principal, action == Action::"call_tool", resource == Tool::${cedarString(name)})${when === "" ? "" : ` when { ${when} }`};`,
    ];
  });
}

function configOf(policies: string[]): object {
  // An engine without policies is refused as a mistake: one that forbids everything says the same.
  const stated = policies.length > 0 ? policies : ["forbid(principal, action, resource);"];
  return { version: "1.0", type: "cedarv1", cedar: { policies: stated, entities_json: "[]" } };
}

function render(recommendations: readonly Recommendation[]) {
  const made = recommendations.map((recommendation) => {
    const fitted = fit(recommendation, can);
    return { server: recommendation.server, config: configOf(policiesOf(fitted)), lost: fitted.lost };
  });
  const [first] = made;
  const whole =
    made.length === 1 && first ? first.config : Object.fromEntries(made.map(({ server, config }) => [server, config]));
  return { text: jsonText(whole), lost: made.flatMap(({ lost }) => lost) };
}

/** ToolHive: Cedar policies, one file for each server. */
export const toolhive: Format = {
  id: "toolhive",
  title: "ToolHive",
  language: "json",
  file: "a file given to thv run with --authz-config",
  source: "github.com/stacklok/toolhive, docs/authz.md",
  can,
  render,
};
