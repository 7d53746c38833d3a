import type { Evidence } from "../catalog/verdict.ts";
import type { Span, Text } from "./texts.ts";
import { placeRank } from "./tool-words.ts";
import type { Place } from "./tool-words.ts";
import type { Word } from "./words.ts";

/** Where a condition holds: the place that carries its weight, and the proof, which is quoted only for rules that match. */
export type Hit = { place: Place; proof: readonly (Span | Evidence)[] };

/** The parts of a tool whose words lead to the rules that can match. */
export type Part = "verb" | "object" | "name" | "description" | "parameter" | "server" | "sentence";

/** A phrase as its folded words; `first` where it must start the name. */
export type Phrase = { words: readonly string[]; first: boolean };

/** That a word meets the leaf of this number: by itself (no phrases), or where it begins one of the phrases; a parameter, where one of the values does one of these. */
export type Use = { leaf: number; phrases: readonly Phrase[] | undefined; values: ReadonlySet<string> | undefined };

/** A condition of the rules that looks for words: in which part, for which ones (sentence conditions by their number), for phrases by their first word, and for the values of parameters. */
export type Leaf = {
  part: Part;
  keys: readonly (string | number)[];
  phrases?: ReadonlyMap<string, readonly Phrase[]>;
  values?: ReadonlySet<string> | undefined;
};

/**
 * The leaves of all rules, numbered, and what the tool at hand (the `now`-th) has for them: `met` says of which tool each was met
 * last, `hits` where a leaf of words is met best, by the rank of its place. A leaf that is not met does not hold.
 */
export type Leaves = {
  all: Leaf[];
  now: number;
  met: number[];
  ranks: number[];
  hits: Hit[];
  /** For each leaf, the numbers of the rules that are tried when it is met. */
  led: number[][];
  /** Rules that no word leads to (characters, hints): tried on every tool. A bit for each rule, 32 in a number. */
  always: Int32Array;
  /** The rules to be tried on the tool at hand. */
  tried: Int32Array;
};

/** Of what holds and has nothing to quote. */
export const unquoted: Hit = { place: "text", proof: [] };

/** Room for the leaves of so many rules. */
export function makeLeaves(rules: number): Leaves {
  const bits = (): Int32Array => new Int32Array(Math.ceil(rules / 32));
  return { all: [], now: 0, met: [], ranks: [], hits: [], led: [], always: bits(), tried: bits() };
}

/** Adds a leaf; gives its number. */
export function addLeaf(leaves: Leaves, leaf: Leaf): number {
  leaves.met.push(0);
  leaves.ranks.push(0);
  leaves.hits.push(unquoted);
  leaves.led.push([]);
  return leaves.all.push(leaf) - 1;
}

/** What each word of a leaf's words leads to. */
export function usesOf(leaves: Leaves): Readonly<Record<Part, ReadonlyMap<string | number, readonly Use[]>>> {
  const part = (): Map<string | number, Use[]> => new Map();
  const uses: Record<Part, Map<string | number, Use[]>> = {
    verb: part(),
    object: part(),
    name: part(),
    description: part(),
    parameter: part(),
    server: part(),
    sentence: part(),
  };
  for (const [leaf, { part, keys, phrases, values }] of leaves.all.entries())
    for (const key of new Set(keys)) {
      const starting = phrases?.get(String(key)) ?? [];
      const isAlone = starting[0] === undefined || (starting[0].words.length === 1 && !starting[0].first);
      const known = uses[part].get(key) ?? [];
      known.push({ leaf, phrases: isAlone ? undefined : starting, values });
      uses[part].set(key, known);
    }
  return uses;
}

/** Begins a tool. */
export function beginTool(leaves: Leaves): void {
  leaves.now++;
  leaves.tried.set(leaves.always);
}

/** Meets a leaf, unless it is met as well or better (by a lower rank), and has the rules that it leads to tried. */
export function meet(leaves: Leaves, leaf: number, rank: number, hit: Hit): void {
  const { met, now, ranks, hits, led, tried } = leaves;
  if (met[leaf] !== now) {
    met[leaf] = now;
    for (const rule of led[leaf] ?? []) tried[rule >> 5] = (tried[rule >> 5] ?? 0) | (1 << (rule & 31));
  } else if ((ranks[leaf] ?? 0) <= rank) return;
  ranks[leaf] = rank;
  hits[leaf] = hit;
}

/** Where a leaf is met in the tool at hand. */
export function hitOf({ met, now, hits }: Leaves, leaf: number): Hit | undefined {
  return met[leaf] === now ? hits[leaf] : undefined;
}

/** Meets the leaves that look for the `at`-th word of a row, or for phrases that begin with it; the first of the best places is kept. */
export function meetWord(
  leaves: Leaves,
  uses: readonly Use[],
  place: Place,
  text: Text,
  row: readonly Word[],
  at: number,
): void {
  const word = row[at];
  if (word === undefined) return;
  const { met, now, ranks } = leaves;
  const rank = placeRank[place];
  let alone: Hit | undefined;
  for (const { leaf, phrases } of uses) {
    if (met[leaf] === now && (ranks[leaf] ?? 0) <= rank) continue;
    const length = phrases === undefined ? 1 : lengthOf(row, at, phrases);
    if (length === 0) continue;
    const hit =
      length === 1
        ? (alone ??= { place, proof: [{ text, start: word.start, end: word.end }] })
        : { place, proof: [{ text, start: word.start, end: row[at + length - 1]?.end ?? word.end }] };
    meet(leaves, leaf, rank, hit);
  }
}

/** How many words the first of the phrases that stand there has; 0 where none does. */
function lengthOf(row: readonly Word[], at: number, phrases: readonly Phrase[]): number {
  for (const phrase of phrases) if (stands(row, at, phrase)) return phrase.words.length;
  return 0;
}

function stands(row: readonly Word[], at: number, { words, first }: Phrase): boolean {
  if (first && at > 0) return false;
  for (let i = 1; i < words.length; i++) if (row[at + i]?.text !== words[i]) return false;
  return words.length === 1 || row[at]?.text === words[0];
}
