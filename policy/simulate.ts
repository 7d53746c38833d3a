import { z } from "zod";
import type { PolicyDocument } from "./document.ts";
import { decide, enforce, settle, type Decision } from "./evaluate.ts";

const Upstream = z.enum(["ok", "tool_error", "rpc_error", "null_error", "none"]);

/**
 * A call to replay. `at` is a time of RFC 3339; without one, a call comes when the one before it did. `upstream` is how the
 * server answered: only a JSON-RPC error (`rpc_error`) gives quotas back. `settle_before_call`: the answer came only before the
 * call with this index, from 0.
 */
export const ReplayedCall = z.looseObject({
  tool: z.string(),
  args: z.unknown().optional(),
  at: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), "is not a time")
    .optional(),
  upstream: Upstream.optional(),
  settle_before_call: z.number().int().nonnegative().optional(),
});
export type ReplayedCall = z.infer<typeof ReplayedCall>;

/** A call with what a policy says to it; `counters` is what is used after it, in the windows that were last used. */
export type Replayed = {
  call: ReplayedCall;
  decision: Omit<Decision, "reserved">;
  counters: Record<string, number>;
};

/** Replays calls in their order against a policy. `now` (milliseconds) is when the first one comes, where it does not say. */
export function simulate(
  document: PolicyDocument,
  calls: readonly ReplayedCall[],
  { now, counting = true }: { now: number; counting?: boolean },
): Replayed[] {
  const enforced = enforce(document, { counting });
  const late: { before: number; end: () => void }[] = [];
  let at = now;
  return calls.map((call, index) => {
    for (const { before, end } of late) if (before === index) end();
    at = call.at === undefined ? at : Date.parse(call.at);
    const decision = decide(enforced, { tool: call.tool, args: call.args ?? {}, at });
    const end = (): void => {
      settle(enforced, decision, call.upstream === "rpc_error" ? "not-run" : "used");
    };
    if (call.settle_before_call === undefined) end();
    else late.push({ before: call.settle_before_call, end });
    const said = {
      decision: decision.decision,
      rule: decision.rule,
      path: decision.path,
      message: decision.message,
    };
    const counters = Object.fromEntries([...enforced.counters].map(([name, { used }]) => [name, used]));
    return { call, decision: said, counters };
  });
}
