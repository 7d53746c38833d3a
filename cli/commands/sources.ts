import type { Command } from "commander";
import { allSources } from "../../crawler/sources.ts";
import { sourceStates } from "../../db/queries/sources.ts";
import { withCatalog } from "../catalog.ts";
import type { Global } from "../options.ts";
import { print, printJson, table } from "../output.ts";

export function sourcesCommand(program: Command): void {
  program
    .command("sources")
    .description("What can be crawled, and when it last was.")
    .addHelpText("after", "\nExample:\n  mcp-risk sources --json")
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Global>();
      const states = await withCatalog(options.db, ({ db }) => sourceStates(db));
      const all = allSources.map(({ id, title, homepage, gives, format, pace, extent, tokens = [] }) => {
        const {
          listings = 0,
          startedAt = null,
          finishedAt = null,
          watermark = null,
        } = states.find((s) => s.id === id) ?? {};
        const facts = {
          id,
          title,
          homepage,
          gives,
          format,
          pace,
          extent,
          tokens: tokens.map(({ variable }) => variable),
        };
        return { ...facts, listings, startedAt, finishedAt, watermark };
      });
      if (options.json) printJson({ sources: all });
      else
        print(
          table(
            ["source", "title", "gives", "listings", "last finished"],
            all.map((one) => [
              one.id,
              one.title,
              one.gives,
              one.listings,
              one.finishedAt ?? (one.startedAt ? "interrupted" : "never"),
            ]),
          ),
        );
    });
}
