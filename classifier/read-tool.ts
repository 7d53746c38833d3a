import type { Json, JsonObject, ToolDefinition } from "../catalog/tool.ts";
import { negators } from "./clause-words.ts";
import { readClauses } from "./clauses.ts";
import { isCertain, nameVerbs } from "./name-verbs.ts";
import type { Ruleset } from "./rule.ts";
import { scanClauses } from "./scan.ts";
import { scanTool } from "./scan-sentences.ts";
import { takeSentence } from "./sentences.ts";
import { escapePointer, textsOf } from "./texts.ts";
import type { Token } from "./scan.ts";
import type { Text } from "./texts.ts";
import type { Mentions, Parameter, Place, ToolWords } from "./tool-words.ts";
import { splitIdentifier } from "./lexicon.ts";
import { addWording, beginWording, wordingOf } from "./wording.ts";
import type { Word } from "./words.ts";

// Enough for any honest text; a word that is repeated ten thousand times says nothing more the next time.
const mentionsKept = 16;
const manyMentions = 64;
const parametersRead = 200;
const valuesRead = 100;
const nothing: ReadonlySet<string> = new Set();

/** Splits a tool into the parts and words that rules look at. Linear in the size of the definition. */
export function readTool(tool: ToolDefinition, ruleset: Ruleset, server?: string): ToolWords {
  const texts = textsOf(tool);
  const words: ToolWords = {
    tool,
    verb: noMentions(),
    object: noMentions(),
    name: noMentions(),
    description: noMentions(),
    sentence: new Map(),
    wording: { score: -Infinity, sentence: undefined },
    server: server === undefined ? nothing : new Set(splitIdentifier(server, ruleset.lexicon).map(({ text }) => text)),
    parameter: new Map(),
    unusual: texts.unusual,
  };
  for (const text of texts.strings) {
    if (text.parent !== undefined) break;
    if (text.key === "name") readName(words, ruleset, text);
    else readProse(words, ruleset, text, text.key === "title" ? "title" : undefined);
  }
  readParameters(words, ruleset, tool.inputSchema);
  beginWording(ruleset.wording);
  scanTool(tool, texts, ruleset.lexicon, (tokens, text) => {
    takeSentence(ruleset, tokens, text, words.sentence);
    addWording(ruleset.wording, tokens, ruleset.lexicon, text);
  });
  words.wording = wordingOf(ruleset.wording);
  return words;
}

function noMentions(): Mentions {
  return { all: [], times: undefined };
}

/** Adds a mention, where rules look for the word in this part at all. */
function mention(
  mentions: Mentions,
  leaves: readonly number[],
  key: string,
  place: Place,
  text: Text,
  row: readonly Word[],
  at: number,
): void {
  const word = row[at];
  if (leaves.length === 0 || word === undefined) return;
  if (mentions.all.length >= manyMentions) {
    mentions.times ??= new Map();
    const times = mentions.times.get(key) ?? 0;
    if (times >= mentionsKept) return;
    mentions.times.set(key, times + 1);
  }
  mentions.all.push({ key, leaves, place, text, word, row, at });
}

function readName(words: ToolWords, ruleset: Ruleset, text: Text): void {
  const row = splitIdentifier(text.text, ruleset.lexicon);
  const verbs = nameVerbs(row, words.server);
  for (const [at, { lexeme, text: key }] of row.entries()) {
    if (lexeme === undefined) continue;
    const place = isCertain(row, at, words.server) ? "name" : "name-word";
    const { verb, leaves } = lexeme;
    mention(words.name, leaves.name, key, place, text, row, at);
    if (!verbs.has(at)) mention(words.object, leaves.object, key, place, text, row, at);
    else if (verb !== undefined) mention(words.verb, verb.leaves, verb.base, place, text, row, at);
  }
}

function readProse(words: ToolWords, ruleset: Ruleset, text: Text, place: "title" | undefined): void {
  const reading = readClauses(scanClauses(text.text, ruleset.lexicon), ruleset.lexicon);
  for (const { verb, token, place: inClause } of reading.verbs)
    mention(words.verb, verb.leaves, verb.base, place ?? inClause, text, [token], 0);
  const object = reading.verbs[0]?.object ?? [];
  for (const [at, { lexeme, text: key }] of object.entries())
    if (lexeme !== undefined) mention(words.object, lexeme.leaves.object, key, "lead", text, object, at);
  for (const row of reading.own) {
    const inClause = place ?? (row === reading.own[0] ? "lead" : "body");
    for (const [at, { lexeme, text: key }] of row.entries())
      if (lexeme !== undefined && lexeme.leaves.description.length > 0 && !isNegated(row, at))
        mention(words.description, lexeme.leaves.description, key, inClause, text, row, at);
  }
}

/** Whether a negator stands close before `at` in the clause. */
function isNegated(tokens: readonly Token[], at: number): boolean {
  for (let i = Math.max(0, at - 4); i < at; i++) if (negators.has(tokens[i]?.text ?? "")) return true;
  return false;
}

function readParameters(words: ToolWords, ruleset: Ruleset, schema: JsonObject | undefined): void {
  const properties = schema?.["properties"];
  if (!isObject(properties)) return;
  for (const [key, definition] of Object.entries(properties).slice(0, parametersRead)) {
    const path = `/inputSchema/properties/${escapePointer(key)}`;
    // Not a schema; and a pointer to it would name that text, not the key.
    if (typeof definition === "string") continue;
    const name = splitIdentifier(key.slice(0, 256), ruleset.lexicon)
      .map((word) => word.text)
      .join(" ");
    if (!ruleset.index.parameter.has(name)) continue;
    const parameter: Parameter = { path, key, values: [] };
    if (isObject(definition))
      for (const { at, value } of listedValues(definition))
        parameter.values.push({ path: `${path}${at}`, value, words: deedsOf(value, ruleset) });
    const known = words.parameter.get(name);
    if (known === undefined) words.parameter.set(name, [parameter]);
    else known.push(parameter);
  }
}

/** What a listed value does where it is named as tools are (`get_deploy_log` gets), else all of its words; `merge_train_removed` is a state. */
function deedsOf(value: string, { lexicon }: Ruleset): string[] {
  const row = splitIdentifier(value, lexicon);
  if (row.length > 1 && row.at(-1)?.text.endsWith("ed") === true) return [];
  const verbs = nameVerbs(row, nothing);
  return row.filter((_, at) => verbs.size === 0 || verbs.has(at)).map(({ text }) => text);
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
