import type { Command } from "commander";
import { UserError } from "../../../catalog/user-error.ts";
import { ruleset } from "../../../classifier/classify.ts";
import { listTools } from "../../../db/queries/shown-tools.ts";
import { lintPolicy, type KnownTool } from "../../../policy/lint.ts";
import type { PolicyProblem } from "../../../policy/problem.ts";
import { withCatalog } from "../../catalog.ts";
import type { Global } from "../../options.ts";
import { count, print, printJson, say, table } from "../../output.ts";
import { readPolicyFile } from "../../policy-input.ts";
import { readTools, refuseBadLines } from "../../tool-input.ts";
import { findServer } from "../../find-server.ts";

type Options = Global & { server?: string; input?: string; failOn: string };

export function checkCommand(policy: Command): void {
  policy
    .command("check")
    .description(
      "Check a policy of PolicyLayer or Intercept: what is invalid, and what does not do what it looks like.",
    )
    .argument("<file>", "the policy, JSON or YAML, or - for standard input")
    .option("--server <slug>", "compare with the tools of this server of the catalog")
    .option("--input <file>", "compare with these tools (as classify --input)")
    .option("--fail-on <level>", "exit with 1 from this level on: error or warning", "error")
    .addHelpText(
      "after",
      `
Examples:
  mcp-risk policy check policy.json
  mcp-risk policy check policy.yaml --server npm:tavily-mcp --fail-on warning
  mcp-risk extract npm:tavily-mcp --json | mcp-risk policy check policy.json --input -`,
    )
    .action(async (file: string, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (!["error", "warning"].includes(options.failOn)) throw new UserError("--fail-on is error or warning.");
      const read = await readPolicyFile(file);
      const tools = read.ok ? await knownTools(options) : undefined;
      const problems = read.ok ? lintPolicy(read.document, tools) : read.problems;
      show(problems, { valid: read.ok, format: read.ok ? read.document.format : null }, options);
      const fails = problems.some(({ level }) => level === "error" || options.failOn === "warning");
      if (fails) process.exitCode = 1;
    });
}

async function knownTools({ server, input, db: path }: Options): Promise<KnownTool[] | undefined> {
  const known = (name: string, inputSchema: { properties?: unknown } | undefined): KnownTool => ({
    name,
    parameters:
      typeof inputSchema?.properties === "object" && inputSchema.properties !== null
        ? Object.keys(inputSchema.properties)
        : null,
  });
  if (input !== undefined) {
    const read = await readTools(input);
    refuseBadLines(read);
    return read.flatMap((item) => ("tool" in item ? [known(item.tool.name, item.tool.inputSchema)] : []));
  }
  if (server === undefined) return undefined;
  return withCatalog(path, async ({ db }) => {
    const { slug } = (await findServer(db, server)).server;
    const tools = await listTools(db, ruleset, { server: slug }, 5_000);
    return tools.map(({ tool }) => known(tool.definition.name, tool.definition.inputSchema));
  });
}

function show(problems: PolicyProblem[], read: { valid: boolean; format: string | null }, { json }: Options): void {
  if (json) {
    printJson({ ...read, problems });
    return;
  }
  if (problems.length > 0)
    print(
      table(
        ["level", "at", "what"],
        problems.map(({ level, path, message }) => [level, path === "" ? "/" : path, message]),
        200,
      ),
    );
  const errors = problems.filter(({ level }) => level === "error").length;
  say(
    read.valid ? `The policy is valid; ${count(problems.length - errors, "warning")}.` : `${count(errors, "error")}.`,
  );
}
