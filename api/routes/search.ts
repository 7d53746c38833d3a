import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { json, jsonResponse, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { findServers, findTools } from "../search.ts";
import { serverInList, ServerInList, storable, toolInList, ToolInList, understood } from "./shapes.ts";

const route = createRoute({
  method: "get",
  path: "/api/v1/search",
  operationId: "search",
  summary: "The servers and tools that words find, best first: for a search box, while one types",
  tags: ["Search"],
  request: {
    query: z.object({
      q: storable(200).openapi({ example: "send ema" }),
      limit: z.coerce.number().int().min(1).max(20).default(5).openapi({ description: "So many of each at most" }),
    }),
  },
  responses: {
    200: jsonResponse(
      "What was found; more of each at /api/v1/servers and /api/v1/tools",
      z.object({ servers: z.array(ServerInList), tools: z.array(ToolInList), ...understood }),
    ),
    400: problemResponse("The query cannot be used"),
  },
});

/** The route of the search box. */
export function searchRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(route, async (c) => {
    const { q, limit } = c.req.valid("query");
    const nothing = { items: [], corrected: [], ignored: [] };
    const query = { q, limit, tags: [] };
    const [servers, tools] =
      q.trim() === "" ? [null, null] : await Promise.all([findServers(db, query), findTools(db, query)]);
    const { items: foundServers, corrected, ignored } = servers ?? nothing;
    return json(c, {
      servers: foundServers.map(serverInList),
      tools: (tools ?? nothing).items.map(toolInList),
      corrected,
      ignored,
    });
  });
}
