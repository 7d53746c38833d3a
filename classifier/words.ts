import { compounds } from "./compounds.ts";

/** A word of a text: folded for comparing, with the UTF-16 range it was read from. */
export type Word = { text: string; start: number; end: number };

/** The words of a text that lists them with spaces: how rules and word sets write long lists. */
export const list = (words: string): string[] => words.trim().split(/\s+/);

// One code unit at a time, so that indexes stay UTF-16 indexes; letters outside the BMP are not needed for any rule.
const letter = /^[\p{L}\p{M}\p{N}]$/u;
/** What is known of each code unit: 0 nothing yet, 1 not of a word, 2 of a word, 3 a letter of a script without spaces, 4 another sign of one. */
const kinds = new Uint8Array(0x10000);

function kindOf(code: number): number {
  // `charCodeAt` gives NaN behind the end, and 0 is as good.
  const known = kinds[code | 0] ?? 1;
  return known === 0 ? learnKind(code) : known;
}

function learnKind(code: number): number {
  const unspaced =
    (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3);
  const isLetter = letter.test(String.fromCharCode(code));
  const kind = unspaced ? (isLetter ? 3 : 4) : isLetter ? 2 : 1;
  kinds[code | 0] = kind;
  return kind;
}

/**
 * Whether the code unit is a Han character or kana, which are written without spaces between words, or Hangul, whose verbs
 * carry their endings without a space.
 */
export function isUnspaced(code: number): boolean {
  return code > 127 && kindOf(code) >= 3;
}

/** Whether the code unit belongs to a word. */
export function isWordCharacter(code: number): boolean {
  const kind = kindOf(code);
  return kind === 2 || kind === 3;
}

/** Whether a French article or pronoun lost its vowel before the apostrophe at `end`: "d'exécuter", "l'utilisateur". */
export function isElision(text: string, start: number, end: number): boolean {
  return end === start + 1 && "dlDL".includes(text.charAt(start));
}

/**
 * Where the word begins that underscores at `at` join to what is before them (`send_mail`); -1 where they join none, as marks of emphasis
 * do ("do _not_ send").
 */
export function joinedAt(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 95) end++;
  return end > at && isWordCharacter(text.charCodeAt(end)) ? end : -1;
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
      const apostrophe =
        (code === 39 || code === 0x2019) && !isElision(text, start, i) && isWordCharacter(text.charCodeAt(i + 1));
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

// Forms in -s that the endings below would fold to something else than their base.
const irregular = new Map(
  (
    "apis api,clis cli,guis gui,uris uri,wikis wiki,taxis taxi,cpus cpu,gpus gpu,menus menu,cookies cookie,movies movie," +
    "calories calorie,caches cache,statuses status,viruses virus,antiviruses antivirus,bonuses bonus,campuses campus," +
    "focuses focus,aliases alia,undoes undo,redoes redo,echoes echo"
  )
    .split(",")
    .map((pair): [string, string] => [pair.split(" ")[0] ?? "", pair.split(" ")[1] ?? ""]),
);

/** The same without a look at what was folded before: for words of the rules, each of which is folded once. */
export function foldAnew(word: string): string {
  const lower = word.toLowerCase().replaceAll("’", "'").replace(/'s$/, "");
  const length = lower.length;
  const base = irregular.get(lower);
  if (base !== undefined) return base;
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

/** The unspaced words that the rules know, the longest first, by their first code unit; everything else of such a script is taken one character at a time. */
export type Dictionary = ReadonlyMap<number, readonly string[]>;

/** The dictionary of those of `words` that are written without spaces, and of the nouns that contain one of them. */
export function makeDictionary(words: Iterable<string>): Dictionary {
  const found = new Map<number, string[]>();
  for (const word of new Set([...words, ...compounds])) {
    const first = word.charCodeAt(0);
    if (isUnspaced(first)) found.set(first, [...(found.get(first) ?? []), word]);
  }
  for (const some of found.values()) some.sort((a, b) => b.length - a.length);
  return found;
}

/** How many code units the longest known word at `index` has; 1 where none is known. */
export function longestWordAt(dictionary: Dictionary, text: string, index: number): number {
  return dictionary.get(text.charCodeAt(index))?.find((word) => text.startsWith(word, index))?.length ?? 1;
}
