import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { changeKinds, type Change, type ChangedTool } from "../../catalog/change.ts";
import { differences, newThreats, worseBecause } from "../../catalog/difference.ts";
import { Category, Finding, Risk } from "../../catalog/verdict.ts";
import { ruleset } from "../../classifier/classify.ts";
import { listChanges } from "../../db/queries/changes.ts";
import { json, jsonResponse, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { apiPath } from "../paths.ts";
import { storable } from "./shapes.ts";

const Side = z
  .object({ definitionHash: z.string(), category: Category.nullable(), risk: Risk.nullable() })
  .openapi("ChangedTool");

const ChangeShape = z
  .object({
    id: z.number().int(),
    at: z.string(),
    server: z.string(),
    kind: z.enum(changeKinds),
    tool: z.string().optional(),
    before: Side.optional(),
    after: Side.optional(),
    worse: z.boolean().openapi({
      description:
        "The tool kept its name, and its new definition has a higher risk, a more severe category or a new threat",
    }),
    worseBecause: z.string().optional().openapi({ description: "Why it is worse, as a sentence" }),
    differences: z.array(z.object({ field: z.string(), words: z.string() })),
    threats: z.array(Finding).openapi({ description: "Threats in the definition now that were not there before" }),
    url: z.string(),
  })
  .openapi("Change");

const route = createRoute({
  method: "get",
  path: "/api/v1/changes",
  operationId: "listChanges",
  summary: "What changed from crawl to crawl, oldest first",
  description: "`next` is never null: keep it, and pass it as `after` later to get what has happened since.",
  tags: ["Changes"],
  request: {
    query: z.object({
      after: z.coerce.number().int().min(0).max(2_147_483_647).optional().openapi({ description: "`next` of before" }),
      since: z.iso
        .datetime({ offset: true, abort: true, error: "is no time such as 2026-11-01T00:00:00Z" })
        .refine((text) => Math.abs(new Date(text).getUTCFullYear() - 2_000) < 1_000, "is not of the years 1001 to 2999")
        .optional()
        .openapi({ description: "RFC 3339", example: "2026-11-01T00:00:00Z" }),
      server: storable(500).optional().openapi({ description: "The slug of a server" }),
      tools: z.enum(["true", "false"]).default("false").openapi({ description: "Only changes of tools" }),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: {
    200: jsonResponse("A page of changes", z.object({ changes: z.array(ChangeShape), next: z.number().int() })),
    400: problemResponse("The query cannot be used"),
  },
});

const sideOf = ({ hash, verdict }: ChangedTool): z.infer<typeof Side> => ({
  definitionHash: hash,
  category: verdict?.category ?? null,
  risk: verdict?.risk ?? null,
});

/** A change, with what is different in words, as the API and the command line tell it. */
export function describeChange(change: Change): z.infer<typeof ChangeShape> {
  const { before, after, ...rest } = change;
  const why = worseBecause(change);
  return {
    ...rest,
    worse: why !== null,
    ...(why === null ? {} : { worseBecause: why }),
    ...(before ? { before: sideOf(before) } : {}),
    ...(after ? { after: sideOf(after) } : {}),
    differences: before && after ? differences(before.definition, after.definition) : [],
    threats: newThreats(change),
    url: apiPath(change.server, change.tool),
  };
}

/** The route of changes. */
export function changeRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(route, async (c) => {
    const { after, since, server, tools, limit } = c.req.valid("query");
    const filter = {
      ...(after === undefined ? {} : { after }),
      ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
      ...(server === undefined ? {} : { server }),
      tools: tools === "true",
    };
    const found = await listChanges(db, ruleset, filter, limit);
    return json(c, { changes: found.map(describeChange), next: found.at(-1)?.id ?? after ?? 0 });
  });
}
