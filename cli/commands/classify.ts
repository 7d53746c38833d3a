import { fstatSync } from "node:fs";
import type { Command } from "commander";
import { worstFirst, type Verdict } from "../../catalog/verdict.ts";
import { UserError } from "../../catalog/user-error.ts";
import { classify, ruleset } from "../../classifier/classify.ts";
import { verdictChange } from "../../classifier/verdict-diff.ts";
import { withCatalog } from "../catalog.ts";
import type { Global } from "../options.ts";
import { count, oneLine, print, printJsonLine, say, table } from "../output.ts";
import { readTools, refuseBadLines } from "../tool-input.ts";

export function classifyCommand(program: Command): void {
  program
    .command("classify")
    .description("Give each tool a category and a risk, with the words that decided.")
    .option("--diff", "what the current rules see differently from the others that judged the catalog last, by rule")
    .option("--input <file>", "tools as JSONL, a JSON array or a tools/list answer; - for standard input")
    .addHelpText(
      "after",
      `
Without --input, judges the tools of the catalog that the current rules have not judged yet.
With --json, prints one JSON line for each tool, in the order of the input.
With --diff, prints which tools of the catalog changed category or risk with the rules (--json: a line for each).

Examples:
  echo '{"name":"delete_file","description":"Deletes a file"}' | mcp-risk classify --input -
  mcp-risk extract npm:tavily-mcp --json | mcp-risk classify --input - --json
  mcp-risk classify --diff`,
    )
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Global & { input?: string; diff?: boolean }>();
      if (options.diff && options.input !== undefined)
        throw new UserError("--diff compares verdicts of the catalog; leave out --input.");
      if (options.diff) await printDiff(options);
      else if (options.input === undefined) await classifyCatalog(options);
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
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) say("Standard input was not read. To judge tools from it, add: --input -");
}

const diffBatch = 500;
const shownOfGroup = 20;

async function printDiff(options: Global): Promise<void> {
  const { judgeCatalog } = await import("../judge.ts");
  const { changedVerdicts, countVerdicts } = await import("../../db/queries/verdicts.ts");
  await withCatalog(options.db, async ({ db }) => {
    const judged = await judgeCatalog(db);
    const groups = new Map<string, { rule: string; what: string; tools: string[] }>();
    let total = 0;
    for (let last = ""; ;) {
      const changed = await changedVerdicts(db, ruleset, last, diffBatch);
      for (const { hash, servers, before, after } of changed) {
        const change = verdictChange(before, after);
        if (change === null) continue;
        total++;
        if (options.json) printJsonLine({ hash, servers, tool: after.name, ...change, before, after });
        const key = `${change.rule} ${change.what}`;
        const group = groups.get(key) ?? { ...change, tools: [] };
        groups.set(key, group);
        group.tools.push(`${servers[0] ?? ""}/${after.name}`);
      }
      last = changed.at(-1)?.hash ?? "";
      if (changed.length < diffBatch) break;
    }
    const sorted = [...groups.values()].sort((a, b) => b.tools.length - a.tools.length || (a.rule < b.rule ? -1 : 1));
    if (!options.json)
      for (const { rule, what, tools } of sorted) {
        print(`${rule}: ${what}, ${count(tools.length, "tool")}`);
        for (const tool of tools.slice(0, shownOfGroup)) print(`  ${oneLine(tool, 200)}`);
        if (tools.length > shownOfGroup) print(`  … and ${tools.length - shownOfGroup} more`);
      }
    const all = await countVerdicts(db, ruleset);
    say(
      `${count(judged, "definition")} judged now. ${count(total, "definition")} of ${all} changed category or risk with ruleset ${ruleset}.`,
    );
  });
}

async function classifyInput(file: string, json: boolean): Promise<void> {
  const input = await readTools(file);
  const rows: (string | number)[][] = [];
  const threats: string[][] = [];
  for (const item of input) {
    if ("error" in item) {
      if (json) printJsonLine(item);
      continue;
    }
    const verdict = classify(item.tool, { server: item.server });
    if (json) printJsonLine({ ...(item.server === undefined ? {} : { server: item.server }), ...verdict });
    else
      rows.push([verdict.name, verdict.category, verdict.risk, verdict.confidence.toFixed(2), quotes(verdict.because)]);
    for (const finding of worstFirst(verdict.findings))
      if (finding.level !== "info") threats.push([finding.level, verdict.name, finding.title, quotes(finding)]);
  }
  if (rows.length > 0) print(table(["tool", "category", "risk", "confidence", "because"], rows));
  if (!json && threats.length > 0) print(`\n${table(["threat", "tool", "its definition", "because"], threats)}`);
  refuseBadLines(input);
}

/** A rule and the words that it quotes; a dash where no rule matched. */
export function quotes(because: Verdict["because"]): string {
  return because === null ? "–" : `${because.rule}: ${because.evidence.map(({ quote }) => `“${quote}”`).join(" ")}`;
}
