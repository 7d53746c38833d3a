import type { ToolDefinition } from "../catalog/tool.ts";
import type { Evidence } from "../catalog/verdict.ts";
import { evidenceOf } from "./condition.ts";
import type { Place } from "./places.ts";
import { readTool } from "./read-tool.ts";
import type { CompiledRule, Ruleset } from "./rule.ts";

/** How a rule matched: the place that carries its weight, and the proof. */
export type Match = { rule: CompiledRule["rule"]; place: Place; evidence: Evidence[] };

const evidenceKept = 6;

/** The rules that match a tool, in the order of the rules. Only rules that one of the tool's words leads to are tried. */
export function matchRules(tool: ToolDefinition, ruleset: Ruleset, server?: string): Match[] {
  readTool(tool, ruleset, server);
  const { tried } = ruleset.leaves;
  const matches: Match[] = [];
  for (let block = 0; block < tried.length; block++)
    for (let bits = tried[block] ?? 0; bits !== 0; bits &= bits - 1) {
      const compiled = ruleset.rules[block * 32 + 31 - Math.clz32(bits & -bits)];
      const match = compiled && matchRule(compiled);
      if (match !== undefined) matches.push(match);
    }
  return matches;
}

/** Whether one rule matches the tool that was read, and where. */
function matchRule({ rule, when, unless }: CompiledRule): Match | undefined {
  const hit = when();
  if (hit === undefined || unless?.() !== undefined) return undefined;
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
