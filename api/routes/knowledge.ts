import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { Category, FindingKind, FindingLevel } from "../../catalog/verdict.ts";
import { attackPatterns, type AttackPattern } from "../../classifier/attack-patterns.ts";
import { ruleset } from "../../classifier/classify.ts";
import { rules } from "../../classifier/rules/index.ts";
import { catalogFacets } from "../../db/queries/figures.ts";
import { json, jsonResponse, problem, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";

const RuleShape = z
  .object({
    id: z.string(),
    title: z.string().openapi({ description: 'Completes "This tool …"' }),
    why: z.string(),
    category: Category.optional(),
    kind: FindingKind.optional(),
    level: FindingLevel.optional(),
    when: z.unknown(),
    unless: z.unknown().optional(),
    weight: z.number().optional(),
    examples: z.object({ match: z.array(z.unknown()), noMatch: z.array(z.unknown()) }),
  })
  .openapi("Rule", { description: "A rule is data: what must hold, and examples that it matches and does not match." });

const PatternShape = z
  .object({
    id: z.string(),
    name: z.string(),
    what: z.string(),
    known: z.array(z.string()).openapi({ description: "What is known to have happened" }),
    against: z.string().openapi({ description: "What a policy does against it" }),
    rules: z.array(z.string()),
    servers: z
      .number()
      .int()
      .nonnegative()
      .openapi({ description: "Servers with a tool that shows it, or is open to it" }),
    tools: z.number().int().nonnegative(),
    url: z.string(),
    found: z.string().openapi({ description: "Where these tools are" }),
  })
  .openapi("AttackPattern");

const rulesRoute = createRoute({
  method: "get",
  path: "/api/v1/rules",
  operationId: "listRules",
  summary: "The rules that decide, as data",
  tags: ["Knowledge"],
  responses: { 200: jsonResponse("All rules", z.object({ ruleset: z.string(), rules: z.array(RuleShape) })) },
});

const ruleRoute = createRoute({
  method: "get",
  path: "/api/v1/rules/{rule}",
  operationId: "getRule",
  summary: "One rule",
  tags: ["Knowledge"],
  request: { params: z.object({ rule: z.string().openapi({ example: "execute.start" }) }) },
  responses: { 200: jsonResponse("The rule", RuleShape), 404: problemResponse("No such rule") },
});

const patternsRoute = createRoute({
  method: "get",
  path: "/api/v1/attack-patterns",
  operationId: "listAttackPatterns",
  summary: "The attack patterns that definitions can show",
  tags: ["Knowledge"],
  responses: { 200: jsonResponse("All of them", z.object({ attackPatterns: z.array(PatternShape) })) },
});

const patternRoute = createRoute({
  method: "get",
  path: "/api/v1/attack-patterns/{pattern}",
  operationId: "getAttackPattern",
  summary: "One attack pattern",
  tags: ["Knowledge"],
  request: { params: z.object({ pattern: z.string().openapi({ example: "AP-01" }) }) },
  responses: { 200: jsonResponse("The pattern", PatternShape), 404: problemResponse("No such pattern") },
});

/** The routes of what the verdicts rest on. */
export function knowledgeRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(rulesRoute, (c) => json(c, { ruleset, rules: [...rules] as z.infer<typeof RuleShape>[] }));

  app.openapi(ruleRoute, (c) => {
    const { rule: id } = c.req.valid("param");
    const found = rules.find((rule) => rule.id === id);
    if (!found) return problem(c, 404, "There is no rule with this id. All are at /api/v1/rules.");
    return json<z.infer<typeof RuleShape>>(c, found);
  });

  const counted = async () => {
    const { server, tool } = await catalogFacets(db);
    return ({ id, ...pattern }: AttackPattern): z.infer<typeof PatternShape> => ({
      id,
      ...pattern,
      servers: server.filters.pattern?.[id] ?? 0,
      tools: tool.filters.pattern?.[id] ?? 0,
      url: `/api/v1/attack-patterns/${id}`,
      found: `/api/v1/tools?pattern=${id}`,
    });
  };

  app.openapi(patternsRoute, async (c) => json(c, { attackPatterns: attackPatterns.map(await counted()) }));

  app.openapi(patternRoute, async (c) => {
    const { pattern: id } = c.req.valid("param");
    const found = attackPatterns.find((pattern) => pattern.id === id);
    if (!found) return problem(c, 404, "There is no attack pattern with this id. All are at /api/v1/attack-patterns.");
    return json(c, (await counted())(found));
  });
}
