import type { Verdict } from "../catalog/verdict.ts";

/**
 * Why two versions of the rules see a tool differently: the rule that decides now (or decided before, where none does now)
 * when the category changed, else the first signal or threat that is found only now or was found only before. `what` says what became of it.
 */
export type VerdictChange = { rule: string; what: string };

/** How a verdict on one definition changed; null when category and risk are the same. */
export function verdictChange(before: Verdict, after: Verdict): VerdictChange | null {
  if (before.category !== after.category)
    return {
      rule: after.because?.rule ?? before.because?.rule ?? "no rule",
      what: `${before.category} became ${after.category}`,
    };
  if (before.risk === after.risk) return null;
  const [was, is] = [raising(before), raising(after)];
  const rule = [...is].find((one) => !was.has(one)) ?? [...was].find((one) => !is.has(one)) ?? "the risk's own table";
  return { rule, what: `${before.category} of ${before.risk} risk became ${after.risk}` };
}

/** The rules that can raise a risk within a category. */
function raising({ findings }: Verdict): Set<string> {
  return new Set(findings.filter(({ kind }) => kind !== "category").map(({ rule }) => rule));
}
