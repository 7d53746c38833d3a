// Prints the table of classifier/confidence.ts, fitted to the labelled tools, and how well it holds on servers that it was
// not fitted to. Says so and stops where the labelled data is missing.
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { ToolDefinition } from "../catalog/tool.ts";
import { Category } from "../catalog/verdict.ts";
import { weigh } from "../classifier/decide.ts";
import { matchRules } from "../classifier/match.ts";
import { compileRules } from "../classifier/rule.ts";
import { rules } from "../classifier/rules/index.ts";

const folds = 5;
const fewest = 10;
const file = new URL("../../shared/data/classification/dev.jsonl", import.meta.url);
const Row = z.object({
  tool: z.string(),
  description: z.string().nullish(),
  inputSchema: z.unknown().nullish(),
  server: z.string(),
  source: z.string(),
  category: z.string().nullish(),
});
type Point = { server: string; support: number; right: number };
type Bin = { from: number; right: number; of: number };

const compiled = compileRules(rules);

function points(): Point[] {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.flatMap((line): Point[] => {
    const row = Row.parse(JSON.parse(line));
    // Labels made from money words are no labels of what a tool does.
    if (!Category.safeParse(row.category).success || (row.source === "intercept" && row.category === "Financial"))
      return [];
    const { tool: name, description, inputSchema } = row;
    const tool = ToolDefinition.parse({
      name,
      description: description ?? undefined,
      inputSchema: inputSchema ?? undefined,
    });
    const weighed = weigh(matchRules(tool, compiled, row.server));
    if (weighed === undefined) return [];
    return [{ server: row.server, support: weighed.support, right: Number(weighed.winner.category === row.category) }];
  });
}

/** Pools neighbours until the share that is right never falls as support rises, and each bin has enough tools. */
function fit(data: readonly Point[]): Bin[] {
  const bins: Bin[] = [];
  for (const { support, right } of [...data].sort((a, b) => a.support - b.support)) {
    const last = bins.at(-1);
    if (last !== undefined && last.from === support) {
      last.right += right;
      last.of++;
    } else bins.push({ from: support, right, of: 1 });
    for (
      let [a, b] = [bins.at(-2), bins.at(-1)];
      a && b && (a.of < fewest || a.right / a.of >= b.right / b.of);
      [a, b] = [bins.at(-2), bins.at(-1)]
    ) {
      bins.pop();
      a.right += b.right;
      a.of += b.of;
    }
  }
  return bins;
}

// One tool of each kind is added, so that no bin is ever certain.
const share = ({ right, of }: Bin): number => (right + 1) / (of + 2);
const lookUp = (bins: readonly Bin[], support: number): number =>
  share(bins.findLast(({ from }) => support >= from) ?? { from: 0, right: 1, of: 2 });

function error(pairs: readonly (readonly [said: number, right: number])[]): number {
  const bins = Array.from({ length: 10 }, () => 0);
  for (const [said, right] of pairs) {
    const at = Math.min(9, Math.floor(said * 10));
    bins[at] = (bins[at] ?? 0) + said - right;
  }
  return bins.reduce((sum, each) => sum + Math.abs(each), 0) / pairs.length;
}

if (existsSync(file)) {
  const all = points();
  const servers = [...new Set(all.map(({ server }) => server))].sort();
  const foldOf = new Map(servers.map((server, i) => [server, i % folds]));
  const tested = Array.from({ length: folds }, (_, fold) => {
    const bins = fit(all.filter(({ server }) => foldOf.get(server) !== fold));
    return all
      .filter(({ server }) => foldOf.get(server) === fold)
      .map(({ support, right }) => [lookUp(bins, support), right] as const);
  }).flat();
  for (const bin of fit(all))
    console.log(`[${bin.from.toFixed(3)}, ${share(bin).toFixed(2)}], // ${bin.right} of ${bin.of}`);
  console.log(
    `calibration error on servers it was not fitted to: ${error(tested).toFixed(4)} (${tested.length} tools)`,
  );
} else {
  console.log("skipped: the labelled data is missing");
}
