import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { unstorableText } from "../../catalog/text.ts";
import type { ToolAnnotations } from "../../catalog/tool.ts";
import { Category, Risk, Verdict } from "../../catalog/verdict.ts";
import { ruleset } from "../../classifier/classify.ts";
import { listTools, type JudgedTool } from "../../db/queries/shown-tools.ts";
import { json, moved, problem, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { lookUpServer, lookUpTool } from "../lookup.ts";
import { apiPath, fromSegment, pagePath } from "../paths.ts";

/** A server in a path: its slug, or one of its identifiers, which redirects to the slug. */
export const SlugParam = z
  .string()
  .min(1)
  .openapi({ param: { name: "slug", in: "path" }, example: "modelcontextprotocol-server-filesystem" });

/** A tool in a path, percent-encoded. */
export const ToolParam = z
  .string()
  .min(1)
  .openapi({
    param: { name: "tool", in: "path" },
    description: 'The tool\'s name, percent-encoded. The names "." and ".." get a "~" in front.',
    example: "read_file",
  });

/** A tool in a list; category, risk and confidence are null until the current rules have judged it. */
export const ToolSummary = z
  .object({
    name: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    category: Category.nullable(),
    risk: Risk.nullable(),
    confidence: z.number().nullable(),
    url: z.string(),
    page: z.string(),
  })
  .openapi("ToolSummary");
type ToolSummary = z.infer<typeof ToolSummary>;

const JsonSchema = z.record(z.string(), z.unknown()).openapi({ description: "JSON Schema, as the server wrote it" });

const ToolDetail = z
  .object({
    server: z.string(),
    definition: z.object({
      name: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      inputSchema: JsonSchema.optional(),
      outputSchema: JsonSchema.optional(),
      annotations: z
        .object({
          title: z.string().optional(),
          readOnlyHint: z.boolean().optional(),
          destructiveHint: z.boolean().optional(),
          idempotentHint: z.boolean().optional(),
          openWorldHint: z.boolean().optional(),
        } satisfies Record<keyof ToolAnnotations, z.ZodType>)
        .optional(),
    }),
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
    verdict: Verdict.nullable(),
    url: z.string(),
    page: z.string(),
    policy: z.string(),
  })
  .openapi("Tool");

/** A tool as lists show it. */
export function summariseTool({ tool, verdict }: JudgedTool): ToolSummary {
  const { name, title, description } = tool.definition;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    category: verdict?.category ?? null,
    risk: verdict?.risk ?? null,
    confidence: verdict?.confidence ?? null,
    url: apiPath(tool.server, name),
    page: pagePath(tool.server, name),
  };
}

/** Why a tool was not found, and where its server's tools are. */
export function missingTool(slug: string, segment: string): string {
  return `Server ${slug} has no tool ${JSON.stringify(fromSegment(segment))} now. Its tools are at ${apiPath(slug)}/tools.`;
}

const listRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}/tools",
  operationId: "listTools",
  summary: "The tools of a server, by name",
  request: {
    params: z.object({ slug: SlugParam }),
    query: z.object({
      limit: z.coerce.number().int().min(1).max(500).default(100),
      after: z
        .string()
        .max(1_000)
        .refine((text) => unstorableText(text) === null, "cannot be part of a tool's name")
        .optional()
        .openapi({ description: "`next` of the page before" }),
    }),
  },
  responses: {
    200: {
      description: "A page of tools; `next` is null on the last one",
      content: {
        "application/json": { schema: z.object({ tools: z.array(ToolSummary), next: z.string().nullable() }) },
      },
    },
    308: { description: "The slug was an identifier; Location has the address to use" },
    400: problemResponse("The query cannot be used"),
    404: problemResponse("No such server"),
  },
});

const showRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}/tools/{tool}",
  operationId: "getTool",
  summary: "One tool: its definition, where it was read, and the verdict with its evidence",
  request: { params: z.object({ slug: SlugParam, tool: ToolParam }) },
  responses: {
    200: { description: "The tool", content: { "application/json": { schema: ToolDetail } } },
    308: { description: "The slug was an identifier; Location has the address to use" },
    404: problemResponse("No such server or tool"),
  },
});

/** The routes of tools. */
export function toolRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(listRoute, async (c) => {
    const { limit, after } = c.req.valid("query");
    const server = await lookUpServer(db, c.req.valid("param").slug);
    if (server.outcome === "missing") return problem(c, 404, server.why);
    if (server.outcome === "moved")
      return moved(c, `${apiPath(server.slug, undefined, "/tools")}${new URL(c.req.url).search}`);
    const { slug } = server.summary.server;
    const behind = after === undefined ? undefined : { server: slug, name: after };
    const found = await listTools(db, ruleset, { server: slug }, limit + 1, behind);
    const shown = found.slice(0, limit);
    const next = found.length > limit ? (shown.at(-1)?.tool.definition.name ?? null) : null;
    return json(c, { tools: shown.map(summariseTool), next });
  });

  app.openapi(showRoute, async (c) => {
    const { slug: segment, tool: name } = c.req.valid("param");
    const server = await lookUpServer(db, segment);
    if (server.outcome === "missing") return problem(c, 404, server.why);
    if (server.outcome === "moved") return moved(c, apiPath(server.slug, fromSegment(name)));
    const { slug } = server.summary.server;
    const found = await lookUpTool(db, slug, name);
    if (!found) return problem(c, 404, missingTool(slug, name));
    const detail: z.infer<typeof ToolDetail> = {
      ...found.tool,
      verdict: found.verdict,
      url: apiPath(slug, found.tool.definition.name),
      page: pagePath(slug, found.tool.definition.name),
      policy: apiPath(slug, found.tool.definition.name, "/policy"),
    };
    return json(c, detail);
  });
}
