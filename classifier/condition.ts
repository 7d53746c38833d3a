import type { Condition } from "../catalog/rule.ts";
import type { Evidence } from "../catalog/verdict.ts";
import { addLeaf, hintKey, hitOf, unquoted } from "./leaves.ts";
import type { Hit, Leaf, Leaves, Part, Phrase } from "./leaves.ts";
import { quoteOf } from "./texts.ts";
import { fold } from "./words.ts";

/** Whether a condition holds for the tool that was read last. */
export type Test = () => Hit | undefined;

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
  if ("wording" in condition) return leaf(leaves, { part: "wording", keys: [condition.wording] });
  if ("characters" in condition)
    return leaf(leaves, { part: "characters", keys: [leaves.all.length], ranges: condition.characters });
  if ("hint" in condition) return leaf(leaves, { part: "hint", keys: [hintKey(condition.hint, condition.is)] });
  if ("all" in condition)
    return all(
      condition.all.map((part) => compileCondition(part, parts)),
      leaves,
    );
  if ("any" in condition) return any(condition.any.map((part) => compileCondition(part, parts)));
  const { test } = compileCondition(condition.not, parts);
  // A condition on what is absent has nothing to quote.
  return {
    test: () => (test() === undefined ? unquoted : undefined),
    triggers: undefined,
  };
}

/** A phrase as the folded words it is compared by. */
export function phraseWords(phrase: string): string[] {
  return phrase.split(" ").map(fold);
}

/** What marks a phrase as the first or last words of the name. */
export const ends = /^\^|\$$/g;

function byFirst(phrases: readonly string[]): ReadonlyMap<string, Phrase[]> {
  const found = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const words = phraseWords(phrase.replace(ends, ""));
    const key = words[0] ?? "";
    const known = found.get(key) ?? [];
    found.set(key, [...known, { words, first: phrase.startsWith("^"), last: phrase.endsWith("$") }]);
  }
  return found;
}

function all(parts: readonly Compiled[], leaves: Leaves): Compiled {
  const test = (): Hit | undefined => {
    let both: Hit | undefined;
    for (const part of parts) {
      const hit = part.test();
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
  const test = (): Hit | undefined => {
    let best: Hit | undefined;
    for (const part of parts) {
      const hit = part.test();
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
