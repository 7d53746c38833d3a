import type { Policy } from "../../catalog/policy.ts";
import { formatPolicyLayer } from "../../policy/formats/policylayer.ts";
import { counted, Document } from "./text.tsx";

/** A policy to copy, and where programs get the same bytes. */
export function PolicyDocument({ policy, url }: { policy: Policy; url: string }) {
  return (
    <>
      <Document text={formatPolicyLayer(policy)} label="Starter policy" />
      <p class="quiet">
        Click in it to select all of it, or take <a href={url}>the same bytes as a file</a>. The format is
        PolicyLayer's, version 1.
      </p>
    </>
  );
}

/** What a policy means for one of its tools, read from the policy itself. */
export function policyWords(policy: Policy, name: string): string {
  if (policy.hide?.includes(name)) return "Hide it: agents do not see it, and calls to it are refused.";
  const terms = policy.tools && Object.hasOwn(policy.tools, name) ? policy.tools[name] : undefined;
  if (!terms) return "Do not list it: what the policy does not list is refused.";
  const [refusal] = terms.deny_if ?? [];
  if (refusal) return `Refuse calls, and tell the caller: “${refusal.on_deny ?? "refused"}”`;
  const [limit] = terms.limits ?? [];
  if (limit) return `Allow it, at most ${counted(limit.max, "call")} a ${limit.window}.`;
  return "Allow it without limits.";
}
