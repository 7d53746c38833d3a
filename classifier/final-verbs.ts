import { listed } from "./clause-words.ts";
import { koreanStems } from "./foreign-verbs.ts";
import type { Verb } from "./lexeme.ts";
import type { Token } from "./scan.ts";

const mostFinalVerbs = 6;
const enoughBehind = 8;

/** How surely a word is a verb that its clause does: by its ending, as it describes what follows, by its place alone, or not. */
type Certainty = "done" | "describes" | "unclear" | "no";

// Behind a noun that ends a clause: a tool for it, and "it is".
const tools = [
  "ツール",
  "機能",
  "サービス",
  "関数",
  "コマンド",
  "メソッド",
  "エンドポイント",
  "도구",
  "기능",
  "툴",
  "함수",
  "명령",
  "서비스",
  "메서드",
  "api",
  "API",
];
const copulas = ["です", "だ", "である", "입니다", "이다", "예요", "이에요", "を提供", "を行", "용"];
const dones = ["行", "実行", "実施", "수행", "실행", "진행", "처리", "요청", "승인", "시작", "완료"];

const conditions = ["場合", "際", "とき", "時", "前", "後"];
const loanEndings = listed("し す する して 하 합 해 할");
const nativeStems = new Set(Object.values(koreanStems).flat());
const koreanParticles = listed("을 를 이 가 은 는 의 에 도 과 와 로 으 된 될 되 됩 돼 중 자 한 했 일 량 률 용 만");

/**
 * The verbs of a Japanese or Korean clause, which stand last: those with the ending of something that is done, wherever they stand;
 * else those that describe a tool, and else, in the first clause, any. Undefined for a clause of another language.
 */
export function finalVerbs(tokens: readonly Token[], isFirst: boolean): { at: number; verb: Verb }[] | undefined {
  if (!isEastern(tokens)) return undefined;
  const found: Record<Certainty, { at: number; verb: Verb }[]> = { done: [], describes: [], unclear: [], no: [] };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const verb = token?.lexeme?.verb;
    if (token === undefined || verb === undefined) continue;
    const code = token.text.charCodeAt(0);
    // "BANする", "deploy합니다": a foreign verb with an ending of these.
    if (code < 0x3000 && !loanEndings.has(tokens[at + 1]?.text ?? "")) continue;
    const isKorean = (code < 0x3000 ? (tokens[at + 1]?.text.charCodeAt(0) ?? 0) : code) >= 0xac00;
    found[isKorean ? koreanCertainty(tokens, at) : japaneseCertainty(tokens, at)].push({ at, verb });
  }
  const { done, describes, unclear } = found;
  if (done.length > 0) return done.slice(0, mostFinalVerbs);
  if (describes.length > 0) return describes.slice(-1);
  return isFirst ? unclear.slice(-1) : [];
}

/** Whether there is kana or Hangul in the clause. */
function isEastern(tokens: readonly Token[]): boolean {
  // Most clauses are English, and their ends show it.
  const { length } = tokens;
  if (
    tokens[0]?.eastern !== true &&
    tokens[length - 1]?.eastern !== true &&
    (length < 2 || tokens[length - 2]?.eastern !== true)
  )
    return false;
  for (const { text } of tokens) {
    const code = text.charCodeAt(0);
    if (code > 0x3040 && (code <= 0x30ff || (code >= 0xac00 && code <= 0xd7a3))) return true;
  }
  return false;
}

function japaneseCertainty(tokens: readonly Token[], at: number): Certainty {
  const word = tokens[at]?.text ?? "";
  const behind = textBehind(tokens, at + 1);
  const isStem = isHiragana(word.charCodeAt(word.length - 1));
  if (refuses(behind) || behind.startsWith("され") || behind.startsWith("済")) return "no";
  if (isEnd(behind)) return isStem && !isDictionaryForm(word) ? "unclear" : "done";
  if (isStem) return inflected(word, behind);
  if (behind.startsWith("する")) return attributive(behind.slice(2));
  if (behind.startsWith("した")) return isEnd(behind.slice(2)) ? "done" : "no";
  if (behind.startsWith("してい") || behind.startsWith("しておる") || behind.startsWith("してある")) return "no";
  if (["し", "でき", "いたし", "させ", "致し"].some((ending) => behind.startsWith(ending))) return "done";
  if (behind.startsWith("が可能") || (behind.startsWith("可能") && !behind.startsWith("可能な"))) return "done";
  const object = behind.startsWith("いを") || behind.startsWith("処理を") ? behind.slice(behind.indexOf("を")) : behind;
  if (object.startsWith("を")) return dones.some((done) => object.startsWith(done, 1)) ? "done" : "unclear";
  // 支払う, 取り消します: what is known of the word is written without its last kana.
  const kana = behind.charAt(0);
  if ("うくすつぬむるぐぶ".includes(kana)) return attributive(behind.slice(1));
  if ("いしみりきえけせべげめっん".includes(kana)) return inflected(word + kana, behind.slice(1));
  return "unclear";
}

/** 調べます, 送って, 消す: of a word that ends in a verb's own kana. */
function inflected(word: string, behind: string): Certainty {
  if (isDictionaryForm(word)) return attributive(behind);
  if (behind.startsWith("を") && dones.some((done) => behind.startsWith(done, 1))) return "done";
  if (["ま", "て", "で", "たり", "られま"].some((ending) => behind.startsWith(ending)))
    return behind.startsWith("ていま") || behind.startsWith("ている") ? "no" : "done";
  if (behind.startsWith("る")) return attributive(behind.slice(1));
  return isEnd(behind) ? "done" : "unclear";
}

/** 削除するファイル describes the file; 削除するツール, 削除するための says what is done. */
function attributive(behind: string): Certainty {
  if (conditions.some((condition) => behind.startsWith(condition)) || behind.startsWith("と、")) return "no";
  if (behind.startsWith("ことなく")) return "no";
  if (behind.startsWith("ため") || behind.startsWith("こと") || isEnd(behind)) return "done";
  return "describes";
}

function koreanCertainty(tokens: readonly Token[], at: number): Certainty {
  const word = tokens[at];
  const behind = textBehind(tokens, at + 1);
  const isJoined = tokens[at + 1]?.start === word?.end && tokens[at + 1]?.kind !== "comma";
  if (refuses(behind)) return "no";
  if (!isJoined) return isEnd(behind) ? "done" : "unclear";
  const first = behind.charAt(0);
  if ((first === "을" || first === "를") && dones.some((done) => behind.startsWith(done, 1))) return "done";
  if (koreanParticles.has(first)) return isEnd(behind) ? "done" : "no";
  if ("하합해할함".includes(first)) {
    if (["하지", "하면", "하려", "하기전", "할때"].some((ending) => behind.startsWith(ending))) return "no";
    if (behind.startsWith("하는")) return isEnd(behind.slice(2)) || behind.startsWith("하는데") ? "done" : "describes";
    if (behind.startsWith("할")) return behind.startsWith("할수") || isEnd(behind.slice(1)) ? "done" : "describes";
    return "done";
  }
  if (!nativeStems.has(word?.text ?? "")) return "unclear";
  return ["면", "지않", "기전"].some((ending) => behind.startsWith(ending)) ? "no" : "done";
}

function textBehind(tokens: readonly Token[], from: number): string {
  let text = "";
  for (let i = from; i < tokens.length && text.length < enoughBehind; i++) text += tokens[i]?.text ?? "";
  return text;
}

/** It is not done, or the reader is asked to do it. What stands behind a comma is said of something else. */
function refuses(behind: string): boolean {
  const [own = ""] = behind.split(/[,，、]/);
  return [
    "ません",
    "ください",
    "下さい",
    "しない",
    "せず",
    "ないで",
    "세요",
    "십시오",
    "지않",
    "지못",
    "없습니다",
    "없음",
    "주세요",
  ].some((word) => own.includes(word));
}

/** Whether the clause ends there, or says that this is a tool for it. */
function isEnd(behind: string): boolean {
  if (behind === "" || behind.startsWith(",") || behind.startsWith("、")) return true;
  if (copulas.some((copula) => behind.startsWith(copula))) return true;
  return tools.some((tool) => behind.startsWith(tool));
}

function isHiragana(code: number): boolean {
  return code >= 0x3041 && code <= 0x3096;
}

function isDictionaryForm(word: string): boolean {
  return "うくすつぬむるぐぶ".includes(word.charAt(word.length - 1));
}
