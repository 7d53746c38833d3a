import type { KnownWord, Lexeme } from "./lexeme.ts";
import { entryOf, findWord, numberHashed, readWord, splitIdentifier } from "./lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import { addPlainWord, beginText } from "./plain-words.ts";
import { fold, isUnspaced, isWordCharacter, joinedAt, longestWordAt } from "./words.ts";

/**
 * A piece of prose. `code` is an identifier and never a verb; `quoted` is a word set as code, which may name an operation;
 * `joined` is a word with a hyphen after it ("read-only"), `eastern` one of a script of Eastern Asia, or a mark as they are set there.
 */
export type Token = KnownWord & {
  kind: "word" | "quoted" | "code" | "comma" | "colon";
  joined: boolean;
  eastern: boolean;
};

/** Tokens between two ends of a sentence, line or list item. */
export type Clause = {
  tokens: Token[];
  /** Written in brackets: said about the clause around it. */
  aside: boolean;
  /** Starts a list item or a heading. */
  item: boolean;
  /** An empty line or a block of code came before it. */
  apart: boolean;
};

/** How far the scan of a text has come: finished clauses, and the tokens of the open ones. */
type Scan = { clauses: Clause[]; main: Token[]; aside: Token[]; depth: number; item: boolean; apart: boolean };

const longestInlineCode = 80;
// The ideographic space, with which the block of marks of Chinese, Japanese and Korean begins.
const beforeEastern = 0x3000;
const sentenceEnds = new Set([".", "!", "?", ";", "。", "；", "！", "？", "|", "•", "→", "⇒", "–", "—"]);
const commas = new Set([",", "、", "，", "/", "&", "+"]);
const opening = new Set(["(", "[", "（", "【"]);
const closing = new Set([")", "]", "）", "】"]);
/** Of each ASCII character, 1 where it says nothing between words: of no kind above, no end of a line, no quote or tag. */
const idle = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  const kinds = [sentenceEnds, commas, opening, closing];
  return Number(!kinds.some((kind) => kind.has(character)) && !"\n`<:-".includes(character) && !isWordCharacter(code));
});

/**
 * Prose as clauses of tokens: sentences, list items and lines apart, asides in brackets apart from the clause around them,
 * and blocks of code, tags and addresses left out. One pass over the text, whatever the text is.
 */
export function scanClauses(text: string, lexicon: Lexicon<Lexeme>): Clause[] {
  const scan: Scan = { clauses: [], main: [], aside: [], depth: 0, item: false, apart: false };
  const { length } = text;
  beginText(lexicon.plain, text);
  let i = 0;
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code < 128 && idle[code] === 1) {
      i++;
      continue;
    }
    if (isUnspaced(code)) {
      const stop = i + longestWordAt(lexicon.dictionary, text, i);
      const word = text.slice(i, stop);
      const lexeme = entryOf(lexicon, word);
      push(scan, { kind: "word", text: word, start: i, end: stop, joined: false, eastern: true, lexeme });
      i = stop;
      continue;
    }
    if (isWordCharacter(code)) {
      const { end: stop, hash, camel } = readWord(text, i);
      const next = stop < length ? text.charCodeAt(stop) : 0;
      if (next === 58 && text.startsWith("://", stop)) {
        i = untilSpace(text, stop);
        continue;
      }
      // An underscore, camelCase, or a name with a call's bracket directly behind it.
      if ((next === 95 && joinedAt(text, stop) >= 0) || camel || (next === 40 && text.charCodeAt(stop + 1) !== 115)) {
        const to = identifierEnd(text, stop);
        // `delete_user-data` is an identifier as a whole, and no word that a hyphen joins to another.
        push(scan, wordToken("code", text, i, to, false, findWord(lexicon, text, i, to)));
        i = to;
        continue;
      }
      const number = numberHashed(lexicon, hash, text, i, stop);
      // What stands before an @ may be an address.
      if (hash >= 0 && next !== 64) addPlainWord(lexicon.plain, i, stop, number);
      const lexeme = number < 0 ? undefined : lexicon.entries[number];
      const joined = next === 45 && isWordCharacter(text.charCodeAt(stop + 1));
      if (lexeme?.verb !== undefined && code < 91 && scan.main.length > 0 && beginsDeed(text, i, stop)) end(scan);
      push(scan, wordToken("word", text, i, stop, joined, lexeme));
      i = stop;
      continue;
    }
    const character = text[i] ?? "";
    if (character === "`") {
      if (text.startsWith("```", i)) {
        const close = text.indexOf("```", i + 3);
        end(scan);
        scan.apart = true;
        i = close < 0 ? length : close + 3;
        continue;
      }
      const close = text.slice(i + 1, i + 1 + longestInlineCode).indexOf("`");
      if (close > 0) {
        const content = text.slice(i + 1, i + 1 + close);
        const kind = splitIdentifier(content, lexicon).length === 1 ? "quoted" : "code";
        const lexeme = findWord(lexicon, content, 0, close);
        push(scan, {
          kind,
          text: fold(content),
          start: i + 1,
          end: i + 1 + close,
          joined: false,
          eastern: content.charCodeAt(0) > beforeEastern,
          lexeme,
        });
        i += close + 2;
        continue;
      }
    } else if (character === "<") {
      const close = text.slice(i + 1, i + 1 + longestInlineCode).indexOf(">");
      if (close > 0 && (text[i + 1] === "/" || isWordCharacter(text.charCodeAt(i + 1)))) {
        end(scan);
        i += close + 2;
        continue;
      }
    } else if (character === "\n") {
      const line = lineStart(text, i + 1);
      if (line.marker || line.empty || !continues(text, line.at) || scan.main.at(-1)?.kind === "colon") {
        scan.depth = 0;
        end(scan);
        if (line.empty) scan.apart = true;
        if (line.marker) scan.item = true;
      }
      i = Math.max(line.at, i + 1);
      continue;
    } else if (opening.has(character)) {
      scan.depth++;
    } else if (closing.has(character)) {
      scan.depth = Math.max(0, scan.depth - 1);
    } else if (character === ":" || character === "：") {
      push(scan, signToken("colon", character, i));
    } else if (commas.has(character)) {
      push(scan, signToken("comma", character, i));
    } else if (scan.depth === 0 && endsSentence(text, i, character)) {
      end(scan);
    }
    i++;
  }
  end(scan);
  return scan.clauses;
}

function end(scan: Scan): void {
  if (scan.aside.length > 0) {
    scan.clauses.push({ tokens: scan.aside, aside: true, item: false, apart: false });
    scan.aside = [];
  }
  if (scan.main.length > 0) {
    scan.clauses.push({ tokens: scan.main, aside: false, item: scan.item, apart: scan.apart });
    scan.main = [];
    scan.item = false;
    scan.apart = false;
  }
}

function push(scan: Scan, token: Token): void {
  (scan.depth > 0 ? scan.aside : scan.main).push(token);
}

/** The token of a word: its text is folded where the lexicon has it, and else as it stands. */
function wordToken(
  kind: "word" | "code",
  text: string,
  start: number,
  end: number,
  joined: boolean,
  lexeme: Lexeme | undefined,
): Token {
  const eastern = text.charCodeAt(start) > beforeEastern;
  return { kind, text: lexeme?.text ?? text.slice(start, end), start, end, joined, eastern, lexeme };
}

function signToken(kind: "comma" | "colon", text: string, start: number): Token {
  const eastern = text.charCodeAt(0) > beforeEastern;
  return { kind, text, start, end: start + 1, joined: false, eastern, lexeme: undefined };
}

/** An identifier goes on over what no prose word has inside: `list_runs`, `foo.bar_baz`. */
function identifierEnd(text: string, start: number): number {
  let i = start;
  while (i < text.length && (text[i] === "_" || isWordCharacter(text.charCodeAt(i)))) i++;
  return i;
}

function untilSpace(text: string, start: number): number {
  let i = start;
  while (i < text.length && text.charCodeAt(i) > 32) i++;
  return i;
}

/** Where the next line's words start, after its indentation and list or heading marks. */
function lineStart(text: string, start: number): { at: number; empty: boolean; marker: boolean } {
  let at = start;
  let marker = false;
  let empty = false;
  for (; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "\n") empty = true;
    else if ("-*#•>".includes(character)) marker = true;
    else if (character !== " " && character !== "\t" && character !== "\r") break;
  }
  let digits = at;
  while (digits < text.length && digits - at < 3 && text.charCodeAt(digits) >= 48 && text.charCodeAt(digits) <= 57)
    digits++;
  if (digits > at && (text[digits] === "." || text[digits] === ")")) return { at: digits + 1, empty, marker: true };
  return { at, empty, marker };
}

/** A line that starts in lower case goes on with the sentence of the line before (text wrapped by hand). */
function continues(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 97 && code <= 122) || text[at] === "(";
}

const determined = / (?:the|all|every|each|any|its|their|your) /y;

/** "Get images from the API Deletes the records": a deed with a capital, as one that begins a sentence, and what it is done to. */
function beginsDeed(text: string, start: number, end: number): boolean {
  determined.lastIndex = end;
  return text[end - 1] === "s" && text.charCodeAt(start + 1) > 96 && determined.test(text);
}

function endsSentence(text: string, at: number, character: string): boolean {
  if (character === "-") return at > 0 && text[at - 1] === " " && (text[at + 1] === " " || text[at + 1] === "-");
  if (!sentenceEnds.has(character)) return false;
  if (character !== ".") return true;
  const next = text.charCodeAt(at + 1);
  const abbreviation = text[at - 2] === "." || (text[at + 2] === "." && isWordCharacter(next));
  return !abbreviation && !isWordCharacter(next);
}
