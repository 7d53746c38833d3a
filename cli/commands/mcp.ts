import type { Command } from "commander";
import { withCatalog } from "../catalog.ts";
import { judgeCatalog } from "../judge.ts";
import type { Global } from "../options.ts";
import { say } from "../output.ts";
import { version } from "../version.ts";

export function mcpCommand(program: Command): void {
  program
    .command("mcp")
    .description("Be an MCP server over standard input and output: search the catalog, check servers, get policies.")
    .addHelpText(
      "after",
      `
It only reads. Tools: search_catalog, get_server, get_tool, check_server, check_stack, get_policy. mcp-risk serve has the
same at /mcp over HTTP.

In the configuration of a client:
  { "mcpServers": { "mcp-risk": { "command": "mcp-risk", "args": ["mcp"] } } }

Example:
  mcp-risk mcp --db postgres://catalog.example/mcp`,
    )
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Global>();
      await withCatalog(options.db, async ({ db }) => {
        await judgeCatalog(db);
        // Loaded here: the other commands start faster without the SDK.
        const { serveStdio } = await import("@modelcontextprotocol/server/stdio");
        const { createMcpServer } = await import("../../api/mcp/server.ts");
        const ended = new Promise<void>((done) => {
          process.stdin.once("end", done);
          process.once("SIGINT", done);
          process.once("SIGTERM", done);
        });
        const served = serveStdio(() => createMcpServer(db, version), {
          onerror: (error) => {
            say(error.message);
          },
        });
        await ended;
        await served.close();
      });
    });
}
