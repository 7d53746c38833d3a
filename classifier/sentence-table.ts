import { denials } from "./clause-words.ts";
import { phraseWords } from "./condition.ts";
import type { Lexicon } from "./lexicon.ts";
import { marks } from "./marks.ts";

/**
 * All sentence conditions of a ruleset as one table of numbers, as there are very many words to look up in it. Conditions are lists of
 * phrases, taken in order. Those that begin with the same lists share their beginnings, which are numbered; a step is one phrase that
 * leads from a beginning to the next. Words are named by their numbers in the lexicon.
 */
export type SentenceTable = {
  /** Where the row of each word begins in `cells`; 0, where no row is: no condition knows the word. */
  rows: Int32Array;
  /**
   * A row is the numbers of `inRow`; then for each later step (the last ones first) the beginning that comes before it, for each phrase
   * (longer ones first) its second word, and the beginnings that the word begins alone. Its steps have numbers in this order.
   */
  cells: Int32Array;
  /** Of each step, the beginning that it leads to, the one before it (-1: none), its words behind the first, and whether it denies. */
  steps: { to: Int32Array; after: Int32Array; rest: readonly (readonly number[])[]; denies: Uint8Array };
  /** Which conditions each beginning is the whole of: from its own place in `wholes` to the next one's. */
  firstWhole: Int32Array;
  wholes: Int32Array;
  /** For each condition, the beginnings that except a sentence from it. */
  exceptions: readonly (readonly number[])[];
  /** The number of each of `marks` (marks.ts) in the lexicon. */
  marks: readonly number[];
};

/**
 * What a row starts with, and at which place: whether the word denies what is behind it, the number of its first step, how many later
 * steps, how many phrases and how many beginnings it has; the lists of these begin at `lists`.
 */
export const inRow = { denies: 0, firstStep: 1, later: 2, phrases: 3, alone: 4, lists: 5 } as const;

type Step = { to: number; after: number; rest: number[]; denies: boolean };
type Steps = { begins: Step[]; later: Step[] };

/** The table of sentence conditions, each a list of lists of phrases; `excepted` are the conditions that except each from holding. */
export function makeSentenceTable(
  conditions: readonly string[][][],
  excepted: ReadonlyMap<number, readonly number[]>,
  lexicon: Lexicon<unknown>,
): SentenceTable {
  const numberOf = (word: string): number => lexicon.numbers.get(word) ?? -1;
  const words = new Map<number, Steps>();
  const stepsOf = (word: string): Steps => {
    const known = words.get(numberOf(word)) ?? { begins: [], later: [] };
    words.set(numberOf(word), known);
    return known;
  };
  for (const word of denials) stepsOf(word);
  const beginnings = new Map<string, number>();
  const depths: number[] = [];
  const wholes: number[][] = [];
  const ends: number[] = [];
  conditions.forEach((lists, condition) => {
    let after = -1;
    for (const [depth, phrases] of lists.entries()) {
      const key = JSON.stringify([after, phrases]);
      let to = beginnings.get(key);
      if (to === undefined) {
        beginnings.set(key, (to = wholes.push([]) - 1));
        depths.push(depth);
        for (const phrase of phrases) {
          const [first = "", ...rest] = phraseWords(phrase);
          for (const word of rest) stepsOf(word);
          const { begins, later } = stepsOf(first);
          const step = { to, after, rest: rest.map(numberOf), denies: denials.has(first) };
          (depth === 0 ? begins : later).push(step);
        }
      }
      after = to;
    }
    wholes[after]?.push(condition);
    ends[condition] = after;
  });
  const depthOf = ({ to }: Step): number => depths[to] ?? 0;
  const denying = new Set([...denials].map(numberOf));
  const rows = new Int32Array(lexicon.entries.length);
  const cells = [0];
  const steps: Step[] = [];
  for (const [word, { begins, later }] of words) {
    for (const known of [begins, later]) known.sort((a, b) => depthOf(b) - depthOf(a) || b.rest.length - a.rest.length);
    const phrases = begins.filter(({ rest }) => rest.length > 0);
    const alone = begins.filter(({ rest }) => rest.length === 0);
    rows[word] = cells.length;
    cells.push(denying.has(word) ? 1 : 0, steps.length, later.length, phrases.length, alone.length);
    cells.push(...later.map(({ after }) => after));
    cells.push(...phrases.map(({ rest: [second = -1] }) => second));
    cells.push(...alone.map(({ to }) => to));
    steps.push(...later, ...phrases);
  }
  const firstWhole = new Int32Array(wholes.length + 1);
  for (const [at, some] of wholes.entries()) firstWhole[at + 1] = (firstWhole[at] ?? 0) + some.length;
  return {
    rows,
    cells: Int32Array.from(cells),
    steps: {
      to: Int32Array.from(steps, ({ to }) => to),
      after: Int32Array.from(steps, ({ after }) => after),
      rest: steps.map(({ rest }) => rest),
      denies: Uint8Array.from(steps, ({ denies }) => Number(denies)),
    },
    firstWhole,
    wholes: Int32Array.from(wholes.flat()),
    exceptions: conditions.map((_, condition) => (excepted.get(condition) ?? []).map((one) => ends[one] ?? -1)),
    marks: marks.map(numberOf),
  };
}
