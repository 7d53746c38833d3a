import type { Policy, ToolPolicy } from "../catalog/policy.ts";
import type { Category } from "../catalog/verdict.ts";

/** What happens to a tool of a category: it is left out of sight, or it may be called under some terms. */
type Terms = "hide" | ((name: string) => ToolPolicy);

const perMinute =
  (max: number): Terms =>
  (name) => ({ limits: [{ counter: `${name}_rate`, window: "minute", max, scope: "grant" }] });

/** The recommended terms of each category. Numbers as in PolicyLayer's published recommendations. */
const termsOf: Readonly<Record<Category, Terms>> = {
  Read: () => ({}),
  Write: perMinute(30),
  Execute: perMinute(10),
  Destructive: "hide",
  // PolicyLayer v1 has no approval step: refusing with this message is the nearest it can say.
  Financial: () => ({ deny_if: [{ conditions: [], on_deny: "Requires human approval." }] }),
};

/**
 * The starter policy for judged tools of one server: everything that is not listed is refused, Destructive tools are
 * hidden, the others are listed with the terms of their category, in the given order. Tools that nobody judged must be
 * left out by the caller, which refuses them.
 */
export function recommendPolicy(tools: readonly { name: string; category: Category }[]): Policy {
  const hide: string[] = [];
  const listed: [string, ToolPolicy][] = [];
  for (const { name, category } of tools) {
    const terms = termsOf[category];
    if (terms === "hide") hide.push(name);
    else listed.push([name, terms(name)]);
  }
  return {
    version: "1",
    default: "deny",
    ...(hide.length > 0 ? { hide: [...new Set(hide)] } : {}),
    ...(listed.length > 0 ? { tools: Object.fromEntries(listed) } : {}),
  };
}
