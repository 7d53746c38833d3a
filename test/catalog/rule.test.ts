import { describe, expect, test } from "vitest";
import { Rule } from "../../catalog/rule.ts";

const rule = {
  id: "write.create",
  category: "Write",
  title: "creates something",
  why: "It can be undone.",
  when: { all: [{ verb: ["create"] }, { not: { object: ["type"] } }] },
  examples: { match: [{ name: "create_issue" }], noMatch: [{ name: "get_issue" }] },
};

describe("Rule", () => {
  test("keeps a rule as it is", () => {
    expect(Rule.parse(rule)).toEqual(rule);
  });

  test("says a category, or a kind and a level, never both", () => {
    const { category, ...rest } = rule;
    const threat = { ...rest, id: "threat.hidden", kind: "hidden-instruction", level: "block" };
    expect(Rule.safeParse(threat).success).toBe(true);
    expect(Rule.safeParse({ ...threat, category }).success).toBe(false);
    expect(Rule.safeParse(rest).success).toBe(false);
  });

  test.each([
    ["no match example", { ...rule, examples: { ...rule.examples, match: [] } }],
    ["no near miss", { ...rule, examples: { ...rule.examples, noMatch: [] } }],
    ["capital letters in its words", { ...rule, when: { verb: ["Create"] } }],
    ["an empty list of words", { ...rule, when: { verb: [] } }],
    ["a condition of two kinds", { ...rule, when: { verb: ["create"], object: ["issue"] } }],
    ["an unknown part", { ...rule, when: { colour: ["red"] } }],
    ["an id without a family", { ...rule, id: "create" }],
  ])("refuses a rule with %s", (_, wrong) => {
    expect(Rule.safeParse(wrong).success).toBe(false);
  });
});
