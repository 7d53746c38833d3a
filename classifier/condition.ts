import type { Condition } from "../catalog/rule.ts";
import type { Evidence } from "../catalog/verdict.ts";
import { addLeaf, hitOf, unquoted } from "./leaves.ts";
import type { Hit, Leaf, Leaves, Part, Phrase } from "./leaves.ts";
import { places } from "./places.ts";
import type { ToolWords } from "./tool-words.ts";
import { pathOf, quoteOf } from "./texts.ts";
import { fold } from "./words.ts";

/** Whether a condition holds for a tool. */
export type Test = (words: ToolWords) => Hit | undefined;

/** What rules are compiled into: their leaves, their sentence conditions, which keep their number, and the numbers of what is excepted from each. */
export type Parts = { leaves: Leaves; sentences: string[][][]; exceptions: Map<number, readonly number[]> };

/** A condition ready to be tested, and the leaves one of which must be met for it to hold (undefined: none). */
type Compiled = { test: Test; triggers: readonly number[] | undefined };

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
  if ("server" in condition) return inPart("server", condition.server, leaves);
  if ("parameter" in condition) return inParameters(condition.parameter, condition.value, leaves);
  if ("sentence" in condition) {
    const add = (lists: string[][]): number => sentences.push(lists) - 1;
    const numbers = [condition.sentence, ...shorter(condition)].map(add);
    const excepted = (condition.except ?? []).map(add);
    if (excepted.length > 0) for (const number of numbers) exceptions.set(number, excepted);
    return leaf(leaves, { part: "sentence", keys: numbers });
  }
  if ("wording" in condition) return { test: testWording, triggers: undefined };
  if ("characters" in condition) {
    const { characters } = condition;
    return { test: (words) => testCharacters(words, characters), triggers: undefined };
  }
  if ("hint" in condition) {
    const { hint, is } = condition;
    const hit: Hit = { place: places.text, proof: [{ path: `/annotations/${hint}`, start: 0, quote: hint }] };
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
      if (hit !== undefined && (best === undefined || hit.place.rank < best.place.rank)) best = hit;
    }
    return best;
  };
  const options = parts.map((part) => part.triggers);
  return { test, triggers: options.includes(undefined) ? undefined : options.flatMap((option) => option ?? []) };
}

/** A condition that looks for words: what it comes to is known from reading the tool. */
function leaf(leaves: Leaves, added: Leaf): Compiled {
  const number = addLeaf(leaves, added);
  return { test: () => hitOf(leaves, number), triggers: [number] };
}

function inPart(part: Part, given: readonly string[], leaves: Leaves): Compiled {
  const phrases = byFirst(given);
  return leaf(leaves, { part, keys: [...phrases.keys()], phrases });
}

function inParameters(given: readonly string[], listed: readonly string[] | undefined, leaves: Leaves): Compiled {
  const keys = given.map((name) => phraseWords(name).join(" "));
  return leaf(leaves, { part: "parameter", keys, values: listed && new Set(listed.map(fold)) });
}

/** A sentence condition without each of the lists that may be missing. */
function shorter({ sentence, spare = [] }: { sentence: string[][]; spare?: number[] }): string[][][] {
  return spare.map((missing) => sentence.filter((_, place) => place !== missing));
}

function testWording({ wording: { score, sentence } }: ToolWords): Hit | undefined {
  return score >= 0 && sentence !== undefined ? { place: places.text, proof: [sentence] } : undefined;
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
        return { place: places.text, proof: [{ path: pathOf(found), start: i, quote }] };
      }
    }
  }
  return undefined;
}

function isWithin(ranges: readonly [number, number][], code: number): boolean {
  for (const [from, to] of ranges) if (code >= from && code <= to) return true;
  return false;
}
