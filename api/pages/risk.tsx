import { categories, risks, type Category, type Risk } from "../../catalog/verdict.ts";
import type { RiskProfile } from "../../catalog/card.ts";
import { counted, figure } from "./text.tsx";

/** A risk, as a word on its colour; with `noun`, "high risk". */
export function RiskBadge({ risk, noun }: { risk: Risk | null; noun?: "risk" }) {
  return (
    <span class={`badge ${risk ?? "unjudged"}`}>
      {risk === null ? "not judged" : noun === undefined ? risk : `${risk} ${noun}`}
    </span>
  );
}

type Share = { label: string; count: number; style: Risk | "unjudged" };

/** Worst first; what the rules have not judged comes last. */
function sharesOf(profile: RiskProfile): Share[] {
  const judged = risks.toReversed().map((risk) => ({ label: risk, count: profile.risks[risk] ?? 0, style: risk }));
  const left = profile.tools - judged.reduce((sum, { count }) => sum + count, 0);
  return [...judged, { label: "not judged", count: Math.max(left, 0), style: "unjudged" as const }];
}

/** The risk counts of a server in a list: only those it has; `linkOf` leads to the tools of a risk. */
export function RiskCounts({ profile, linkOf }: { profile: RiskProfile; linkOf?: LinkOf<Risk> }) {
  const shares = sharesOf(profile).filter(({ count }) => count > 0);
  if (shares.length === 0) return <p class="counts quiet">No tools known yet</p>;
  return (
    <ul class="counts">
      {shares.map(({ label, count, style }) => (
        <li>
          {linkOf && style !== "unjudged" ? (
            <a class={`badge ${style}`} href={linkOf(style)}>{`${figure(count)} ${label}`}</a>
          ) : (
            <span class={`badge ${style}`}>{`${figure(count)} ${label}`}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

type LinkOf<T> = ((value: T) => string) | undefined;

/**
 * The risks as one bar of shares, with the numbers beside it: the bar is a picture of the list, and the list says it all
 * to readers who do not see it. An SVG, because the Content-Security-Policy allows no style attributes.
 */
export function RiskChart({ profile, linkOf }: { profile: RiskProfile; linkOf?: LinkOf<Risk> }) {
  const shares = sharesOf(profile);
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  const present = shares.filter(({ count }) => count > 0);
  const words = present.map(({ label, count }) => `${figure(count)} ${label}`).join(", ");
  return (
    <figure class="chart">
      {total > 0 ? (
        <svg viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label={`Tools by risk: ${words}`}>
          {placed(present, total).map(({ style, x, width }) => (
            <rect class={style} x={x} y={0} width={width} height={24} />
          ))}
        </svg>
      ) : null}
      <figcaption>
        <RiskCounts profile={profile} linkOf={linkOf} />
      </figcaption>
    </figure>
  );
}

function placed(shares: readonly Share[], total: number): { style: string; x: number; width: number }[] {
  let before = 0;
  return shares.map(({ count, style }) => {
    const x = (before / total) * 1000;
    before += count;
    // A gap of two units between neighbours; even a single tool of thousands stays visible.
    return { style, x, width: Math.max((count / total) * 1000 - 2, 3) };
  });
}

/** What the tools of a category do; completes "Tools that …". */
const meanings: Readonly<Record<Category, string>> = {
  Read: "look things up and change nothing",
  Write: "create or change something",
  Execute: "run code, commands or workflows",
  Destructive: "delete or overwrite for good",
  Financial: "move money or make purchases",
};

/** How many tools there are of each category, most severe first, with what it means; `linkOf` leads to the tools of one. */
export function CategoryList({ profile, linkOf }: { profile: RiskProfile; linkOf?: LinkOf<Category> }) {
  return (
    <dl class="categories">
      {categories.toReversed().map((category) => {
        const count = profile.categories[category] ?? 0;
        return (
          <div class={count === 0 ? "none" : ""}>
            <dt>{linkOf && count > 0 ? <a href={linkOf(category)}>{category}</a> : category}</dt>
            <dd>
              <strong>{counted(count, "tool")}</strong> <span>{meanings[category]}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** How sure the rules are, in words and as a number. */
export function confidenceWords(confidence: number): string {
  const word = confidence >= 0.8 ? "high" : confidence >= 0.6 ? "medium" : "low";
  return `${word} confidence (${confidence.toFixed(2)})`;
}
