// Logistic regression on the words of definitions, as classifier/wording.ts scores them.
import { scaleOf } from "../classifier/wording.ts";

/** A definition by the numbers of its words and pairs. */
export type Example = { isAttack: boolean; source: string; features: Int32Array };

type Model = { bias: number; weights: Float64Array };

const folds = 5;
const rounds = 5;
const rate = 0.2;
const shrink = 0.002;
/** The share of the replica's tools that may be taken for attacks; they are next to all honest. */
const mostAlarms = 0.001;
// The sources' attacks are many and much alike, or overt; definitions that were written to be mistaken are few.
const weightOf = ({ source, isAttack }: Example): number => {
  if (source === "own") return isAttack ? 1.5 : 6;
  if (!isAttack) return 0.2;
  if (source === "mcptox") return 0.3;
  return source.startsWith("cisco") ? 0.5 : 1;
};

/** A pseudo-random number below `limit`; the same ones in every run. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function shuffled(length: number, random: (limit: number) => number): Int32Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = random(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

function score({ bias, weights }: Model, features: Int32Array): number {
  let sum = 0;
  for (const feature of features) sum += weights[feature] ?? 0;
  return bias + sum * scaleOf(features.length);
}

/** Fits the model: AdaGrad with a little shrinking, the same result in every run. */
export function fit(examples: readonly Example[], features: number): Model {
  const model: Model = { bias: -4, weights: new Float64Array(features) };
  const squares = new Float64Array(features).fill(0.01);
  let biasSquares = 0.01;
  const random = randomFrom(1);
  for (let round = 0; round < rounds; round++)
    for (const at of shuffled(examples.length, random)) {
      const example = examples[at];
      if (example === undefined) continue;
      const found = score(model, example.features);
      if (!example.isAttack && found < -6) continue;
      const error = (1 / (1 + Math.exp(-found)) - Number(example.isAttack)) * weightOf(example);
      const step = error * scaleOf(example.features.length);
      for (const feature of example.features) {
        const slope = step + shrink * (model.weights[feature] ?? 0);
        squares[feature] = (squares[feature] ?? 0) + slope * slope;
        model.weights[feature] = (model.weights[feature] ?? 0) - (rate * slope) / Math.sqrt(squares[feature] ?? 1);
      }
      biasSquares += error * error;
      model.bias -= (rate * error) / Math.sqrt(biasSquares);
    }
  return model;
}

/**
 * Fits to four fifths at a time and scores the last fifth; prints what share of each source is taken for attacks, and gives the
 * score that so few of the replica's tools reach. A little too kind, as which words count was chosen from all attacks.
 */
export function evaluate(examples: readonly Example[], features: number): number {
  const order = shuffled(examples.length, randomFrom(2));
  const scored: { example: Example; found: number }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const isOut = (at: number): boolean => at % folds === fold;
    const pick = (out: boolean): Example[] =>
      [...order].flatMap((number, at) => (isOut(at) === out ? (examples[number] ?? []) : []));
    const model = fit(pick(false), features);
    for (const example of pick(true)) scored.push({ example, found: score(model, example.features) });
  }
  const ofWorld = scored.filter(({ example }) => example.source === "world").map(({ found }) => found);
  const threshold = ofWorld.sort((a, b) => b - a)[Math.floor(ofWorld.length * mostAlarms)] ?? 0;
  const sources = new Map<string, { of: number; found: number }>();
  for (const { example, found } of scored) {
    const key = `${example.isAttack ? "attacks" : "honest"} of ${example.source}`;
    const known = sources.get(key) ?? { of: 0, found: 0 };
    sources.set(key, { of: known.of + 1, found: known.found + Number(found >= threshold) });
  }
  for (const [source, { of, found }] of [...sources].sort()) console.log(`${source}: ${found} of ${of}`);
  return threshold;
}
