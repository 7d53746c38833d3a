import { endsAsAdverb, is, listed, role } from "./clause-words.ts";
import type { Lexeme } from "./lexeme.ts";
import { entryOf } from "./lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./scan.ts";

const joints = listed("and or then");
const deniedWithin = 5;
const nounEnds = listed("时间 日期 状态 方式 历史 次数 情况 数量 者 率 器 额");
const befores = listed("前 之前 以前 전");
const beforeWithin = 30;
const behindBeforeWords = listed("请 必 务 应 先 需 建 要 調 确 に 에 반");
// What must be the case, or be done first.
const conditions = listed("若 如果 需要");
const thens = listed("则 就");
// 当前 and 目前 (now), 提前 (early).
const inNouns = listed("当 目 提");
const describing = new Set(["さ", "済", "된", "될", "되"]);

/** Whether the rules know the word as a verb. */
export function isVerb(token: Token | undefined): boolean {
  return token?.lexeme?.verb !== undefined;
}

/** Not a plural or a third person: "comments: how many there are" is no operation. */
export function isBase(token: Token | undefined): boolean {
  return token !== undefined && token.end - token.start === token.text.length;
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
  // "Serve para criar": what it is for.
  if (next === "para" && tokens[at]?.text === "serve") return false;
  if (at > 0 && isPartOfNoun(tokens, at)) return false;
  return next !== "的" && next !== "时" && next !== "前" && next !== "后" && !describing.has(next ?? "");
}

/** Whether a Chinese clause puts before its verb what is done with it: 将…删除. */
export function takesObject(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }) => text === "将" || text === "把" || text === "將");
}

/** 用户注册时间: behind another noun, and with one of `nounEnds` behind it, a Chinese verb is part of a noun. */
function isPartOfNoun(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined || !before.eastern || is(before, role.filler)) return false;
  const behind = `${tokens[at + 1]?.text ?? ""}${tokens[at + 2]?.text ?? ""}`;
  return nounEnds.has(behind) || nounEnds.has(behind.charAt(0));
}

/** What is left of a Chinese clause behind the condition that it starts with: 当…时, 如果…，, 如果…则. */
export function afterCondition(tokens: Token[]): Token[] {
  const before = behindBefore(tokens);
  if (before > 0) return tokens.slice(before);
  const first = tokens[0]?.text ?? "";
  const isWhen = first === "当";
  if (!isWhen && !conditions.has(first)) return tokens;
  const end = tokens.findIndex(({ kind, text }) => kind === "comma" || (isWhen && text === "时") || thens.has(text));
  const isMark = tokens[end + 1]?.kind === "comma";
  return end < 0 ? tokens : tokens.slice(isMark ? end + 2 : end + 1);
}

/** Whether one of the first three words is of a script that is written without spaces. */
export function startsUnspaced(tokens: readonly Token[]): boolean {
  for (let i = 0; i < Math.min(3, tokens.length); i++) if (tokens[i]?.eastern === true) return true;
  return false;
}

/** Where a clause goes on behind what is not yet done: 删除仓库之前请…, 削除する前に…, 삭제하기 전에…; 0 where it does not start so. */
function behindBefore(tokens: readonly Token[]): number {
  if (!startsUnspaced(tokens)) return 0;
  let verb = -1;
  for (let at = 0; at < Math.min(tokens.length, beforeWithin); at++) {
    const token = tokens[at];
    if (token === undefined) return 0;
    if (isVerb(token)) verb = at;
    if (verb < 0 || !befores.has(token.text)) continue;
    const next = tokens[at + 1];
    if (inNouns.has(tokens[at - 1]?.text ?? "")) continue;
    if (next === undefined || next.kind === "comma" || behindBeforeWords.has(next.text)) return at + 1;
  }
  return 0;
}

/** "Accepts an id" and "Accept city names" are about the arguments, "Accept an offer" is a deed. */
export function takesArguments(verb: Token, next: Token | undefined): boolean {
  if (!is(verb, role.taker)) return false;
  return !isBase(verb) || (verb.text === "accept" && !is(next, role.determiner) && !joints.has(next?.text ?? ""));
}

/** In a list of operations, `create_user` and `deleteUser` are named for what they do: by their first word. */
export function operationOf(token: Token, lexicon: Lexicon<Lexeme>): Token {
  if (token.kind !== "code") return token;
  let end = 0;
  while (isSmall(token.text.charCodeAt(end))) end++;
  if (end === 0) return token;
  const text = token.text.slice(0, end);
  return { ...token, kind: "word", text, lexeme: entryOf(lexicon, text) };
}

const isSmall = (code: number): boolean => code >= 97 && code <= 122;

/** "Mit diesem Tool können Sie Dateien löschen": where the verb of a German clause with a modal verb at `at` stands. */
export function behindModal(tokens: readonly Token[], at: number): number | undefined {
  return is(tokens[at], role.modal) && isVerb(tokens.at(-1)) ? tokens.length - 1 : undefined;
}

/** Whether one of the next words denies the verb at `at`: "Löscht keine Dateien". */
export function isDeniedBehind(tokens: readonly Token[], at: number): boolean {
  for (let i = at + 1; i < Math.min(at + deniedWithin, tokens.length); i++) {
    if (is(tokens[i], role.denialBehind)) return true;
  }
  return false;
}

/** "Ermöglicht es, Dateien zu löschen": where the infinitive at the end of a German clause stands. */
export function infinitive(tokens: readonly Token[]): number | undefined {
  return tokens.at(-2)?.text === "zu" && isVerb(tokens.at(-1)) ? tokens.length - 1 : undefined;
}

/** What stands before a verb and says how it is done. */
export function isAdverb(token: Token): boolean {
  return token.lexeme === undefined ? endsAsAdverb(token.text) : is(token, role.adverb);
}

/** Whether a clause is a deed in the third person with what it is done to behind it ("deletes the records"). */
export function isDeed([first, second]: readonly Token[]): boolean {
  return isVerb(first) && !isBase(first) && first?.text.endsWith("ing") === false && is(second, role.determiner);
}

// Answers that are plurals as a rule.
const figures = listed("stat metric statistic");

/** Whether the second word is what is asked for, alone or of something. */
export function isAnswer([, answer, behind]: readonly Token[]): boolean {
  if (!is(answer, role.answer) || answer === undefined) return false;
  if (answer.end - answer.start !== answer.text.length && !figures.has(answer.text)) return false;
  return behind === undefined || behind.text === "of" || behind.text === "for";
}
