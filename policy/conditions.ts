import { RE2JS } from "re2js";

/** The operators of conditions (PolicyLayer and Intercept `conditions[].op`). */
export const operators = [
  "eq",
  "neq",
  "in",
  "not_in",
  "lt",
  "lte",
  "gt",
  "gte",
  "regex",
  "contains",
  "exists",
] as const;
export type Operator = (typeof operators)[number];

/** A condition, ready to be asked: `path` has the keys below the call's arguments. */
export type Condition = { path: readonly string[]; op: Operator; value: unknown; holds: (given: unknown) => boolean };

/** Whether two JSON values are the same: types are strict, so the text "5" is not the number 5. */
function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item: unknown, at) => sameJson(item, b[at]))
    );
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) && sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}

/** A regular expression of RE2's syntax, which takes linear time on whatever an agent sends; undefined when it is none. */
export function compileRegex(pattern: string): { test: (text: string) => boolean } | undefined {
  try {
    const compiled = RE2JS.compile(pattern);
    return { test: (text) => compiled.matcher(text).find() };
  } catch {
    return undefined;
  }
}

const compare = (check: (given: number, value: number) => boolean) => (value: unknown) => (given: unknown) =>
  typeof given === "number" && typeof value === "number" && check(given, value);
const listed = (value: unknown, given: unknown): boolean =>
  Array.isArray(value) && value.some((item) => sameJson(item, given));

/** What each operator asks of an argument that is there. An argument that is not there holds for nothing but `exists`. */
const tests: Readonly<Record<Operator, (value: unknown) => (given: unknown) => boolean>> = {
  eq: (value) => (given) => sameJson(given, value),
  neq: (value) => (given) => !sameJson(given, value),
  in: (value) => (given) => listed(value, given),
  not_in: (value) => (given) => !listed(value, given),
  lt: compare((given, value) => given < value),
  lte: compare((given, value) => given <= value),
  gt: compare((given, value) => given > value),
  gte: compare((given, value) => given >= value),
  regex: (value) => {
    const pattern = typeof value === "string" ? compileRegex(value) : undefined;
    return (given) => pattern !== undefined && typeof given === "string" && pattern.test(given);
  },
  contains: (value) => (given) => {
    if (typeof given === "string") return typeof value === "string" && given.includes(value);
    return Array.isArray(given) && listed(given, value);
  },
  exists: (value) => () => value === true,
};

/** Prepare a condition. `exists` takes null for absent, as Intercept does. */
export function prepare(path: readonly string[], op: Operator, value: unknown): Condition {
  const test = tests[op](value);
  const holds = (given: unknown): boolean =>
    given === undefined || (op === "exists" && given === null) ? op === "exists" && value === false : test(given);
  return { path, op, value, holds };
}

/** What a dotted path leads to; only objects are gone into, and only their own keys. Undefined when there is nothing. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  let at = root;
  for (const key of path) {
    if (typeof at !== "object" || at === null || Array.isArray(at) || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
