import type { ToolDefinition } from "../catalog/tool.ts";
import { hidesWords, shortestCode } from "./encoded.ts";
import type { Lexeme } from "./lexeme.ts";
import { findHashed, findWord, readWord } from "./lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import { ownNames } from "./texts.ts";
import type { Text, Texts } from "./texts.ts";
import { isUnspaced, isWordCharacter, list, longestWordAt, scanWords } from "./words.ts";

/**
 * A word of a sentence, the `at`-th. `marks` are what it is besides: `@tool` (an identifier that is neither this tool nor one of its
 * parameters), `@key` (a variable named for a key: `API_KEY`), `@quote` (the begin of a quoted text), `@url`, `@mail`, `@path`, `@encoded` (base64 or hex that decodes to
 * words), `@image` (a picture in Markdown with data in its address), `@comment` (one of HTML), `@mixed` (Latin and Cyrillic letters in one word). A tag is its own word (`<important>`).
 */
export type SentenceToken = {
  lexeme: Lexeme | undefined;
  at: number;
  start: number;
  end: number;
  marks: readonly string[];
};

/** What a sentence is given to, with the text it stands in. */
type Take = (tokens: readonly SentenceToken[], text: Text) => void;

/** The sentence being read. `isOwn` tells which names, in lower case, the definition may mention as its own. */
type Sentence = {
  tokens: SentenceToken[];
  length: number;
  lexicon: Lexicon<Lexeme>;
  isOwn: (name: string) => boolean;
  text: Text;
  take: Take;
};

// Longer sentences are lists or no prose at all; what is far apart has nothing to do with each other.
const longestSentence = 60;
const longestQuote = 200;
const longestTag = 30;
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
const noMarks: readonly string[] = [];
const letter = 1;
const sign = 2;
/** Of each ASCII character: `letter`, `sign` where it says nothing, or 0 where it depends on what is around it. */
const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (isWordCharacter(code)) return letter;
  return quotes.has(character) || ends.has(character) || "\n<!~/.".includes(character) ? 0 : sign;
});
const foreign: readonly string[] = ["@tool"];
const keys: readonly string[] = ["@tool", "@key"];
const keyNames = /^[A-Z\d_]*(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS)$/;
const toolWords = /^\s{1,3}(?:tool|function|action|endpoint)\b/i;
const runEnds = new Set([" ", "\t", "\r", "\n", '"', ...list("' ` < > ( ) [ ] { } , ; | “ ” ‘ ’")]);

/** Gives `take` the sentences of all strings of a definition, and the names of its properties, read as the words they are made of. */
export function scanTool(tool: ToolDefinition, texts: Texts, lexicon: Lexicon<Lexeme>, take: Take): void {
  let own: ReadonlySet<string> | undefined;
  const itself = tool.name.toLowerCase();
  const isOwn = (name: string): boolean => name === itself || (own ??= ownNames(texts)).has(name);
  const [first] = texts.strings;
  if (first === undefined) return;
  const sentence: Sentence = { tokens: [], length: 0, lexicon, isOwn, text: first, take };
  for (const key of texts.keys) {
    if (key.text.length < shortestText) continue;
    sentence.text = key;
    scanSentences(key.text.replaceAll(/[_-]/g, " "), sentence);
  }
  for (const text of texts.strings) {
    if (text.text.length < shortestText) continue;
    sentence.text = text;
    scanSentences(text.text, sentence);
  }
}

/** Reads the sentences of a text as words and marks. One pass, whatever the text is. Other words than the lexicon's are counted and not kept. */
function scanSentences(text: string, sentence: Sentence): void {
  const { lexicon, isOwn } = sentence;
  const { length } = text;
  let quoteEnd = 0;
  let i = 0;
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      if (ascii[code] === sign) {
        i++;
        continue;
      }
      if (ascii[code] === letter) {
        i = readRun(text, i, sentence);
        if (sentence.length >= longestSentence) end(sentence);
        continue;
      }
    }
    const character = text[i] ?? "";
    if (isUnspaced(code)) {
      const stop = i + longestWordAt(lexicon.dictionary, text, i);
      add(sentence, text.slice(i, stop), i, stop);
      i = stop;
    } else if (isWordCharacter(code) || isPathBegin(text, i, character)) {
      i = readRun(text, i, sentence);
    } else if (character === "<" && text.startsWith("<!--", i)) {
      add(sentence, "@comment", i, i + 4);
      i += 4;
    } else if (character === "<") {
      const close = text.slice(i + 1, i + longestTag).indexOf(">");
      const name = close > 0 ? text.slice(i + 1, i + 1 + close).toLowerCase() : "";
      if (/^[a-z_ -]+$/.test(name)) {
        add(sentence, `<${name}>`, i, i + close + 2);
        i += close + 2;
      } else i++;
    } else if (character === "!" && isCarrier(text, i)) {
      add(sentence, "@image", i, i + 1);
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
          const marks = names && !isOwn(quoted.toLowerCase()) ? foreign : noMarks;
          add(sentence, "@quote", i, quoteEnd + 1, marks);
          if (isName) {
            i = quoteEnd + 1;
            continue;
          }
        }
      } else if (endsHere(text, i, character)) {
        end(sentence);
      }
      i++;
    }
    if (sentence.length >= longestSentence) end(sentence);
  }
  end(sentence);
}

function end(sentence: Sentence): void {
  sentence.length = 0;
  if (sentence.tokens.length === 0) return;
  sentence.take(sentence.tokens, sentence.text);
  sentence.tokens = [];
}

function add(sentence: Sentence, text: string, start: number, end: number, marks = noMarks): void {
  keep(sentence, sentence.lexicon.entries.get(text), start, end, marks);
}

/** Keeps a word that says something, and counts the others. */
function keep(
  sentence: Sentence,
  lexeme: Lexeme | undefined,
  start: number,
  end: number,
  marks: readonly string[],
): void {
  const isKnown = lexeme !== undefined && (lexeme.sentence !== undefined || lexeme.wording >= 0);
  if (isKnown || marks.length > 0) sentence.tokens.push({ lexeme, at: sentence.length, start, end, marks });
  sentence.length++;
}

function endsHere(text: string, at: number, character: string): boolean {
  if (character === "\n") {
    let next = at + 1;
    while (text[next] === " " || text[next] === "\t" || text[next] === "\r") next++;
    const code = text.charCodeAt(next);
    return !((code >= 97 && code <= 122) || code === 96 || code === 39 || code === 40);
  }
  return ends.has(character) && !isWordCharacter(text.charCodeAt(at + 1));
}

/** A picture whose address takes data along, as in `![x](https://host/i?d=…)`. */
function isCarrier(text: string, at: number): boolean {
  if (text[at + 1] !== "[") return false;
  const picture = text.slice(at, at + longestQuote);
  const address = picture.indexOf("](");
  return address > 0 && picture.slice(address).split(")")[0]?.includes("?") === true;
}

/** `~/.ssh`, `/etc/x`, `./x`, `.env`: not the stroke between two words, not the end of a sentence. */
function isPathBegin(text: string, at: number, character: string): boolean {
  if (character !== "~" && character !== "/" && character !== ".") return false;
  if (at > 0 && (isWordCharacter(text.charCodeAt(at - 1)) || "</.".includes(text[at - 1] ?? ""))) return false;
  const next = text.charCodeAt(at + 1);
  return isWordCharacter(next) ? character !== "~" : next === 47 || (character === "/" && next === 46);
}

/** Reads the word, identifier, address or path at `start` as tokens; gives the index after it. */
function readRun(text: string, start: number, sentence: Sentence): number {
  const { end: wordEnd, hash, camel } = readWord(text, start);
  const { length } = text;
  let end = wordEnd;
  let joined = camel;
  let isAscii = hash >= 0;
  while (end < length && text.charCodeAt(end) === 95) {
    const part = readWord(text, end + 1);
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
    add(sentence, mark, start, stop);
    for (const word of scanWords(run)) {
      add(sentence, word.text, start + word.start, start + word.end);
    }
    return stop;
  }
  const marks = !isAscii || end - start >= shortestCode ? marksOf(text.slice(start, end)) : noMarks;
  if (marks.length === 0 && joined) {
    if (end > wordEnd || isLower(text.charCodeAt(start))) {
      const lexeme = findWord(sentence.lexicon, text, start, end);
      keep(sentence, lexeme, start, end, marksOfName(sentence, text, start, end));
      return end;
    }
  }
  const lexeme =
    end === wordEnd
      ? findHashed(sentence.lexicon, hash, text, start, end)
      : findWord(sentence.lexicon, text, start, end);
  keep(sentence, lexeme, start, end, marks);
  return end;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function marksOfName({ text: { key, parent }, isOwn }: Sentence, text: string, start: number, end: number): readonly string[] {
  const isWhole = start === 0 && end === text.length;
  if (isWhole && key === "name" && parent === undefined) return noMarks;
  const name = text.slice(start, end);
  if (isOwn(name.toLowerCase())) return noMarks;
  return keyNames.test(name) ? keys : foreign;
}

/** snake_case, kebab-case or camelCase. */
function isIdentifier(run: string): boolean {
  return /[a-z0-9][A-Z]|\w[_-]\w/.test(run) && /^[a-z]/.test(run);
}

function marksOf(run: string): readonly string[] {
  if (hidesWords(run)) return ["@encoded"];
  if (/[A-Za-z]/.test(run) && /[\u0400-\u04ff]/.test(run)) return ["@mixed"];
  return noMarks;
}
