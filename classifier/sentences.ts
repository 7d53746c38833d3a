import type { Lexeme, Step, SentenceWord } from "./lexeme.ts";
import type { Lexicon } from "./lexicon.ts";
import { scanSentences } from "./scan-sentences.ts";
import type { SentenceToken } from "./scan-sentences.ts";
import type { Text } from "./texts.ts";

/** Where all steps of a sentence condition were found: from the first one's first character to the last one's last. */
export type SentenceHit = { text: Text; start: number; end: number };

/**
 * All sentence conditions of a ruleset, as a tree of the lists that they begin with: `ends` are the conditions that each beginning
 * is the whole of. What its words can do for them is in the lexicon.
 */
export type SentenceIndex = { ends: readonly (readonly number[])[]; progress: Progress };

/**
 * Which beginnings the sentence being read has: where each one's first step began, and from which word on the next may be taken.
 * Numbers in arrays that are used again for every sentence: `sentence` says of which one they are.
 */
type Progress = { now: number; sentence: Float64Array; start: Int32Array; free: Int32Array };

/** Room for the progress of so many beginnings. */
export function makeProgress(beginnings: number): Progress {
  const numbers = (): Int32Array => new Int32Array(beginnings);
  // Counted on for as long as the process lives, which 32 bits may not be enough for.
  return { now: 0, sentence: new Float64Array(beginnings), start: numbers(), free: numbers() };
}

// How many words before a step a negation reaches.
const denied = 5;

/** Looks for all sentence conditions in `read`, which is `text` or as long; adds the first place of each to `hits`. */
export function readSentences(
  { sentences, lexicon }: { sentences: SentenceIndex; lexicon: Lexicon<Lexeme> },
  text: Text,
  read: string,
  isOwn: (name: string) => boolean,
  hits: Map<number, SentenceHit>,
): void {
  scanSentences(read, lexicon, isOwn, (tokens) => {
    sentences.progress.now++;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      if (token === undefined) continue;
      if (token.word !== undefined) takeSteps(sentences, tokens, i, token.word, text, hits);
      for (const mark of token.marks) {
        const word = lexicon.entries.get(mark)?.sentence;
        if (word !== undefined) takeSteps(sentences, tokens, i, word, text, hits);
      }
    }
  });
}

/** Takes the steps that a word or mark of the `i`-th token allows. */
function takeSteps(
  { ends, progress }: SentenceIndex,
  tokens: readonly SentenceToken[],
  i: number,
  word: SentenceWord,
  text: Text,
  hits: Map<number, SentenceHit>,
): void {
  // Later steps first, so that one word does not take two steps of one condition.
  for (const steps of [word.later, word.starts]) {
    for (const step of steps) {
      if (!take(progress, tokens, i, step)) continue;
      for (const condition of ends[step.at] ?? []) {
        if (hits.has(condition)) continue;
        const last = tokens[i + step.rest.length] ?? tokens[i];
        hits.set(condition, { text, start: progress.start[step.at] ?? 0, end: last?.end ?? 0 });
      }
    }
  }
}

/** Whether the step can be taken at the `i`-th token; then it is. */
function take(progress: Progress, tokens: readonly SentenceToken[], i: number, step: Step): boolean {
  const { at, after, rest } = step;
  const { now, sentence } = progress;
  if (sentence[at] === now || (after >= 0 && sentence[after] !== now)) return false;
  const token = tokens[i];
  if (token === undefined) return false;
  const free = after < 0 ? 0 : (progress.free[after] ?? 0);
  if (token.at < free) return false;
  for (let k = 0; k < rest.length; k++) {
    if (!is(tokens[i + 1 + k], rest[k] ?? "", token.at + 1 + k)) return false;
  }
  if (!step.denies && isDenied(tokens, i, Math.max(free, token.at - denied))) return false;
  sentence[at] = now;
  progress.start[at] = after < 0 ? token.start : (progress.start[after] ?? 0);
  progress.free[at] = (tokens[i + rest.length] ?? token).at + 1;
  return true;
}

function is(token: SentenceToken | undefined, word: string, at: number): boolean {
  return token !== undefined && token.at === at && (token.text === word || token.marks.includes(word));
}

/** Whether a word that denies stands before the token, not before the `from`-th word of the sentence. */
function isDenied(tokens: readonly SentenceToken[], index: number, from: number): boolean {
  for (let i = index - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token === undefined || token.at < from) return false;
    if (token.word?.denies === true) return true;
  }
  return false;
}
