import type { Step, SentenceWord } from "./lexeme.ts";
import type { SentenceToken } from "./scan-sentences.ts";
import type { Span, Text } from "./texts.ts";

/**
 * All sentence conditions of a ruleset, as a tree of the lists that they begin with: `ends` are the conditions that each beginning
 * is the whole of, `exceptions` the beginnings that except a sentence from a condition, `words` what words and marks can do for them.
 */
export type SentenceIndex = {
  words: ReadonlyMap<string, SentenceWord>;
  ends: readonly (readonly number[])[];
  exceptions: ReadonlyMap<number, readonly number[]>;
  progress: Progress;
};

/**
 * Which beginnings the sentence being read has: where each one's first step began, and from which word on the next may be taken.
 * Numbers in arrays that are used again for every sentence: `sentence` says of which one they are. `denier` is
 * the last word so far that denies what is behind it; -1: none.
 */
type Progress = { now: number; denier: number; sentence: Int32Array; start: Int32Array; free: Int32Array };

/** Room for the progress of so many beginnings. */
export function makeProgress(beginnings: number): Progress {
  const numbers = (): Int32Array => new Int32Array(beginnings);
  return { now: 0, denier: -1, sentence: numbers(), start: numbers(), free: numbers() };
}

const mostSentences = 0x7ffffffe;

/** A process may live so long that its sentences can no longer be told apart by 31 bits. */
function forget(progress: Progress): void {
  progress.sentence.fill(0);
  progress.now = 1;
}

// How many words before a step a negation reaches.
const denied = 5;

/** Looks for all sentence conditions in a sentence of `text`; adds to `hits` the first place of each: from its first step's first character to its last one's last. */
export function takeSentence(
  index: SentenceIndex,
  tokens: readonly SentenceToken[],
  text: Text,
  hits: Map<number, Span>,
): void {
  const { progress, words } = index;
  if (progress.now++ === mostSentences) forget(progress);
  progress.denier = -1;
  const known = hits.size;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) continue;
    const word = token.lexeme?.sentence;
    if (word !== undefined) takeSteps(index, tokens, i, word, text, hits);
    for (const mark of token.marks) {
      const marked = words.get(mark);
      if (marked !== undefined) takeSteps(index, tokens, i, marked, text, hits);
    }
    if (word?.denies === true) progress.denier = token.at;
  }
  if (hits.size === known) return;
  for (const condition of [...hits.keys()].slice(known))
    if (index.exceptions.get(condition)?.some((at) => progress.sentence[at] === progress.now) === true)
      hits.delete(condition);
}

/** Takes the steps that a word or mark of the `i`-th token allows. */
function takeSteps(
  index: SentenceIndex,
  tokens: readonly SentenceToken[],
  i: number,
  { starts, phrases, seconds, later, afters, denies }: SentenceWord,
  text: Text,
  hits: Map<number, Span>,
): void {
  const { now, sentence } = index.progress;
  // Later steps first, so that one word does not take two steps of one condition.
  for (let k = 0; k < afters.length; k++)
    if (sentence[afters[k] ?? 0] === now) takeStep(index, tokens, i, later[k], text, hits);
  const token = tokens[i];
  if (token === undefined) return;
  for (let k = 0; k < seconds.length; k++)
    if (is(index, tokens[i + 1], seconds[k] ?? 0, token.at + 1)) takeStep(index, tokens, i, phrases[k], text, hits);
  if (starts.length === 0 || (!denies && isDenied(index, token, 0))) return;
  for (let k = 0; k < starts.length; k++) begin(index, starts[k] ?? 0, token, text, hits);
}

/** Whether something close before the token denies it; `free` is the word from which on that counts. */
function isDenied({ progress }: SentenceIndex, token: SentenceToken, free: number): boolean {
  return progress.denier >= Math.max(free, token.at - denied);
}

/** Takes the first step of a beginning. */
function begin(
  { ends, progress }: SentenceIndex,
  at: number,
  token: SentenceToken,
  text: Text,
  hits: Map<number, Span>,
): void {
  const { now, sentence } = progress;
  if (sentence[at] === now) return;
  sentence[at] = now;
  progress.start[at] = token.start;
  progress.free[at] = token.at + 1;
  for (const condition of ends[at] ?? [])
    if (!hits.has(condition)) hits.set(condition, { text, start: token.start, end: token.end });
}

/** Takes the step at the `i`-th token if it can be taken there. */
function takeStep(
  index: SentenceIndex,
  tokens: readonly SentenceToken[],
  i: number,
  step: Step | undefined,
  text: Text,
  hits: Map<number, Span>,
): void {
  const token = tokens[i];
  if (step === undefined || token === undefined) return;
  const { at, after, rest } = step;
  const { ends, progress } = index;
  const { now, sentence, denier } = progress;
  if (sentence[at] === now) return;
  const free = after < 0 ? 0 : (progress.free[after] ?? 0);
  if (token.at < free) return;
  for (let k = 0; k < rest.length; k++) {
    if (!is(index, tokens[i + 1 + k], rest[k] ?? 0, token.at + 1 + k)) return;
  }
  if (!step.denies && denier >= Math.max(free, token.at - denied)) return;
  const last = tokens[i + rest.length] ?? token;
  sentence[at] = now;
  progress.start[at] = after < 0 ? token.start : (progress.start[after] ?? 0);
  progress.free[at] = last.at + 1;
  for (const condition of ends[at] ?? [])
    if (!hits.has(condition)) hits.set(condition, { text, start: progress.start[at] ?? 0, end: last.end });
}

/** Whether the token stands at this place of the sentence and is, or is marked as, the word with this number. */
function is({ words }: SentenceIndex, token: SentenceToken | undefined, number: number, at: number): boolean {
  if (token?.at !== at) return false;
  return token.lexeme?.sentence?.number === number || token.marks.some((mark) => words.get(mark)?.number === number);
}
