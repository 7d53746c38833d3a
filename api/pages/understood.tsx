import type { Found } from "../search.ts";
import { Line } from "./text.tsx";

type Words = Pick<Found<never>, "corrected" | "ignored">;

/** The words to highlight: those that were asked for, and those that were put in their place. */
export function termsOf(q: string, { corrected, ignored }: Words): string[] {
  const asked = q.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "" && !ignored.includes(word.toLowerCase()));
  return [...asked, ...corrected.flatMap(({ to }) => to)];
}

/** Says which words were read as others, and which are nowhere. */
export function Understood({ corrected, ignored }: Words) {
  if (corrected.length + ignored.length === 0) return null;
  return (
    <p class="quiet">
      {corrected.map(({ word, to }) => (
        <>
          No name or text has “<Line text={word} />
          ”; shown is what has “<Line text={to.join("”, “")} />
          ”.{" "}
        </>
      ))}
      {ignored.map((word) => (
        <>
          “<Line text={word} />” is nowhere in the catalog.{" "}
        </>
      ))}
    </p>
  );
}

/** What to do when nothing was found. */
export function NothingFound({ q }: { q: string }) {
  return (
    <div class="empty">
      <p>Nothing in the catalog matches “{<Line text={q} />}”.</p>
      <ul>
        <li>Try fewer or shorter words: all of them must match.</li>
        <li>
          A package or a repository is found by its identifier, such as <code>npm:NAME</code> or{" "}
          <code>repo:github.com/OWNER/NAME</code>.
        </li>
        <li>
          Or look around: <a href="/servers?sort=popular">the best known servers</a>, and{" "}
          <a href="/browse">everything by category, risk and source</a>.
        </li>
        <li>
          A server that is missing can be read where you are: <code>mcp-risk crawl npm:NAME</code>.
        </li>
      </ul>
    </div>
  );
}
