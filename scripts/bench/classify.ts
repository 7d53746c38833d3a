import { existsSync } from "node:fs";
import type { ToolDefinition } from "../../catalog/tool.ts";
import { classify, compiled } from "../../classifier/classify.ts";
import { decide } from "../../classifier/decide.ts";
import { matchRules } from "../../classifier/match.ts";
import { readClauses } from "../../classifier/clauses.ts";
import { readTool } from "../../classifier/read-tool.ts";
import { scanClauses } from "../../classifier/scan.ts";
import { readSentences } from "../../classifier/sentences.ts";
import type { SentenceHit } from "../../classifier/sentences.ts";
import { textsOf } from "../../classifier/texts.ts";
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
  const tools: ToolDefinition[] = [];
  for await (const server of worldServers(1)) tools.push(...(server.tools?.tools ?? []));
  const bytes = tools.reduce((sum, tool) => sum + JSON.stringify(tool).length, 0);
  const whole = best(tools, (tool) => classify(tool));
  const rate = 1_000_000 / whole;
  console.log(
    `${tools.length} tools, ${(bytes / 1e6).toFixed(1)} MB: ${Math.round(rate)} tools/s on one core (goal ${goal}), ${(bytes / tools.length / whole).toFixed(1)} MB/s, ${whole.toFixed(1)} µs a tool`,
  );
  const texts = new Map(tools.map((tool) => [tool, textsOf(tool)]));
  const words = new Map(tools.map((tool) => [tool, readTool(tool, compiled)]));
  const matches = new Map([...words].map(([tool, read]) => [tool, matchRules(read, compiled)]));
  const parts: [string, (tool: ToolDefinition) => unknown][] = [
    ["gather the texts", textsOf],
    ["divide prose into clauses", (tool) => scanClauses(tool.description ?? "", compiled.lexicon)],
    [
      "… and find the verbs in them",
      (tool) => readClauses(scanClauses(tool.description ?? "", compiled.lexicon), compiled.verbs),
    ],
    [
      "sentences in all texts",
      (tool) => {
        const hits = new Map<number, SentenceHit>();
        for (const text of texts.get(tool)?.strings ?? []) readSentences(compiled, text, text.text, () => false, hits);
      },
    ],
    ["all reading", (tool) => readTool(tool, compiled)],
    ["match rules", (tool) => matchRules(words.get(tool) ?? readTool(tool, compiled), compiled)],
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
