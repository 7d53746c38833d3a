import type { Evidence } from "../catalog/verdict.ts";
import type { Span, Text } from "./texts.ts";
import { places } from "./places.ts";
import type { Place } from "./places.ts";
import type { Word } from "./words.ts";

/** Where a condition holds: the place that carries its weight, and the proof, which is quoted only for rules that match. */
export type Hit = { place: Place; proof: readonly (Span | Evidence)[] };

/** What leads to the rules that can match: the parts of a tool that have words, and what else there is to it. */
export type Part =
  "verb" | "object" | "name" | "description" | "parameter" | "server" | "sentence" | "wording" | "characters" | "hint";

/** From a code point to another one. */
type Range = readonly [number, number];

/** A phrase as its folded words; `first` where it must start the name, `last` where it must end it. */
export type Phrase = { words: readonly string[]; first: boolean; last: boolean };

/** That a word meets the leaf of this number: by itself (no phrases), or where it begins one of the phrases; a parameter, where one of the values does one of these. `order` is the word's among those of the leaf. */
export type Use = {
  leaf: number;
  order: number;
  phrases: readonly Phrase[] | undefined;
  values: ReadonlySet<string> | undefined;
  ranges: readonly Range[];
};

/** For each part, what leads to leaves in it: words, names of parameters, or numbers of conditions. */
export type Uses = Readonly<Record<Part, ReadonlyMap<string | number, readonly Use[]>>>;

/** A condition of the rules that looks for words: in which part, for which ones (sentence conditions by their number), for phrases by their first word, for the values of parameters, and for characters by their code points. */
export type Leaf = {
  part: Part;
  keys: readonly (string | number)[];
  phrases?: ReadonlyMap<string, readonly Phrase[]>;
  values?: ReadonlySet<string> | undefined;
  ranges?: readonly Range[];
};

/**
 * The leaves of all rules, numbered, and what the tool at hand (the `now`-th) has for them: `met` says of which tool each was met
 * last and how well, `hits` where it was met best. A leaf that is not met does not hold.
 */
export type Leaves = {
  all: Leaf[];
  now: number;
  met: number[];
  hits: Hit[];
  /**
   * What words lead to, in rows of numbers: how many, then each leaf that a word meets by itself, or, below 0, the place in `phrasal`
   * of one where it begins a phrase. Row 0 is empty.
   */
  cells: number[];
  phrasal: Use[];
  /** For each leaf, the numbers of the rules that are tried when it is met. */
  led: number[][];
  /** The rules to be tried on the tool at hand: a bit for each, 32 in a number. */
  tried: Int32Array;
};

// More than any rank of a place, or order of a sentence condition among those of a leaf.
const ranks = 64;

/** Of what holds and has nothing to quote. */
export const unquoted: Hit = { place: places.text, proof: [] };

/** Room for the leaves of so many rules. */
export function makeLeaves(rules: number): Leaves {
  return {
    all: [],
    now: 0,
    met: [],
    hits: [],
    cells: [0],
    phrasal: [],
    led: [],
    tried: new Int32Array(Math.ceil(rules / 32)),
  };
}

/** Adds a leaf; gives its number. */
export function addLeaf(leaves: Leaves, leaf: Leaf): number {
  leaves.met.push(0);
  leaves.hits.push(unquoted);
  leaves.led.push([]);
  return leaves.all.push(leaf) - 1;
}

/** What each word of a leaf's words leads to. Throws a RangeError for a leaf of too many sentence conditions. */
export function usesOf(leaves: Leaves): Uses {
  const part = (): Map<string | number, Use[]> => new Map();
  const uses: Record<Part, Map<string | number, Use[]>> = {
    verb: part(),
    object: part(),
    name: part(),
    description: part(),
    parameter: part(),
    server: part(),
    sentence: part(),
    wording: part(),
    characters: part(),
    hint: part(),
  };
  for (const [leaf, { part, keys, phrases, values, ranges = [] }] of leaves.all.entries())
    for (const [order, key] of [...new Set(keys)].entries()) {
      if (part === "sentence" && order >= ranks) throw new RangeError("a sentence condition has too many spare lists");
      const starting = phrases?.get(String(key)) ?? [];
      const [phrase] = starting;
      const isAlone = phrase === undefined || (phrase.words.length === 1 && !phrase.first && !phrase.last);
      const known = uses[part].get(key) ?? [];
      known.push({ leaf, order, phrases: isAlone ? undefined : starting, values, ranges });
      uses[part].set(key, known);
    }
  return uses;
}

/** Adds a row of what a word leads to; gives its place in `cells`. */
export function addRow({ cells, phrasal }: Leaves, uses: readonly Use[]): number {
  if (uses.length === 0) return 0;
  const row = cells.push(uses.length) - 1;
  for (const use of uses) cells.push(use.phrases === undefined ? use.leaf : -phrasal.push(use));
  return row;
}

/** What an annotation of this value is looked for by. */
export function hintKey(hint: string, value: boolean): string {
  return `${hint} ${value}`;
}

/** Begins a tool. */
export function beginTool(leaves: Leaves): void {
  leaves.now++;
  const { tried } = leaves;
  for (let block = 0; block < tried.length; block++) tried[block] = 0;
}

/** Meets a leaf, unless it is met as well or better (by a lower rank), and has the rules that it leads to tried. */
export function meet(leaves: Leaves, leaf: number, rank: number, hit: Hit): void {
  const { met, now, hits, led, tried } = leaves;
  const known = met[leaf] ?? 0;
  const stamp = (now + 1) * ranks - rank;
  if (known >= stamp) return;
  if (known <= now * ranks)
    for (const rule of led[leaf] ?? []) tried[rule >> 5] = (tried[rule >> 5] ?? 0) | (1 << (rule & 31));
  met[leaf] = stamp;
  hits[leaf] = hit;
}

/** Where a leaf is met in the tool at hand. */
export function hitOf({ met, now, hits }: Leaves, leaf: number): Hit | undefined {
  return (met[leaf] ?? 0) > now * ranks ? hits[leaf] : undefined;
}

/** Meets the leaves that a row leads to from the `at`-th of some words, or from phrases that begin there; the first of the best places is kept. */
export function meetWord(
  leaves: Leaves,
  row: number,
  place: Place,
  text: Text,
  words: readonly Word[],
  at: number,
): void {
  const word = words[at];
  if (word === undefined) return;
  const { met, now, cells, phrasal } = leaves;
  const rank = place.rank;
  const stamp = (now + 1) * ranks - rank;
  let alone: Hit | undefined;
  const end = row + (cells[row] ?? 0);
  for (let i = row + 1; i <= end; i++) {
    const cell = cells[i] ?? 0;
    if (cell >= 0) {
      if ((met[cell] ?? 0) < stamp) meet(leaves, cell, rank, (alone ??= hitAt(place, text, word.start, word.end)));
      continue;
    }
    const use = phrasal[-cell - 1];
    if (use?.phrases === undefined || (met[use.leaf] ?? 0) >= stamp) continue;
    const length = lengthOf(words, at, use.phrases);
    if (length > 0)
      meet(leaves, use.leaf, rank, hitAt(place, text, word.start, words[at + length - 1]?.end ?? word.end));
  }
}

function hitAt(place: Place, text: Text, start: number, end: number): Hit {
  return { place, proof: [{ text, start, end }] };
}

/** How many words the first of the phrases that stand there has; 0 where none does. */
function lengthOf(words: readonly Word[], at: number, phrases: readonly Phrase[]): number {
  for (const phrase of phrases) if (stands(words, at, phrase)) return phrase.words.length;
  return 0;
}

function stands(words: readonly Word[], at: number, phrase: Phrase): boolean {
  if (phrase.first && at > 0) return false;
  if (phrase.last && at + phrase.words.length !== words.length) return false;
  for (let i = 1; i < phrase.words.length; i++) if (words[at + i]?.text !== phrase.words[i]) return false;
  return phrase.words.length === 1 || words[at]?.text === phrase.words[0];
}
