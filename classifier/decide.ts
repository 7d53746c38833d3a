import { baseRisk, categories, higherRisk } from "../catalog/verdict.ts";
import type { Category, Evidence, Finding, Risk, Verdict } from "../catalog/verdict.ts";
import { calibrated, withoutSupport } from "./confidence.ts";
import type { Match } from "./match.ts";
import { leastRisk } from "./raise.ts";
import type { Place } from "./tool-words.ts";

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

/** What the findings amount to. */
export type Decision = Pick<Verdict, "category" | "risk" | "confidence" | "because" | "runnerUp">;

type Supported = { match: Match; weight: number };

/** What the matches say before it is turned into a verdict. */
type Weighed = { category: Category; winner: Supported; rival: [Category, Supported] | undefined; support: number };

/**
 * Matches decide the category: each category has the weight of its strongest match (the rule's weight times its place's),
 * and the most severe category that is nearly as well supported as the best one wins.
 */
export function weigh(matches: readonly Match[]): Weighed | undefined {
  const strongest = new Map<Category, Supported>();
  for (const match of matches) {
    if (!("category" in match.rule)) continue;
    const weight = weightOf(match);
    const known = strongest.get(match.rule.category);
    if (known === undefined || weight > known.weight) strongest.set(match.rule.category, { match, weight });
  }
  if (strongest.size === 0) return undefined;
  let best = 0;
  for (const { weight } of strongest.values()) best = Math.max(best, weight);
  const category = categories.findLast((one) => (strongest.get(one)?.weight ?? 0) >= best * severeEnough);
  const winner = category && strongest.get(category);
  if (category === undefined || winner === undefined) return undefined;
  let rival: [Category, Supported] | undefined;
  for (const other of strongest) if (other[0] !== category && other[1].weight > (rival?.[1].weight ?? 0)) rival = other;
  const agreeing = matches.filter(({ rule }) => "category" in rule && rule.category === category);
  const places = new Set(agreeing.map(({ place }) => place)).size;
  return { category, winner, rival, support: support(winner.weight, rival?.[1].weight ?? 0, places) };
}

/** The verdict of the matches. The risk is the category's; no match can lower it. */
export function decide(matches: readonly Match[]): Decision {
  const weighed = weigh(matches);
  if (weighed === undefined) {
    const risk = raised(withoutFinding, matches);
    return { category: withoutFinding, risk, confidence: withoutSupport, because: null, runnerUp: null };
  }
  const { category, winner, rival } = weighed;
  return {
    category,
    risk: raised(category, matches),
    confidence: calibrated(weighed.support),
    because: reason(winner),
    runnerUp: rival === undefined ? null : { category: rival[0], ...reason(rival[1]) },
  };
}

function reason({ match }: Supported): { rule: string; evidence: Evidence[] } {
  return { rule: match.rule.id, evidence: match.evidence };
}

function weightOf(match: Match): number {
  return (match.rule.weight ?? 1) * placeWeight[match.place];
}

/**
 * How well the rules support a decision, from 0 to 1: more with a strong match, a little more when a second place agrees,
 * less the nearer another category came. confidence.ts says how often such a decision is right.
 */
function support(weight: number, rival: number, places: number): number {
  const doubt = Math.max(0, rival / weight - 0.4);
  const value = 0.55 + 0.38 * Math.min(1, weight) + (places > 1 ? 0.03 : 0) - 0.5 * doubt;
  return Math.min(1, Math.max(0, value));
}

/** Signals raise the risk by the table of raise.ts. Threats in a definition raise it too: what may harm on its own is never low, what should be stopped is at least high. */
function raised(category: Category, matches: readonly Match[]): Risk {
  let risk = baseRisk[category];
  for (const { rule } of matches) {
    if ("category" in rule) continue;
    risk = higherRisk(risk, leastRisk.get(rule.id) ?? risk);
    if (rule.kind === "signal") continue;
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
