import { prepare, type Condition } from "./conditions.ts";
import type { Window } from "./counters.ts";
import type { PolicyDocument } from "./document.ts";
import { operatorOf, rateLimit, scopeOf, type InterceptPolicy, type InterceptRule } from "./intercept.ts";
import { pointer } from "./problem.ts";
import type { Policy, ToolPolicy } from "../catalog/policy.ts";

/** A condition on a counter of a policy: what was used in its window, before this call. */
type StateCondition = { counter: string; window: Window; condition: Condition };

/** A quota: how much of a counter may be used in a window, and how much a call uses (an argument's number, or a constant). */
type Quota = { counter: string; window: Window; limit: number; amount: number | readonly string[] };

/**
 * One step of deciding a call. `require`: refused unless all conditions hold; `forbid`: refused when they all hold. `rule` is
 * what a refusal names, `path` the JSON Pointer of what was written.
 */
export type Step = {
  kind: "require" | "forbid";
  rule: string;
  path: string;
  message: string;
  conditions: Condition[];
  states: StateCondition[];
  quota?: Quota;
};

/** A policy, ready for calls. `every` holds the steps of all tools, which come after a tool's own. */
export type Compiled = {
  hidden: ReadonlySet<string>;
  denied: boolean;
  tools: ReadonlyMap<string, Step[]>;
  every: Step[];
};

/** Prepare a document for calls. */
export function compilePolicy(document: PolicyDocument): Compiled {
  return document.format === "intercept" ? compileIntercept(document.policy) : compilePolicyLayer(document.policy);
}

const tooMany = (max: number, window: Window): string => `Rate limit of ${max} per ${window} reached. Try again later.`;

function compilePolicyLayer(policy: Policy): Compiled {
  const limits = (path: string[], scope: string, given: ToolPolicy["limits"] = []): Step[] =>
    given.map(({ counter, window, max }, at) => {
      const place = pointer([...path, at]);
      return {
        kind: "require",
        rule: place,
        path: place,
        message: tooMany(max, window),
        conditions: [],
        states: [],
        quota: { counter: `${scope}.${counter}`, window, limit: max, amount: 1 },
      };
    });
  const tools = Object.entries(policy.tools ?? {}).map(([name, tool]): [string, Step[]] => {
    const rules = (kind: "require" | "deny_if"): Step[] =>
      (tool[kind] ?? []).map(({ conditions, on_deny }, at) => {
        const place = pointer(["tools", name, kind, at]);
        return {
          kind: kind === "require" ? "require" : "forbid",
          rule: place,
          path: place,
          message: on_deny ?? `Denied by ${place}`,
          conditions: conditions.map(({ path, op, value }) => prepare(path.split(".").slice(1), op, value)),
          states: [],
        };
      });
    return [name, [...rules("require"), ...rules("deny_if"), ...limits(["tools", name, "limits"], name, tool.limits)]];
  });
  return {
    hidden: new Set(policy.hide),
    denied: policy.default === "deny",
    tools: new Map(tools),
    every: limits(["all_tools", "limits"], "all_tools", policy.all_tools?.limits),
  };
}

function compileIntercept(policy: InterceptPolicy): Compiled {
  const all = Object.entries(policy.tools ?? {}).map(([name, tool]) => [name, tool?.rules ?? []] as const);
  const windowOf = new Map<string, Window>();
  for (const [name, rules] of all)
    for (const rule of rules) {
      const quota = quotaOf(rule, scopeOf(name));
      if (quota) windowOf.set(`state.${quota.counter}`, quota.window);
    }
  const tools = new Map<string, Step[]>();
  for (const [name, rules] of all)
    tools.set(
      name,
      rules.map((rule, at) => stepOf(rule, scopeOf(name), pointer(["tools", name, "rules", at]), windowOf)),
    );
  const every = tools.get("*") ?? [];
  tools.delete("*");
  return { hidden: new Set(policy.hide), denied: policy.default === "deny", tools, every };
}

function stepOf(rule: InterceptRule, scope: string, path: string, windowOf: ReadonlyMap<string, Window>): Step {
  const name = rule.name ?? "";
  const limit = rule.rate_limit === undefined ? undefined : rateLimit(rule.rate_limit);
  const generated = limit && !("wrong" in limit) ? tooMany(limit.max, limit.window) : `Denied by rule "${name}"`;
  const step: Step = {
    kind: "require",
    rule: name,
    path,
    message: rule.on_deny ?? generated,
    conditions: [],
    states: [],
    quota: quotaOf(rule, scope),
  };
  // A rule that denies has nothing to ask: no conditions always hold.
  if (rule.action === "deny") return { ...step, kind: "forbid", quota: undefined };
  for (const { path: at, op: given, value } of rule.conditions ?? []) {
    const op = operatorOf(given) ?? "exists";
    const window = windowOf.get(at);
    if (!at.startsWith("state.")) step.conditions.push(prepare(at.split(".").slice(1), op, value));
    else if (window) step.states.push({ counter: at.slice(6), window, condition: prepare([], op, value) });
  }
  return step;
}

/** The quota of a rule with a counter of its own: `lte N` lets N be used, `lt N` one less. */
function quotaOf(rule: InterceptRule, scope: string): Quota | undefined {
  if (rule.rate_limit !== undefined) {
    const limit = rateLimit(rule.rate_limit);
    if ("wrong" in limit) return undefined;
    return { counter: `${scope}._rate_${limit.window}`, window: limit.window, limit: limit.max, amount: 1 };
  }
  const { state } = rule;
  const window = (["minute", "hour", "day"] as const).find((one) => one === state?.window);
  if (!state || !window) return undefined;
  const counter = `${scope}.${state.counter}`;
  const limits = (rule.conditions ?? []).flatMap(({ path, op, value }) => {
    if (path !== `state.${counter}` || typeof value !== "number") return [];
    return op === "lte" ? [value] : op === "lt" ? [value - 1] : [];
  });
  return {
    counter,
    window,
    limit: Math.min(Infinity, ...limits),
    amount: state.increment_from?.split(".").slice(1) ?? state.increment ?? 1,
  };
}
