import { compilePolicy, type Compiled, type Step } from "./compile.ts";
import type { PolicyDocument } from "./document.ts";
import { constraintWords } from "./formats/format.ts";

/** What two policies say about a tool; `tool` is null for what is not listed. `direction` is for the second one. */
export type Difference = {
  tool: string | null;
  before: string;
  after: string;
  direction: "stricter" | "looser" | "other";
};

/** What a policy does with a tool: `degree` 0 for any call, 1 for some, 2 for none; `rate` in calls a minute. */
type Meaning = { words: string; degree: 0 | 1 | 2; rate: number; asks: string[] };

/** The differences of two policies, in words, for every tool that one of them names. */
export function diffPolicies(before: PolicyDocument, after: PolicyDocument): Difference[] {
  const [a, b] = [compilePolicy(before), compilePolicy(after)];
  const names = new Set([...a.tools.keys(), ...a.hidden, ...b.tools.keys(), ...b.hidden]);
  names.delete("*");
  const made: Difference[] = [];
  for (const tool of [null, ...[...names].sort()]) {
    const [one, other] = [meaningOf(a, tool), meaningOf(b, tool)];
    if (one.words !== other.words)
      made.push({ tool, before: one.words, after: other.words, direction: directionOf(one, other) });
  }
  return made;
}

function meaningOf(policy: Compiled, tool: string | null): Meaning {
  const refused = (words: string): Meaning => ({ words, degree: 2, rate: 0, asks: [] });
  if (policy.hidden.has("*") || (tool !== null && policy.hidden.has(tool))) return refused("hidden");
  const own = tool === null ? undefined : policy.tools.get(tool);
  if (!own && policy.denied) return refused(tool === null ? "refused" : "not listed, so refused");
  const steps = [...(own ?? []), ...policy.every];
  const never = steps.find((step) => step.kind === "forbid" && step.conditions.length + step.states.length === 0);
  if (never) return refused(`refused: “${never.message}”`);
  const asks = steps.flatMap(wordsOf);
  const rates = steps.flatMap(({ quota }) =>
    quota ? [quota.limit / { minute: 1, hour: 60, day: 1_440 }[quota.window]] : [],
  );
  return {
    words: asks.length === 0 ? "allowed" : `allowed: ${asks.join("; ")}`,
    degree: asks.length === 0 ? 0 : 1,
    rate: Math.min(Infinity, ...rates),
    asks: steps.flatMap((step) => (step.quota ? [] : wordsOf(step))),
  };
}

function wordsOf({ kind, conditions, quota }: Step): string[] {
  const said = conditions
    .map(({ path, op, value }) => constraintWords({ path: [...path], op, value, why: "" }))
    .join(" and ");
  const made = said === "" ? [] : [kind === "forbid" ? `not when ${said}` : `only when ${said}`];
  if (quota) {
    const unit = typeof quota.amount === "number" ? "calls" : `of ${quota.amount.join(".")}`;
    made.push(`at most ${quota.limit} ${unit} a ${quota.window}`);
  }
  return made;
}

function directionOf(a: Meaning, b: Meaning): Difference["direction"] {
  if (a.degree !== b.degree) return b.degree > a.degree ? "stricter" : "looser";
  const same = a.asks.join() === b.asks.join();
  if (same && a.rate !== b.rate) return b.rate < a.rate ? "stricter" : "looser";
  const more = a.asks.every((ask) => b.asks.includes(ask));
  const fewer = b.asks.every((ask) => a.asks.includes(ask));
  if (more && !fewer && b.rate <= a.rate) return "stricter";
  if (fewer && !more && b.rate >= a.rate) return "looser";
  return "other";
}
