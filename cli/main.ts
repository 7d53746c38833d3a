#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { UserError } from "../catalog/user-error.ts";
import { classifyCommand } from "./commands/classify.ts";
import { crawlCommand } from "./commands/crawl.ts";
import { extractCommand } from "./commands/extract.ts";
import { serversCommand, showCommand, sourcesCommand, toolsCommand } from "./commands/look.ts";
import { policyCommand } from "./commands/policy.ts";
import { serveCommand } from "./commands/serve.ts";
import { version } from "./network.ts";
import { say } from "./output.ts";

/** The command line. Each command adds itself, in the order of the help. */
function createProgram(): Command {
  const program = new Command("mcp-risk")
    .description("The open catalog of MCP servers: what their tools do, how risky they are, and a starter policy.")
    .version(version)
    .option(
      "--db <url-or-path>",
      "the catalog: a PostgreSQL URL or a folder (default: DATABASE_URL, else your data directory)",
    )
    .option("--json", "print JSON for programs")
    .showHelpAfterError("(add --help for what can be given)")
    .addHelpText(
      "after",
      `
Exit codes: 0 done, 1 found what you asked to be told of, 2 an error that you can act on.

Examples:
  mcp-risk crawl npm                              crawl the starter list
  mcp-risk show npm:tavily-mcp                    what its tools do
  mcp-risk policy npm:tavily-mcp                  a starter policy
  mcp-risk serve                                  the API and the pages`,
    );
  for (const add of [
    crawlCommand,
    sourcesCommand,
    extractCommand,
    classifyCommand,
    serversCommand,
    toolsCommand,
    showCommand,
    policyCommand,
    serveCommand,
  ])
    add(program);
  for (const command of program.commands)
    command
      .option("--db <url-or-path>", "the catalog: a PostgreSQL URL or a folder")
      .option("--json", "print JSON for programs");
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

// The reader of a pipe may stop early (`| head`): that is its right, not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof UserError) {
    say(`mcp-risk: ${error.message}`);
    process.exitCode = 2;
  } else if (error instanceof CommanderError) {
    // Commander has already said what is wrong; its help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else throw error;
}
