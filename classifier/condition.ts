import type { Condition } from "../catalog/rule.ts";
import type { Evidence } from "../catalog/verdict.ts";
import { addLeaf } from "./leaves.ts";
import type { Hit, Leaves, Part, Phrase } from "./leaves.ts";
import { placeRank } from "./tool-words.ts";
import type { ToolWords } from "./tool-words.ts";
import { pathOf, quoteOf } from "./texts.ts";
import { fold } from "./words.ts";

/** Whether a condition holds for a tool. */
export type Test = (words: ToolWords) => Hit | undefined;

/** What rules are compiled into: their leaves, their sentence conditions, which keep their number, and the numbers of what is excepted from each. */
export type Parts = { leaves: Leaves; sentences: string[][][]; exceptions: Map<number, readonly number[]> };

/** A condition ready to be tested, and the leaves one of which must be met for it to hold (undefined: none). */
type Compiled = { test: Test; triggers: readonly number[] | undefined };

const noPhrases: ReadonlyMap<string, readonly Phrase[]> = new Map();
const unquoted: Hit = { place: "text", proof: [] };

/** The proof of a hit in the words of the definition. */
export function evidenceOf({ proof }: Hit): Evidence[] {
  return proof.map((one) => ("text" in one ? quoteOf(one) : one));
}

/** Compiles a condition; what it looks for is added to `parts`. */
export function compileCondition(condition: Condition, parts: Parts): Compiled {
  const { leaves, sentences, exceptions } = parts;
  if ("verb" in condition) return inPart("verb", condition.verb, leaves);
  if ("object" in condition) return inPart("object", condition.object, leaves);
  if ("name" in condition) return inPart("name", condition.name, leaves);
  if ("description" in condition) return inPart("description", condition.description, leaves);
  if ("server" in condition) return inServer(condition.server, leaves);
  if ("parameter" in condition) return inParameters(condition.parameter, condition.value, leaves);
  if ("sentence" in condition) {
    const add = (lists: string[][]): number => sentences.push(lists) - 1;
    const numbers = [condition.sentence, ...shorter(condition)].map(add);
    const excepted = (condition.except ?? []).map(add);
    if (excepted.length > 0) for (const number of numbers) exceptions.set(number, excepted);
    return inSentences(numbers, leaves);
  }
  if ("wording" in condition) return { test: testWording, triggers: undefined };
  if ("characters" in condition) {
    const { characters } = condition;
    return { test: (words) => testCharacters(words, characters), triggers: undefined };
  }
  if ("hint" in condition) {
    const { hint, is } = condition;
    const hit: Hit = { place: "text", proof: [{ path: `/annotations/${hint}`, start: 0, quote: hint }] };
    return { test: ({ tool }) => (tool.annotations?.[hint] === is ? hit : undefined), triggers: undefined };
  }
  if ("all" in condition)
    return all(
      condition.all.map((part) => compileCondition(part, parts)),
      leaves,
    );
  if ("any" in condition) return any(condition.any.map((part) => compileCondition(part, parts)));
  const { test } = compileCondition(condition.not, parts);
  // A condition on what is absent has nothing to quote.
  return {
    test: (words) => (test(words) === undefined ? unquoted : undefined),
    triggers: undefined,
  };
}

/** A condition that looks for words: tested only where one of them was met. */
function leaf(leaves: Leaves, part: Part, keys: readonly (string | number)[], test: Test): Compiled {
  const number = addLeaf(leaves, { part, keys, phrases: noPhrases });
  return { test: (words) => (leaves.met[number] === leaves.now ? test(words) : undefined), triggers: [number] };
}

/** A phrase as the folded words it is compared by. */
export function phraseWords(phrase: string): string[] {
  return phrase.split(" ").map(fold);
}

function byFirst(phrases: readonly string[]): ReadonlyMap<string, Phrase[]> {
  const found = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const first = phrase.startsWith("^");
    const words = phraseWords(first ? phrase.slice(1) : phrase);
    const key = words[0] ?? "";
    found.set(key, [...(found.get(key) ?? []), { words, first }]);
  }
  return found;
}

function all(parts: readonly Compiled[], leaves: Leaves): Compiled {
  const test = (words: ToolWords): Hit | undefined => {
    let both: Hit | undefined;
    for (const part of parts) {
      const hit = part.test(words);
      if (hit === undefined) return undefined;
      both = both === undefined ? hit : { place: both.place, proof: [...both.proof, ...hit.proof] };
    }
    return both;
  };
  const options = parts.map((part) => part.triggers).filter((option) => option !== undefined);
  const words = (option: readonly number[]): number =>
    option.reduce((sum, number) => sum + (leaves.all[number]?.keys.length ?? 0), 0);
  return { test, triggers: options.sort((a, b) => words(a) - words(b))[0] };
}

function any(parts: readonly Compiled[]): Compiled {
  const test = (words: ToolWords): Hit | undefined => {
    let best: Hit | undefined;
    for (const part of parts) {
      const hit = part.test(words);
      if (hit !== undefined && (best === undefined || placeRank[hit.place] < placeRank[best.place])) best = hit;
    }
    return best;
  };
  const options = parts.map((part) => part.triggers);
  return { test, triggers: options.includes(undefined) ? undefined : options.flatMap((option) => option ?? []) };
}

/** That words of a part are met: where the best of them stands is known from reading the tool. */
function inPart(part: Part, given: readonly string[], leaves: Leaves): Compiled {
  const phrases = byFirst(given);
  const number = addLeaf(leaves, { part, keys: [...phrases.keys()], phrases });
  return { test: () => (leaves.met[number] === leaves.now ? leaves.hits[number] : undefined), triggers: [number] };
}

function inServer(given: readonly string[], leaves: Leaves): Compiled {
  const phrases = given.map(phraseWords);
  const test = ({ server }: ToolWords): Hit | undefined =>
    phrases.some((phrase) => phrase.every((word) => server.has(word))) ? unquoted : undefined;
  const firsts = phrases.map(([first = ""]) => first);
  return leaf(leaves, "server", firsts, test);
}

function inParameters(given: readonly string[], listed: readonly string[] | undefined, leaves: Leaves): Compiled {
  const names = new Set(given.map((name) => phraseWords(name).join(" ")));
  const values = listed === undefined ? undefined : new Set(listed.map(fold));
  const test = (words: ToolWords): Hit | undefined => {
    for (const [name, parameters] of words.parameter) {
      if (!names.has(name)) continue;
      for (const parameter of parameters) {
        const named = { path: parameter.path, start: 0, quote: parameter.key };
        if (values === undefined) return { place: "parameter", proof: [named] };
        const value = parameter.values.find((one) => one.words.some((word) => values.has(word)));
        if (value !== undefined)
          return { place: "parameter", proof: [named, { path: value.path, start: 0, quote: value.value }] };
      }
    }
    return undefined;
  };
  return leaf(leaves, "parameter", [...names], test);
}

/** A sentence condition without each of the lists that may be missing. */
function shorter({ sentence, spare = [] }: { sentence: string[][]; spare?: number[] }): string[][][] {
  return spare.map((missing) => sentence.filter((_, place) => place !== missing));
}

/** That one of the sentence conditions with these numbers holds; the first that does is the proof. */
function inSentences(numbers: readonly number[], leaves: Leaves): Compiled {
  const test = (words: ToolWords): Hit | undefined => {
    for (const number of numbers) {
      const hit = words.sentence.get(number);
      if (hit !== undefined) return { place: "text", proof: [hit] };
    }
    return undefined;
  };
  return leaf(leaves, "sentence", numbers, test);
}

function testWording({ wording: { score, sentence } }: ToolWords): Hit | undefined {
  return score >= 0 && sentence !== undefined ? { place: "text", proof: [sentence] } : undefined;
}

function testCharacters({ unusual }: ToolWords, ranges: readonly [number, number][]): Hit | undefined {
  for (const found of unusual) {
    const { text } = found;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 128 && unit !== 27) continue;
      const code = text.codePointAt(i) ?? 0;
      if (isWithin(ranges, code)) {
        const quote = String.fromCodePoint(code);
        return { place: "text", proof: [{ path: pathOf(found), start: i, quote }] };
      }
    }
  }
  return undefined;
}

function isWithin(ranges: readonly [number, number][], code: number): boolean {
  for (const [from, to] of ranges) if (code >= from && code <= to) return true;
  return false;
}
