import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Rule } from "../../catalog/rule.ts";
import type { RuleExample } from "../../catalog/rule.ts";
import { ToolDefinition } from "../../catalog/tool.ts";
import type { Finding } from "../../catalog/verdict.ts";
import { canonicalJson, sha256 } from "../../catalog/hash.ts";
import { classifyWith, ruleset } from "../../classifier/classify.ts";
import { fingerprint } from "../../classifier/fingerprint.ts";
import { compileRules, lintRules } from "../../classifier/rule.ts";
import { families, rules } from "../../classifier/rules/index.ts";

const compiled = compileRules(rules);

function findingsFor({ server, ...tool }: RuleExample): Finding[] {
  return classifyWith(compiled, ToolDefinition.parse(tool), { server }).findings;
}

test("every file of classifier/rules is a family of the index", () => {
  const files = readdirSync(new URL("../../classifier/rules/", import.meta.url));
  const names = files.map((file) => file.replace(/\.ts$/, "")).filter((name) => name !== "index");
  expect(Object.keys(families).sort()).toEqual(names.sort());
});

test("a rule's id starts with its family", () => {
  for (const [family, members] of Object.entries(families)) {
    for (const { id } of members) expect(id.split(".")[0]).toBe(family);
  }
});

test("the rules pass their lint", () => {
  expect(lintRules(rules)).toEqual([]);
});

test("the lint names a repeated id and a word that can never be read", () => {
  const [first] = rules;
  if (first === undefined) throw new Error("there are no rules");
  const broken: Rule = { ...first, when: { name: ["create_issue"] } };
  expect(lintRules([first, broken])).toEqual([
    expect.stringContaining("the id is used twice"),
    expect.stringContaining('"create_issue" is not one word'),
  ]);
});

test("rules survive a JSON round trip, and the ruleset's hash with them", () => {
  const copy = JSON.parse(JSON.stringify(rules)) as Rule[];
  expect(copy).toEqual(rules);
  for (const rule of copy) expect(Rule.parse(rule)).toEqual(rule);
  expect(compileRules(copy).hash).toBe(ruleset);
  expect(ruleset).toMatch(/^[0-9a-f]{12}$/);
  expect(compileRules(copy.slice(1)).hash).not.toBe(ruleset);
  // How rules read is part of it: a catalog is judged again when only that changes.
  expect(sha256(canonicalJson([fingerprint, copy])).slice(0, 12)).toBe(ruleset);
});

describe.each(rules)("$id", (rule) => {
  test.each(rule.examples.match)("finds $name ($description)", (example) => {
    const finding = findingsFor(example).find((found) => found.rule === rule.id);
    expect(finding).toBeDefined();
    expect(finding?.title).toBe(rule.title);
  });

  test.each(rule.examples.noMatch)("leaves $name alone ($description)", (example) => {
    expect(findingsFor(example).map((found) => found.rule)).not.toContain(rule.id);
  });
});
