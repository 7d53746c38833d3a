import type { ToolDefinition } from "../catalog/tool.ts";
import type { Evidence } from "../catalog/verdict.ts";
import { is, role } from "./clause-words.ts";
import { readClauses } from "./clauses.ts";
import type { KnownWord } from "./lexeme.ts";
import { beginTool, hintKey, meet, meetWord, unquoted } from "./leaves.ts";
import type { Use } from "./leaves.ts";
import { splitIdentifier } from "./lexicon.ts";
import { isCertain, nameVerbs } from "./name-verbs.ts";
import { places } from "./places.ts";
import type { Place } from "./places.ts";
import { readParameters } from "./read-parameters.ts";
import type { Ruleset } from "./rule.ts";
import { scanClauses } from "./scan.ts";
import type { Token } from "./scan.ts";
import { scanTool } from "./scan-sentences.ts";
import { takeSentence } from "./sentences.ts";
import { pathOf, textsOf } from "./texts.ts";
import type { Text, Texts } from "./texts.ts";
import { unmask } from "./unmask.ts";
import type { Unmasked } from "./unmask.ts";
import { addWording, beginWording, wordingOf } from "./wording.ts";
import { fold } from "./words.ts";

const nothing: ReadonlySet<string> = new Set();
const noUses: readonly Use[] = [];

/** Reads a tool as rules see it: meets the leaves (leaves.ts) that its words and its other traits lead to. Linear in the size of the definition. */
export function readTool(tool: ToolDefinition, ruleset: Ruleset, server?: string): void {
  beginTool(ruleset.leaves);
  const texts = textsOf(tool);
  const product = server === undefined ? nothing : readServer(ruleset, server);
  for (const text of texts.strings) {
    if (text.parent !== undefined) break;
    const unmasked = texts.unusual.includes(text) ? unmask(text.text) : undefined;
    if (text.key === "name") readName(ruleset, text, product, unmasked);
    else readProse(ruleset, text, text.key === "title" ? places.title : undefined, unmasked);
  }
  readParameters(ruleset, tool.inputSchema);
  readSentences(ruleset, texts);
  if (tool.annotations !== undefined) readHints(ruleset, tool.annotations);
  if (texts.unusual.length > 0) readCharacters(ruleset, texts.unusual);
}

function readSentences(ruleset: Ruleset, texts: Texts): void {
  const { leaves, index, wording, sentences, progress } = ruleset;
  beginWording(wording);
  scanTool(texts, ruleset.lexicon, ruleset.spoken, (sentence, text) => {
    for (const { condition, start, end } of takeSentence(sentences, progress, sentence))
      for (const { leaf, order } of index.sentence.get(condition) ?? noUses)
        meet(leaves, leaf, order, { place: places.text, proof: [{ text, start, end }] });
    addWording(wording, sentence, text);
  });
  const { score, sentence } = wordingOf(wording);
  if (score < 0 || sentence === undefined) return;
  for (const { leaf } of index.wording.get("attack") ?? noUses)
    meet(leaves, leaf, 0, { place: places.text, proof: [sentence] });
}

/** What the author says of the tool in its annotations. */
function readHints({ leaves, index }: Ruleset, annotations: NonNullable<ToolDefinition["annotations"]>): void {
  for (const [hint, value] of Object.entries(annotations)) {
    if (typeof value !== "boolean") continue;
    const proof = [{ path: `/annotations/${hint}`, start: 0, quote: hint }];
    for (const { leaf } of index.hint.get(hintKey(hint, value)) ?? noUses)
      meet(leaves, leaf, 0, { place: places.text, proof });
  }
}

/** The first character of each of the kinds that rules look for. */
function readCharacters({ leaves, index }: Ruleset, unusual: readonly Text[]): void {
  for (const uses of index.characters.values())
    for (const { leaf, ranges } of uses) {
      const proof = characterIn(unusual, ranges);
      if (proof !== undefined) meet(leaves, leaf, 0, { place: places.text, proof: [proof] });
    }
}

function characterIn(unusual: readonly Text[], ranges: Use["ranges"]): Evidence | undefined {
  for (const found of unusual) {
    const { text } = found;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 128 && unit !== 27) continue;
      const code = text.codePointAt(i) ?? 0;
      if (isWithin(ranges, code)) return { path: pathOf(found), start: i, quote: String.fromCodePoint(code) };
    }
  }
  return undefined;
}

function isWithin(ranges: Use["ranges"], code: number): boolean {
  for (const [from, to] of ranges) if (code >= from && code <= to) return true;
  return false;
}

/** The words of a server's name. */
function readServer({ leaves, index, lexicon }: Ruleset, server: string): ReadonlySet<string> {
  const words = new Set(splitIdentifier(server, lexicon).map(({ text }) => fold(text)));
  for (const word of words)
    for (const { leaf, phrases } of index.server.get(word) ?? noUses)
      if (phrases === undefined || phrases.some((phrase) => phrase.words.every((one) => words.has(one))))
        meet(leaves, leaf, 0, unquoted);
  return words;
}

function readName(
  { lexicon, leaves }: Ruleset,
  text: Text,
  server: ReadonlySet<string>,
  unmasked: Unmasked | undefined,
): void {
  const row = splitIdentifier(unmasked?.text ?? text.text, lexicon);
  const verbs = nameVerbs(row, server);
  if (unmasked !== undefined) placeAsWritten(row, unmasked);
  for (let at = 0; at < row.length; at++) {
    const lexeme = row[at]?.lexeme;
    if (lexeme === undefined) continue;
    const place = isCertain(row, at, server) ? places.name : places.nameWord;
    const { verb } = lexeme;
    meetWord(leaves, lexeme.name, place, text, row, at);
    if (!verbs.includes(at)) meetWord(leaves, lexeme.object, place, text, row, at);
    else if (verb !== undefined) meetWord(leaves, verb.row, place, text, row, at);
  }
}

/** Gives words that were read without their disguise the places that they have in the text as it was written. */
function placeAsWritten(words: Iterable<KnownWord>, { at }: Unmasked): void {
  for (const word of words) {
    word.start = at[word.start] ?? 0;
    word.end = at[word.end] ?? 0;
  }
}

function readProse(
  { lexicon, leaves }: Ruleset,
  text: Text,
  place: Place | undefined,
  unmasked: Unmasked | undefined,
): void {
  const reading = readClauses(scanClauses(unmasked?.text ?? text.text, lexicon), lexicon);
  const { verbs, object } = reading;
  if (unmasked !== undefined)
    placeAsWritten(new Set([...verbs.flatMap(({ tokens }) => tokens), ...object, ...reading.own.flat()]), unmasked);
  for (const { verb, place: inClause, tokens, at } of verbs)
    meetWord(leaves, verb.row, place ?? inClause, text, tokens, at);
  for (let at = 0; at < object.length; at++)
    meetWord(leaves, object[at]?.lexeme?.object ?? 0, places.lead, text, object, at);
  for (const row of reading.own) {
    const inClause = place ?? (row === reading.own[0] ? places.lead : places.body);
    for (let at = 0; at < row.length; at++) {
      const leads = row[at]?.lexeme?.description ?? 0;
      if (leads > 0 && !isNegated(row, at)) meetWord(leaves, leads, inClause, text, row, at);
    }
  }
}

/** Whether a negator stands close before `at` in the clause. */
function isNegated(tokens: readonly Token[], at: number): boolean {
  for (let i = Math.max(0, at - 4); i < at; i++) if (is(tokens[i], role.negator)) return true;
  return false;
}
