import { z } from "zod";
import { Category } from "../catalog/verdict.ts";
import { operators } from "./conditions.ts";
import { rateLimit } from "./intercept.ts";
import { didYouMean } from "./nearest.ts";
import type { Terms } from "./presets.ts";
import type { Constraint } from "./recommendation.ts";

const Action = z.enum(["allow", "approve", "deny", "hide"]);
const Rate = z.string().transform((text, context) => {
  const limit = rateLimit(text);
  if (!("wrong" in limit)) return limit;
  context.addIssue({ code: "custom", message: `${limit.wrong}; write it as "10/minute"` });
  return z.NEVER;
});
const Requirement = z.strictObject({
  path: z.string().min(1),
  op: z.enum(operators),
  value: z.unknown(),
});
const Override = z.union([
  Action.transform((action) => ({ action, limit: undefined, require: undefined })),
  z.strictObject({ action: Action.optional(), limit: Rate.optional(), require: z.array(Requirement).optional() }),
]);

/**
 * What an organisation decides itself, over a preset: terms for categories and for tools by their exact names. A tool's own
 * entry counts before its category's.
 *
 * ```yaml
 * categories:
 *   Write: approve
 * tools:
 *   create_charge: { limit: 5/hour, require: [{ path: amount, op: lte, value: 500 }] }
 *   delete_branch: deny
 * ```
 */
export const Overrides = z.strictObject({
  categories: z.partialRecord(Category, Override).optional(),
  tools: z.record(z.string().min(1), Override).optional(),
});
export type Overrides = z.infer<typeof Overrides>;

/** What its author should know of terms that were used: `code` is for programs. */
export type OverrideWarning = { code: "unknown-tool"; message: string };

/** Warns of tools that somebody has decided about and that are not among those that a policy is made for (`names`). */
export function overrideWarnings({ tools = {} }: Overrides, names: Iterable<string>): OverrideWarning[] {
  const known = new Set(names);
  return Object.keys(tools)
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: "unknown-tool",
      message: `No known tool is called ${name}, so your terms for it count for nothing.${didYouMean(name, known)}`,
    }));
}

/** The terms and constraints that somebody has decided for a tool; undefined when nobody has. */
export function overrideOf(
  overrides: Overrides,
  name: string,
  category: Category,
): { terms: Terms; constraints: Constraint[]; where: string } | undefined {
  const own = overrides.tools && Object.hasOwn(overrides.tools, name) ? overrides.tools[name] : undefined;
  const given = own ?? overrides.categories?.[category];
  if (!given) return undefined;
  const where = own ? "this tool" : `the category ${category}`;
  return {
    terms: { action: given.action ?? "allow", limit: given.limit },
    constraints: (given.require ?? []).map(({ path, op, value }) => ({
      path: path.replace(/^args\./, "").split("."),
      op,
      value,
      why: `your own rule for ${where}`,
    })),
    where,
  };
}
