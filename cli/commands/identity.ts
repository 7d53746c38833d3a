import type { Command } from "commander";
import { UserError } from "../../catalog/user-error.ts";
import { reconcile } from "../../crawler/reconcile.ts";
import { addIdentityRule, identityRules, removeIdentityRule } from "../../db/queries/identity.ts";
import { withCatalog } from "../catalog.ts";
import { judgeCatalog } from "../judge.ts";
import type { Global } from "../options.ts";
import { count, print, printJson, say, table } from "../output.ts";

type Options = Global & { in?: string; because?: string; restore?: boolean };

export function identityCommand(program: Command): void {
  program
    .command("identity")
    .description("Undo a wrong merge: say that an identifier proves nothing. Without an identifier: the rules so far.")
    .argument("[identifier]", "as show --identity prints it, such as repo:github.com/owner/name")
    .option("--in <listing>", "only where this listing brings it, such as 'glama owner/name'")
    .option("--because <text>", "the reason, for those who come later")
    .option("--restore", "take the rule back")
    .addHelpText(
      "after",
      `
Servers are made again at once, and by every later crawl, with these rules.

Examples:
  mcp-risk show owner-name --identity
  mcp-risk identity repo:github.com/owner/name --in 'glama owner/name' --because 'a fork that kept the link'
  mcp-risk identity repo:github.com/owner/name --in 'glama owner/name' --restore`,
    )
    .action(async (identifier: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await withCatalog(options.db, async ({ db }) => {
        if (identifier !== undefined) {
          const listing = options.in ?? "";
          if (options.restore) {
            if (!(await removeIdentityRule(db, identifier, listing)))
              throw new UserError(`There is no such rule. See the rules with: mcp-risk identity`);
          } else {
            if (!options.because) throw new UserError("Say why with --because TEXT.");
            if (!(await addIdentityRule(db, { identifier, listing, because: options.because })))
              throw new UserError(
                `No listing ${listing === "" ? "" : `${listing} `}brings ${identifier}. See what brings what with: mcp-risk show SLUG --identity`,
              );
          }
          const { servers, added } = await reconcile(db);
          await judgeCatalog(db);
          say(`The catalog has ${count(servers, "server")} now, ${added} of them new.`);
        }
        const rules = await identityRules(db);
        if (options.json) printJson({ rules });
        else if (rules.length > 0)
          print(
            table(
              ["identifier", "in", "because"],
              rules.map((rule) => [rule.identifier, rule.listing || "every listing", rule.because]),
            ),
          );
        else say("There are no rules.");
      });
    });
}
