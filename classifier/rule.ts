import { canonicalJson, sha256 } from "../catalog/hash.ts";
import type { Condition, Rule } from "../catalog/rule.ts";
import { compileCondition, ends } from "./condition.ts";
import type { Test } from "./condition.ts";
import { role, rolesOf, roleWords } from "./clause-words.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Lexeme, MentionPart, Verb } from "./lexeme.ts";
import { addRow, makeLeaves, usesOf } from "./leaves.ts";
import type { Leaves, Uses } from "./leaves.ts";
import { makeLexicon, splitIdentifier } from "./lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import { signs } from "./marks.ts";
import { makeProgress } from "./sentences.ts";
import type { Progress } from "./sentences.ts";
import { makeSentenceTable } from "./sentence-table.ts";
import type { SentenceTable } from "./sentence-table.ts";
import { indexWording, wordsOfWeights } from "./wording.ts";
import type { WordingIndex } from "./wording.ts";
import { weights } from "./wording-weights.ts";
import { fold, isUnspaced, makeDictionary, verbForms } from "./words.ts";

/** A rule ready to be tried. */
export type CompiledRule = { rule: Rule; when: Test; unless: Test | undefined };

/** The rules, compiled once: which word, in which part, can start which rules. */
export type Ruleset = {
  rules: CompiledRule[];
  /** `hashOf` the rules: verdicts with the same one were made alike. */
  hash: string;
  lexicon: Lexicon<Lexeme>;
  sentences: SentenceTable;
  progress: Progress;
  wording: WordingIndex;
  /** Of each word of the lexicon, 1 where sentence conditions or wording know it. */
  spoken: Uint8Array;
  leaves: Leaves;
  /** For each part, what leads to leaves in it. */
  index: Uses;
};

/** Compiles rules; throws a RangeError for one that nothing leads to. `lintRules` says whether they are good ones. */
export function compileRules(rules: readonly Rule[]): Ruleset {
  const words = new Set(rules.flatMap((rule) => leavesOf(rule.when).concat(leavesOf(rule.unless))).flatMap(wordsOf));
  const verbs = new Map<string, string>();
  for (const leaf of rules.flatMap((rule) => leavesOf(rule.when).concat(leavesOf(rule.unless)))) {
    if ("verb" in leaf) for (const verb of leaf.verb) addVerb(verbs, verb);
  }
  const leaves = makeLeaves(rules.length);
  const { led } = leaves;
  const sentences: string[][][] = [];
  const exceptions = new Map<number, readonly number[]>();
  const parts = { leaves, sentences, exceptions };
  const compiled = rules.map((rule, number): CompiledRule => {
    const when = compileCondition(rule.when, parts);
    if (when.triggers === undefined || when.triggers.length === 0)
      throw new RangeError(`${rule.id}: nothing that a tool can have leads to it`);
    for (const leaf of when.triggers) led[leaf]?.push(number);
    return { rule, when: when.test, unless: rule.unless && compileCondition(rule.unless, parts).test };
  });
  const uses = usesOf(leaves);
  const rowsOf = (part: MentionPart): ReadonlyMap<string | number, number> =>
    new Map([...uses[part]].map(([key, some]) => [key, addRow(leaves, some)]));
  const [verb, object, name, description] = [rowsOf("verb"), rowsOf("object"), rowsOf("name"), rowsOf("description")];
  const known = [...words, ...verbs.keys(), ...wordsOfWeights(weights), ...roleWords].map(fold);
  const bases = new Map(
    [...new Set(verbs.values())].map((base): [string, Verb] => [
      base,
      { base, row: verb.get(base) ?? 0, isNoun: (rolesOf(base) & role.nounVerb) !== 0 },
    ]),
  );
  const lexemes = new Map<string, Lexeme>();
  for (const text of known)
    lexemes.set(text, {
      text,
      roles: rolesOf(text),
      verb: bases.get(verbs.get(text) ?? ""),
      object: object.get(text) ?? 0,
      name: name.get(text) ?? 0,
      description: description.get(text) ?? 0,
    });
  const lexicon = makeLexicon(lexemes, makeDictionary([...words, ...roleWords]));
  const table = makeSentenceTable(sentences, exceptions, lexicon);
  const wording = indexWording(weights, lexicon);
  return {
    rules: compiled,
    hash: hashOf(rules),
    lexicon,
    sentences: table,
    progress: makeProgress(table),
    wording,
    spoken: Uint8Array.from(lexicon.entries, (_, word) => Number(table.rows[word] !== 0 || wording.words[word] !== -1)),
    leaves,
    index: uses,
  };
}

/** Short hash of rules as canonical JSON, and of the code that reads them. */
export function hashOf(rules: readonly Rule[]): string {
  return sha256(canonicalJson([fingerprint, rules])).slice(0, 12);
}

/** A verb's forms lead to it, and so do those with "re-" before ("recreate"), unless they are verbs of their own. */
function addVerb(verbs: Map<string, string>, verb: string): void {
  for (const form of verbForms(verb)) {
    verbs.set(form, fold(verb));
    if (form.length > 3 && !verbs.has(`re${form}`)) verbs.set(`re${form}`, fold(verb));
  }
}

function leavesOf(condition: Condition | undefined): Condition[] {
  if (condition === undefined) return [];
  if ("all" in condition) return condition.all.flatMap(leavesOf);
  if ("any" in condition) return condition.any.flatMap(leavesOf);
  if ("not" in condition) return leavesOf(condition.not);
  return [condition];
}

function wordsOf(leaf: Condition): string[] {
  const phrases = Object.values(leaf).flatMap((value): unknown[] =>
    Array.isArray(value) ? (value as unknown[]).flat(2) : [],
  );
  return phrases
    .filter((phrase) => typeof phrase === "string")
    .flatMap((phrase) => phrase.replace(ends, "").split(" "));
}

/** What is wrong with a set of rules, one line each, for the person who wrote them; examples are checked by the matcher. */
export function lintRules(rules: readonly Rule[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const empty = makeLexicon<Lexeme>(new Map(), makeDictionary([]));
  for (const rule of rules) {
    if (seen.has(rule.id)) problems.push(`${rule.id}: the id is used twice; give the newer rule another one`);
    seen.add(rule.id);
    if (leavesOf(rule.when).every((leaf) => "server" in leaf)) {
      problems.push(`${rule.id}: it has nothing to quote; look for words of the tool itself`);
    }
    for (const leaf of leavesOf(rule.when).concat(leavesOf(rule.unless))) {
      if ("verb" in leaf && leaf.verb.some((verb) => verb.includes(" "))) {
        problems.push(`${rule.id}: a verb is one word; look for phrases in "description" or "name"`);
      }
      for (const word of wordsOf(leaf)) {
        if ("sentence" in leaf && word.startsWith("@") && !Object.hasOwn(signs, word))
          problems.push(`${rule.id}: no sentence has "${word}"; look for one of ${Object.keys(signs).join(", ")}`);
        const unspaced = isUnspaced(word.charCodeAt(0));
        if (
          !("server" in leaf) &&
          !unspaced &&
          !("sentence" in leaf && /^[@<]|^\w+_\w+$/.test(word)) &&
          splitIdentifier(word, empty).length !== 1 &&
          !word.includes("'")
        ) {
          problems.push(`${rule.id}: "${word}" is not one word to the reader; write its words with spaces`);
        }
      }
    }
  }
  return problems;
}
