import { Command } from "commander";
import { version } from "./version.ts";

/** Every command, in the order of the help. Each adds itself to the program; loading one loads what it needs. */
const commands: Record<string, () => Promise<(program: Command) => void>> = {
  crawl: async () => (await import("./commands/crawl.ts")).crawlCommand,
  sources: async () => (await import("./commands/sources.ts")).sourcesCommand,
  extract: async () => (await import("./commands/extract.ts")).extractCommand,
  classify: async () => (await import("./commands/classify.ts")).classifyCommand,
  servers: async () => (await import("./commands/look.ts")).serversCommand,
  tools: async () => (await import("./commands/look.ts")).toolsCommand,
  show: async () => (await import("./commands/look.ts")).showCommand,
  changes: async () => (await import("./commands/changes.ts")).changesCommand,
  "look-alikes": async () => (await import("./commands/look-alikes.ts")).lookAlikesCommand,
  identity: async () => (await import("./commands/identity.ts")).identityCommand,
  policy: async () => (await import("./commands/policy/policy.ts")).policyCommand,
  scan: async () => (await import("./commands/scan.ts")).scanCommand,
  export: async () => (await import("./commands/export.ts")).exportCommand,
  mcp: async () => (await import("./commands/mcp.ts")).mcpCommand,
  serve: async () => (await import("./commands/serve.ts")).serveCommand,
};

/** The command line: the one command that was asked for, or all of them when that is not clear yet (help, a mistake). */
export async function createProgram(asked?: string): Promise<Command> {
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
  mcp-risk crawl starter                          crawl a few well-known servers
  mcp-risk show npm:tavily-mcp                    what its tools do
  mcp-risk policy npm:tavily-mcp                  a starter policy
  mcp-risk scan                                   the servers of your clients
  mcp-risk serve                                  the API and the pages`,
    );
  if (asked === "--version" || asked === "-V") return program.exitOverride();
  const names = asked !== undefined && Object.hasOwn(commands, asked) ? [asked] : Object.keys(commands);
  for (const name of names) (await commands[name]?.())?.(program);
  for (const command of program.commands)
    command
      .option("--db <url-or-path>", "the catalog: a PostgreSQL URL or a folder")
      .option("--json", "print JSON for programs");
  for (const command of withSubcommands(program)) command.exitOverride();
  return program;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
