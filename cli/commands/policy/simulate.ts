import type { Command } from "commander";
import { UserError } from "../../../catalog/user-error.ts";
import { simulate, type Replayed } from "../../../policy/simulate.ts";
import type { Global } from "../../options.ts";
import { count, print, printJsonLine, say, table } from "../../output.ts";
import { readCalls, requirePolicy } from "../../policy-input.ts";

type Options = Global & { calls: string; counters: boolean };

export function simulateCommand(policy: Command): void {
  policy
    .command("simulate")
    .description("Replay calls against a policy of PolicyLayer or Intercept: what would have been refused, and why.")
    .argument("<file>", "the policy, JSON or YAML, or - for standard input")
    .requiredOption("--calls <file>", "the calls, JSONL of {tool, args, at}, or - for standard input")
    .option("--no-counters", "without a store for counters: limits do not count")
    .addHelpText(
      "after",
      `
A call's "at" is a time such as 2026-11-01T12:00:00Z. Limits count in calendar windows of UTC; a call that the server
answered with a JSON-RPC error ("upstream": "rpc_error") gives its quota back.
With --json, prints one line for each call: {"decision", "rule", "message", "path", "tool", "counters"}. "rule" is the
JSON Pointer of a PolicyLayer rule or the name of an Intercept rule; "path" is always a JSON Pointer.

Examples:
  mcp-risk policy simulate policy.json --calls calls.jsonl
  echo '{"tool":"create_charge","args":{"amount":900}}' | mcp-risk policy simulate policy.json --calls - --json`,
    )
    .action(async (file: string, _options, command: Command) => {
      const { calls, counters, json } = command.optsWithGlobals<Options>();
      if (file === "-" && calls === "-")
        throw new UserError("Only one of the policy and --calls can be standard input.");
      const document = await requirePolicy(file);
      const replayed = simulate(document, await readCalls(calls), { now: Date.now(), counting: counters });
      if (json) for (const one of replayed) printJsonLine(lineOf(one));
      else show(replayed);
    });
}

const lineOf = ({ call, decision, counters }: Replayed) => ({
  decision: decision.decision,
  rule: decision.rule,
  message: decision.message,
  path: decision.path,
  tool: call.tool,
  counters,
});

function show(replayed: readonly Replayed[]): void {
  if (replayed.length > 0)
    print(
      table(
        ["call", "tool", "decision", "rule", "message"],
        replayed.map(({ call, decision }, at) => [
          at + 1,
          call.tool,
          decision.decision,
          decision.rule,
          decision.message,
        ]),
        80,
      ),
    );
  const denied = replayed.filter(({ decision }) => decision.decision === "deny").length;
  say(`${count(replayed.length, "call")}, ${denied} refused.`);
}
