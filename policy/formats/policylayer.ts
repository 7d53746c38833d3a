import { Policy } from "../../catalog/policy.ts";

/** A policy as a PolicyLayer v1 document: JSON with two spaces and a final newline. Throws when it breaks the schema. */
export function formatPolicyLayer(policy: Policy): string {
  return `${JSON.stringify(Policy.parse(policy), null, 2)}\n`;
}
