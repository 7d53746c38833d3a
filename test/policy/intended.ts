import type { ToolTerms } from "../../policy/recommendation.ts";
import type { Outcome } from "./oracles.ts";

/** Formats of targets that cannot allow or refuse: their user is asked. */
export const asksOnly: ReadonlySet<string> = new Set(["gemini-settings", "cursor"]);

/** Outcomes that do not go beyond what is recommended. `lost`: the target has said that it cannot say all of it. */
export function intended({ action, limits }: ToolTerms, lost: boolean): Outcome[] {
  if (action === "approve") return ["ask", "deny", "hidden"];
  if (action !== "allow") return ["deny", "hidden"];
  // What is lost of a permission is its limit, or all of it.
  return lost ? (limits.length > 0 ? ["allow", "deny", "hidden", "ask"] : ["deny", "hidden", "ask"]) : ["allow"];
}
