import type { Json, JsonObject, ToolDefinition } from "../catalog/tool.ts";
import type { Evidence } from "../catalog/verdict.ts";
import { is, role } from "./clause-words.ts";
import { readClauses } from "./clauses.ts";
import { beginTool, hintKey, meet, meetWord, unquoted } from "./leaves.ts";
import type { Use } from "./leaves.ts";
import { isCertain, nameVerbs } from "./name-verbs.ts";
import type { Ruleset } from "./rule.ts";
import { scanClauses } from "./scan.ts";
import { scanTool } from "./scan-sentences.ts";
import { takeSentence } from "./sentences.ts";
import { escapePointer, pathOf, textsOf } from "./texts.ts";
import type { Token } from "./scan.ts";
import type { Text, Texts } from "./texts.ts";
import { places } from "./places.ts";
import type { Place } from "./places.ts";
import { fold } from "./words.ts";
import { splitIdentifier } from "./lexicon.ts";
import { addWording, beginWording, wordingOf } from "./wording.ts";

const parametersRead = 200;
const valuesRead = 100;
const nothing: ReadonlySet<string> = new Set();
const noUses: readonly Use[] = [];

/** Reads a tool as rules see it: meets the leaves (leaves.ts) that its words and its other traits lead to. Linear in the size of the definition. */
export function readTool(tool: ToolDefinition, ruleset: Ruleset, server?: string): void {
  beginTool(ruleset.leaves);
  const texts = textsOf(tool);
  const product = server === undefined ? nothing : readServer(ruleset, server);
  for (const text of texts.strings) {
    if (text.parent !== undefined) break;
    if (text.key === "name") readName(ruleset, text, product);
    else readProse(ruleset, text, text.key === "title" ? places.title : undefined);
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

function readName({ lexicon, leaves }: Ruleset, text: Text, server: ReadonlySet<string>): void {
  const row = splitIdentifier(text.text, lexicon);
  const verbs = nameVerbs(row, server);
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

function readProse({ lexicon, leaves }: Ruleset, text: Text, place: Place | undefined): void {
  const reading = readClauses(scanClauses(text.text, lexicon), lexicon);
  const { verbs, object } = reading;
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

function readParameters(ruleset: Ruleset, schema: JsonObject | undefined): void {
  const properties = schema?.["properties"];
  if (!isObject(properties)) return;
  const { leaves, index, lexicon } = ruleset;
  for (const [key, definition] of Object.entries(properties).slice(0, parametersRead)) {
    // Not a schema; and a pointer to it would name that text, not the key.
    if (typeof definition === "string") continue;
    const words = splitIdentifier(key.slice(0, 256), lexicon);
    // The words of all parameters that rules look for are in the lexicon.
    if (words.some(({ lexeme }) => lexeme === undefined)) continue;
    const uses = index.parameter.get(words.map(({ text }) => text).join(" "));
    if (uses === undefined) continue;
    const path = `/inputSchema/properties/${escapePointer(key)}`;
    const named = { path, start: 0, quote: key };
    for (const { leaf, values } of uses) {
      if (values === undefined) meet(leaves, leaf, 0, { place: places.parameter, proof: [named] });
      else if (isObject(definition)) {
        const value = listedValues(definition).find((one) =>
          deedsOf(one.value, ruleset).some((word) => values.has(word)),
        );
        if (value === undefined) continue;
        const listed = { path: `${path}${value.at}`, start: 0, quote: value.value };
        meet(leaves, leaf, 0, { place: places.parameter, proof: [named, listed] });
      }
    }
  }
}

/** What a listed value does where it is named as tools are (`get_deploy_log` gets), else all of its words; `merge_train_removed` is a state. */
function deedsOf(value: string, { lexicon }: Ruleset): string[] {
  const row = splitIdentifier(value, lexicon);
  if (row.length > 1 && fold(row.at(-1)?.text ?? "").endsWith("ed")) return [];
  const verbs = nameVerbs(row, nothing);
  return row.filter((_, at) => verbs.length === 0 || verbs.includes(at)).map(({ text }) => text);
}

function listedValues(definition: JsonObject): { at: string; value: string }[] {
  const values: { at: string; value: string }[] = [];
  const add = (at: string, value: Json | undefined): void => {
    if (typeof value === "string" && value.length < 100 && values.length < valuesRead) values.push({ at, value });
  };
  const listed = definition["enum"];
  if (Array.isArray(listed))
    listed.slice(0, valuesRead).forEach((value, i) => {
      add(`/enum/${i}`, value);
    });
  for (const key of ["anyOf", "oneOf"]) {
    const options = definition[key];
    if (!Array.isArray(options)) continue;
    options.slice(0, valuesRead).forEach((option, i) => {
      if (!isObject(option)) return;
      add(`/${key}/${i}/const`, option["const"]);
      const inner = option["enum"];
      if (Array.isArray(inner))
        inner.slice(0, valuesRead).forEach((value, j) => {
          add(`/${key}/${i}/enum/${j}`, value);
        });
    });
  }
  return values;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
