import { denials } from "./clause-words.ts";
import { scanSentences } from "./scan-sentences.ts";
import type { SentenceToken } from "./scan-sentences.ts";
import type { Dictionary } from "./words.ts";

/** Where all steps of a sentence condition were found: from the first one's first character to the last one's last. */
export type SentenceHit = { path: string; start: number; end: number };

/** One phrase that takes a sentence condition from `step` to the next: its words after the first. */
export type Step = { condition: number; step: number; rest: readonly string[]; denies: boolean };

/** All sentence conditions of a ruleset: each first word of a phrase to the steps it may take, longer phrases first. */
export type SentenceIndex = {
  lengths: readonly number[];
  starts: ReadonlyMap<string, readonly Step[]>;
  /** The steps after the first, last steps first. */
  later: ReadonlyMap<string, readonly Step[]>;
  /** Every word of every step, and those that deny one. */
  vocabulary: ReadonlySet<string>;
};

// How many words before a step a negation reaches.
const denied = 5;
const none: readonly Step[] = [];

/** How far one condition has come in one sentence: the next step, and from which word on it may be taken. */
type Progress = { step: number; start: number; free: number };

/** Looks for all sentence conditions in one string of a definition; adds the first place of each to `hits`. */
export function readSentences(
  { sentences, dictionary }: { sentences: SentenceIndex; dictionary: Dictionary },
  text: string,
  path: string,
  own: ReadonlySet<string>,
  hits: Map<number, SentenceHit>,
): void {
  scanSentences(text, { vocabulary: sentences.vocabulary, dictionary }, own, (tokens) => {
    const reading = { index: sentences, tokens, open: new Map<number, Progress>(), path, hits };
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      if (token === undefined) continue;
      takeSteps(reading, i, token, token.text);
      for (const mark of token.marks) takeSteps(reading, i, token, mark);
    }
  });
}

/** What is going on in one sentence. */
type Reading = {
  index: SentenceIndex;
  tokens: readonly SentenceToken[];
  open: Map<number, Progress>;
  path: string;
  hits: Map<number, SentenceHit>;
};

/** Takes the steps that `key`, a word or mark of the `i`-th token, allows. */
function takeSteps(reading: Reading, i: number, token: SentenceToken, key: string): void {
  // Later steps first, so that one word does not take two steps of one condition.
  if (reading.open.size > 0) for (const step of reading.index.later.get(key) ?? none) takeStep(reading, i, token, step);
  for (const step of reading.index.starts.get(key) ?? none) takeStep(reading, i, token, step);
}

function takeStep({ index, tokens, open, path, hits }: Reading, i: number, token: SentenceToken, step: Step): void {
  const state = open.get(step.condition);
  if ((state === undefined ? 0 : state.step) !== step.step) return;
  if (state !== undefined && token.at < state.free) return;
  for (let k = 0; k < step.rest.length; k++) {
    if (!is(tokens[i + 1 + k], step.rest[k] ?? "", token.at + 1 + k)) return;
  }
  if (!step.denies && isDenied(tokens, i, Math.max(state?.free ?? 0, token.at - denied))) return;
  const last = tokens[i + step.rest.length] ?? token;
  const next = { step: step.step + 1, start: state?.start ?? token.start, free: last.at + 1 };
  open.set(step.condition, next);
  if (next.step === index.lengths[step.condition] && !hits.has(step.condition)) {
    hits.set(step.condition, { path, start: next.start, end: last.end });
  }
}

function is(token: SentenceToken | undefined, word: string, at: number): boolean {
  return token !== undefined && token.at === at && (token.text === word || token.marks.includes(word));
}

/** Whether a word that denies stands before the token, not before the `from`-th word of the sentence. */
function isDenied(tokens: readonly SentenceToken[], index: number, from: number): boolean {
  for (let i = index - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token === undefined || token.at < from) return false;
    if (denials.has(token.text)) return true;
  }
  return false;
}
