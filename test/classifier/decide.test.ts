import { describe, expect, test } from "vitest";
import type { Rule } from "../../catalog/rule.ts";
import type { Category } from "../../catalog/verdict.ts";
import { decide } from "../../classifier/decide.ts";
import type { Match } from "../../classifier/match.ts";
import { places } from "../../classifier/places.ts";

const evidence = [{ path: "/name", start: 0, quote: "x" }];
const rule = (rest: { category: Category } | { kind: "shadowing"; level: "warn" | "block" }, weight = 1): Rule => ({
  id: "test.rule",
  title: "does it",
  why: "It does.",
  when: { verb: ["do"] },
  examples: { match: [{ name: "do" }], noMatch: [{ name: "x" }] },
  weight,
  ...rest,
});
const found = (category: Category, place: keyof typeof places, weight?: number): Match => ({
  rule: rule({ category }, weight),
  place: places[place],
  evidence,
});

describe("the category", () => {
  test("is the more severe of two that are supported alike", () => {
    expect(decide([found("Read", "name"), found("Destructive", "name")]).category).toBe("Destructive");
  });

  test("is the name's where a later sentence says something worse", () => {
    expect(decide([found("Read", "name"), found("Destructive", "body")]).category).toBe("Read");
  });

  test("is Read, without a reason and without much confidence, where nothing was found", () => {
    expect(decide([])).toMatchObject({ category: "Read", risk: "low", because: null, confidence: 0.45 });
  });
});

test("the runner-up is the best supported other category, with its rule", () => {
  expect(decide([found("Write", "name"), found("Read", "body"), found("Execute", "lead", 0.5)]).runnerUp).toEqual({
    category: "Read",
    rule: "test.rule",
    evidence,
  });
  expect(decide([found("Write", "name")]).runnerUp).toBeNull();
});

test("a contradiction costs confidence, a second place adds to it", () => {
  const alone = decide([found("Write", "name")]).confidence;
  expect(decide([found("Write", "name"), found("Execute", "lead")]).confidence).toBeLessThan(alone);
  expect(decide([found("Write", "name"), found("Write", "lead")]).confidence).toBeGreaterThan(alone);
});

test.each([
  ["warn", "Read", "medium"],
  ["block", "Read", "high"],
  ["block", "Destructive", "critical"],
] as const)("a threat to %s makes a %s tool's risk %s, never lower than it was", (level, category, risk) => {
  const threat: Match = { rule: rule({ kind: "shadowing", level }), place: places.text, evidence };
  expect(decide([found(category, "name"), threat])).toMatchObject({ category, risk });
});
