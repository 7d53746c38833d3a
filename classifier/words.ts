/** A word of a text: folded for comparing, with the UTF-16 range it was read from. */
export type Word = { text: string; start: number; end: number };

const isUpper = (code: number): boolean => code >= 65 && code <= 90;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** The words of a text that lists them with spaces: how rules and word sets write long lists. */
export const list = (words: string): string[] => words.trim().split(/\s+/);

/**
 * Whether the code unit is a Han character or kana, which are written without spaces between words, or Hangul, whose verbs
 * carry their endings without a space.
 */
export function isUnspaced(code: number): boolean {
  return (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3);
}

// One code unit at a time, so that indexes stay UTF-16 indexes; letters outside the BMP are not needed for any rule.
const letter = /^[\p{L}\p{M}\p{N}]$/u;

/** Whether the code unit belongs to a word. */
export function isWordCharacter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || isUpper(code) || isDigit(code);
  return code < 0xd800 && letter.test(String.fromCharCode(code));
}

/**
 * The words of an identifier: separators, case changes and the end of an acronym divide (`getSQLQuery` → get, sql,
 * query); digits stay with the word before them (`n8n`, `k8s`, `oauth2`).
 */
export function splitIdentifier(name: string, dictionary: Dictionary): Word[] {
  const words: Word[] = [];
  let start = -1;
  const flush = (end: number): void => {
    if (start >= 0) words.push({ text: fold(name.slice(start, end)), start, end });
    start = -1;
  };
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (isUnspaced(code)) {
      flush(i);
      const length = longestWordAt(dictionary, name, i);
      words.push({ text: name.slice(i, i + length), start: i, end: i + length });
      i += length - 1;
      continue;
    }
    if (!isWordCharacter(code)) {
      flush(i);
      continue;
    }
    if (start >= 0 && isUpper(code)) {
      const afterCapital = isUpper(name.charCodeAt(i - 1));
      const next = name.charCodeAt(i + 1);
      const beforeSmall = next >= 97 && next <= 122;
      if (!afterCapital || beforeSmall) flush(i);
    }
    if (start < 0) start = i;
  }
  flush(name.length);
  return words;
}

/** The words of a text by their letters and digits alone, with apostrophes inside them. */
export function scanWords(text: string): Word[] {
  const words: Word[] = [];
  let i = 0;
  while (i < text.length) {
    if (!isWordCharacter(text.charCodeAt(i))) {
      i++;
      continue;
    }
    const start = i;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      const apostrophe = (code === 39 || code === 0x2019) && isWordCharacter(text.charCodeAt(i + 1));
      if (!isWordCharacter(code) && !apostrophe) break;
      i++;
    }
    words.push({ text: fold(text.slice(start, i)), start, end: i });
  }
  return words;
}

// Texts repeat their words; looking one up costs less than folding it again. Bounded, as the words are strangers'.
const folded = new Map<string, string>();
const foldsKept = 20_000;
const longestKept = 24;

/**
 * The form words are compared in: lower case, and nouns in the singular. It need not be good English, only the same for a
 * rule's word and a tool's word.
 */
export function fold(word: string): string {
  const known = folded.get(word);
  if (known !== undefined) return known;
  const result = foldAnew(word);
  if (word.length <= longestKept) {
    if (folded.size >= foldsKept) folded.clear();
    folded.set(word, result);
  }
  return result;
}

function foldAnew(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s$/, "");
  const length = lower.length;
  if (length < 4 || !lower.endsWith("s") || lower.endsWith("ss") || lower.endsWith("us") || lower.endsWith("is"))
    return lower;
  if (lower.endsWith("ies") && length > 4) return `${lower.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(lower)) return lower.slice(0, -2);
  return lower.slice(0, -1);
}

/** The folded forms of a verb as a description's own verb: base and -ing (folding joins the third person to the base). */
export function verbForms(base: string): string[] {
  const folded = fold(base);
  const last = base.at(-1) ?? "";
  if (last.charCodeAt(0) > 127) return [folded];
  if (last === "e" && !base.endsWith("ee")) return [folded, `${base.slice(0, -1)}ing`];
  if (/[^aeiou][aeiou][bdglmnprt]$/.test(base)) return [folded, `${base}ing`, `${base}${last}ing`];
  return [folded, `${base}ing`];
}

/** The unspaced words that the rules know; everything else of such a script is taken one character at a time. */
export type Dictionary = { words: ReadonlySet<string>; longest: number };

/** The dictionary of those of `words` that are written without spaces. */
export function makeDictionary(words: Iterable<string>): Dictionary {
  const unspaced = new Set([...words].filter((word) => isUnspaced(word.charCodeAt(0))));
  return { words: unspaced, longest: Math.max(1, ...[...unspaced].map((word) => word.length)) };
}

/** How many code units the longest known word at `index` has; 1 where none is known. */
export function longestWordAt(dictionary: Dictionary, text: string, index: number): number {
  for (let length = dictionary.longest; length > 1; length--) {
    if (dictionary.words.has(text.slice(index, index + length))) return length;
  }
  return 1;
}
