import { compilePolicy, type Compiled, type Step } from "./compile.ts";
import { valueAt } from "./conditions.ts";
import { release, reserve, usedOf, type Counters, type Reservation } from "./counters.ts";
import type { PolicyDocument } from "./document.ts";

/** A call of a tool; `at` in milliseconds since 1970, UTC. */
export type Call = { tool: string; args: unknown; at: number };

/**
 * What happens to a call. `rule` names what refused it: the JSON Pointer of a PolicyLayer rule, the name of an Intercept rule,
 * or `(hidden)`, `(default deny)`; empty for a call that is allowed. `path` is the JSON Pointer into the policy.
 */
export type Decision = {
  decision: "allow" | "deny";
  rule: string;
  path: string;
  message: string;
  /** What this call took from counters, until it is settled. */
  reserved: Reservation[];
};

/** A policy that is being enforced, with what has been used so far. */
export type Enforced = { policy: Compiled; counters: Counters; counting: boolean };

/** Start enforcing a policy. Without `counting` there is no store for counters, and conditions on them do not count. */
export function enforce(document: PolicyDocument, { counting = true } = {}): Enforced {
  return { policy: compilePolicy(document), counters: new Map(), counting };
}

/** Go on with another policy: what has been used stays used. */
export function swapPolicy(enforced: Enforced, document: PolicyDocument): void {
  enforced.policy = compilePolicy(document);
}

const allowed = (reserved: Reservation[]): Decision => ({
  decision: "allow",
  rule: "",
  path: "",
  message: "",
  reserved,
});
const refused = (rule: string, path: string, message: string): Decision => ({
  decision: "deny",
  rule,
  path,
  message,
  reserved: [],
});

const notPermitted = (tool: string): string => `Tool "${tool}" is not permitted by policy`;

/** Whether a tool is shown to the agent at all. */
function isHidden({ policy }: Enforced, tool: string): boolean {
  return policy.hidden.has(tool) || policy.hidden.has("*");
}

/**
 * Decide one call: hidden, not listed, the tool's rules in their order, the rules of all tools, then the quotas, which are
 * taken all or not at all. The order is Intercept's (internal/engine) and PolicyLayer's documented one.
 */
export function decide(enforced: Enforced, call: Call): Decision {
  const { policy, counters, counting } = enforced;
  if (isHidden(enforced, call.tool)) return refused("(hidden)", "/hide", notPermitted(call.tool));
  const own = policy.tools.get(call.tool);
  if (!own && policy.denied) return refused("(default deny)", "/default", notPermitted(call.tool));
  const steps = [...(own ?? []), ...policy.every];
  for (const step of steps) {
    const holds =
      step.conditions.every(({ path, holds }) => holds(valueAt(call.args, path))) &&
      (!counting ||
        step.states.every(({ counter, window, condition }) =>
          condition.holds(usedOf(counters, counter, window, call.at)),
        ));
    if (holds === (step.kind === "forbid")) return refused(step.rule, step.path, step.message);
  }
  return counting ? takeQuotas(counters, steps, call) : allowed([]);
}

function takeQuotas(counters: Counters, steps: readonly Step[], call: Call): Decision {
  const reserved: Reservation[] = [];
  const giveUp = (step: Step, message: string): Decision => {
    for (const one of reserved) release(counters, one);
    return refused(step.rule, step.path, message);
  };
  for (const step of steps) {
    if (!step.quota) continue;
    const { amount } = step.quota;
    const used = typeof amount === "number" ? amount : valueAt(call.args, amount);
    // An amount that is no number, or would lower what was used, cannot be counted: the call is refused.
    if (typeof used !== "number" || !Number.isFinite(used) || used < 0) return giveUp(step, "Internal policy error");
    const taken = reserve(counters, step.quota, used, call.at);
    if (!taken) return giveUp(step, step.message);
    reserved.push(taken);
  }
  return allowed(reserved);
}

/**
 * Say how a call ended. What it took is given back only when the upstream certainly did not run it (a JSON-RPC error); a tool
 * that reports an error, and a call that is never answered, have used it.
 */
export function settle({ counters }: Enforced, { reserved }: Decision, outcome: "used" | "not-run"): void {
  if (outcome === "not-run") for (const one of reserved) release(counters, one);
}

/** The tools of a list that a policy lets an agent see: those that some call could reach. */
export function visibleTools<T extends { name: string }>(enforced: Enforced, tools: readonly T[]): T[] {
  return tools.filter(({ name }) => !isHidden(enforced, name));
}
