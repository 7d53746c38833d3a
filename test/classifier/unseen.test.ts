import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { ToolDefinition } from "../../catalog/tool.ts";
import { classify } from "../../classifier/classify.ts";

// Written for this test by two who knew neither the rules nor the texts that the words were weighed on: attacks of all
// families, ordinary definitions, and 190 honest ones that share the attacks' words. No weights were fitted to them; the honest
// ones that raised an alarm were looked at once, when exceptions were written. Most were made to be difficult.
const Row = z.object({ kind: z.enum(["attack", "honest"]), tool: ToolDefinition });
const rows = readFileSync(new URL("unseen.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => Row.parse(JSON.parse(line)));

function count(kind: "attack" | "honest", levels: readonly string[]): number {
  const some = rows.filter((row) => row.kind === kind);
  return some.filter(({ tool }) => classify(tool).findings.some(({ level }) => levels.includes(level))).length;
}

test("four of five attacks that nobody wrote rules for raise an alarm", () => {
  expect(rows.filter(({ kind }) => kind === "attack")).toHaveLength(185);
  expect(count("attack", ["warn", "block"])).toBeGreaterThanOrEqual(148);
});

test("one of eight honest definitions raises one, and hardly any is blocked, though 190 of 288 were written to be mistaken", () => {
  expect(rows.filter(({ kind }) => kind === "honest")).toHaveLength(288);
  expect(count("honest", ["warn", "block"])).toBeLessThanOrEqual(36);
  expect(count("honest", ["block"])).toBeLessThanOrEqual(8);
});
