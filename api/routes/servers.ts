import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { json, jsonResponse, moved, movedResponse, problem, problemResponse } from "../answer.ts";
import { likenesses } from "../../catalog/look-alike.ts";
import type { AppDeps } from "../deps.ts";
import { lookUpServer } from "../lookup.ts";
import { apiPath } from "../paths.ts";
import { findServers } from "../search.ts";
import { serverFilters, tagsOf } from "./filters.ts";
import { Grade } from "./grade.ts";
import {
  linksOf,
  Next,
  Profile,
  profileOf,
  serverFacts,
  serverInList,
  ServerInList,
  SlugParam,
  storable,
  toolInServer,
  ToolSummary,
  understandingOf,
  understood,
} from "./shapes.ts";

const Teller = z.object({ source: z.string(), ref: z.string() });

const Version = Teller.extend({
  version: z.string(),
  publishedAt: z.string().nullable(),
  status: z.string().nullable(),
});

const ServerDetail = z
  .object({
    ...serverFacts,
    license: z.string().optional(),
    author: z.string().optional(),
    homepage: z.string().optional(),
    stars: z.number().int().optional(),
    downloads: z.number().int().optional(),
    origin: z
      .record(z.string(), Teller.extend({ at: z.string().optional() }))
      .openapi({ description: "Which listing said each field, and since when it says so" }),
    identifiers: z.array(Teller.extend({ id: z.string() })),
    profile: Profile,
    grade: Grade,
    firstSeen: z.string(),
    lastSeen: z.string(),
    goneAt: z.string().optional().openapi({ description: "When no source listed it any more" }),
    versions: z
      .array(Version)
      .openapi({ description: "Newest first, a hundred at most, and which listing told of each" }),
    tools: z.array(ToolSummary).openapi({ description: "By name, a hundred at most" }),
    lookAlike: z
      .object({ name: z.string(), of: z.string(), ofName: z.string(), how: z.enum(likenesses) })
      .nullable()
      .openapi({
        description: "That its `name` is easily taken for the name `ofName` of the better known server `of`",
      }),
    allTools: z.string().openapi({ description: "Where all tools are" }),
  })
  .openapi("Server");

/** A cursor that is none, or is another list's. */
export const badCursor =
  "Correct the query and ask again. after: is not the `next` of a page of this list in this order.";

const listRoute = createRoute({
  method: "get",
  path: "/api/v1/servers",
  operationId: "listServers",
  summary: "Servers, in an order, or those that words find",
  description:
    "With `q`, by how well the words match names, descriptions and tools (the last word may be unfinished, and misspelled ones are understood); otherwise in a sort order. A whole identifier (`npm:NAME`) finds the server that it is of.",
  tags: ["Servers"],
  request: {
    query: z.object({
      q: storable(200).optional().openapi({ description: "Words to look for", example: "github issues" }),
      ...serverFilters,
      sort: z.enum(["popular", "name", "risk", "tools", "changed"]).optional().openapi({
        description: "Without `q` (default: popular). `risk`, `tools` and `changed` begin with the highest",
      }),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      after: storable(2_000).optional().openapi({ description: "`next` of the page before" }),
    }),
  },
  responses: {
    200: jsonResponse("A page of servers", z.object({ servers: z.array(ServerInList), next: Next, ...understood })),
    400: problemResponse("The query cannot be used"),
  },
});

const showRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}",
  operationId: "getServer",
  summary: "One server: its facts and who said them, its identifiers, its grade, and its tools",
  tags: ["Servers"],
  request: { params: z.object({ slug: SlugParam }) },
  responses: {
    200: jsonResponse("The server", ServerDetail),
    308: movedResponse,
    404: problemResponse("No such server"),
  },
});

/** The routes of servers. */
export function serverRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(listRoute, async (c) => {
    const { q, sort, limit, after, ...wanted } = c.req.valid("query");
    const found = await findServers(db, { q, sort, limit, after, tags: tagsOf(wanted) });
    if (!found) return problem(c, 400, badCursor);
    return json(c, { servers: found.items.map(serverInList), next: found.next, ...understandingOf(found) });
  });

  app.openapi(showRoute, async (c) => {
    const found = await lookUpServer(db, c.req.valid("param").slug);
    if (found.outcome === "missing") return problem(c, 404, found.why);
    if (found.outcome === "moved") return moved(c, apiPath(found.slug));
    const { server, card, versions, lookAlike } = found;
    const detail: z.infer<typeof ServerDetail> = {
      ...server,
      profile: profileOf(card.profile),
      grade: card.grade,
      versions,
      lookAlike,
      tools: card.tools.map((tool) => toolInServer(server.slug, tool)),
      allTools: apiPath(server.slug, undefined, "/tools"),
      ...linksOf(server.slug),
    };
    return json(c, detail);
  });
}
