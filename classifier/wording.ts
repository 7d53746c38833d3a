import type { Lexicon } from "./lexicon.ts";
import { marks } from "./marks.ts";
import type { Sentence } from "./scan-sentences.ts";
import type { Span, Text } from "./texts.ts";

/** How much a definition is worded as attacks are, and the sentence that says so most. */
type Wording = { score: number; sentence: Span | undefined };

/**
 * What words and pairs of neighbouring words weigh: above 0 what attacks say, below 0 what honest definitions say. Entries are a
 * word, or two, and the weight, with commas between them. A definition with a score of 0 is taken for an attack.
 */
export type Weights = { bias: number; entries: string };

/** What takes the words of sentences, by the numbers that they have here: by their numbers in the lexicon and of each mark (-1: none). */
type WordingSink = {
  words: Int32Array;
  marks: Int32Array;
  word: (number: number) => void;
  /** Two words side by side. */
  pair: (first: number, second: number) => void;
};

/** Weights by numbers, and room for what was seen of the definition at hand: the `now`-th. */
export type WordingIndex = WordingSink & {
  bias: number;
  weights: Float64Array;
  pairs: ReadonlyMap<number, number>;
  /** Of each word, whether it is the first (1) or the second (2) of a pair; most are not. */
  paired: Uint8Array;
  seen: Int32Array;
  now: number;
  sum: number;
  count: number;
  /** What the sentence that added most has added. */
  most: number;
  sentence: Span | undefined;
};

const pairBase = 0x10000;
// A process may live so long that its definitions can no longer be told apart by 31 bits.
const mostDefinitions = 0x7ffffffe;
// Short texts have few words that are known; one of them alone is no proof.
const fewestWords = 30;

/** What the weights of so many words and pairs are multiplied by: less the more there are, as long texts say much of everything. */
export const scaleOf = (count: number): number => 2 / Math.sqrt(Math.max(fewestWords, count));

/** The key of a pair of words by their numbers. */
export const pairKey = (first: number, second: number): number => first * pairBase + second;

/** Gives the sink each word of a sentence that it has a number for, and each pair of them that stand side by side. */
export function takeWords(sentence: Sentence, sink: WordingSink): void {
  let before = -1;
  let place = -2;
  for (let i = 0; i < sentence.count; i++) {
    const word = sentence.words[i] ?? -1;
    let number = word < 0 ? -1 : (sink.words[word] ?? -1);
    if (number >= 0) sink.word(number);
    const bits = sentence.marks[i] ?? 0;
    for (let bit = 0; bits >> bit !== 0; bit++) {
      const marked = (bits & (1 << bit)) === 0 ? -1 : (sink.marks[bit] ?? -1);
      if (marked >= 0) sink.word(marked);
      if (number < 0) number = marked;
    }
    const at = sentence.places[i] ?? 0;
    if (number >= 0 && before >= 0 && at === place + 1) sink.pair(before, number);
    before = number;
    place = at;
  }
}

/** The single words of weights. */
export function wordsOfWeights({ entries }: Weights): string[] {
  return entries
    .split(",")
    .map((entry) => entry.trim().split(" "))
    .filter((parts) => parts.length === 2)
    .map(([word = ""]) => word);
}

/** The weights by the numbers of a lexicon that has their words. */
export function indexWording({ bias, entries }: Weights, lexicon: Lexicon<unknown>): WordingIndex {
  const weights: number[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => numbers.get(word) ?? -1;
  const pairs = new Map<number, number>();
  for (const entry of entries.split(",")) {
    const parts = entry.trim().split(" ");
    const number = weights.push(Number(parts.pop())) - 1;
    const [first = "", second] = parts;
    if (second === undefined) numbers.set(first, number);
    else if (numbers.has(first) && numbers.has(second)) pairs.set(pairKey(numberOf(first), numberOf(second)), number);
  }
  const paired = new Uint8Array(weights.length);
  for (const key of pairs.keys()) {
    const [first, second] = [Math.floor(key / pairBase), key % pairBase];
    paired[first] = (paired[first] ?? 0) | 1;
    paired[second] = (paired[second] ?? 0) | 2;
  }
  const index: WordingIndex = {
    words: Int32Array.from(lexicon.numbers.keys(), numberOf),
    marks: Int32Array.from(marks, numberOf),
    bias,
    weights: Float64Array.from(weights),
    pairs,
    paired,
    seen: new Int32Array(weights.length),
    now: 0,
    sum: 0,
    count: 0,
    most: 0,
    sentence: undefined,
    word: (number) => {
      take(index, number);
    },
    pair: (first, second) => {
      if (((paired[first] ?? 0) & 1) === 0 || ((paired[second] ?? 0) & 2) === 0) return;
      const number = index.pairs.get(pairKey(first, second));
      if (number !== undefined) take(index, number);
    },
  };
  return index;
}

function take(index: WordingIndex, number: number): void {
  if (index.seen[number] === index.now) return;
  index.seen[number] = index.now;
  index.sum += index.weights[number] ?? 0;
  index.count++;
}

/** Begins a definition. */
export function beginWording(index: WordingIndex): void {
  if (index.now++ === mostDefinitions) {
    index.seen.fill(0);
    index.now = 1;
  }
  index.sum = 0;
  index.count = 0;
  index.most = 0;
  index.sentence = undefined;
}

/** Adds a sentence of the definition. */
export function addWording(index: WordingIndex, sentence: Sentence, text: Text): void {
  const before = index.sum;
  takeWords(sentence, index);
  if (index.sum - before <= index.most) return;
  index.most = index.sum - before;
  index.sentence = { text, start: sentence.starts[0] ?? 0, end: sentence.ends[sentence.count - 1] ?? 0 };
}

/** What the sentences so far amount to. */
export function wordingOf({ bias, sum, count, sentence }: WordingIndex): Wording {
  return { score: bias + sum * scaleOf(count), sentence };
}
