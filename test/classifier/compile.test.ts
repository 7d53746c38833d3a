import { expect, test } from "vitest";
import { classifyWith } from "../../classifier/classify.ts";
import { compileRules } from "../../classifier/rule.ts";
import { rules } from "../../classifier/rules/index.ts";

test("each rule matches its examples where there are no other rules", () => {
  for (const rule of rules) {
    const alone = compileRules([rule]);
    for (const { server, ...tool } of rule.examples.match)
      expect(classifyWith(alone, tool, { server }).findings.map((found) => found.rule)).toEqual([rule.id]);
  }
});

test("a rule that nothing in a tool leads to is refused", () => {
  const [rule] = rules;
  if (rule === undefined) throw new Error("there are rules");
  expect(() => compileRules([{ ...rule, unless: undefined, when: { not: rule.when } }])).toThrow(/nothing that a tool/);
});
