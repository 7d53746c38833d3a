/** What a word is to the rules. */
export type Lexeme = {
  /** The word as it is compared: folded (words.ts). */
  text: string;
  /** It starts a phrase that is looked for in descriptions. */
  described: boolean;
  /** What it can do for sentence conditions. */
  sentence: SentenceWord | undefined;
};

/** One phrase that takes a sentence condition from `step` to the next: its words after the first. */
export type Step = { condition: number; step: number; rest: readonly string[]; denies: boolean };

/** What a word or mark can do for sentence conditions. */
export type SentenceWord = {
  /** The first steps that it may take, longer phrases first. */
  starts: readonly Step[];
  /** The steps after the first that it may take, last steps first. */
  later: readonly Step[];
  /** It denies a step behind it. */
  denies: boolean;
};
