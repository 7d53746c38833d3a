import type { Command } from "commander";
import { lookAlikeWords } from "../../catalog/look-alike.ts";
import { listLookAlikes } from "../../db/queries/look-alikes.ts";
import { withCatalog } from "../catalog.ts";
import { positiveInteger, type Global } from "../options.ts";
import { count, print, printJson, say, table } from "../output.ts";

export function lookAlikesCommand(program: Command): void {
  program
    .command("look-alikes")
    .description("List servers whose names are easily taken for that of a much better known one.")
    .option("--limit <n>", "at most so many", positiveInteger, 100)
    .addHelpText(
      "after",
      `
Compared are the names of packages (npm, PyPI and others) and repositories: those that differ in one letter, in letters
that look alike, or only in the signs between their words, and belong to somebody else. Most are honest; whoever types
such a name should look twice.

Examples:
  mcp-risk look-alikes
  mcp-risk look-alikes --json`,
    )
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Global & { limit: number }>();
      const found = await withCatalog(options.db, ({ db }) => listLookAlikes(db, options.limit + 1));
      const shown = found.slice(0, options.limit);
      if (options.json) {
        printJson({
          lookAlikes: shown.map((one) => ({ ...one, says: lookAlikeWords(one) })),
          more: shown.length < found.length,
        });
        return;
      }
      if (shown.length > 0)
        print(
          table(
            ["server", "name", "looks like", "of the server", "differs in"],
            shown.map(({ server, name, ofName, of, how }) => [server, name, ofName, of, how]),
          ),
        );
      say(`${count(shown.length, "look-alike")}${shown.length < found.length ? "; more with a larger --limit" : ""}.`);
    });
}
