// Finds which lists of the threat rules' sentence conditions may be missing without an alarm on honest tools, and writes them into
// the rules as `spare`: tsx scripts/spare-words.ts [--write] TOOLS.jsonl …  Each line of the files is a definition that is known
// to be honest. Shorter conditions find attacks that are worded in other ways; which ones stay exact is not a matter of taste.
import { readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";
import type { Condition, Rule } from "../catalog/rule.ts";
import { ToolDefinition } from "../catalog/tool.ts";
import { classifyWith } from "../classifier/classify.ts";
import { compileRules } from "../classifier/rule.ts";
import { families } from "../classifier/rules/index.ts";

type Sentence = { sentence: string[][]; spare?: number[] };
/** A shorter condition: the rule and which of its sentences it is of, and the place of the list that it lacks. */
type Shorter = { family: string; rule: Rule; nth: number; missing: number; lists: string[][] };

const isThreat = (rule: Rule): boolean => "kind" in rule && rule.kind !== "signal";

/** The sentence conditions any one of which makes a rule match, in the order of its source. */
function sentencesOf(condition: Condition): Sentence[] {
  if ("any" in condition) return condition.any.flatMap(sentencesOf);
  return "sentence" in condition ? [condition] : [];
}

/** All shorter conditions. Two lists at least must stay: one alone says nothing. */
function shorterConditions(): Shorter[] {
  return Object.entries(families).flatMap(([family, rules]) =>
    rules.filter(isThreat).flatMap((rule) =>
      sentencesOf(rule.when).flatMap(({ sentence }, nth) =>
        sentence.length < 3
          ? []
          : sentence.map((_, missing) => ({
              family,
              rule,
              nth,
              missing,
              lists: sentence.filter((_, place) => place !== missing),
            })),
      ),
    ),
  );
}

/** Those of the conditions that hold for none of the tools. */
function withoutAlarm(shorter: readonly Shorter[], tools: readonly ToolDefinition[]): Shorter[] {
  const ruleset = compileRules(
    shorter.map(({ rule, lists }, number) => ({ ...rule, id: `shorter.${number}`, when: { sentence: lists } })),
  );
  const raised = new Set(tools.flatMap((tool) => classifyWith(ruleset, tool).findings.map(({ rule }) => rule)));
  return shorter.filter((_, number) => !raised.has(`shorter.${number}`));
}

/** Writes `spare` behind each sentence condition of a family's source. */
function write(family: string, found: readonly Shorter[]): void {
  const path = new URL(`../classifier/rules/${family}.ts`, import.meta.url);
  const text = readFileSync(path, "utf8");
  const source = ts.createSourceFile(family, text, ts.ScriptTarget.Latest, true);
  const edits: { from: number; to: number; text: string }[] = [];
  const visit = (node: ts.Node, rule: { id: string; nth: number } | undefined): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const id = property(node, "id");
      const when = property(node, "when");
      if (id && when && ts.isStringLiteral(id.initializer)) {
        visit(when.initializer, { id: id.initializer.text, nth: 0 });
        return;
      }
      // What must hold besides other conditions is not tried alone.
      if (property(node, "all") || property(node, "not")) return;
      const sentence = property(node, "sentence");
      if (sentence && rule) {
        const { id, nth } = rule;
        const places = found.filter((one) => one.rule.id === id && one.nth === nth).map(({ missing }) => missing);
        rule.nth++;
        const known = property(node, "spare");
        const to = known?.getEnd() ?? sentence.getEnd();
        const spare = places.length > 0 ? `, spare: [${places.join(", ")}]` : "";
        edits.push({ from: sentence.getEnd(), to, text: spare });
        return;
      }
    }
    ts.forEachChild(node, (child) => {
      visit(child, rule);
    });
  };
  visit(source, undefined);
  let written = text;
  for (const edit of edits.reverse()) written = written.slice(0, edit.from) + edit.text + written.slice(edit.to);
  if (written !== text) writeFileSync(path, written);
}

function property(node: ts.ObjectLiteralExpression, name: string): ts.PropertyAssignment | undefined {
  return node.properties.find(
    (one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && one.name.getText() === name,
  );
}

const args = process.argv.slice(2);
const tools = args
  .filter((arg) => !arg.startsWith("--"))
  .flatMap((file) => readFileSync(file, "utf8").split("\n"))
  .filter((line) => line !== "")
  .map((line) => ToolDefinition.parse(JSON.parse(line)));
if (tools.length === 0) throw new Error("give files of honest tools, one definition a line");
const shorter = shorterConditions();
const found = withoutAlarm(shorter, tools);
console.log(`${tools.length} tools; ${found.length} of ${shorter.length} shorter conditions raise no alarm`);
if (args.includes("--write")) for (const family of Object.keys(families)) write(family, found);
