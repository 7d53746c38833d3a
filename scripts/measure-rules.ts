// Counts how often the rules were right on the labelled data, and writes classifier/measured.ts for docs/rules.md and the pages.
// Says so and stops where the labelled data is missing.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { z } from "zod";
import { ToolDefinition } from "../catalog/tool.ts";
import { categories, Category } from "../catalog/verdict.ts";
import { classify, ruleset } from "../classifier/classify.ts";
import type { Measured, Share } from "../classifier/measured.ts";

const data = new URL("../../shared/data/", import.meta.url);
const target = new URL("../classifier/measured.ts", import.meta.url);
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
const counts = new Map<string, Share>();

/** Where the measured values begin in the file; what stands before them is written by hand. */
const values = "export const measured: Measured = ";

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
  const none = (): Share => ({ right: 0, of: 0 });
  const add = (share: Share, right: boolean): void => {
    share.right += Number(right);
    share.of++;
  };
  const all = none();
  const found = new Map<string, Share>(categories.map((category) => [category, none()]));
  const called = new Map<string, Share>(categories.map((category) => [category, none()]));
  for (const row of labelled) {
    const { category, because } = classify(toolOf(row), { server: row.server });
    const right = category === row.category;
    if (because !== null) count(because.rule, right);
    for (const share of [all, found.get(row.category ?? ""), called.get(category)]) if (share) add(share, right);
  }
  const definitions = rows("findings/dev.jsonl");
  const attacks = { warned: none(), blocked: none() };
  const honest = { warned: none(), blocked: none() };
  for (const row of definitions) {
    const { findings } = classify(toolOf(row));
    const isAttack = row.label === "malicious";
    const of = isAttack ? attacks : honest;
    add(
      of.warned,
      findings.some(({ level }) => level !== "info"),
    );
    add(
      of.blocked,
      findings.some(({ level }) => level === "block"),
    );
    for (const { rule, level } of findings) if (level !== "info") count(rule, isAttack);
  }
  const measured: Measured = {
    ruleset,
    labelled: labelled.length,
    definitions: definitions.length,
    category: {
      all,
      found: Object.fromEntries(found) as Measured["category"]["found"],
      called: Object.fromEntries(called) as Measured["category"]["called"],
    },
    attacks,
    honest,
    rules: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  const before = readFileSync(target, "utf8");
  const text = `${before.slice(0, before.indexOf(values))}${values}${JSON.stringify(measured)};`;
  writeFileSync(target, await format(text, { ...(await resolveConfig(target)), parser: "typescript" }));
  console.log(`measured ${counts.size} rules of ruleset ${ruleset}; now run npm run docs`);
} else {
  console.log("skipped: the labelled data is missing");
}
