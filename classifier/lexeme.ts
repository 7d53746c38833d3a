import type { Word } from "./words.ts";

/** The parts of a tool that rules look for words in, one word or phrase at a time. */
export type MentionPart = "verb" | "object" | "name" | "description";

/** A verb by its base form, with the row of what it leads to (leaves.ts), and whether it is a noun as often. */
export type Verb = { base: string; row: number; isNoun: boolean };

/** What a word is to the rules. */
export type Lexeme = {
  /** The word as it is compared: folded (words.ts). */
  text: string;
  /** Its roles in clauses (clause-words.ts). */
  roles: number;
  /** The verb that it is a form of. */
  verb: Verb | undefined;
  /** The rows of what it leads to in the other parts (leaves.ts). */
  object: number;
  name: number;
  description: number;
};

/** A word of a text with what the rules know it as. */
export type KnownWord = Word & { lexeme: Lexeme | undefined };
