import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { Policy } from "../../catalog/policy.ts";
import { formatPolicyLayer } from "../../policy/formats/policylayer.ts";
import { jsonText, moved, problem, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { allTools, lookUpServer, lookUpTool } from "../lookup.ts";
import { apiPath, fromSegment } from "../paths.ts";
import { policyFor } from "../policy.ts";
import { missingTool, SlugParam, ToolParam } from "./tools.ts";

const responses = {
  200: {
    description:
      "A PolicyLayer document, version 1. Tools that are not judged yet are not listed, so they are refused.",
    content: { "application/json": { schema: Policy } },
  },
  308: { description: "The slug was an identifier; Location has the address to use" },
  404: problemResponse("No such server or tool"),
};

const serverRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}/policy",
  operationId: "getServerPolicy",
  summary: "The starter policy of a whole server",
  request: { params: z.object({ slug: SlugParam }) },
  responses,
});

const toolRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}/tools/{tool}/policy",
  operationId: "getToolPolicy",
  summary: "The starter policy of one tool",
  request: { params: z.object({ slug: SlugParam, tool: ToolParam }) },
  responses,
});

/** The routes of policies. */
export function policyRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(serverRoute, async (c) => {
    const server = await lookUpServer(db, c.req.valid("param").slug);
    if (server.outcome === "missing") return problem(c, 404, server.why);
    if (server.outcome === "moved") return moved(c, apiPath(server.slug, undefined, "/policy"));
    const tools = await allTools(db, server.summary.server.slug);
    return jsonText<Policy>(c, formatPolicyLayer(policyFor(tools)));
  });

  app.openapi(toolRoute, async (c) => {
    const { slug: segment, tool: name } = c.req.valid("param");
    const server = await lookUpServer(db, segment);
    if (server.outcome === "missing") return problem(c, 404, server.why);
    if (server.outcome === "moved") return moved(c, apiPath(server.slug, fromSegment(name), "/policy"));
    const { slug } = server.summary.server;
    const tool = await lookUpTool(db, slug, name);
    if (!tool) return problem(c, 404, missingTool(slug, name));
    return jsonText<Policy>(c, formatPolicyLayer(policyFor([tool])));
  });
}
