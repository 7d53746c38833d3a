import type { Command } from "commander";
import type { Verdict } from "../../catalog/verdict.ts";
import { classify } from "../../classifier/classify.ts";
import { withCatalog } from "../catalog.ts";
import type { Global } from "../options.ts";
import { count, print, printJsonLine, say, table } from "../output.ts";
import { readTools, refuseBadLines } from "../tool-input.ts";

export function classifyCommand(program: Command): void {
  program
    .command("classify")
    .description("Give each tool a category and a risk, with the words that decided.")
    .option("--input <file>", "tools as JSONL, a JSON array or a tools/list answer; - for standard input")
    .addHelpText(
      "after",
      `
Without --input, judges the tools of the catalog that the current rules have not judged yet.
With --json, prints one JSON line for each tool, in the order of the input.

Examples:
  echo '{"name":"delete_file","description":"Deletes a file"}' | mcp-risk classify --input -
  mcp-risk extract npm:tavily-mcp --json | mcp-risk classify --input - --json`,
    )
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Global & { input?: string }>();
      if (options.input === undefined) await classifyCatalog(options);
      else await classifyInput(options.input, options.json === true);
    });
}

async function classifyCatalog(options: Global): Promise<void> {
  const { judgeCatalog } = await import("../judge.ts");
  await withCatalog(options.db, async ({ db }) => {
    const judged = await judgeCatalog(db, (verdicts) => {
      if (options.json) for (const verdict of verdicts) printJsonLine(verdict);
    });
    say(
      judged === 0 ? "Every tool in the catalog is judged by the current rules." : `${count(judged, "tool")} judged.`,
    );
  });
}

async function classifyInput(file: string, json: boolean): Promise<void> {
  const input = await readTools(file);
  const rows: (string | number)[][] = [];
  for (const item of input) {
    if ("error" in item) {
      if (json) printJsonLine(item);
      continue;
    }
    const verdict = classify(item.tool, { server: item.server });
    if (json) printJsonLine({ ...(item.server === undefined ? {} : { server: item.server }), ...verdict });
    else rows.push([verdict.name, verdict.category, verdict.risk, verdict.confidence.toFixed(2), quotes(verdict)]);
  }
  if (rows.length > 0) print(table(["tool", "category", "risk", "confidence", "because"], rows));
  refuseBadLines(input);
}

/** The rule that decided and the words that it quotes; a dash when no rule matched. */
export function quotes({ because }: Verdict): string {
  return because === null ? "–" : `${because.rule}: ${because.evidence.map(({ quote }) => `“${quote}”`).join(" ")}`;
}
