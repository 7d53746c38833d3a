import { existsSync } from "node:fs";
import type { ToolDefinition } from "../../catalog/tool.ts";
import type * as Classify from "../../classifier/classify.ts";
import type * as Decide from "../../classifier/decide.ts";
import type * as Match from "../../classifier/match.ts";
import type * as Clauses from "../../classifier/clauses.ts";
import type * as ReadTool from "../../classifier/read-tool.ts";
import type * as Scan from "../../classifier/scan.ts";
import type * as ScanSentences from "../../classifier/scan-sentences.ts";
import type * as Sentences from "../../classifier/sentences.ts";
import type * as Texts from "../../classifier/texts.ts";
import { build, built } from "../built.ts";
import { world, worldServers } from "./api/world.ts";

/** Tools that one core should judge in a second. */
const goal = 100_000;
const rounds = 7;
const chunk = 1_000;

/**
 * Prints how many tools of the replica's half a one core judges in a second, and where the time goes; 1 when it is less than
 * the goal. Every chunk of tools counts with its best round, so that other work on the machine counts little.
 */
export async function bench(): Promise<number> {
  if (!existsSync(world)) {
    console.log("classify skipped: the replica's data is not at hand");
    return 0;
  }
  build();
  const { classify, builtInRules } = await built<typeof Classify>("classifier/classify");
  const { decide } = await built<typeof Decide>("classifier/decide");
  const { matchRules } = await built<typeof Match>("classifier/match");
  const { readClauses } = await built<typeof Clauses>("classifier/clauses");
  const { readTool } = await built<typeof ReadTool>("classifier/read-tool");
  const { scanClauses } = await built<typeof Scan>("classifier/scan");
  const { scanTool } = await built<typeof ScanSentences>("classifier/scan-sentences");
  const { takeSentence } = await built<typeof Sentences>("classifier/sentences");
  const { textsOf } = await built<typeof Texts>("classifier/texts");
  const compiled = builtInRules();
  const tools: ToolDefinition[] = [];
  for await (const server of worldServers(1)) tools.push(...(server.tools?.tools ?? []));
  const bytes = tools.reduce((sum, tool) => sum + JSON.stringify(tool).length, 0);
  const whole = best(tools, (tool) => classify(tool));
  const rate = 1_000_000 / whole;
  console.log(
    `${tools.length} tools, ${(bytes / 1e6).toFixed(1)} MB: ${Math.round(rate)} tools/s on one core (goal ${goal}), ${(bytes / tools.length / whole).toFixed(1)} MB/s, ${whole.toFixed(1)} µs a tool`,
  );
  const texts = new Map(tools.map((tool) => [tool, textsOf(tool)]));
  const matches = new Map(tools.map((tool) => [tool, matchRules(tool, compiled)]));
  const parts: [string, (tool: ToolDefinition) => unknown][] = [
    ["gather the texts", textsOf],
    ["divide prose into clauses", (tool) => scanClauses(tool.description ?? "", compiled.lexicon)],
    [
      "… and find the verbs in them",
      (tool) => readClauses(scanClauses(tool.description ?? "", compiled.lexicon), compiled.lexicon),
    ],
    [
      "divide all texts into sentences",
      (tool) => {
        scanTool(texts.get(tool) ?? textsOf(tool), compiled.lexicon, compiled.spoken, () => undefined);
      },
    ],
    [
      "… and look for orders in them",
      (tool) => {
        scanTool(texts.get(tool) ?? textsOf(tool), compiled.lexicon, compiled.spoken, (sentence) => {
          takeSentence(compiled.sentences, compiled.progress, sentence);
        });
      },
    ],
    [
      "all reading",
      (tool) => {
        readTool(tool, compiled);
      },
    ],
    ["… and match rules", (tool) => matchRules(tool, compiled)],
    ["decide", (tool) => decide(matches.get(tool) ?? [])],
  ];
  for (const [name, run] of parts) console.log(`  ${name}: ${best(tools, run).toFixed(2)} µs a tool`);
  return rate < goal ? 1 : 0;
}

/** Microseconds that `run` takes for a tool. */
function best(tools: readonly ToolDefinition[], run: (tool: ToolDefinition) => unknown): number {
  let sum = 0;
  const times = new Float64Array(Math.ceil(tools.length / chunk)).fill(Infinity);
  for (let round = 0; round < rounds; round++)
    for (let at = 0; at < tools.length; at += chunk) {
      const some = tools.slice(at, at + chunk);
      const began = performance.now();
      for (const tool of some) run(tool);
      times[at / chunk] = Math.min(times[at / chunk] ?? Infinity, performance.now() - began);
    }
  for (const time of times) sum += time;
  return (sum * 1_000) / tools.length;
}
