/**
 * A stretch of a text to highlight, in UTF-16 units: evidence that decided the category or supports another finding, or a word
 * that was searched for. `note` is the number of the finding that it belongs to.
 */
export type Mark = { start: number; end: number; kind: "deciding" | "also" | "hit"; note?: number };

/** A piece of a text: how it is highlighted, and the findings whose evidence ends with it. */
export type Segment = { text: string; start: number; kind: Mark["kind"] | null; notes: number[] };

const strength = { deciding: 2, also: 1, hit: 0 } as const;

/**
 * Cuts a text where marks begin and end. Where marks lie over each other, the strongest shows. Marks that do not fit in the text
 * are cut to it. Sweeps once over the sorted ends, so it takes no longer than sorting them.
 */
export function segments(text: string, marks: readonly Mark[]): Segment[] {
  const within = (at: number) => Math.min(Math.max(at, 0), text.length);
  const cut = marks
    .map((mark) => ({ ...mark, start: within(mark.start), end: within(mark.end) }))
    .filter(({ start, end }) => end > start);
  const ends = [...new Set([0, text.length, ...cut.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const open = { deciding: 0, also: 0, hit: 0 };
  const opening = cut.toSorted((a, b) => a.start - b.start);
  const closing = cut.toSorted((a, b) => a.end - b.end);
  const found: Segment[] = [];
  let opened = 0;
  let closed = 0;
  for (const [index, start] of ends.entries()) {
    for (let mark = opening[opened]; mark?.start === start; mark = opening[++opened]) open[mark.kind]++;
    const notes = new Set<number>();
    for (let mark = closing[closed]; mark?.end === start; mark = closing[++closed]) {
      open[mark.kind]--;
      if (mark.note !== undefined) notes.add(mark.note);
    }
    const before = found.at(-1);
    if (before) before.notes.push(...[...notes].sort((a, b) => a - b));
    const end = ends[index + 1];
    if (end === undefined) break;
    const kind = (["deciding", "also", "hit"] as const)
      .toSorted((a, b) => strength[b] - strength[a])
      .find((one) => open[one] > 0);
    const piece = text.slice(start, end);
    if (before && before.kind === (kind ?? null) && before.notes.length === 0) before.text += piece;
    else found.push({ text: piece, start, kind: kind ?? null, notes: [] });
  }
  return found;
}

const word = /\p{Lu}*[\p{Ll}\p{Lo}\p{M}]+|\p{Lu}+|\p{N}+/gu;
const endings = /(?:ing|ed|es|e|s)$/;

/** What a word begins with, whatever ending it has: enough to show where a search found it. */
function stemOf(term: string): string {
  return term.length > 4 ? term.replace(endings, "") : term;
}

/** Where the words that were searched for are in a text, in identifiers (`listIssues`) too. */
export function hits(text: string, terms: readonly string[]): Mark[] {
  const stems = terms.map((term) => stemOf(term.toLowerCase())).filter((stem) => stem !== "");
  if (stems.length === 0) return [];
  return [...text.matchAll(word)].flatMap((match): Mark[] => {
    const lower = match[0].toLowerCase();
    const start = match.index;
    return stems.some((stem) => lower.startsWith(stem)) ? [{ start, end: start + lower.length, kind: "hit" }] : [];
  });
}
