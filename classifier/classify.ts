import type { ToolDefinition } from "../catalog/tool.ts";
import type { Verdict } from "../catalog/verdict.ts";
import { decide, toFinding } from "./decide.ts";
import { matchRules } from "./match.ts";
import { compileRules, hashOf } from "./rule.ts";
import type { Ruleset } from "./rule.ts";
import { rules } from "./rules/index.ts";

/** The version of the built-in rules (rule.ts, `hash`), which every verdict carries. */
export const ruleset: string = hashOf(rules);

let compiled: Ruleset | undefined;

/** The built-in rules, compiled when they are first needed: that takes a third of a second, and many commands judge nothing. */
export function builtInRules(): Ruleset {
  return (compiled ??= compileRules(rules));
}

/** What a caller knows about the tool beyond its definition. */
export type Context = { server?: string | undefined };

/** Judges one tool with the built-in rules. Pure; any definition that the catalog accepts gets a verdict. */
export function classify(tool: ToolDefinition, context: Context = {}): Verdict {
  return classifyWith(builtInRules(), tool, context);
}

/** Judges one tool with other rules than the built-in ones, for comparing rulesets. */
export function classifyWith(rulesToUse: Ruleset, tool: ToolDefinition, context: Context = {}): Verdict {
  const matches = matchRules(tool, rulesToUse, context.server);
  const { category, risk, confidence, because, runnerUp } = decide(matches);
  const findings = matches.map(toFinding);
  // Spelled out, as copying properties takes time with every tool.
  return { name: tool.name, category, risk, confidence, because, runnerUp, findings, ruleset: rulesToUse.hash };
}
