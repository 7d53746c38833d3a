import type { Sentence } from "./scan-sentences.ts";
import { inRow } from "./sentence-table.ts";
import type { SentenceTable } from "./sentence-table.ts";

/**
 * Which beginnings of conditions (sentence-table.ts) the sentence being read has: where each one's first step began, and from which
 * word on the next may be taken. Numbers in arrays that are used again for every sentence: `began` says of which one, the `now`-th,
 * they are. `hasBegun` tells whether it has any, `denier` is the last word so far that denies what is behind it (-1: none), `held` the conditions that hold.
 */
export type Progress = {
  now: number;
  denier: number;
  hasBegun: boolean;
  began: Int32Array;
  start: Int32Array;
  free: Int32Array;
  held: Held[];
};

/** Where a condition holds in a sentence: from its first step's first character to its last one's last. */
type Held = { condition: number; start: number; end: number };

/** Room for the progress in a table. */
export function makeProgress({ firstWhole }: SentenceTable): Progress {
  const numbers = (): Int32Array => new Int32Array(firstWhole.length - 1);
  return { now: 0, denier: -1, hasBegun: false, began: numbers(), start: numbers(), free: numbers(), held: [] };
}

const mostSentences = 0x7ffffffe;

/** A process may live so long that its sentences can no longer be told apart by 31 bits. */
function forget(progress: Progress): void {
  progress.began.fill(0);
  progress.now = 1;
}

// How many words before a step a negation reaches.
const denied = 5;

/** The sentence conditions that hold in a sentence, each at the first place where it does. The answer is good until the next sentence. */
export function takeSentence(table: SentenceTable, progress: Progress, sentence: Sentence): readonly Held[] {
  if (progress.now++ === mostSentences) forget(progress);
  progress.denier = -1;
  progress.hasBegun = false;
  const { cells } = table;
  const { held } = progress;
  if (held.length > 0) held.length = 0;
  for (let i = 0; i < sentence.count; i++) {
    const row = rowOf(table, sentence.words[i] ?? -1);
    if (row !== 0) takeSteps(table, progress, sentence, i, row);
    const bits = sentence.marks[i] ?? 0;
    for (let bit = 0; bits >> bit !== 0; bit++) {
      const mark = (bits & (1 << bit)) === 0 ? 0 : rowOf(table, table.marks[bit] ?? -1);
      if (mark !== 0) takeSteps(table, progress, sentence, i, mark);
    }
    if (row !== 0 && cells[row + inRow.denies] === 1) progress.denier = sentence.places[i] ?? 0;
  }
  if (held.length === 0) return held;
  return held.filter(
    ({ condition }) => table.exceptions[condition]?.some((at) => progress.began[at] === progress.now) !== true,
  );
}

/** The row of a word; 0 for none, which is no row. */
function rowOf({ rows }: SentenceTable, word: number): number {
  return word < 0 ? 0 : (rows[word] ?? 0);
}

/** Takes the steps that the `i`-th word, or one of its marks, allows by its row. */
function takeSteps(table: SentenceTable, progress: Progress, sentence: Sentence, i: number, row: number): void {
  const { cells } = table;
  const { now, began } = progress;
  const first = cells[row + inRow.firstStep] ?? 0;
  const lists = row + inRow.lists;
  let at = lists;
  const later = at + (cells[row + inRow.later] ?? 0);
  // Later steps first, so that one word does not take two steps of one condition.
  if (progress.hasBegun)
    for (let step = first; at < later; at++, step++)
      if (began[cells[at] ?? 0] === now) takeStep(table, progress, sentence, i, step);
  at = later;
  const place = sentence.places[i] ?? 0;
  const phrases = later + (cells[row + inRow.phrases] ?? 0);
  if (phrases > later && i + 1 < sentence.count && sentence.places[i + 1] === place + 1)
    for (let step = first + later - lists; at < phrases; at++, step++)
      if (isWord(table, sentence, i + 1, cells[at] ?? 0)) takeStep(table, progress, sentence, i, step);
  const alone = phrases + (cells[row + inRow.alone] ?? 0);
  if (alone === phrases || (cells[row + inRow.denies] === 0 && progress.denier >= Math.max(0, place - denied))) return;
  for (at = phrases; at < alone; at++) {
    const to = cells[at] ?? 0;
    if (began[to] !== now) begin(table, progress, sentence, i, to, sentence.starts[i] ?? 0);
  }
}

/** Takes a step at the `i`-th word if it can be taken there. */
function takeStep(table: SentenceTable, progress: Progress, sentence: Sentence, i: number, step: number): void {
  const { steps } = table;
  const to = steps.to[step] ?? 0;
  const after = steps.after[step] ?? -1;
  const rest = steps.rest[step] ?? [];
  if (progress.began[to] === progress.now) return;
  const place = sentence.places[i] ?? 0;
  const free = after < 0 ? 0 : (progress.free[after] ?? 0);
  if (place < free) return;
  const last = i + rest.length;
  for (let k = i + 1; k <= last; k++)
    if (
      k >= sentence.count ||
      sentence.places[k] !== place + k - i ||
      !isWord(table, sentence, k, rest[k - i - 1] ?? 0)
    )
      return;
  if (steps.denies[step] === 0 && progress.denier >= Math.max(free, place - denied)) return;
  const start = after < 0 ? (sentence.starts[i] ?? 0) : (progress.start[after] ?? 0);
  begin(table, progress, sentence, last, to, start);
}

/** Notes that a beginning is there, up to the `last` word, and which conditions it is the whole of. */
function begin(
  { firstWhole, wholes }: SentenceTable,
  progress: Progress,
  sentence: Sentence,
  last: number,
  to: number,
  from: number,
): void {
  const { now, began, start, free, held } = progress;
  progress.hasBegun = true;
  began[to] = now;
  start[to] = from;
  free[to] = (sentence.places[last] ?? 0) + 1;
  const end = firstWhole[to + 1] ?? 0;
  for (let at = firstWhole[to] ?? 0; at < end; at++)
    held.push({ condition: wholes[at] ?? 0, start: from, end: sentence.ends[last] ?? 0 });
}

/** Whether the `i`-th word is, or is marked as, the word with this number. */
function isWord({ marks }: SentenceTable, sentence: Sentence, i: number, word: number): boolean {
  if (sentence.words[i] === word) return true;
  const bits = sentence.marks[i] ?? 0;
  // Of a word that is no mark, the index is -1, and there are fewer than 31 marks.
  return bits !== 0 && (bits & (1 << marks.indexOf(word))) !== 0;
}
