import { Option, type Command } from "commander";
import { visibleJson, visibleText } from "../../../catalog/text.ts";
import { UserError } from "../../../catalog/user-error.ts";
import { classify, ruleset } from "../../../classifier/classify.ts";
import { listTools } from "../../../db/queries/shown-tools.ts";
import { formats } from "../../../policy/formats/index.ts";
import { constraintWords, type Format } from "../../../policy/formats/format.ts";
import { overridesExample, type OverrideWarning } from "../../../policy/overrides.ts";
import { presetNames, type PresetName } from "../../../policy/presets.ts";
import { recommend, type RecommendOptions } from "../../../policy/recommend.ts";
import type { JudgedTool, Recommendation } from "../../../policy/recommendation.ts";
import { withCatalog } from "../../catalog.ts";
import { rfc3339, type Global } from "../../options.ts";
import { count, print, printJson, say } from "../../output.ts";
import { readOverrides, sayUnknown } from "../../policy-input.ts";
import { noSuchTool, readTools, refuseBadLines } from "../../tool-input.ts";
import { findServer } from "../../find-server.ts";
import { checkCommand } from "./check.ts";
import { diffCommand } from "./diff.ts";
import { printSince } from "./since.ts";
import { simulateCommand } from "./simulate.ts";

type Options = Global & {
  tool?: string;
  input?: string;
  format: string;
  preset: PresetName;
  overrides?: string;
  constrain?: boolean;
  serverName?: string;
  since?: string;
};

export function policyCommand(program: Command): void {
  const policy = program
    .command("policy")
    .description("Print a starter policy: deny by default, and terms for each tool by its category.")
    .argument("[slug...]", "servers of the catalog, by slug or identifier (npm:NAME)")
    .option("--tool <name>", "for this tool only")
    .option("--input <file>", "for these tools (as classify --input) instead of the catalog's")
    .addOption(
      new Option("--format <id>", "what enforces it").choices(formats.map(({ id }) => id)).default("policylayer"),
    )
    .addOption(new Option("--preset <name>", "how strict").choices(presetNames).default("balanced"))
    .option("--overrides <file>", "your own terms for categories and tools (YAML or JSON)")
    .option("--constrain", "enforce the suggested argument constraints instead of only suggesting them")
    .option("--server-name <name>", "what the target calls the server (one server), instead of its slug")
    .option("--since <time>", "show what has changed in the recommended policy since then", rfc3339)
    .addHelpText("after", help)
    .action(async (slugs: string[], _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (options.input !== undefined && slugs.length > 0) throw new UserError("Give servers or --input, not both.");
      if (options.input === undefined && slugs.length === 0)
        throw new UserError("Name a server of the catalog, or give --input FILE. See: mcp-risk policy --help");
      if (options.serverName !== undefined && slugs.length > 1) throw new UserError("--server-name is for one server.");
      const format = formats.find(({ id }) => id === options.format);
      if (!format) throw new UserError(`There is no format ${options.format}.`);
      const how: RecommendOptions = {
        preset: options.preset,
        constrain: options.constrain ?? false,
        ...(options.overrides === undefined ? {} : { overrides: await readOverrides(options.overrides) }),
      };
      if (options.since !== undefined) await printSince(slugs, options.since, how, options);
      else {
        const made =
          options.input === undefined
            ? await forServers(slugs, how, options)
            : await forInput(options.input, how, options);
        output(made, sayUnknown(how, made.names), format, options);
      }
    });
  checkCommand(policy);
  simulateCommand(policy);
  diffCommand(policy);
}

const help = `
Presets: balanced (the default) allows Read tools, limits Write and Execute tools, hides Destructive tools and
wants a person's approval for Financial ones; strict and permissive are either side of it. Tools whose verdict is
unsure, whose risk is above their category's, or whose definition has a threat finding, are treated more strictly.
What is not listed is refused.
What a target cannot express is said on standard error (with --json under "lost"), and as comments where it has
them. For several servers of a PolicyLayer policy, prints one JSON object with a policy for each slug.

Your own terms (--overrides FILE). A category's stand in for the preset's, and what is dangerous besides is still
treated more strictly; a tool's are the last word. Without an action, it stays as it was:
${overridesExample.replaceAll(/^/gm, "  ")}

Formats:
${formats.map(({ id, title, file }) => `  ${id.padEnd(17)} ${title}: ${file}`).join("\n")}

Examples:
  mcp-risk policy modelcontextprotocol-server-filesystem
  mcp-risk policy npm:tavily-mcp --tool tavily_search
  mcp-risk policy npm:@playwright/mcp --format claude-code --server-name playwright
  mcp-risk policy npm:resend-mcp --preset strict --overrides ours.yaml --constrain
  mcp-risk policy npm:resend-mcp --since 2026-11-01
  mcp-risk extract dir:. --json | mcp-risk policy --input -
  mcp-risk policy check policy.json --server npm:resend-mcp
  mcp-risk policy simulate policy.json --calls calls.jsonl
  mcp-risk policy diff old.json new.json`;

/** Recommendations, and the names of all tools that their servers have: also of those that nothing is recommended for. */
type Made = { recommendations: Recommendation[]; names: string[] };

async function forInput(file: string, how: RecommendOptions, { tool, serverName }: Options): Promise<Made> {
  const input = await readTools(file);
  refuseBadLines(input);
  const judged = input.flatMap((item): JudgedTool[] =>
    "tool" in item ? [{ ...classify(item.tool, { server: item.server }), inputSchema: item.tool.inputSchema }] : [],
  );
  return {
    recommendations: [recommend(serverName ?? "server", pick(judged, tool, file), how)],
    names: judged.map(({ name }) => name),
  };
}

async function forServers(slugs: string[], how: RecommendOptions, options: Options): Promise<Made> {
  return withCatalog(options.db, async ({ db }) => {
    const made: Made = { recommendations: [], names: [] };
    for (const word of slugs) {
      const { slug, identifiers } = (await findServer(db, word)).server;
      const tools = await listTools(db, ruleset, { server: slug }, 5_000);
      const judged = tools.flatMap(({ verdict, tool }): JudgedTool[] =>
        verdict ? [{ ...verdict, inputSchema: tool.definition.inputSchema }] : [],
      );
      const left = tools.length - judged.length;
      if (tools.length === 0) say(`${slug}: the catalog knows none of its tools, so its policy denies everything.`);
      if (left > 0) say(`${slug}: ${count(left, "tool")} not judged yet and denied; run: mcp-risk classify`);
      const remote = identifiers.find(({ id }) => id.startsWith("remote:https://"))?.id.slice("remote:".length);
      made.names.push(...tools.map(({ tool }) => tool.definition.name));
      made.recommendations.push({
        ...recommend(options.serverName ?? slug, pick(judged, options.tool, slug), how),
        ...(remote === undefined ? {} : { url: remote }),
      });
    }
    return made;
  });
}

function output(
  { recommendations }: Made,
  warnings: readonly OverrideWarning[],
  format: Format,
  { json }: Options,
): void {
  const { text, lost } = format.render(recommendations);
  if (json) {
    const { id, file, language } = format;
    printJson({ format: id, language, file, text, lost, warnings, servers: recommendations });
    return;
  }
  // A document is valid as it is; only what is JSON may have its odd characters written otherwise.
  print(format.language === "json" ? visibleJson(text) : text);
  for (const { server, tool, what, instead } of lost)
    say(`Not expressible in ${format.title}: ${what} of ${tool === null ? server : `${server}/${tool}`}; ${instead}.`);
  // Where there are comments, these have them; they are offers, and nothing is lost by missing one.
  if (format.language !== "json") return;
  for (const { tools } of recommendations)
    for (const { name, suggestions } of tools)
      for (const one of suggestions) say(`Consider for ${name}: ${visibleText(constraintWords(one))} (${one.why}).`);
}

function pick(judged: JudgedTool[], only: string | undefined, where: string): JudgedTool[] {
  if (only === undefined) return judged;
  const picked = judged.filter(({ name }) => name === only);
  if (picked.length === 0)
    throw noSuchTool(
      where,
      only,
      judged.map(({ name }) => name),
    );
  return picked;
}
