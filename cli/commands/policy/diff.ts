import type { Command } from "commander";
import { diffPolicies, type Difference } from "../../../policy/diff.ts";
import type { Global } from "../../options.ts";
import { count, print, printJson, say, table } from "../../output.ts";
import { requirePolicy } from "../../policy-input.ts";

export function diffCommand(policy: Command): void {
  policy
    .command("diff")
    .description("Say in words what changes from one policy to another, tool by tool.")
    .argument("<before>", "a policy of PolicyLayer or Intercept, JSON or YAML")
    .argument("<after>", "the other one")
    .addHelpText("after", "\nExample:\n  mcp-risk policy diff old.json new.json")
    .action(async (before: string, after: string, _options, command: Command) => {
      const differences = diffPolicies(await requirePolicy(before), await requirePolicy(after));
      if (command.optsWithGlobals<Global>().json) printJson({ differences });
      else showDifferences(differences);
    });
}

/** Prints what changes, tool by tool, what becomes looser first. */
export function showDifferences(differences: readonly Difference[]): void {
  const order = { looser: 0, other: 1, stricter: 2 };
  const sorted = [...differences].sort((a, b) => order[a.direction] - order[b.direction]);
  if (sorted.length > 0)
    print(
      table(
        ["tool", "before", "after", ""],
        sorted.map(({ tool, before, after, direction }) => [
          tool ?? "(not listed)",
          before,
          after,
          direction === "other" ? "" : direction,
        ]),
        80,
      ),
    );
  const looser = sorted.filter(({ direction }) => direction === "looser").length;
  say(sorted.length === 0 ? "Both policies say the same." : `${count(sorted.length, "difference")}, ${looser} looser.`);
}
