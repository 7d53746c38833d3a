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
const Override = z.preprocess(
  (given) => (typeof given === "string" ? { action: given } : given),
  z.strictObject({ action: Action.optional(), limit: Rate.optional(), require: z.array(Requirement).optional() }),
);

/** An example of `Overrides`, for help and documentation. */
export const overridesExample = `categories:
  Write: approve                # allow, approve, deny or hide
  Read: { limit: 60/minute }    # keeps the action that the preset has
tools:
  delete_branch: deny
  create_charge: { action: allow, limit: 5/hour, require: [{ path: amount, op: lte, value: 500 }] }`;

/**
 * What an organisation decides itself, over a preset: terms for categories and for tools by their exact names. A category's
 * terms stand in for the preset's: what makes a tool's terms stricter, such as a threat, still does. A tool's own terms are
 * the last word. Without an action, the one that a tool has stays; with an action and without a limit, there is none.
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

type Override = z.infer<typeof Override>;

/** What somebody has decided for the tool of a name. */
export function ofTool({ tools = {} }: Overrides, name: string): Override | undefined {
  return Object.hasOwn(tools, name) ? tools[name] : undefined;
}

/** Terms with what was decided about them. */
export function decided(terms: Terms, { action, limit }: Override): Terms {
  return action === undefined ? { ...terms, ...(limit && { limit }) } : { action, limit };
}

/** The conditions on arguments that were decided for `where`. */
export function conditionsOf({ require = [] }: Override, where: string): Constraint[] {
  return require.map(({ path, op, value }) => ({
    path: path.replace(/^args\./, "").split("."),
    op,
    value,
    why: `your own rule for ${where}`,
  }));
}
