import type { Command } from "commander";
import { UserError } from "../../catalog/user-error.ts";
import { visibleJson } from "../../catalog/text.ts";
import type { Category } from "../../catalog/verdict.ts";
import { classify, ruleset } from "../../classifier/classify.ts";
import { listTools } from "../../db/queries/tools.ts";
import { formatPolicyLayer } from "../../policy/formats/policylayer.ts";
import { recommendPolicy } from "../../policy/recommend.ts";
import { withCatalog } from "../catalog.ts";
import type { Global } from "../options.ts";
import { count, print, printJson, say } from "../output.ts";
import { readTools, refuseBadLines } from "../tool-input.ts";
import { findServer } from "./look.ts";

type Options = Global & { tool?: string; input?: string };
type Judged = { name: string; category: Category };

export function policyCommand(program: Command): void {
  program
    .command("policy")
    .description("Print a starter policy: deny by default, and terms for each tool by its category.")
    .argument("[slug...]", "servers of the catalog, by slug or identifier (npm:NAME)")
    .option("--tool <name>", "for this tool only")
    .option("--input <file>", "for these tools (as classify --input) instead of the catalog's")
    .addHelpText(
      "after",
      `
The format is PolicyLayer's (version "1"). Read tools are allowed, Write and Execute tools have a rate limit,
Destructive tools are hidden, Financial tools are refused until a person approves. Everything else is denied.
For several servers, prints one JSON object with a policy for each slug: a policy belongs to one server.

Examples:
  mcp-risk policy modelcontextprotocol-server-filesystem
  mcp-risk policy npm:tavily-mcp --tool tavily_search
  mcp-risk extract dir:. --json | mcp-risk policy --input -`,
    )
    .action(async (slugs: string[], _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (options.input !== undefined && slugs.length > 0) throw new UserError("Give servers or --input, not both.");
      if (options.input !== undefined) await policyForInput(options.input, options.tool);
      else if (slugs.length > 0) await policyForServers(slugs, options);
      else throw new UserError("Name a server of the catalog, or give --input FILE. See: mcp-risk policy --help");
    });
}

async function policyForInput(file: string, only: string | undefined): Promise<void> {
  const input = await readTools(file);
  refuseBadLines(input);
  const judged = input.flatMap((item) => ("tool" in item ? [classify(item.tool, { server: item.server })] : []));
  print(visibleJson(formatPolicyLayer(recommendPolicy(pick(judged, only, file)))));
}

async function policyForServers(slugs: string[], options: Options): Promise<void> {
  await withCatalog(options.db, async ({ db }) => {
    const policies: [string, ReturnType<typeof recommendPolicy>][] = [];
    for (const word of slugs) {
      const { slug } = (await findServer(db, word)).server;
      const tools = await listTools(db, ruleset, { server: slug }, 5_000);
      const judged = tools.flatMap(({ verdict }) => (verdict ? [verdict] : []));
      const left = tools.length - judged.length;
      if (tools.length === 0) say(`${slug}: the catalog knows none of its tools, so its policy denies everything.`);
      if (left > 0) say(`${slug}: ${count(left, "tool")} not judged yet and denied; run: mcp-risk classify`);
      policies.push([slug, recommendPolicy(pick(judged, options.tool, slug))]);
    }
    const [[, first] = []] = policies;
    if (policies.length === 1 && first) print(visibleJson(formatPolicyLayer(first)));
    else printJson(Object.fromEntries(policies));
  });
}

function pick(judged: Judged[], only: string | undefined, where: string): Judged[] {
  if (only === undefined) return judged;
  const picked = judged.filter(({ name }) => name === only);
  if (picked.length === 0)
    throw new UserError(
      `${where} has no tool ${only}. It has: ${judged.map(({ name }) => name).join(", ") || "none"}.`,
    );
  return picked;
}
