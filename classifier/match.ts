import type { Evidence } from "../catalog/verdict.ts";
import { evidenceOf } from "./condition.ts";
import type { Place, ToolWords } from "./tool-words.ts";
import type { CompiledRule, Ruleset } from "./rule.ts";

/** How a rule matched: the place that carries its weight, and the proof. */
export type Match = { rule: CompiledRule["rule"]; place: Place; evidence: Evidence[] };

const evidenceKept = 6;

/** The rules that match a tool, in the order of the rules. Only rules that one of the tool's words leads to are tried. */
export function matchRules(words: ToolWords, ruleset: Ruleset): Match[] {
  const { index, tried, leaves } = ruleset;
  tried.set(ruleset.always);
  leaves.now++;
  for (const part of mentioned) for (const entry of words[part].all) meet(ruleset, entry.leaves);
  for (const key of words.parameter.keys()) meet(ruleset, index.parameter.get(key));
  for (const key of words.sentence.keys()) meet(ruleset, index.sentence.get(key));
  for (const key of words.server) meet(ruleset, index.server.get(key));
  const matches: Match[] = [];
  for (let block = 0; block < tried.length; block++)
    for (let bits = tried[block] ?? 0; bits !== 0; bits &= bits - 1) {
      const compiled = ruleset.rules[block * 32 + 31 - Math.clz32(bits & -bits)];
      const match = compiled && matchRule(words, compiled);
      if (match !== undefined) matches.push(match);
    }
  return matches;
}

const mentioned = ["verb", "object", "name", "description"] as const;

/** Marks leaves as met, and the rules they lead to as to be tried. */
function meet({ leaves, led, tried }: Ruleset, numbers: readonly number[] | undefined): void {
  if (numbers === undefined) return;
  for (const leaf of numbers) {
    if (leaves.met[leaf] === leaves.now) continue;
    leaves.met[leaf] = leaves.now;
    for (const rule of led[leaf] ?? []) tried[rule >> 5] = (tried[rule >> 5] ?? 0) | (1 << (rule & 31));
  }
}

/** Whether one rule matches, and where. */
function matchRule(words: ToolWords, { rule, when, unless }: CompiledRule): Match | undefined {
  const hit = when(words);
  if (hit === undefined || unless?.(words) !== undefined) return undefined;
  return { rule, place: hit.place, evidence: distinct(evidenceOf(hit)) };
}

function distinct(evidence: Evidence[]): Evidence[] {
  if (evidence.length < 2) return evidence;
  const kept: Evidence[] = [];
  for (const one of evidence) {
    if (kept.length === evidenceKept) break;
    if (!kept.some(({ path, start, quote }) => path === one.path && start === one.start && quote === one.quote))
      kept.push(one);
  }
  return kept;
}
