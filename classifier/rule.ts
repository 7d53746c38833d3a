import { canonicalJson, sha256 } from "../catalog/hash.ts";
import type { Condition, Rule } from "../catalog/rule.ts";
import type { SentenceIndex, Step } from "./sentences.ts";
import { denials } from "./clause-words.ts";
import { fold, isUnspaced, makeDictionary, splitIdentifier, verbForms } from "./words.ts";
import type { Dictionary } from "./words.ts";

/** The parts of a tool in which words are looked for. */
type Part = "verb" | "object" | "name" | "description" | "parameter" | "server";

/** Folded phrases, as words, by their first word. */
type Phrases = ReadonlyMap<string, string[][]>;

/** A condition ready to be matched. */
export type Matcher =
  | { part: Exclude<Part, "parameter">; phrases: Phrases }
  | { part: "parameter"; names: string[]; values: ReadonlySet<string> | undefined }
  | { sentence: number }
  | { characters: [number, number][] }
  | { hint: "readOnlyHint" | "destructiveHint" | "openWorldHint"; is: boolean }
  | { all: Matcher[] }
  | { any: Matcher[] }
  | { not: Matcher };

export type CompiledRule = { rule: Rule; when: Matcher; unless: Matcher | undefined };

/** The rules, compiled once: which word, in which part, can start which rules. */
export type Ruleset = {
  rules: CompiledRule[];
  /** Short hash of the rules as canonical JSON: verdicts with the same one were made by the same rules. */
  hash: string;
  /** Every form of every verb that a rule looks for, to its base form. */
  verbs: ReadonlyMap<string, string>;
  dictionary: Dictionary;
  /** First words of "description" conditions: the others of a long text need not be remembered. */
  vocabulary: ReadonlySet<string>;
  sentences: SentenceIndex;
  /** For each part, its words to the numbers of the rules that can match only when one of the words is there. */
  index: ReadonlyMap<string, ReadonlyMap<string | number, number[]>>;
  /** Rules that no word leads to (characters, hints): tried on every tool. */
  always: number[];
};

/** Compiles rules; `lintRules` says whether they are good ones. */
export function compileRules(rules: readonly Rule[]): Ruleset {
  const words = [...new Set(rules.flatMap((rule) => leaves(rule.when).concat(leaves(rule.unless))).flatMap(wordsOf))];
  const dictionary = makeDictionary(words);
  const verbs = new Map<string, string>();
  const vocabulary = new Set<string>();
  for (const leaf of rules.flatMap((rule) => leaves(rule.when).concat(leaves(rule.unless)))) {
    if ("verb" in leaf) for (const verb of leaf.verb) addVerb(verbs, verb);
    if ("description" in leaf) for (const phrase of leaf.description) vocabulary.add(phraseWords(phrase)[0] ?? "");
  }
  const sentences: string[][][] = [];
  const compiled = rules.map((rule) => ({
    rule,
    when: compile(rule.when, sentences),
    unless: rule.unless === undefined ? undefined : compile(rule.unless, sentences),
  }));
  const index = new Map<string, Map<string | number, number[]>>();
  const always: number[] = [];
  compiled.forEach(({ when }, number) => {
    const found = triggers(when);
    if (found === undefined) always.push(number);
    for (const { part, key } of found ?? []) {
      const keys = index.get(part) ?? new Map<string | number, number[]>();
      index.set(part, keys.set(key, [...(keys.get(key) ?? []), number]));
    }
  });
  return {
    rules: compiled,
    hash: sha256(canonicalJson(rules)).slice(0, 12),
    verbs,
    dictionary,
    vocabulary,
    sentences: indexSentences(sentences),
    index,
    always,
  };
}

/** A verb's forms lead to it, and so do those with "re-" before ("recreate"), unless they are verbs of their own. */
function addVerb(verbs: Map<string, string>, verb: string): void {
  for (const form of verbForms(verb)) {
    verbs.set(form, fold(verb));
    if (form.length > 3 && !verbs.has(`re${form}`)) verbs.set(`re${form}`, fold(verb));
  }
}

function byFirst(phrases: readonly string[]): Phrases {
  const found = new Map<string, string[][]>();
  for (const phrase of phrases.map(phraseWords)) {
    found.set(phrase[0] ?? "", [...(found.get(phrase[0] ?? "") ?? []), phrase]);
  }
  return found;
}

/** A phrase as the folded words it is compared by. */
function phraseWords(phrase: string): string[] {
  return phrase.split(" ").map(fold);
}

function indexSentences(sentences: readonly string[][][]): SentenceIndex {
  const starts = new Map<string, Step[]>();
  const later = new Map<string, Step[]>();
  sentences.forEach((lists, condition) => {
    lists.forEach((phrases, step) => {
      for (const phrase of phrases) {
        const [first = "", ...rest] = phraseWords(phrase);
        const steps = step === 0 ? starts : later;
        const known = steps.get(first) ?? [];
        known.push({ condition, step, rest, denies: denials.has(first) });
        steps.set(first, known);
      }
    });
  });
  for (const known of [...starts.values(), ...later.values()]) {
    known.sort((a, b) => b.step - a.step || b.rest.length - a.rest.length);
  }
  const vocabulary = new Set([...denials, ...sentences.flat(2).flatMap(phraseWords)]);
  return { lengths: sentences.map((lists) => lists.length), starts, later, vocabulary };
}

/** A condition ready to be matched; its sentence conditions are added to `sentences` and keep their number there. */
function compile(condition: Condition, sentences: string[][][]): Matcher {
  if ("sentence" in condition) return { sentence: sentences.push(condition.sentence) - 1 };
  if ("verb" in condition) return { part: "verb", phrases: byFirst(condition.verb) };
  if ("object" in condition) return { part: "object", phrases: byFirst(condition.object) };
  if ("name" in condition) return { part: "name", phrases: byFirst(condition.name) };
  if ("description" in condition) return { part: "description", phrases: byFirst(condition.description) };
  if ("server" in condition) return { part: "server", phrases: byFirst(condition.server) };
  if ("parameter" in condition) {
    const values = condition.value === undefined ? undefined : new Set(condition.value.map(fold));
    return { part: "parameter", names: condition.parameter.map((name) => phraseWords(name).join(" ")), values };
  }
  if ("all" in condition) return { all: condition.all.map((part) => compile(part, sentences)) };
  if ("any" in condition) return { any: condition.any.map((part) => compile(part, sentences)) };
  if ("not" in condition) return { not: compile(condition.not, sentences) };
  return condition;
}

type Trigger = { part: string; key: string | number };

/** The words one of which a tool must have for the condition to hold; undefined when it can hold without any. */
function triggers(matcher: Matcher): Trigger[] | undefined {
  if ("all" in matcher) {
    const options = matcher.all.map(triggers).filter((option) => option !== undefined);
    return options.sort((a, b) => a.length - b.length)[0];
  }
  if ("any" in matcher) {
    const options = matcher.any.map(triggers);
    return options.includes(undefined) ? undefined : options.flatMap((option) => option ?? []);
  }
  if ("sentence" in matcher) return [{ part: "sentence", key: matcher.sentence }];
  if (!("part" in matcher)) return undefined;
  const { part } = matcher;
  return (part === "parameter" ? matcher.names : [...matcher.phrases.keys()]).map((key) => ({ part, key }));
}

function leaves(condition: Condition | undefined): Condition[] {
  if (condition === undefined) return [];
  if ("all" in condition) return condition.all.flatMap(leaves);
  if ("any" in condition) return condition.any.flatMap(leaves);
  if ("not" in condition) return leaves(condition.not);
  return [condition];
}

function wordsOf(leaf: Condition): string[] {
  const phrases = Object.values(leaf).flatMap((value): unknown[] =>
    Array.isArray(value) ? (value as unknown[]).flat() : [],
  );
  return phrases.filter((phrase) => typeof phrase === "string").flatMap((phrase) => phrase.split(" "));
}

/** What is wrong with a set of rules, one line each, for the person who wrote them; examples are checked by the matcher. */
export function lintRules(rules: readonly Rule[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const dictionary = makeDictionary([]);
  for (const rule of rules) {
    if (seen.has(rule.id)) problems.push(`${rule.id}: the id is used twice; give the newer rule another one`);
    seen.add(rule.id);
    if (leaves(rule.when).every((leaf) => "server" in leaf)) {
      problems.push(`${rule.id}: it has nothing to quote; look for words of the tool itself`);
    }
    for (const leaf of leaves(rule.when).concat(leaves(rule.unless))) {
      if ("verb" in leaf && leaf.verb.some((verb) => verb.includes(" "))) {
        problems.push(`${rule.id}: a verb is one word; look for phrases in "description" or "name"`);
      }
      for (const word of wordsOf(leaf)) {
        const unspaced = isUnspaced(word.charCodeAt(0));
        if (
          !("server" in leaf) &&
          !("sentence" in leaf) &&
          !unspaced &&
          splitIdentifier(word, dictionary).length !== 1 &&
          !word.includes("'")
        ) {
          problems.push(`${rule.id}: "${word}" is not one word to the reader; write its words with spaces`);
        }
      }
    }
  }
  return problems;
}
