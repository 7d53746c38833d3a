import { baseRisk, compareCategories, higherRisk } from "../catalog/verdict.ts";
import type { Category, Evidence, Finding, Risk, Verdict } from "../catalog/verdict.ts";
import { calibrated, withoutSupport } from "./confidence.ts";
import type { Match } from "./match.ts";
import { places } from "./places.ts";
import { leastRisk } from "./raise.ts";

// A more severe category wins over the best supported one when it has at least this share of its weight.
const severeEnough = 0.87;

/** What cannot be taken back counts in a later sentence too; all else drifts there. */
const lasting: ReadonlySet<Category> = new Set(["Destructive", "Financial"]);

/** The category without any finding: most tools read, and nothing here says that this one does more. */
const withoutFinding: Category = "Read";

/** What the findings amount to. */
export type Decision = Pick<Verdict, "category" | "risk" | "confidence" | "because" | "runnerUp">;

/** The match that supports a category most: by the rule's weight times its place's. */
type Supported = { category: Category; match: Match; weight: number };

/** What the matches say before it is turned into a verdict. */
type Weighed = { winner: Supported; rival: Supported | undefined; support: number };

/**
 * Matches decide the category: each category has the weight of its strongest match, and the most severe category that is
 * nearly as well supported as the best one wins. How surely depends on the next best one.
 */
export function weigh(matches: readonly Match[]): Weighed | undefined {
  const strongest: Supported[] = [];
  for (const match of matches) support(strongest, match);
  let best = 0;
  for (const { weight } of strongest) best = Math.max(best, weight);
  let winner: Supported | undefined;
  for (const one of strongest)
    if (
      one.weight >= best * severeEnough &&
      (winner === undefined || compareCategories(one.category, winner.category) > 0)
    )
      winner = one;
  if (winner === undefined) return undefined;
  let rival: Supported | undefined;
  for (const other of strongest) if (other !== winner && other.weight > (rival?.weight ?? 0)) rival = other;
  return { winner, rival, support: supportOf(winner, rival?.weight ?? 0, isAgreed(winner, matches)) };
}

/** Adds a match of a category rule where it supports its category more than the others do. */
function support(strongest: Supported[], match: Match): void {
  if (!("category" in match.rule)) return;
  const { category, weight = 1 } = match.rule;
  const place = match.place === places.further && !lasting.has(category) ? places.body : match.place;
  const one = { category, match, weight: weight * place.weight };
  for (let i = 0; i < strongest.length; i++) {
    const known = strongest[i];
    if (known?.category !== category) continue;
    if (one.weight > known.weight) strongest[i] = one;
    return;
  }
  strongest.push(one);
}

/** Whether another match in another place says the same. */
function isAgreed({ category, match }: Supported, matches: readonly Match[]): boolean {
  for (const { rule, place } of matches)
    if (place !== match.place && "category" in rule && rule.category === category) return true;
  return false;
}

/** The verdict of the matches. The risk is the category's; no match can lower it. */
export function decide(matches: readonly Match[]): Decision {
  const weighed = weigh(matches);
  if (weighed === undefined) {
    const risk = raised(withoutFinding, matches);
    return { category: withoutFinding, risk, confidence: withoutSupport, because: null, runnerUp: null };
  }
  const { winner, rival } = weighed;
  const { category } = winner;
  return {
    category,
    risk: raised(category, matches),
    confidence: calibrated(weighed.support),
    because: reason(winner),
    runnerUp: rival === undefined ? null : { category: rival.category, ...reason(rival) },
  };
}

function reason({ match }: Supported): { rule: string; evidence: Evidence[] } {
  return { rule: match.rule.id, evidence: match.evidence };
}

/**
 * How well the rules support a decision, from 0 to 1: more with a strong match, a little more when a second place agrees,
 * less the nearer another category came. confidence.ts says how often such a decision is right.
 */
function supportOf({ weight }: Supported, rival: number, isAgreed: boolean): number {
  const doubt = Math.max(0, rival / weight - 0.4);
  const value = 0.55 + 0.38 * Math.min(1, weight) + (isAgreed ? 0.03 : 0) - 0.5 * doubt;
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
  const { id, title } = rule;
  if ("category" in rule) return { rule: id, kind: "category", level: "info", title, evidence };
  return { rule: id, kind: rule.kind, level: rule.level, title, evidence };
}
