import { compilePolicy, type Step } from "./compile.ts";
import type { Condition } from "./conditions.ts";
import type { PolicyDocument } from "./document.ts";
import { didYouMean } from "./nearest.ts";
import { pointer, type PolicyProblem } from "./problem.ts";

/** A tool that a policy is for; `parameters` are the names at the top of its input schema, null when it is not known. */
export type KnownTool = { name: string; parameters: string[] | null };

/**
 * What a valid policy does that its author hardly meant: tools that are named and cannot be reached, rules that always or never
 * hold, quotas of nothing, and, with the server's tools given, names that are unknown and tools that nothing is said about.
 */
export function lintPolicy(document: PolicyDocument, tools?: readonly KnownTool[]): PolicyProblem[] {
  const policy = compilePolicy(document);
  const problems: PolicyProblem[] = [];
  const warn = (path: string, message: string): void => {
    problems.push({ level: "warning", path, message });
  };
  const listed = [...policy.tools.keys()];
  if (policy.hidden.has("*") && listed.length > 0)
    warn("/hide", `"*" hides every tool, so what is said about ${listed.length} of them never counts.`);
  for (const name of listed)
    if (policy.hidden.has(name))
      warn(pointer(["tools", name]), `The tool ${name} is hidden too, so its rules never count.`);
  if (!policy.denied && listed.length + policy.hidden.size + policy.every.length === 0)
    warn("", "It allows every call of every tool.");
  else if (!policy.denied)
    warn("/default", "Tools that are not listed are allowed, also those that a new version brings: deny by default.");
  const known = tools && new Map(tools.map((tool) => [tool.name, tool]));
  for (const [name, steps] of policy.tools) lintSteps(steps, known?.get(name)?.parameters ?? null, warn);
  lintSteps(policy.every, null, warn);
  if (known) lintNames(policy.hidden, listed, known, policy.denied, warn);
  return problems;
}

type Warn = (path: string, message: string) => void;

function lintNames(
  hidden: ReadonlySet<string>,
  listed: readonly string[],
  known: ReadonlyMap<string, KnownTool>,
  denied: boolean,
  warn: Warn,
): void {
  for (const name of listed)
    if (!known.has(name))
      warn(pointer(["tools", name]), `The server has no tool ${name}.${didYouMean(name, known.keys())}`);
  for (const name of hidden)
    if (name !== "*" && !known.has(name))
      warn("/hide", `The server has no tool ${name}.${didYouMean(name, known.keys())}`);
  if (hidden.has("*")) return;
  const silent = [...known.keys()].filter((name) => !listed.includes(name) && !hidden.has(name));
  if (silent.length > 0)
    warn(
      "/tools",
      `Nothing is said about ${silent.length} of the server's tools, so they are ${denied ? "refused" : "allowed"}: ${silent.slice(0, 10).join(", ")}${silent.length > 10 ? ", …" : ""}.`,
    );
}

function lintSteps(steps: readonly Step[], parameters: string[] | null, warn: Warn): void {
  let refusedBy: Step | undefined;
  for (const step of steps) {
    if (refusedBy) warn(step.path, `It is never reached: ${refusedBy.path} refuses every call before.`);
    const empty = step.conditions.length + step.states.length === 0;
    if (step.kind === "require" && empty && !step.quota) warn(step.path, "It asks for nothing, so it always holds.");
    if (step.quota && step.quota.limit <= 0)
      warn(step.path, `Its limit is ${step.quota.limit}, so every call is refused.`);
    const impossible = step.conditions.find(neverHolds) ?? contradiction(step.conditions);
    if (impossible)
      warn(
        step.path,
        step.kind === "require"
          ? "Its conditions can never hold, so every call is refused."
          : "Its conditions can never hold, so it refuses nothing.",
      );
    for (const { path, op, value } of step.conditions) {
      const [first] = path;
      if (parameters && first !== undefined && !parameters.includes(first))
        warn(
          step.path,
          `The tool has no argument ${first}: the condition ${op === "exists" && value === false ? "always holds" : "never holds"}.`,
        );
    }
    if (!refusedBy && step.kind === "forbid" && empty) refusedBy = step;
  }
}

function neverHolds({ op, value }: Condition): boolean {
  if (op === "in") return !Array.isArray(value) || value.length === 0;
  if (op === "lt" || op === "lte" || op === "gt" || op === "gte") return typeof value !== "number";
  return op === "exists" && typeof value !== "boolean";
}

/** A condition that cannot hold together with another one on the same argument: bounds that leave nothing between them. */
function contradiction(conditions: readonly Condition[]): Condition | undefined {
  const bounds = new Map<string, { above: number; below: number }>();
  for (const condition of conditions) {
    const { path, op, value } = condition;
    if (typeof value !== "number") continue;
    const key = path.join(".");
    const known = bounds.get(key) ?? { above: -Infinity, below: Infinity };
    if (op === "gt" || op === "gte" || op === "eq") known.above = Math.max(known.above, value);
    if (op === "lt" || op === "lte" || op === "eq") known.below = Math.min(known.below, value);
    bounds.set(key, known);
    if (known.above > known.below) return condition;
  }
  return undefined;
}
