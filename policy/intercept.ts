import { z } from "zod";
import { compileRegex, operators, type Operator } from "./conditions.ts";
import { windows, type Window } from "./counters.ts";
import { pointer, type PolicyProblem } from "./problem.ts";

// Intercept's documents (github.com/PolicyLayer/Intercept, POLICY.md and internal/config). Its parser ignores unknown keys
// silently; here they are problems, because a misspelt key is a rule that is not enforced.

const Condition = z.strictObject({ path: z.string(), op: z.string(), value: z.unknown().optional() });
const State = z.strictObject({
  counter: z.string().min(1, "counter must not be empty"),
  window: z.string(),
  increment: z.number().positive().optional(),
  increment_from: z
    .string()
    .regex(/^args\../, 'increment_from must start with "args."')
    .optional(),
});
const Rule = z.strictObject({
  name: z.string().optional(),
  action: z.string().optional(),
  rate_limit: z.string().optional(),
  conditions: z.array(Condition).optional(),
  on_deny: z.string().optional(),
  state: State.optional(),
});
export type InterceptRule = z.infer<typeof Rule>;
const Tool = z.strictObject({ rules: z.array(Rule).nullish() });

/** An Intercept policy. `*` under `tools` has rules for every tool. */
export const InterceptPolicy = z.strictObject({
  version: z.string().optional(),
  description: z.string().optional(),
  default: z.string().optional(),
  hide: z.array(z.string()).nullish(),
  tools: z.record(z.string(), Tool.nullable()).nullish(),
});
export type InterceptPolicy = z.infer<typeof InterceptPolicy>;

/** The scope of counters of the rules under `*`. */
const everyTool = "_global";

/** Whose counters the rules of a tool are counted under. */
export function scopeOf(tool: string): string {
  return tool === "*" ? everyTool : tool;
}

/** `rate_limit: "10/minute"`, or what is wrong with it. */
export function rateLimit(text: string): { max: number; window: Window } | { wrong: string } {
  const [count = "", window, ...more] = text.split("/");
  if (window === undefined || more.length > 0)
    return { wrong: `rate_limit must be in the format "N/window", got "${text}"` };
  if (!/^[1-9]\d*$/.test(count) || !Number.isSafeInteger(Number(count)))
    return { wrong: `rate_limit count must be a positive integer, got "${count}"` };
  const known = windows.find((one) => one === window);
  return known
    ? { max: Number(count), window: known }
    : { wrong: `rate_limit window must be "minute", "hour", or "day", got "${window}"` };
}

/** The counter that a rule keeps, by name; undefined when it keeps none. */
function counterOf(rule: InterceptRule): string | undefined {
  if (rule.rate_limit === undefined) return rule.state?.counter;
  const limit = rateLimit(rule.rate_limit);
  return "wrong" in limit ? undefined : `_rate_${limit.window}`;
}

/** What is wrong with a policy of the right shape; nothing is, when the list is empty. */
export function interceptProblems(policy: InterceptPolicy): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const say = (path: (string | number)[], message: string): void => {
    problems.push({ level: "error", path: pointer(path), message });
  };
  if (policy.version !== "1") say(["version"], `version must be "1", got "${policy.version ?? ""}"`);
  if (policy.default !== undefined && policy.default !== "allow" && policy.default !== "deny")
    say(["default"], `default must be "allow" or "deny", got "${policy.default}"`);
  const hidden = new Set<string>();
  for (const [at, name] of (policy.hide ?? []).entries()) {
    if (name === "") say(["hide", at], `hide[${at}]: entry must not be empty`);
    else if (hidden.has(name)) say(["hide", at], `hide: duplicate entry "${name}"`);
    hidden.add(name);
  }
  const counters = new Set<string>();
  const tools = Object.entries(policy.tools ?? {}).map(([name, tool]) => [name, tool?.rules ?? []] as const);
  for (const [name, rules] of tools)
    for (const rule of rules) {
      const counter = counterOf(rule);
      if (counter !== undefined) counters.add(`state.${scopeOf(name)}.${counter}`);
    }
  for (const [name, rules] of tools) {
    const firsts = new Map<string, number>();
    for (const [at, rule] of rules.entries()) {
      const path = ["tools", name, "rules", at];
      for (const message of ruleProblems(rule, counters)) say(path, message);
      const counter = counterOf(rule);
      const first = counter === undefined ? undefined : firsts.get(counter);
      if (first !== undefined) say(path, `duplicate state counter "${counter}" (also used by rules[${first}])`);
      else if (counter !== undefined) firsts.set(counter, at);
    }
  }
  return problems;
}

function ruleProblems(rule: InterceptRule, counters: ReadonlySet<string>): string[] {
  const wrong: string[] = [];
  if (!rule.name) wrong.push("rule must have a name");
  const { action = "evaluate", conditions = [] } = rule;
  if (action !== "evaluate" && action !== "deny") wrong.push(`action must be "evaluate" or "deny", got "${action}"`);
  if (rule.rate_limit !== undefined) {
    const limit = rateLimit(rule.rate_limit);
    if ("wrong" in limit) wrong.push(limit.wrong);
    if (action === "deny") wrong.push("rate_limit cannot be combined with action deny");
    if (conditions.length > 0 || rule.state) wrong.push("rate_limit cannot be combined with conditions or state");
    return wrong;
  }
  if (action === "evaluate" && conditions.length === 0) wrong.push("evaluate rules must have at least one condition");
  if (rule.state && !windows.some((window) => window === rule.state?.window))
    wrong.push(`window must be "minute", "hour", or "day", got "${rule.state.window}"`);
  for (const condition of conditions) wrong.push(...conditionProblems(condition, counters));
  return wrong;
}

/** An operator's name, checked. */
export function operatorOf(name: string): Operator | undefined {
  return operators.find((one) => one === name);
}

function conditionProblems({ path, op, value }: z.infer<typeof Condition>, counters: ReadonlySet<string>): string[] {
  const wrong: string[] = [];
  if (!/^(?:args|state)\../.test(path)) wrong.push(`path must start with "args." or "state.", got "${path}"`);
  else if (path.startsWith("state.") && !counters.has(path))
    wrong.push(`condition references ${path} but no matching state block found`);
  const known = operatorOf(op);
  if (!known) return [...wrong, `unknown operator "${op}"`];
  if ((known === "in" || known === "not_in") && !Array.isArray(value))
    wrong.push(`operator "${known}" requires a list value`);
  if (known === "exists" && typeof value !== "boolean") wrong.push(`operator "exists" requires a boolean value`);
  if (/^[lg]te?$/.test(known) && typeof value !== "number") wrong.push(`operator "${known}" requires a numeric value`);
  if (known === "regex") {
    if (typeof value !== "string") wrong.push("regex value must be a string");
    else if (!compileRegex(value)) wrong.push(`invalid regex: ${value}`);
  }
  return wrong;
}
