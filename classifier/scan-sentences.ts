import { hidesWords, isCarrier, shortestCode } from "./encoded.ts";
import { numberHashed, numberOf, readWord } from "./lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import { foreign, marksOfLetters, marksOfName, unmarked } from "./marks.ts";
import { describesParameter, ownNames } from "./texts.ts";
import type { Text, Texts } from "./texts.ts";
import { unmask } from "./unmask.ts";
import { isUnspaced, isWordCharacter, joinedAt, list, longestWordAt, scanWords } from "./words.ts";

/**
 * The words of a sentence that say something, in columns with `count` rows: the number that the lexicon has for the word (-1: none),
 * its place among all words of the sentence, where it stands in the text, and what it is marked as (marks.ts). Words besides those of the
 * text are those that begin with `@` (marks.ts); a tag is its own word (`<important>`).
 */
export type Sentence = {
  count: number;
  words: Int32Array;
  places: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  marks: Uint8Array;
};

/** What a sentence is given to, with the text it stands in. It is good until the next one is read. */
type Take = (sentence: Sentence, text: Text) => void;

/** How far a text is read: `length` words of the sentence. `known` has a 1 for words that say something, `isOwn` tells which names, in lower case, the definition may mention as its own. */
type Scan = {
  sentence: Sentence;
  length: number;
  lexicon: Lexicon<unknown>;
  known: Uint8Array;
  isOwn: (name: string) => boolean;
  text: Text;
  /** Where the code units of a text that was unmasked stand in it. */
  at: Int32Array | undefined;
  take: Take;
};

// Longer sentences are lists or no prose at all; what is far apart has nothing to do with each other.
const longestSentence = 60;
const longestQuote = 200;
const longestTag = 30;
// Only an address has more; it is cut.
const mostWords = 256;
// No order to a model fits into less.
const shortestText = 8;
const quotes: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['"', '"'],
  ["`", "`"],
  ["‘", "’"],
  ["“", "”"],
]);
const ends = new Set([".", "!", "?", "。", "！", "？"]);
const space = 32;
const isLetter = 1;
const isSign = 2;
const isStop = 3;
/** Of each ASCII character: `isLetter`, `isSign` where it says nothing, `isStop` where it ends a sentence before a space, or 0 where it depends on what is around it. */
const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (isWordCharacter(code)) return isLetter;
  if (ends.has(character)) return isStop;
  return quotes.has(character) || "\n<~/".includes(character) ? 0 : isSign;
});
// Most tools' names: what is one word, and does not encode some, is no sentence.
const oneWord = /^[A-Za-z0-9_]+$/;
const toolWords = /^\s{1,3}(?:tool|function|action|endpoint)\b/i;
const runEnds = new Set([" ", "\t", "\r", "\n", '"', ...list("' ` < > ( ) [ ] { } , ; | “ ” ‘ ’")]);

// One for all sentences, as there are very many.
const column = (): Int32Array => new Int32Array(mostWords);
const only: Sentence = {
  count: 0,
  words: column(),
  places: column(),
  starts: column(),
  ends: column(),
  marks: new Uint8Array(mostWords),
};

/**
 * Gives `take` the sentences of all strings of a definition, disguised ones once more without their disguise (unmask.ts), and the
 * names of its properties, read as the words they are made of. Kept are words that `known` has a 1 for, by their numbers in the
 * lexicon, and marked ones.
 */
export function scanTool(texts: Texts, lexicon: Lexicon<unknown>, known: Uint8Array, take: Take): void {
  const [first] = texts.strings;
  if (first === undefined) return;
  // What was left of a definition whose reading failed.
  only.count = 0;
  let own: ReadonlySet<string> | undefined;
  let itself: string | undefined;
  const isOwn = (name: string): boolean =>
    name === (itself ??= first.text.toLowerCase()) || (own ??= ownNames(texts)).has(name);
  const scan: Scan = { sentence: only, length: 0, lexicon, known, isOwn, text: first, at: undefined, take };
  for (const key of texts.keys) {
    if (key.text.length < shortestText) continue;
    scan.text = key;
    scanSentences(key.text.replaceAll(/[_-]/g, " "), scan);
  }
  for (const text of texts.strings) {
    if (text.text.length < shortestText || (text === first && isOneWord(text.text))) continue;
    scan.text = text;
    if (describesParameter(text)) add(scan, "@parameter", 0, 0);
    scanSentences(text.text, scan);
  }
  for (const text of texts.unusual) {
    const unmasked = unmask(text.text);
    if (unmasked === undefined) continue;
    scan.text = text;
    scan.at = unmasked.at;
    if (describesParameter(text)) add(scan, "@parameter", 0, 0);
    scanSentences(unmasked.text, scan);
  }
}

function isOneWord(name: string): boolean {
  return oneWord.test(name) && !hidesWords(name);
}

/** Reads the sentences of a text as words and marks. One pass, whatever the text is. Other words than the lexicon's are counted and not kept. */
function scanSentences(text: string, scan: Scan): void {
  const { lexicon, isOwn } = scan;
  const { length } = text;
  const { plain } = lexicon;
  const count = plain.text === text ? plain.count : 0;
  let next = 0;
  let quoteEnd = 0;
  let i = 0;
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      const kind = ascii[code];
      if (kind === isSign) {
        i++;
        continue;
      }
      if (kind === isLetter) {
        while (next < count && (plain.starts[next] ?? 0) < i) next++;
        const to = next < count && plain.starts[next] === i ? (plain.ends[next] ?? 0) : i;
        if (to > i && to - i < shortestCode) {
          keep(scan, plain.numbers[next] ?? -1, i, to, unmarked);
          i = to;
        } else i = readRun(text, i, scan);
        if (scan.length >= longestSentence) endSentence(scan);
        continue;
      }
      if (kind === isStop && (i + 1 === length || text.charCodeAt(i + 1) === space)) {
        endSentence(scan);
        i++;
        continue;
      }
    }
    const character = text[i] ?? "";
    if (isUnspaced(code)) {
      const stop = i + longestWordAt(lexicon.dictionary, text, i);
      add(scan, text.slice(i, stop), i, stop);
      i = stop;
    } else if (isWordCharacter(code) || isPathBegin(text, i, character)) {
      i = readRun(text, i, scan);
    } else if (character === "<" && text.startsWith("<!--", i)) {
      add(scan, "@comment", i, i + 4);
      i += 4;
    } else if (character === "<") {
      const close = text.slice(i + 1, i + longestTag).indexOf(">");
      const name = close > 0 ? text.slice(i + 1, i + 1 + close).toLowerCase() : "";
      if (/^[a-z_ -]+$/.test(name)) {
        add(scan, `<${name}>`, i, i + close + 2);
        i += close + 2;
      } else i++;
    } else if (character === "!" && isCarrier(text, i)) {
      add(scan, "@image", i, i + 1);
      i++;
    } else {
      const closing = quotes.get(character);
      if (closing !== undefined && i >= quoteEnd && !isWordCharacter(text.charCodeAt(i - 1))) {
        const close = text.slice(i + 1, i + 1 + longestQuote).indexOf(closing);
        if (close > 0) {
          quoteEnd = i + 1 + close;
          const quoted = text.slice(i + 1, quoteEnd);
          const isName = /^[a-z][\w.-]*$/i.test(quoted);
          const names = isName && (isIdentifier(quoted) || toolWords.test(text.slice(quoteEnd + 1, quoteEnd + 15)));
          const marks = names && !isOwn(quoted.toLowerCase()) ? foreign : unmarked;
          add(scan, "@quote", i, quoteEnd + 1, marks);
          if (isName) {
            i = quoteEnd + 1;
            continue;
          }
        }
      } else if (endsHere(text, i, character)) {
        endSentence(scan);
      }
      i++;
    }
    if (scan.length >= longestSentence) endSentence(scan);
  }
  endSentence(scan);
}

function endSentence(scan: Scan): void {
  const { sentence } = scan;
  scan.length = 0;
  if (sentence.count === 0) return;
  scan.take(sentence, scan.text);
  sentence.count = 0;
}

function add(scan: Scan, word: string, start: number, end: number, marks = unmarked): void {
  keep(scan, scan.lexicon.numbers.get(word) ?? -1, start, end, marks);
}

/** Keeps a word that says something, and counts the others. */
function keep(scan: Scan, word: number, start: number, stop: number, marks: number): void {
  const { sentence } = scan;
  if (sentence.count === mostWords) endSentence(scan);
  const isKnown = word >= 0 && scan.known[word] === 1;
  if (isKnown || marks !== unmarked) {
    const row = sentence.count++;
    sentence.words[row] = word;
    sentence.places[row] = scan.length;
    const { at } = scan;
    sentence.starts[row] = at === undefined ? start : (at[start] ?? 0);
    sentence.ends[row] = at === undefined ? stop : (at[stop] ?? 0);
    sentence.marks[row] = marks;
  }
  scan.length++;
}

function endsHere(text: string, at: number, character: string): boolean {
  if (character === "\n") {
    let next = at + 1;
    while (text[next] === " " || text[next] === "\t" || text[next] === "\r") next++;
    const code = text.charCodeAt(next);
    const before = text.charCodeAt(text[at - 1] === "\r" ? at - 2 : at - 1);
    if (isWordCharacter(code) && isWordCharacter(before) && isProse(text, next)) return false;
    return !((code >= 97 && code <= 122) || code === 96 || code === 39 || code === 40);
  }
  return ends.has(character) && !isWordCharacter(text.charCodeAt(at + 1));
}

/** Whether the line at `start` begins with a word and a space, as no label, code or item of a list does: "IGNORE ALL" goes on with "PREVIOUS INSTRUCTIONS" below it. */
function isProse(text: string, start: number): boolean {
  const { end } = readWord(text, start);
  return text.charCodeAt(end) === space && isWordCharacter(text.charCodeAt(end + 1));
}

/** `~/.ssh`, `/etc/x`, `./x`, `.env`: not the stroke between two words, not the end of a sentence. */
function isPathBegin(text: string, at: number, character: string): boolean {
  if (character !== "~" && character !== "/" && character !== ".") return false;
  if (at > 0 && (isWordCharacter(text.charCodeAt(at - 1)) || "</.".includes(text[at - 1] ?? ""))) return false;
  const next = text.charCodeAt(at + 1);
  return isWordCharacter(next) ? character !== "~" : next === 47 || (character === "/" && next === 46);
}

/** Reads the word, identifier, address or path at `start` as tokens; gives the index after it. */
function readRun(text: string, start: number, scan: Scan): number {
  const { end: wordEnd, hash, camel } = readWord(text, start);
  const { length } = text;
  let end = wordEnd;
  let joined = camel;
  let isAscii = hash >= 0;
  for (let joint = joinedAt(text, end); joint >= 0; joint = joinedAt(text, end)) {
    const part = readWord(text, joint);
    end = part.end;
    joined = true;
    isAscii &&= part.hash >= 0;
  }
  const next = end < length ? text.charCodeAt(end) : 0;
  const isUrl = next === 58 && text.startsWith("://", end);
  const isMail = next === 64 && isWordCharacter(text.charCodeAt(end + 1));
  if (isUrl || isMail || end === start) {
    let stop = end;
    while (stop < length && !runEnds.has(text[stop] ?? "")) stop++;
    const run = text.slice(start, stop);
    const mark = isUrl ? "@url" : isMail && run.includes(".") ? "@mail" : "@path";
    add(scan, mark, start, stop);
    for (const word of scanWords(run)) {
      add(scan, word.text, start + word.start, start + word.end);
    }
    return stop;
  }
  const word =
    end === wordEnd ? numberHashed(scan.lexicon, hash, text, start, end) : numberOf(scan.lexicon, text, start, end);
  let marks = !isAscii || end - start >= shortestCode ? marksOfLetters(text.slice(start, end)) : unmarked;
  if (marks === unmarked && joined && (end > wordEnd || isLower(text.charCodeAt(start))))
    marks = marksOfName(text.slice(start, end), scan.isOwn);
  keep(scan, word, start, end, marks);
  return end;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

/** snake_case, kebab-case or camelCase. */
function isIdentifier(run: string): boolean {
  return /[a-z0-9][A-Z]|\w[_-]\w/.test(run) && /^[a-z]/.test(run);
}
