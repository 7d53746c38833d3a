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
  /** What it can do for sentence conditions. */
  sentence: SentenceWord | undefined;
  /** Its number in the weights of wording.ts; -1: none. */
  wording: number;
};

/** A word of a text with what the rules know it as. */
export type KnownWord = Word & { lexeme: Lexeme | undefined };

/**
 * One phrase that takes a sentence condition from one of its lists to the next: the numbers of its words after the first. Conditions that begin
 * with the same lists share their steps: `at` and `after`, which has to be taken before (-1: none), are numbers of such beginnings.
 */
export type Step = { at: number; after: number; rest: readonly number[]; denies: boolean };

/** What a word or mark can do for sentence conditions. */
export type SentenceWord = {
  number: number;
  /** The beginnings that this word alone is the first step of. */
  starts: Int32Array;
  /** The first steps of this word and others, longer phrases first. */
  phrases: readonly Step[];
  /** The number of the second word of each of `phrases`. */
  seconds: Int32Array;
  /** The steps after the first that it may take, last steps first. */
  later: readonly Step[];
  /** The `after` of each of `later`. Nearly all of them are tried in vain, and reading this row is all that costs. */
  afters: Int32Array;
  /** It denies a step behind it. */
  denies: boolean;
};
