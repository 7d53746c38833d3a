import type { Policy } from "../catalog/policy.ts";
import type { JudgedTool } from "../db/queries/shown-tools.ts";
import { recommendPolicy } from "../policy/recommend.ts";

/** The starter policy for these tools. One that no rule has judged is left out: what a policy does not list is refused. */
export function policyFor(tools: readonly JudgedTool[]): Policy {
  return recommendPolicy(tools.flatMap(({ verdict }) => (verdict ? [verdict] : [])));
}
