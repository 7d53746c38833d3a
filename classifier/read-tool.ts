import type { Evidence } from "../catalog/verdict.ts";
import type { Json, JsonObject, ToolDefinition } from "../catalog/tool.ts";
import { isNegated, readClauses } from "./clauses.ts";
import type { ClausePlace } from "./clauses.ts";
import { isCertain, nameVerbs } from "./name-verbs.ts";
import type { Ruleset } from "./rule.ts";
import { scanClauses } from "./scan.ts";
import type { Token } from "./scan.ts";
import { readSentences } from "./sentences.ts";
import type { SentenceHit } from "./sentences.ts";
import { splitIdentifier } from "./words.ts";
import type { Word } from "./words.ts";

/** Where a word stands; decide.ts gives each place its weight. */
export type Place = "name" | "name-word" | "title" | ClausePlace | "parameter" | "text";

/** A word of the tool with its proof, and what is needed to match phrases and to leave out negated ones. */
export type Mention = { place: Place; path: string; word: Word; row: readonly Word[]; at: number; negated: boolean };

type Mentions = Map<string, Mention[]>;

/** A parameter: its name as folded words, and its listed values. */
type Parameter = { path: string; key: string; values: { path: string; value: string; words: string[] }[] };

/** A tool as rules see it: split into words once, each part by its words. */
export type ToolWords = {
  tool: ToolDefinition;
  verb: Mentions;
  object: Mentions;
  name: Mentions;
  description: Mentions;
  server: ReadonlySet<string>;
  parameter: Map<string, Parameter[]>;
  /** The sentence conditions that hold, by their number in the ruleset. */
  sentence: Map<number, SentenceHit>;
  /** Every string of the definition by its JSON Pointer. */
  strings: ReadonlyMap<string, string>;
  /** The names of properties by the pointer to their schema. */
  keys: ReadonlyMap<string, string>;
  /** What the definition may name without speaking of another tool. */
  own: ReadonlySet<string>;
};

// Enough for any honest text; a word that is repeated ten thousand times says nothing more the next time.
const mentionsKept = 16;
const parametersRead = 200;
const valuesRead = 100;
const longestOwnName = 100;
// No order to a model fits into less.
const shortestSentence = 8;

/** Splits a tool into the parts and words that rules look at. Linear in the size of the definition. */
export function readTool(tool: ToolDefinition, ruleset: Ruleset, server?: string): ToolWords {
  const serverWords = new Set(splitIdentifier(server ?? "", ruleset.dictionary).map((word) => word.text));
  const words: ToolWords = {
    tool,
    verb: new Map(),
    object: new Map(),
    name: new Map(),
    description: new Map(),
    sentence: new Map(),
    server: serverWords,
    parameter: new Map(),
    ...stringsOf(tool),
  };
  readName(words, ruleset, serverWords);
  if (tool.title !== undefined) readProse(words, ruleset, "/title", tool.title, "title");
  if (tool.description !== undefined) readProse(words, ruleset, "/description", tool.description, undefined);
  readParameters(words, ruleset, tool.inputSchema);
  // A key is read as the words it is made of.
  for (const [path, key] of words.keys)
    if (key.length >= shortestSentence)
      readSentences(ruleset, key.replaceAll(/[_-]/g, " "), path, words.own, words.sentence);
  for (const [path, text] of words.strings) {
    if (text.length >= shortestSentence) readSentences(ruleset, text, path, words.own, words.sentence);
  }
  return words;
}

function mention(mentions: Mentions, key: string, entry: Mention): void {
  const known = mentions.get(key);
  if (known === undefined) mentions.set(key, [entry]);
  else if (known.length < mentionsKept) known.push(entry);
}

function readName(words: ToolWords, ruleset: Ruleset, serverWords: ReadonlySet<string>): void {
  const row = splitIdentifier(words.tool.name, ruleset.dictionary);
  const verbs = nameVerbs(row, ruleset.verbs, serverWords);
  row.forEach((word, at) => {
    const place = isCertain(row, at, serverWords) ? "name" : "name-word";
    const entry: Mention = { place, path: "/name", word, row, at, negated: false };
    mention(words.name, word.text, entry);
    if (at === 0) mention(words.name, `^${word.text}`, entry);
    if (verbs.has(at)) mention(words.verb, ruleset.verbs.get(word.text) ?? word.text, entry);
    else mention(words.object, word.text, entry);
  });
}

function readProse(words: ToolWords, ruleset: Ruleset, path: string, text: string, place: "title" | undefined): void {
  const reading = readClauses(scanClauses(text, ruleset.dictionary), ruleset.verbs);
  for (const use of reading.verbs) {
    const entryPlace = place ?? use.place;
    mention(words.verb, use.verb, {
      place: entryPlace,
      path,
      word: use.token,
      row: [use.token],
      at: 0,
      negated: false,
    });
  }
  const first = reading.verbs[0];
  first?.object.forEach((word, at, row) => {
    mention(words.object, word.text, { place: "lead", path, word, row, at, negated: false });
  });
  for (const row of reading.own) {
    row.forEach((word: Token, at) => {
      if (!ruleset.vocabulary.has(word.text)) return;
      const entryPlace = place ?? (row === reading.own[0] ? "lead" : "body");
      mention(words.description, word.text, { place: entryPlace, path, word, row, at, negated: isNegated(row, at) });
    });
  }
}

function readParameters(words: ToolWords, ruleset: Ruleset, schema: JsonObject | undefined): void {
  const properties = schema?.["properties"];
  if (!isObject(properties)) return;
  for (const [key, definition] of Object.entries(properties).slice(0, parametersRead)) {
    const path = `/inputSchema/properties/${escapePointer(key)}`;
    // Not a schema; and a pointer to it would name that text, not the key.
    if (typeof definition === "string") continue;
    const name = splitIdentifier(key.slice(0, 256), ruleset.dictionary)
      .map((word) => word.text)
      .join(" ");
    const parameter: Parameter = { path, key, values: [] };
    if (isObject(definition)) {
      for (const { at, value } of listedValues(definition)) {
        const first = splitIdentifier(value, ruleset.dictionary).map((word) => word.text);
        parameter.values.push({ path: `${path}${at}`, value, words: first });
      }
    }
    const known = words.parameter.get(name);
    if (known === undefined) words.parameter.set(name, [parameter]);
    else known.push(parameter);
  }
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

function escapePointer(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}

/**
 * Every string of a definition and every property's name by its JSON Pointer, and what the definition may name without
 * speaking of another tool: itself, and all that its schemas list. The catalog bounds the depth; the stack here is our own.
 */
function stringsOf(tool: ToolDefinition): Pick<ToolWords, "strings" | "keys" | "own"> {
  const strings = new Map<string, string>();
  const keys = new Map<string, string>();
  const own = new Set([tool.name.toLowerCase()]);
  strings.set("/name", tool.name);
  if (tool.title !== undefined) strings.set("/title", tool.title);
  if (tool.description !== undefined) strings.set("/description", tool.description);
  const open: { path: string; value: object; named: boolean }[] = [];
  for (const key of ["outputSchema", "inputSchema"] as const) {
    const value = tool[key];
    if (value !== undefined) open.push({ path: `/${key}`, value, named: false });
  }
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    for (const [key, value] of Object.entries(item.value) as [string, unknown][]) {
      if (item.named) own.add(key.toLowerCase());
      if (typeof value === "string") {
        strings.set(`${item.path}/${escapePointer(key)}`, value);
        if (value.length < longestOwnName) own.add(value.toLowerCase());
      } else if (typeof value === "object" && value !== null) {
        const path = `${item.path}/${escapePointer(key)}`;
        if (item.named) keys.set(path, key);
        open.push({ path, value, named: key === "properties" });
      }
    }
  }
  return { strings, keys, own };
}

/** The proof of a mention of `length` words: exactly the text that stands there. */
export function evidenceOf(words: ToolWords, entry: Mention, length = 1): Evidence {
  const text = words.strings.get(entry.path);
  const end = entry.row[entry.at + length - 1]?.end ?? entry.word.end;
  return { path: entry.path, start: entry.word.start, quote: (text ?? "").slice(entry.word.start, end) };
}

/** The proof of a sentence condition: from the first word that counted to the last. */
export function quoteOf(words: ToolWords, { path, start, end }: SentenceHit): Evidence {
  return { path, start, quote: (words.strings.get(path) ?? words.keys.get(path) ?? "").slice(start, end) };
}
