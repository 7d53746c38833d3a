import { determiners, listed } from "./clause-words.ts";
import type { Lexeme, Verb } from "./lexeme.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./scan.ts";

// What follows a noun to make it a verb that is done here: 検索します, 保存して, 저장하고, 삭제합니다.
const verbEndings = listed("し す する します して 하 합 해 하고 합니다");
const mostFinalVerbs = 6;
const takers = listed("accept take support expect need require");
const joints = listed("and or then");
const describing = new Set(["さ", "済", "된", "될", "되"]);

/** Whether the rules know the word as a verb. */
export function isVerb(token: Token | undefined): boolean {
  return token?.lexeme?.verb !== undefined;
}

/** Not a plural or a third person: "comments: how many there are" is no operation. */
export function isBase(token: Token | undefined): boolean {
  return token !== undefined && token.end - token.start === token.text.length;
}

/** The verbs of a Japanese or Korean clause: known words with a verb's ending behind them, wherever they stand. */
export function finalVerbs(tokens: readonly Token[]): { at: number; verb: Verb }[] {
  const found: { at: number; verb: Verb }[] = [];
  for (let at = 0; at < tokens.length && found.length < mostFinalVerbs; at++) {
    const verb = tokens[at]?.lexeme?.verb;
    if (verb !== undefined && verbEndings.has(tokens[at + 1]?.text ?? "")) found.push({ at, verb });
  }
  return found;
}

// 调用此工具, "call this tool": what a model should do.
const thisOne = new Set(["此", "该", "本", "这", undefined]);

/**
 * Chinese puts 的 behind a verb that only describes a noun ("删除的记录", deleted records), Japanese され or 済,
 * Korean 된.
 */
export function isOwnVerb(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.text;
  if (tokens[at]?.text === "调用" && thisOne.has(next)) return false;
  return next !== "的" && next !== "时" && next !== "前" && next !== "后" && !describing.has(next ?? "");
}

/** What is left of a Chinese clause behind the condition that it starts with: 当…时, 如果…，. */
export function afterCondition(tokens: Token[]): Token[] {
  const first = tokens[0]?.text ?? "";
  const isWhen = first === "当";
  if (!isWhen && first !== "若" && (first !== "如" || tokens[1]?.text !== "果")) return tokens;
  const end = tokens.findIndex(({ kind, text }) => kind === "comma" || (isWhen && text === "时"));
  const isMark = tokens[end + 1]?.kind === "comma";
  return end < 0 ? tokens : tokens.slice(isMark ? end + 2 : end + 1);
}

/** "Accepts an id" and "Accept city names" are about the arguments, "Accept an offer" is a deed. */
export function takesArguments(verb: string, isBase: boolean, next: string): boolean {
  if (!takers.has(verb)) return false;
  return !isBase || (verb === "accept" && !determiners.has(next) && !joints.has(next));
}

/** In a list of operations, `create_user` and `deleteUser` are named for what they do: by their first word. */
export function operationOf(token: Token, lexicon: Lexicon<Lexeme>): Token {
  if (token.kind !== "code") return token;
  let end = 0;
  while (isSmall(token.text.charCodeAt(end))) end++;
  if (end === 0) return token;
  const text = token.text.slice(0, end);
  return { ...token, kind: "word", text, lexeme: lexicon.entries.get(text) };
}

const isSmall = (code: number): boolean => code >= 97 && code <= 122;

/** "Mit diesem Tool können Sie Dateien löschen": where the verb of a German clause with a modal verb at `at` stands. */
export function behindModal(tokens: readonly Token[], at: number): number | undefined {
  const isModal = tokens[at]?.text === "können" || tokens[at]?.text === "kann";
  return isModal && tokens.at(-1)?.lexeme?.verb !== undefined ? tokens.length - 1 : undefined;
}

/** What stands before a verb and says how it is done: "permanently", "permanentemente", "безвозвратно". */
export function isAdverb(word: string): boolean {
  return word.endsWith("ly") || word.endsWith("mente") || word.endsWith("но");
}
