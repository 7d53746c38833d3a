import { z } from "@hono/zod-openapi";
import { languages } from "../../catalog/card.ts";
import { letters } from "../../catalog/grade.ts";
import { Category, Risk } from "../../catalog/verdict.ts";
import { attackPatterns } from "../../classifier/attack-patterns.ts";
import { allSources } from "../../crawler/sources.ts";

/** What servers and tools can be filtered by; several filters must all hold. */
export const filters = {
  category: Category.optional().openapi({ description: "Has a tool of this category" }),
  risk: Risk.optional().openapi({ description: "Has a tool of this risk" }),
  source: z
    .enum(allSources.map(({ id }) => id))
    .optional()
    .openapi({ description: "Is listed by this source (/api/v1/sources)", example: "registry" }),
  language: z.enum(languages).optional().openapi({ description: "Has a package or code in it", example: "python" }),
  auth: z
    .enum(["required", "open", "unknown"])
    .optional()
    .openapi({ description: "Whether its endpoint wants to know who is there before it tells its tools" }),
  findings: z.enum(["any", "warn", "block"]).optional().openapi({ description: "A threat was found in a definition" }),
  pattern: z
    .enum(attackPatterns.map(({ id }) => id))
    .optional()
    .openapi({ description: "Shows or is open to this attack pattern (/api/v1/attack-patterns)", example: "AP-01" }),
};

/** Filters of servers only. */
export const serverFilters = {
  ...filters,
  grade: z.enum(letters).optional().openapi({ description: "Has this grade" }),
};

type Filters = { [K in keyof typeof serverFilters]?: string | undefined };

/** The tags (crawler/card.ts) that all must hold. */
export function tagsOf(wanted: Filters): string[] {
  const { category, risk, source, language, auth, findings, pattern, grade } = wanted;
  return Object.entries({ category, risk, source, language, auth, findings, pattern, grade }).flatMap(
    ([filter, value]) => (value === undefined ? [] : [`${filter}:${value}`]),
  );
}
