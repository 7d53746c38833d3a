import type { ServerCard } from "../catalog/card.ts";
import type { Letter } from "../catalog/grade.ts";
import { risks, type Risk } from "../catalog/verdict.ts";
import { element, xmlText } from "./xml.ts";

/** What a badge says of a server: its grade, or the highest risk of its tools. */
export const badgeKinds = ["grade", "risk"] as const;
export type BadgeKind = (typeof badgeKinds)[number];

type Said = { words: string; colour: string };

// White text on each is at least 4.5:1 (WCAG 2.2 AA, 1.4.3).
const gradeColour: Readonly<Record<Letter, string>> = {
  A: "#0b5d33",
  B: "#3d6414",
  C: "#7a5200",
  D: "#8f3200",
  F: "#96102a",
};
const riskColour: Readonly<Record<Risk, string>> = {
  low: "#0b5d33",
  medium: "#7a5200",
  high: "#8f3200",
  critical: "#96102a",
};
const unknownColour = "#494e56";
const nameColour = "#22303c";

function saidOf(card: Pick<ServerCard, "grade" | "profile"> | null, kind: BadgeKind): Said {
  if (!card) return { words: "unknown", colour: unknownColour };
  if (kind === "risk") {
    const worst = risks.findLast((risk) => (card.profile.risks[risk] ?? 0) > 0);
    return worst
      ? { words: `${worst} risk`, colour: riskColour[worst] }
      : { words: "no risk known", colour: unknownColour };
  }
  const { letter } = card.grade;
  return letter
    ? { words: `grade ${letter}`, colour: gradeColour[letter] }
    : { words: "no grade", colour: unknownColour };
}

const label = "mcp-risk";
const height = 20;
/** Of 11 px Verdana, whose letters are 6.9 px wide on average; `textLength` makes other fonts fit. */
const widthOf = (text: string): number => Math.round(text.length * 6.9) + 12;

/** A badge as an SVG image; of a server that is not there (null), one that says so. Only our own words are in it. */
export function badgeSvg(card: Pick<ServerCard, "grade" | "profile"> | null, kind: BadgeKind): string {
  const { words, colour } = saidOf(card, kind);
  const [left, right] = [widthOf(label), widthOf(words)];
  const text = (content: string, x: number, width: number) =>
    element(
      "text",
      { x: String(x + width / 2), y: "14", textLength: String(width - 12), lengthAdjust: "spacingAndGlyphs" },
      xmlText(content),
    );
  const title = `${label}: ${words}`;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: String(left + right),
      height: String(height),
      role: "img",
      "aria-label": title,
    },
    element("title", {}, xmlText(title)),
    element("clipPath", { id: "r" }, element("rect", { width: String(left + right), height: String(height), rx: "3" })),
    element(
      "g",
      { "clip-path": "url(#r)" },
      element("rect", { width: String(left), height: String(height), fill: nameColour }),
      element("rect", { x: String(left), width: String(right), height: String(height), fill: colour }),
    ),
    element(
      "g",
      { fill: "#fff", "text-anchor": "middle", "font-family": "Verdana,DejaVu Sans,sans-serif", "font-size": "11" },
      text(label, 0, left),
      text(words, left, right),
    ),
  );
}
