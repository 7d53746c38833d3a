import { expect, test } from "vitest";
import { attackPatterns, patternsOf } from "../../classifier/attack-patterns.ts";
import { leastRisk } from "../../classifier/raise.ts";
import { rules } from "../../classifier/rules/index.ts";

test("every rule for a signal or a threat belongs to an attack pattern, and patterns name only rules that exist", () => {
  const ids = rules.filter((rule) => "kind" in rule).map(({ id }) => id);
  expect(ids.filter((id) => patternsOf(id).length === 0)).toEqual([]);
  expect(attackPatterns.flatMap((pattern) => pattern.rules).filter((id) => !ids.includes(id))).toEqual([]);
});

test("the table of raised risks names only signals that exist", () => {
  const signals = rules.filter((rule) => "kind" in rule && rule.kind === "signal").map(({ id }) => id);
  expect([...leastRisk.keys()].filter((id) => !signals.includes(id))).toEqual([]);
});
