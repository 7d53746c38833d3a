import { expect, it } from "vitest";
import { worstFirst, type Finding } from "../../catalog/verdict.ts";

it("what blocks comes first, then what warns, and findings of one level keep their order", () => {
  const finding = (rule: string, level: Finding["level"]): Finding => ({
    rule,
    level,
    kind: "other",
    title: rule,
    evidence: [],
  });
  const given = [finding("a", "info"), finding("b", "warn"), finding("c", "block"), finding("d", "warn")];
  expect(worstFirst(given).map(({ rule }) => rule)).toEqual(["c", "b", "d", "a"]);
  expect(given.map(({ rule }) => rule)).toEqual(["a", "b", "c", "d"]);
});
