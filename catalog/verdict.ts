import { z } from "zod";

/** The five categories, least severe first. A tool gets the most severe one that its definition supports. */
export const categories = ["Read", "Write", "Execute", "Destructive", "Financial"] as const;
export const Category = z.enum(categories);
export type Category = z.infer<typeof Category>;

/** The four risks, lowest first. */
export const risks = ["low", "medium", "high", "critical"] as const;
export const Risk = z.enum(risks);
export type Risk = z.infer<typeof Risk>;

/** The risk a category starts from; a finding may raise it, never lower it. */
export const baseRisk: Readonly<Record<Category, Risk>> = {
  Read: "low",
  Write: "medium",
  Execute: "high",
  Destructive: "critical",
  Financial: "critical",
};

/** Negative when `a` is the less severe category, positive when it is the more severe one. */
export function compareCategories(a: Category, b: Category): number {
  return categories.indexOf(a) - categories.indexOf(b);
}

/** The higher of two risks. */
export function higherRisk(a: Risk, b: Risk): Risk {
  return risks.indexOf(a) >= risks.indexOf(b) ? a : b;
}

/**
 * Proof of a finding: `quote` is exactly the text at the JSON Pointer `path` (RFC 6901) of the tool definition, from the
 * UTF-16 index `start`. Where `path` names an object's key (a parameter name), the text is the key itself.
 */
export const Evidence = z.object({ path: z.string(), start: z.number().int().nonnegative(), quote: z.string() });
export type Evidence = z.infer<typeof Evidence>;

/** `category` and `signal` describe what a tool does; the others are threats found in its definition. */
export const FindingKind = z.enum([
  "category",
  "signal",
  "hidden-instruction",
  "shadowing",
  "exfiltration",
  "invisible-unicode",
  "secret-access",
  "preference",
  "command-injection",
  "other",
]);
export type FindingKind = z.infer<typeof FindingKind>;

export const FindingLevel = z.enum(["info", "warn", "block"]);
export type FindingLevel = z.infer<typeof FindingLevel>;

/** One rule that matched one tool, with its proof. */
export const Finding = z.object({
  rule: z.string(),
  kind: FindingKind,
  level: FindingLevel,
  title: z.string(),
  evidence: z.array(Evidence),
});
export type Finding = z.infer<typeof Finding>;

/** Findings with those that block first, then those that warn; else as they were. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const levels = FindingLevel.options;
  return findings.toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level));
}

/** What the rules decided about one tool. `because` is null when no rule matched; then `confidence` is low. */
export const Verdict = z.object({
  name: z.string(),
  category: Category,
  risk: Risk,
  confidence: z.number().min(0).max(1),
  because: z.object({ rule: z.string(), evidence: z.array(Evidence) }).nullable(),
  /** The best supported other category, with the rule that supports it; null when nothing speaks for another one. */
  runnerUp: z.object({ category: Category, rule: z.string(), evidence: z.array(Evidence) }).nullable(),
  findings: z.array(Finding),
  /** Hash of the rules that decided, so that a verdict can be reproduced. */
  ruleset: z.string(),
});
export type Verdict = z.infer<typeof Verdict>;
