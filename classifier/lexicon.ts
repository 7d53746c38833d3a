import { makePlainWords } from "./plain-words.ts";
import type { PlainWords } from "./plain-words.ts";
import { fold, foldAnew, isElision, isUnspaced, isWordCharacter, longestWordAt } from "./words.ts";
import type { Dictionary, Word } from "./words.ts";

/**
 * Finds words in a text without cutting them out first: an open-addressed hash table of all forms in which each word may
 * stand (plural, possessive), in lower case. Only words of ASCII are in the table; the others are looked up as strings.
 */
export type Lexicon<Entry> = {
  /** The number of each folded word, and what each number leads to. */
  numbers: ReadonlyMap<string, number>;
  entries: readonly Entry[];
  /** For each hash, one more than the number of a form; 0 where there is none. */
  slots: Uint16Array;
  /** The word that each form is one of, and where its characters stand in `letters`: from its own start to the next one's. */
  words: Uint16Array;
  starts: Int32Array;
  letters: Uint8Array;
  /** Its words of scripts without spaces between words. */
  dictionary: Dictionary;
  /** Those of the text that was divided into clauses last. */
  plain: PlainWords;
};

/** A word with its entry, where it has one. */
type Found<Entry> = Word & { lexeme: Entry | undefined };

const longestWord = 24;
const mostForms = 0xffff;
const none = -1;

/** A lexicon of `entries` by their folded words. Throws a RangeError for more words or forms than it has numbers for. */
export function makeLexicon<Entry>(entries: ReadonlyMap<string, Entry>, dictionary: Dictionary): Lexicon<Entry> {
  const numbers = new Map([...entries.keys()].map((word, number) => [word, number]));
  const forms = [...numbers].flatMap(([word, number]) => formsOf(word).map((form) => ({ form, number })));
  if (Math.max(forms.length, entries.size) > mostForms)
    throw new RangeError("the lexicon has more forms than its table has numbers for");
  // At most a quarter full, so that a word that is not there is most often found to be missing at the first look.
  const size = 2 ** Math.ceil(Math.log2(4 * Math.max(1, forms.length)));
  const slots = new Uint16Array(size);
  const starts = new Int32Array(forms.length + 1);
  forms.forEach(({ form }, number) => {
    let slot = hashOf(form, 0, form.length) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = number + 1;
    starts[number + 1] = (starts[number] ?? 0) + form.length;
  });
  const letters = new TextEncoder().encode(forms.map(({ form }) => form).join(""));
  const words = Uint16Array.from(forms, ({ number }) => number);
  return {
    numbers,
    entries: [...entries.values()],
    slots,
    words,
    starts,
    letters,
    dictionary,
    plain: makePlainWords(),
  };
}

/** What the lexicon has of a folded word. */
export function entryOf<Entry>({ numbers, entries }: Lexicon<Entry>, word: string): Entry | undefined {
  const number = numbers.get(word);
  return number === undefined ? undefined : entries[number];
}

/** The forms of a folded word that fold to it (words.ts); no plural has an apostrophe and an s behind it. */
function formsOf(word: string): string[] {
  if (!isAscii(word) || word.length > longestWord) return [];
  const forms = [word, `${word}'s`, `${word}s`, `${word}es`, `${word.slice(0, -1)}ies`];
  return forms.filter((form) => foldAnew(form) === word);
}

function isAscii(word: string): boolean {
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) > 127) return false;
  return true;
}

/** A word as `readWord` finds it. */
type WordRead = {
  /** The index behind the word. */
  end: number;
  /** Of the characters in lower case; -1 where one is not ASCII. */
  hash: number;
  /** A capital stands behind a small letter. */
  camel: boolean;
};

// One for all words, as there are very many.
const wordRead: WordRead = { end: 0, hash: 0, camel: false };

// Of each ASCII character of words, itself in lower case; 0 for the others.
const lowered = Uint8Array.from({ length: 128 }, (_, code) => (isWordCharacter(code) ? lower(code) : 0));
// As a signed number, so that hashing is done in whole numbers of 32 bits.
const basis = 0x811c9dc5 | 0;
const prime = 0x01000193;

/**
 * Reads the word at `start` in one pass: letters and digits, with apostrophes inside, up to the first other character or one of a
 * script without spaces. The answer is good until the next word is read.
 */
export function readWord(text: string, start: number): WordRead {
  let hash = basis;
  let isAscii = true;
  let camel = false;
  let small = false;
  const { length } = text;
  let i = start;
  for (; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      const low = lowered[code] ?? 0;
      if (low === 0) {
        if (code !== 39 || isElision(text, start, i) || !isWordCharacter(text.charCodeAt(i + 1))) break;
        hash = Math.imul(hash ^ code, prime);
        small = false;
        continue;
      }
      if (small && low !== code) camel = true;
      small = code >= 97;
      hash = Math.imul(hash ^ low, prime);
      continue;
    }
    if (
      code === 0x2019
        ? isElision(text, start, i) || !isWordCharacter(text.charCodeAt(i + 1))
        : !isWordCharacter(code) || isUnspaced(code)
    )
      break;
    isAscii = false;
    small = false;
  }
  wordRead.end = i;
  wordRead.hash = isAscii ? finished(hash) : -1;
  wordRead.camel = camel;
  return wordRead;
}

/** What the lexicon has of the word that stands in `text` from `start` to `end`. */
export function findWord<Entry>(lexicon: Lexicon<Entry>, text: string, start: number, end: number): Entry | undefined {
  const number = numberOf(lexicon, text, start, end);
  return number === none ? undefined : lexicon.entries[number];
}

/** Its number; -1: none. */
export function numberOf(lexicon: Lexicon<unknown>, text: string, start: number, end: number): number {
  return numberHashed(lexicon, hashOf(text, start, end), text, start, end);
}

/** The number of a word whose hash is known from `readWord`; -1: none. */
export function numberHashed(
  lexicon: Lexicon<unknown>,
  hash: number,
  text: string,
  start: number,
  end: number,
): number {
  const { slots } = lexicon;
  const last = slots.length - 1;
  if (hash < 0) return lexicon.numbers.get(fold(text.slice(start, end))) ?? none;
  let slot = hash & last;
  for (let form = slots[slot] ?? 0; form !== 0; form = slots[slot] ?? 0) {
    if (isAt(lexicon, form - 1, text, start, end)) return lexicon.words[form - 1] ?? none;
    slot = (slot + 1) & last;
  }
  return none;
}

/** FNV-1a (draft-eastlake-fnv) of the characters in lower case, cut to 31 bits; -1 where one is not ASCII. */
function hashOf(text: string, start: number, end: number): number {
  let hash = basis;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return -1;
    hash = Math.imul(hash ^ lower(code), prime);
  }
  return finished(hash);
}

function finished(hash: number): number {
  return (hash ^ (hash >>> 15)) & 0x7fffffff;
}

/** Whether the word is the form with this number. */
function isAt({ starts, letters }: Lexicon<unknown>, form: number, text: string, start: number, end: number): boolean {
  const first = starts[form] ?? 0;
  if ((starts[form + 1] ?? 0) - first !== end - start) return false;
  for (let i = start; i < end; i++) if (lower(text.charCodeAt(i)) !== letters[first + i - start]) return false;
  return true;
}

function lower(code: number): number {
  return isUpper(code) ? code | 32 : code;
}

/**
 * The words of an identifier: separators, case changes and the end of an acronym divide (`getSQLQuery` → get, sql,
 * query); digits stay with the word before them (`n8n`, `k8s`, `oauth2`). Their texts are folded where the lexicon has them, and
 * else as they stand.
 */
export function splitIdentifier<Entry extends { text: string }>(name: string, lexicon: Lexicon<Entry>): Found<Entry>[] {
  const words: Found<Entry>[] = [];
  const { length } = name;
  let start = -1;
  for (let i = 0; i < length; i++) {
    const code = name.charCodeAt(i);
    if (isUnspaced(code)) {
      if (start >= 0) words.push(wordAt(lexicon, name, start, i));
      start = -1;
      const end = i + longestWordAt(lexicon.dictionary, name, i);
      const text = name.slice(i, end);
      words.push({ text, start: i, end, lexeme: entryOf(lexicon, text) });
      i = end - 1;
    } else if (!isWordCharacter(code)) {
      if (start >= 0) words.push(wordAt(lexicon, name, start, i));
      start = -1;
    } else if (start < 0) {
      start = i;
    } else if (isUpper(code)) {
      const next = i + 1 < length ? name.charCodeAt(i + 1) : 0;
      const beforeSmall = next >= 97 && next <= 122;
      if (isUpper(name.charCodeAt(i - 1)) && !beforeSmall) continue;
      words.push(wordAt(lexicon, name, start, i));
      start = i;
    }
  }
  if (start >= 0) words.push(wordAt(lexicon, name, start, length));
  return words;
}

function wordAt<Entry extends { text: string }>(
  lexicon: Lexicon<Entry>,
  text: string,
  start: number,
  end: number,
): Found<Entry> {
  const lexeme = findWord(lexicon, text, start, end);
  return { text: lexeme?.text ?? text.slice(start, end), start, end, lexeme };
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}
