/**
 * The plain words of the text that was divided into clauses last, so that who reads its sentences need not read and look up words
 * anew: ASCII letters and digits that are no part of an identifier or address. In columns with `count` rows, in the order of the
 * text: where each word starts and ends, and its number in the lexicon (-1: none).
 */
export type PlainWords = {
  text: string;
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  numbers: Int32Array;
};

// What is behind is read twice.
const mostWords = 256;

/** Room for the plain words of a text. */
export function makePlainWords(): PlainWords {
  const column = (): Int32Array => new Int32Array(mostWords);
  return { text: "", count: 0, starts: column(), ends: column(), numbers: column() };
}

/** Begins a text. */
export function beginText(words: PlainWords, text: string): void {
  words.text = text;
  words.count = 0;
}

/** Adds the next plain word, while there is room. */
export function addPlainWord(words: PlainWords, start: number, end: number, number: number): void {
  if (words.count === mostWords) return;
  const row = words.count++;
  words.starts[row] = start;
  words.ends[row] = end;
  words.numbers[row] = number;
}
