// Counts how often each rule was right on the labelled data, and writes scripts/rule-precision.json for docs/rules.md. Says so
// and stops where the labelled data is missing.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { ToolDefinition } from "../catalog/tool.ts";
import { Category } from "../catalog/verdict.ts";
import { classify, ruleset } from "../classifier/classify.ts";

const data = new URL("../../shared/data/", import.meta.url);
const target = new URL("rule-precision.json", import.meta.url);
const Row = z.object({
  tool: z.string(),
  description: z.string().nullish(),
  inputSchema: z.unknown().nullish(),
  server: z.string().optional(),
  source: z.string().nullish(),
  category: z.string().nullish(),
  label: z.string().optional(),
});
type Row = z.infer<typeof Row>;
const counts = new Map<string, { right: number; of: number }>();

function rows(file: string): Row[] {
  const lines = readFileSync(new URL(file, data), "utf8").split("\n").filter(Boolean);
  return lines.map((line) => Row.parse(JSON.parse(line)));
}

function toolOf({ tool: name, description, inputSchema }: Row): ToolDefinition {
  return ToolDefinition.parse({
    name,
    description: description ?? undefined,
    inputSchema: inputSchema ?? undefined,
  });
}

function count(rule: string, right: boolean): void {
  const known = counts.get(rule) ?? { right: 0, of: 0 };
  counts.set(rule, { right: known.right + Number(right), of: known.of + 1 });
}

if (existsSync(data)) {
  const labelled = rows("classification/dev.jsonl").filter(({ category, source }) => {
    // Labels made from money words are no labels of what a tool does.
    return Category.safeParse(category).success && !(source === "intercept" && category === "Financial");
  });
  for (const row of labelled) {
    const { category, because } = classify(toolOf(row), { server: row.server });
    if (because !== null) count(because.rule, category === row.category);
  }
  const definitions = rows("findings/dev.jsonl");
  for (const row of definitions)
    for (const { rule, level } of classify(toolOf(row)).findings)
      if (level !== "info") count(rule, row.label === "malicious");
  const rules = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  const measured = { ruleset, labelled: labelled.length, definitions: definitions.length, rules };
  writeFileSync(target, `${JSON.stringify(measured, null, 2)}\n`);
  console.log(`measured ${counts.size} rules of ruleset ${ruleset}; now run npm run docs`);
} else {
  console.log("skipped: the labelled data is missing");
}
