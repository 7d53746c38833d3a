import { Policy } from "../../catalog/policy.ts";

/** A policy as a PolicyLayer v1 document: JSON with two spaces and a final newline. Throws when it breaks the schema. */
export function formatPolicyLayer(policy: Policy): string {
  // Checked, but printed as given: zod's copy would lose a tool that is called __proto__.
  Policy.parse(policy);
  return `${JSON.stringify(policy, null, 2)}\n`;
}
