import type { Evidence } from "../catalog/verdict.ts";
import { evidenceOf, quoteOf } from "./read-tool.ts";
import type { Mention, Place, ToolWords } from "./read-tool.ts";
import type { CompiledRule, Matcher, Ruleset } from "./rule.ts";

/** How a rule matched: the place that carries its weight, and the proof. */
export type Match = { rule: CompiledRule["rule"]; place: Place; evidence: Evidence[] };

const evidenceKept = 6;

/** The rules that match a tool, in the order of the rules. Only rules that one of the tool's words leads to are tried. */
export function matchRules(words: ToolWords, ruleset: Ruleset): Match[] {
  const candidates = new Set(ruleset.always);
  const gather = (part: string, keys: Iterable<string | number>): void => {
    const index = ruleset.index.get(part);
    if (index === undefined) return;
    for (const key of keys) for (const number of index.get(key) ?? []) candidates.add(number);
  };
  for (const part of ["verb", "object", "name", "description", "parameter", "sentence"] as const) {
    gather(part, words[part].keys());
  }
  gather("server", words.server);
  const matches: Match[] = [];
  for (const number of [...candidates].sort((a, b) => a - b)) {
    const compiled = ruleset.rules[number];
    if (compiled === undefined) continue;
    const match = matchRule(words, compiled);
    if (match !== undefined) matches.push(match);
  }
  return matches;
}

/** Whether one rule matches, and where. */
function matchRule(words: ToolWords, { rule, when, unless }: CompiledRule): Match | undefined {
  const hit = test(words, when);
  if (hit === undefined || (unless !== undefined && test(words, unless) !== undefined)) return undefined;
  return { rule, place: hit.place, evidence: distinct(hit.evidence).slice(0, evidenceKept) };
}

type Hit = { place: Place; evidence: Evidence[] };

const strongest: readonly Place[] = ["name", "title", "lead", "operation", "parameter", "name-word", "body", "text"];
const better = (a: Place, b: Place): Place => (strongest.indexOf(a) <= strongest.indexOf(b) ? a : b);

function test(words: ToolWords, matcher: Matcher): Hit | undefined {
  if ("all" in matcher) {
    let first: Hit | undefined;
    const evidence: Evidence[] = [];
    for (const part of matcher.all) {
      const hit = test(words, part);
      if (hit === undefined) return undefined;
      first ??= hit;
      evidence.push(...hit.evidence);
    }
    return first === undefined ? undefined : { place: first.place, evidence };
  }
  if ("any" in matcher) {
    let best: Hit | undefined;
    for (const part of matcher.any) {
      const hit = test(words, part);
      if (hit !== undefined && (best === undefined || better(hit.place, best.place) !== best.place)) best = hit;
    }
    return best;
  }
  // A condition on what is absent has nothing to quote.
  if ("not" in matcher) return test(words, matcher.not) === undefined ? { place: "text", evidence: [] } : undefined;
  if ("hint" in matcher) {
    if (words.tool.annotations?.[matcher.hint] !== matcher.is) return undefined;
    return { place: "text", evidence: [{ path: `/annotations/${matcher.hint}`, start: 0, quote: matcher.hint }] };
  }
  if ("sentence" in matcher) {
    const hit = words.sentence.get(matcher.sentence);
    return hit === undefined ? undefined : { place: "text", evidence: [quoteOf(words, hit)] };
  }
  if ("characters" in matcher) return testCharacters(words, matcher.characters);
  if (matcher.part === "parameter") return testParameter(words, matcher.names, matcher.values);
  if (matcher.part === "server") {
    return [...matcher.phrases.values()].flat().some((phrase) => phrase.every((word) => words.server.has(word)))
      ? { place: "text", evidence: [] }
      : undefined;
  }
  const mentions = words[matcher.part];
  let best: { place: Place; entry: Mention; length: number } | undefined;
  for (const first of (mentions.size < matcher.phrases.size ? mentions : matcher.phrases).keys()) {
    const entries = mentions.get(first);
    const phrases = entries === undefined ? undefined : matcher.phrases.get(first);
    if (entries === undefined || phrases === undefined) continue;
    for (const phrase of phrases) {
      for (const entry of entries) {
        if (entry.negated || !stands(entry, phrase)) continue;
        if (best === undefined || better(entry.place, best.place) !== best.place)
          best = { place: entry.place, entry, length: phrase.length };
      }
    }
  }
  return best === undefined ? undefined : { place: best.place, evidence: [evidenceOf(words, best.entry, best.length)] };
}

function stands({ row, at }: Mention, phrase: readonly string[]): boolean {
  for (let i = 1; i < phrase.length; i++) if (row[at + i]?.text !== phrase[i]) return false;
  return phrase.length === 1 || row[at]?.text === phrase[0];
}

function testParameter(words: ToolWords, names: string[], values: ReadonlySet<string> | undefined): Hit | undefined {
  for (const name of names) {
    for (const parameter of words.parameter.get(name) ?? []) {
      const named = { path: parameter.path, start: 0, quote: parameter.key };
      if (values === undefined) return { place: "parameter", evidence: [named] };
      const value = parameter.values.find((listed) => listed.words.some((word) => values.has(word)));
      if (value !== undefined) {
        return { place: "parameter", evidence: [named, { path: value.path, start: 0, quote: value.value }] };
      }
    }
  }
  return undefined;
}

const unusual = /[^\t\n\r -~]/;

function testCharacters(words: ToolWords, ranges: [number, number][]): Hit | undefined {
  for (const [path, text] of words.strings) {
    if (!unusual.test(text)) continue;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 128 && unit !== 27) continue;
      const code = text.codePointAt(i) ?? 0;
      if (ranges.some(([from, to]) => code >= from && code <= to)) {
        return { place: "text", evidence: [{ path, start: i, quote: String.fromCodePoint(code) }] };
      }
    }
  }
  return undefined;
}

function distinct(evidence: Evidence[]): Evidence[] {
  const byPlace = new Map(evidence.map((entry) => [`${entry.path}\n${entry.start}\n${entry.quote}`, entry]));
  return [...byPlace.values()];
}
