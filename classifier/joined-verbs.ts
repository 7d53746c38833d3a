import { listed } from "./clause-words.ts";
import { phraseStarts, phraseVerb } from "./foreign-phrases.ts";
import { foreignVerbs } from "./foreign-verbs.ts";
import type { Lexeme, Verb } from "./lexeme.ts";
import { entryOf } from "./lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./scan.ts";
import { fold } from "./words.ts";

const prefixes = listed(`
  ab an auf aus ein zu zurück hoch herunter runter hinzu um durch fort weiter frei her hin los mit teil bereit fest vor zusammen nach
  raus neu wieder
`);
const joints = listed("und oder sowie bzw y e o ou et и или");

const verbs = Object.values(foreignVerbs).flat().map(fold);
const known = new Set(verbs);

/** What is left of a separable verb where its prefix stands at the end of the clause: "stellt" of "einstellt". */
const stems = new Set(
  verbs
    .flatMap((verb) =>
      [...prefixes].filter((prefix) => verb.startsWith(prefix)).map((prefix) => verb.slice(prefix.length)),
    )
    .filter((stem) => stem.length > 3),
);

/** Say only that something is done; the noun behind them says what. */
const light = listed(`
  realiza realizar efectúa efectuar efetua efetuar effectue effectuer faz fazer fait faire hace hacer выполняет выполнить выполнять производит
  осуществляет осуществить solicita solicitar ejecuta ejecutar executa executar exécute exécuter führt durchführen durchführt 执行 运行
`);
/** Running one of these is no look-up: rules judge what is in it. */
const queries = listed("consulta abfrage query запрос 查询");
// A Portuguese "o" may as well be an article.
const ends = listed("并 和 及 и y e et und oder");
const lightReach = 3;

const starts = new Set([...stems, ...light, ...phraseStarts]);

/**
 * The verb that the word at `at` makes with others of its clause: a German verb with its prefix ("Stellt die Temperatur ein"), a phrase
 * ("da de baja"), or a noun behind a verb that says nothing by itself ("Realiza la eliminación").
 */
export function joinedVerb(tokens: readonly Token[], at: number, lexicon: Lexicon<Lexeme>): Verb | undefined {
  const token = tokens[at];
  const text = token?.lexeme?.text ?? fold(token?.text ?? "");
  if (!starts.has(text)) return undefined;
  const phrase = verbOf(phraseVerb(tokens, at), lexicon);
  if (phrase !== undefined) return phrase;
  if (stems.has(text)) {
    for (let i = at + 1; i < tokens.length; i++) {
      const prefix = tokens[i]?.text ?? "";
      const next = tokens[i + 1];
      if (!prefixes.has(prefix) || (next !== undefined && next.kind !== "comma" && !joints.has(next.text))) continue;
      const verb = verbOf(prefix + text, lexicon);
      if (verb !== undefined) return verb;
    }
  }
  if (!light.has(text)) return undefined;
  for (let i = at + 1; i <= at + lightReach; i++) {
    const next = tokens[i];
    // Chinese puts them side by side.
    if (i > at + 1 && text.charCodeAt(0) > 0x3000) return undefined;
    if (next === undefined || next.kind !== "word" || queries.has(next.text) || ends.has(next.text)) return undefined;
    const noun = verbOf(phraseVerb(tokens, i), lexicon);
    if (noun !== undefined) return noun;
    if (next.lexeme?.verb !== undefined && known.has(next.text)) return next.lexeme.verb;
  }
  return undefined;
}

function verbOf(word: string | undefined, lexicon: Lexicon<Lexeme>): Verb | undefined {
  return word === undefined ? undefined : entryOf(lexicon, fold(word))?.verb;
}
