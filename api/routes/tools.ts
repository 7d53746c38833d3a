import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { Verdict } from "../../catalog/verdict.ts";
import { attackPatterns, patternsOf } from "../../classifier/attack-patterns.ts";
import { ruleset } from "../../classifier/classify.ts";
import { summariseTool } from "../../crawler/card.ts";
import { listTools } from "../../db/queries/shown-tools.ts";
import { json, jsonResponse, moved, movedResponse, problem, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { lookUpServer, lookUpTool } from "../lookup.ts";
import { apiPath, fromSegment, pagePath } from "../paths.ts";
import { findTools } from "../search.ts";
import { filters, tagsOf } from "./filters.ts";
import { badCursor } from "./servers.ts";
import {
  Definition,
  Next,
  SlugParam,
  storable,
  toolInList,
  ToolInList,
  toolInServer,
  ToolParam,
  ToolSummary,
  understandingOf,
  understood,
} from "./shapes.ts";

const Reading = z
  .object({
    reader: z.string(),
    subject: z.string(),
    version: z.string(),
    definitionHash: z.string(),
    current: z.boolean().openapi({ description: "The reader still finds it" }),
    shown: z.boolean().openapi({ description: "It is the one that counts" }),
    firstSeen: z.string(),
    lastSeen: z.string(),
  })
  .openapi("Reading", { description: "That a reader saw the tool with a definition" });

const ToolDetail = z
  .object({
    server: z.string(),
    definition: Definition,
    definitionHash: z.string(),
    origin: z.object({
      reader: z.string(),
      subject: z.string().openapi({ description: "What it was read in: SOURCE:REF of a listing, such as npm:NAME" }),
      version: z.string().optional(),
      integrity: z.string().optional().openapi({ description: "Hash of the archive that it was read in" }),
      file: z.string().optional(),
      line: z.number().int().optional(),
    }),
    firstSeen: z.string(),
    lastSeen: z.string(),
    verdict: Verdict.nullable().openapi({
      description: "With its evidence; kind `signal` marks what makes it dangerous",
    }),
    attackPatterns: z
      .array(z.object({ id: z.string(), name: z.string(), rules: z.array(z.string()), url: z.string() }))
      .openapi({ description: "Patterns that its findings show it to be part of, or open to" }),
    readings: z.array(Reading).openapi({ description: "Who saw it, now and before; fifty at most" }),
    changes: z
      .array(
        z.object({
          id: z.number().int(),
          at: z.string(),
          kind: z.string(),
          before: z.string().nullable().openapi({ description: "Hash of the definition before" }),
          after: z.string().nullable(),
        }),
      )
      .openapi({ description: "Newest first, fifty at most; what they are is at /api/v1/changes" }),
    url: z.string(),
    page: z.string(),
    policy: z.string(),
  })
  .openapi("Tool");

/** Why a tool was not found, and where its server's tools are. */
export function missingTool(slug: string, segment: string): string {
  return `Server ${slug} has no tool ${JSON.stringify(fromSegment(segment))} now. Its tools are at ${apiPath(slug)}/tools.`;
}

const searchRoute = createRoute({
  method: "get",
  path: "/api/v1/tools",
  operationId: "searchTools",
  summary: "Tools of all servers, in an order, or those that words find",
  tags: ["Tools"],
  request: {
    query: z.object({
      q: storable(200).optional().openapi({ description: "Words to look for", example: "delete repository" }),
      ...filters,
      sort: z.enum(["popular", "name", "risk"]).optional().openapi({ description: "Without `q` (default: popular)" }),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      after: storable(2_000).optional().openapi({ description: "`next` of the page before" }),
    }),
  },
  responses: {
    200: jsonResponse("A page of tools", z.object({ tools: z.array(ToolInList), next: Next, ...understood })),
    400: problemResponse("The query cannot be used"),
  },
});

const listRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}/tools",
  operationId: "listTools",
  summary: "The tools of a server, by name",
  tags: ["Tools"],
  request: {
    params: z.object({ slug: SlugParam }),
    query: z.object({
      limit: z.coerce.number().int().min(1).max(500).default(100),
      after: storable(1_000).optional().openapi({ description: "`next` of the page before" }),
    }),
  },
  responses: {
    200: jsonResponse("A page of tools", z.object({ tools: z.array(ToolSummary), next: Next })),
    308: movedResponse,
    400: problemResponse("The query cannot be used"),
    404: problemResponse("No such server"),
  },
});

const showRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}/tools/{tool}",
  operationId: "getTool",
  summary: "One tool: its definition, where it was read, its verdict with evidence, attack patterns and history",
  tags: ["Tools"],
  request: { params: z.object({ slug: SlugParam, tool: ToolParam }) },
  responses: {
    200: jsonResponse("The tool", ToolDetail),
    308: movedResponse,
    404: problemResponse("No such server or tool"),
  },
});

/** The attack patterns that rules belong to, each with those of the rules. */
function patternsOfRules(rules: readonly string[]): z.infer<typeof ToolDetail>["attackPatterns"] {
  const ids = new Set(rules.flatMap(patternsOf));
  return attackPatterns
    .filter(({ id }) => ids.has(id))
    .map(({ id, name, rules: own }) => ({
      id,
      name,
      rules: own.filter((rule) => rules.includes(rule)),
      url: `/api/v1/attack-patterns/${id}`,
    }));
}

/** The routes of tools. */
export function toolRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(searchRoute, async (c) => {
    const { q, sort, limit, after, ...wanted } = c.req.valid("query");
    const found = await findTools(db, { q, sort, limit, after, tags: tagsOf(wanted) });
    if (!found) return problem(c, 400, badCursor);
    return json(c, { tools: found.items.map(toolInList), next: found.next, ...understandingOf(found) });
  });

  app.openapi(listRoute, async (c) => {
    const { limit, after } = c.req.valid("query");
    const server = await lookUpServer(db, c.req.valid("param").slug);
    if (server.outcome === "missing") return problem(c, 404, server.why);
    if (server.outcome === "moved")
      return moved(c, `${apiPath(server.slug, undefined, "/tools")}${new URL(c.req.url).search}`);
    const { slug } = server.server;
    const behind = after === undefined ? undefined : { server: slug, name: after };
    const found = await listTools(db, ruleset, { server: slug }, limit + 1, behind);
    const shown = found.slice(0, limit);
    const next = found.length > limit ? (shown.at(-1)?.tool.definition.name ?? null) : null;
    const tools = shown.map(({ tool, verdict }) => toolInServer(slug, summariseTool(tool.definition, verdict)));
    return json(c, { tools, next });
  });

  app.openapi(showRoute, async (c) => {
    const { slug, tool: name } = c.req.valid("param");
    const found = await lookUpTool(db, fromSegment(slug), name);
    if (!found) {
      const server = await lookUpServer(db, slug);
      if (server.outcome === "missing") return problem(c, 404, server.why);
      if (server.outcome === "moved") return moved(c, apiPath(server.slug, fromSegment(name)));
      return problem(c, 404, missingTool(server.server.slug, name));
    }
    const { tool, verdict, readings, changes } = found;
    const detail: z.infer<typeof ToolDetail> = {
      ...tool,
      verdict,
      attackPatterns: patternsOfRules((verdict?.findings ?? []).map(({ rule }) => rule)),
      readings,
      changes,
      url: apiPath(tool.server, tool.definition.name),
      page: pagePath(tool.server, tool.definition.name),
      policy: apiPath(tool.server, tool.definition.name, "/policy"),
    };
    return json(c, detail);
  });
}
