import { baseRisk, categories, higherRisk } from "../catalog/verdict.ts";
import type { Category, Finding, Risk, Verdict } from "../catalog/verdict.ts";
import type { Match } from "./match.ts";
import type { Place } from "./read-tool.ts";

/**
 * How much a finding counts by where it was found. A name is chosen with care and is what a model calls; the first
 * sentence says the purpose; a word in the middle of a name that is as often a noun is a guess; listed operations and parameters say what is possible; later sentences drift.
 */
const placeWeight: Readonly<Record<Place, number>> = {
  name: 1,
  "name-word": 0.7,
  title: 0.95,
  lead: 0.86,
  operation: 0.83,
  parameter: 0.8,
  body: 0.45,
  text: 0.3,
};

// A more severe category wins over the best supported one when it has at least this share of its weight.
const severeEnough = 0.87;

/** The category without any finding: most tools read, and nothing here says that this one does more. */
const withoutFinding: Category = "Read";
const confidenceWithoutFinding = 0.45;

/** What the findings amount to. */
export type Decision = Pick<Verdict, "category" | "risk" | "confidence" | "because">;

/**
 * Matches decide the category: each category has the weight of its strongest match (the rule's weight times its place's),
 * and the most severe category that is nearly as well supported as the best one wins. The risk is the category's; no
 * match can lower it.
 */
export function decide(matches: readonly Match[]): Decision {
  const strongest = new Map<Category, { match: Match; weight: number }>();
  for (const match of matches) {
    if (!("category" in match.rule)) continue;
    const weight = weightOf(match);
    const known = strongest.get(match.rule.category);
    if (known === undefined || weight > known.weight) strongest.set(match.rule.category, { match, weight });
  }
  const best = Math.max(0, ...[...strongest.values()].map(({ weight }) => weight));
  const supported = categories.filter((category) => (strongest.get(category)?.weight ?? 0) >= best * severeEnough);
  const category = best === 0 ? undefined : supported.at(-1);
  const winner = category === undefined ? undefined : strongest.get(category);
  if (category === undefined || winner === undefined) {
    return {
      category: withoutFinding,
      risk: raised(withoutFinding, matches),
      confidence: confidenceWithoutFinding,
      because: null,
    };
  }
  const rivals = [...strongest].filter(([other]) => other !== category).map(([, { weight }]) => weight);
  const agreeing = new Set(
    matches.filter((match) => "category" in match.rule && match.rule.category === category).map(({ place }) => place),
  );
  return {
    category,
    risk: raised(category, matches),
    confidence: confidence(winner.weight, Math.max(0, ...rivals), agreeing.size),
    because: { rule: winner.match.rule.id, evidence: winner.match.evidence },
  };
}

function weightOf(match: Match): number {
  return (match.rule.weight ?? 1) * placeWeight[match.place];
}

/**
 * How often such a decision is right: high with a strong match, a little higher when a second place agrees, lower the nearer
 * another category came. The numbers are set so that the labelled development tools come out about as often right as it says.
 */
function confidence(weight: number, rival: number, places: number): number {
  const support = Math.min(1, weight);
  const doubt = Math.max(0, rival / weight - 0.4);
  const value = 0.55 + 0.38 * support + (places > 1 ? 0.03 : 0) - 0.5 * doubt;
  return Math.round(Math.min(0.97, Math.max(0.4, value)) * 100) / 100;
}

/** Threats in a definition raise the risk: what may harm on its own is never low, what should be stopped is at least high. */
function raised(category: Category, matches: readonly Match[]): Risk {
  let risk = baseRisk[category];
  for (const { rule } of matches) {
    if ("category" in rule || rule.kind === "signal") continue;
    if (rule.level === "warn") risk = higherRisk(risk, "medium");
    if (rule.level === "block") risk = higherRisk(risk, "high");
  }
  return risk;
}

/** A match as a finding. */
export function toFinding({ rule, evidence }: Match): Finding {
  const what =
    "category" in rule ? ({ kind: "category", level: "info" } as const) : { kind: rule.kind, level: rule.level };
  return { rule: rule.id, ...what, title: rule.title, evidence };
}
