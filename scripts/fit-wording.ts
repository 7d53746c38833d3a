// Fits classifier/wording-weights.ts to attacks and honest definitions, and prints how well such weights do on definitions that
// they were not fitted to. Says so and stops where the shared data is missing.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { ToolDefinition } from "../catalog/tool.ts";
import { builtInRules } from "../classifier/classify.ts";
import { makeLexicon } from "../classifier/lexicon.ts";
import type { Lexicon } from "../classifier/lexicon.ts";
import { marks } from "../classifier/marks.ts";
import { scanTool } from "../classifier/scan-sentences.ts";
import { textsOf } from "../classifier/texts.ts";
import { pairKey, takeWords } from "../classifier/wording.ts";
import { scanWords } from "../classifier/words.ts";
import { world, worldServers } from "./bench/api/world.ts";
import { evaluate, fit } from "./wording-model.ts";
import type { Example } from "./wording-model.ts";

const labelled = new URL("../../shared/data/findings/dev.jsonl", import.meta.url);
const own = new URL("../test/classifier/wording/", import.meta.url);
const target = new URL("../classifier/wording-weights.ts", import.meta.url);
// A word that fewer attacks have says more about them than about attacks.
const fewestAttacks = 3;
const width = 120;

const Row = z.object({
  source: z.string(),
  tool: z.string(),
  description: z.string().nullish(),
  inputSchema: z.unknown().nullish(),
  label: z.enum(["malicious", "benign"]),
});
const OwnRow = z.object({ kind: z.enum(["attack", "honest"]), tool: z.unknown() });

type Definition = { tool: ToolDefinition; isAttack: boolean; source: string };

function lines(file: URL): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
}

async function definitions(): Promise<Definition[]> {
  const found: Definition[] = [];
  for (const line of lines(labelled)) {
    const { source, tool: name, description, inputSchema, label } = Row.parse(line);
    const tool = ToolDefinition.parse({
      name,
      description: description ?? undefined,
      inputSchema: inputSchema ?? undefined,
    });
    found.push({ tool, isAttack: label === "malicious", source });
  }
  for (const file of readdirSync(own).sort())
    for (const line of lines(new URL(file, own))) {
      const { kind, tool } = OwnRow.parse(line);
      found.push({ tool: ToolDefinition.parse(tool), isAttack: kind === "attack", source: "own" });
    }
  const seen = new Set<string>();
  for await (const { tools } of worldServers(1))
    for (const tool of tools?.tools ?? []) {
      const key = `${tool.description ?? ""}${JSON.stringify(tool.inputSchema ?? {})}`;
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({ tool, isAttack: false, source: "world" });
    }
  return found;
}

/** A lexicon with a number for each word of the attacks, the marks and single characters included. */
function candidates(attacks: readonly ToolDefinition[]): Lexicon<string> {
  const { lexicon } = builtInRules();
  const counts = new Map<string, number>();
  const marks = [...lexicon.numbers.keys()].filter((word) => /^@|^<[^ ]+>$/.test(word));
  for (const tool of attacks) {
    const words = new Set(marks);
    for (const { text } of [...textsOf(tool).strings, ...textsOf(tool).keys]) {
      for (const { text: word } of scanWords(text)) words.add(word);
      for (const character of text) if (character > "\u3000") words.add(character);
    }
    for (const word of words) if (!/[ ,]/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const word of lexicon.numbers.keys()) if (word > "\u3000") counts.set(word, fewestAttacks);
  const names = [...counts].filter(([, count]) => count >= fewestAttacks).map(([word]) => word);
  return makeLexicon(new Map(names.map((name) => [name, name])), lexicon.dictionary);
}

function featuresOf(tool: ToolDefinition, lexicon: Lexicon<string>): Set<number> {
  const found = new Set<number>();
  const sink = {
    words: Int32Array.from(lexicon.numbers.values()),
    marks: Int32Array.from(marks, (mark) => lexicon.numbers.get(mark) ?? -1),
    word: (number: number): void => void found.add(number),
    pair: (first: number, second: number): void => void found.add(pairKey(first + 1, second)),
  };
  scanTool(textsOf(tool), lexicon, new Uint8Array(lexicon.entries.length).fill(1), (sentence) => {
    takeWords(sentence, sink);
  });
  return found;
}

if (!existsSync(labelled) || !existsSync(world)) {
  console.log("wording not fitted: the shared data is not at hand");
} else {
  const all = await definitions();
  const lexicon = candidates(all.filter(({ isAttack }) => isAttack).map(({ tool }) => tool));
  const raw = all.map(({ tool, isAttack, source }) => ({ isAttack, source, features: featuresOf(tool, lexicon) }));
  const counts = new Map<number, number>();
  for (const { isAttack, features } of raw)
    if (isAttack) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= fewestAttacks).map(([feature]) => feature);
  const numbers = new Map(kept.sort((a, b) => a - b).map((feature, number) => [feature, number]));
  const examples = raw.map(({ features, ...rest }): Example => ({
    ...rest,
    features: Int32Array.from([...features].map((feature) => numbers.get(feature) ?? -1).filter((one) => one >= 0)),
  }));
  const threshold = evaluate(examples, kept.length);
  const model = fit(examples, kept.length);
  const nameOf = (key: number): string =>
    key < lexicon.entries.length
      ? (lexicon.entries[key] ?? "")
      : `${lexicon.entries[Math.floor(key / 0x10000) - 1] ?? ""} ${lexicon.entries[key % 0x10000] ?? ""}`;
  const entries = kept.map((feature, number) => `${nameOf(feature)} ${(model.weights[number] ?? 0).toFixed(2)}`);
  writeFileSync(target, source(model.bias - threshold, entries));
  console.log(`wrote ${entries.length} weights`);
}

function source(bias: number, entries: readonly string[]): string {
  const rows = [""];
  for (const entry of entries) {
    const row = rows.at(-1) ?? "";
    if (row.length + entry.length > width - 6) rows.push(`${entry}, `);
    else rows[rows.length - 1] = `${row}${entry}, `;
  }
  const text = rows
    .map((row) => `    ${row.trim()}`)
    .join("\n")
    .replace(/,$/, "");
  return `import type { Weights } from "./wording.ts";

/** Made by \`npx tsx scripts/fit-wording.ts\`. */
export const weights: Weights = {
  bias: ${bias.toFixed(2)},
  entries: \`
${text}
  \`,
};
`;
}
