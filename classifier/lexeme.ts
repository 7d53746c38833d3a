import type { Use } from "./leaves.ts";
import type { Word } from "./words.ts";

/** The parts of a tool that rules look for words in, one word or phrase at a time. */
export type MentionPart = "verb" | "object" | "name" | "description";

/** A verb by its base form, with what it leads to. */
export type Verb = { base: string; uses: readonly Use[] };

/** What a word is to the rules. */
export type Lexeme = {
  /** The word as it is compared: folded (words.ts). */
  text: string;
  /** The verb that it is a form of. */
  verb: Verb | undefined;
  /** What it leads to in the other parts. */
  uses: Readonly<Record<Exclude<MentionPart, "verb">, readonly Use[]>>;
};

/** A word of a text with what the rules know it as. */
export type KnownWord = Word & { lexeme: Lexeme | undefined };
