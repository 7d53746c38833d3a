import { z } from "@hono/zod-openapi";
import { Policy } from "../../catalog/policy.ts";
import type { Format } from "../../policy/formats/format.ts";
import type { OverrideWarning } from "../../policy/overrides.ts";
import type { Recommendation } from "../../policy/recommendation.ts";

/** A policy as a JSON format writes it: PolicyLayer's by default. */
export const PolicyDocument = z.union([Policy, z.looseObject({}), z.array(z.unknown())]);

const Constraint = z.object({
  path: z.array(z.string()),
  op: z.string(),
  value: z.unknown(),
  type: z.string().optional(),
  why: z.string(),
});

const ToolTerms = z
  .object({
    name: z.string(),
    action: z.enum(["allow", "approve", "deny", "hide"]),
    limits: z.array(z.object({ max: z.number(), window: z.enum(["minute", "hour", "day"]) })),
    constraints: z.array(Constraint),
    suggestions: z.array(Constraint).openapi({ description: "Constraints that nobody has asked for" }),
    because: z.array(z.string()),
  })
  .openapi("ToolTerms");

/** A policy with all that is said about it. */
export const PolicyAnswer = z
  .object({
    format: z.string(),
    language: z.enum(["json", "yaml", "toml", "cedar"]),
    file: z.string().openapi({ description: "Where the text belongs" }),
    text: z.string(),
    lost: z
      .array(z.object({ server: z.string(), tool: z.string().nullable(), what: z.string(), instead: z.string() }))
      .openapi({ description: "What the format cannot express, and what it says instead" }),
    servers: z.array(z.object({ server: z.string(), url: z.string().optional(), tools: z.array(ToolTerms) })),
    unknown: z
      .array(z.string())
      .openapi({ description: "Servers that the catalog does not know: no policy covers them" }),
    warnings: z
      .array(z.object({ code: z.enum(["unknown-tool"]), message: z.string() }))
      .openapi({ description: "Tools that your own terms name and no server has" }),
  })
  .openapi("PolicyAnswer");

/** Writes recommendations down in a format, with what is said about them. */
export function policyAnswer(
  format: Format,
  servers: Recommendation[],
  unknown: string[],
  warnings: OverrideWarning[] = [],
): z.infer<typeof PolicyAnswer> {
  const { id, language, file } = format;
  const { text, lost } = format.render(servers);
  return {
    format: id,
    language,
    file,
    text,
    lost,
    servers: servers,
    unknown,
    warnings,
  };
}
