import { hidesWords } from "./encoded.ts";

/** What a word of a sentence may be marked as: an identifier that is neither this tool nor one of its parameters, a variable named for a key (`API_KEY`), base64 or hex that decodes to words, Latin and Cyrillic letters in one word. */
export const marks = ["@tool", "@key", "@encoded", "@mixed"] as const;

/** A bit for each of `marks`. */
export type Marks = number;

export const unmarked: Marks = 0;
export const foreign: Marks = 1;
const key: Marks = 2;
const encoded: Marks = 4;
const mixed: Marks = 8;

const keyNames = /^[A-Z\d_]*(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS)$/;

/** The marks of an identifier; `isOwn` tells which names, in lower case, the definition may mention as its own. */
export function marksOfName(name: string, isOwn: (name: string) => boolean): Marks {
  if (isOwn(name.toLowerCase())) return unmarked;
  return keyNames.test(name) ? foreign | key : foreign;
}

/** The marks that a word has for its letters. */
export function marksOfLetters(word: string): Marks {
  if (hidesWords(word)) return encoded;
  if (/[A-Za-z]/.test(word) && /[\u0400-\u04ff]/.test(word)) return mixed;
  return unmarked;
}
