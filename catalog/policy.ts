import { z } from "zod";

/** A condition on a call's arguments; `path` starts with `args.` (PolicyLayer, Intercept `conditions[]`). */
const PolicyCondition = z.strictObject({
  path: z.string().regex(/^args\./, "starts with args."),
  op: z.enum(["eq", "neq", "in", "not_in", "lt", "lte", "gt", "gte", "regex", "contains", "exists"]),
  value: z.unknown().optional(),
});

/** A rule under `require` or `deny_if`: no conditions means always. `on_deny` is what the caller is told. */
const PolicyRule = z.strictObject({ conditions: z.array(PolicyCondition), on_deny: z.string().optional() });

/** A quota: at most `max` calls in a calendar `window`, counted under `counter` for each grant. */
const PolicyLimit = z.strictObject({
  counter: z.string().min(1),
  window: z.enum(["minute", "hour", "day"]),
  max: z.number().nonnegative(),
  scope: z.literal("grant").optional(),
});

export const ToolPolicy = z.strictObject({
  require: z.array(PolicyRule).optional(),
  deny_if: z.array(PolicyRule).optional(),
  limits: z.array(PolicyLimit).optional(),
});
export type ToolPolicy = z.infer<typeof ToolPolicy>;

/**
 * A PolicyLayer policy document, version "1" (policylayer.com/docs/writing-policies). `hide` removes a tool from
 * tools/list and refuses calls to it; `default` decides for tools that are not listed under `tools`.
 */
export const Policy = z.strictObject({
  version: z.literal("1"),
  default: z.enum(["allow", "deny"]),
  hide: z.array(z.string().min(1)).optional(),
  all_tools: z.strictObject({ limits: z.array(PolicyLimit).optional() }).optional(),
  tools: z.record(z.string().min(1), ToolPolicy).optional(),
});
export type Policy = z.infer<typeof Policy>;
