import { hidesWords } from "./encoded.ts";

/** What a word of a sentence may be marked as. */
export const marks = ["@tool", "@key", "@encoded", "@mixed"] as const;

/** What sentence conditions can look for besides words, and what it stands for. */
export const signs: Readonly<Record<string, string>> = {
  "@tool": "an identifier that is neither this tool nor a parameter of it",
  "@key": "a variable named for a key (`API_KEY`)",
  "@encoded": "base64 or hex that decodes to words",
  "@mixed": "a word of Latin and Cyrillic letters",
  "@quote": "the beginning of a quoted text",
  "@url": "a web address",
  "@mail": "an e-mail address",
  "@path": "a path of a file",
  "@image": "a picture in Markdown with data in its address",
  "@comment": "a comment of HTML",
  "@parameter": "the beginning of a parameter's description",
};

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
