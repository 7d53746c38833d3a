import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { ruleset } from "../../classifier/classify.ts";
import { allSources } from "../../crawler/sources.ts";
import { catalogFacets } from "../../db/queries/figures.ts";
import { catalogVersion } from "../../db/queries/search-index.ts";
import { sourceStates } from "../../db/queries/sources.ts";
import { json, jsonResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";

const Count = z.number().int().nonnegative();
const Facet = z.object({
  all: Count,
  filters: z.record(z.string(), z.record(z.string(), Count)).openapi({
    description: "For each filter of the lists, how many have each of its values",
  }),
});

const statisticsRoute = createRoute({
  method: "get",
  path: "/api/v1/statistics",
  operationId: "getStatistics",
  summary: "The catalog in numbers, as the last crawl left it",
  tags: ["State"],
  responses: {
    200: jsonResponse(
      "Servers that no source has deleted, and their current tools",
      z.object({
        version: Count.openapi({ description: "Grows when what is read may have changed" }),
        changedAt: z.string().nullable(),
        ruleset: z.string(),
        servers: Facet,
        tools: Facet,
      }),
    ),
  },
});

const Source = z
  .object({
    id: z.string(),
    title: z.string(),
    homepage: z.string(),
    gives: z.string(),
    listings: Count,
    startedAt: z.string().nullable().openapi({ description: "When it was last begun to be read; null: never" }),
    finishedAt: z.string().nullable().openapi({ description: "When that ended; null: it goes on, or was interrupted" }),
    watermark: z.string().nullable().openapi({ description: "The newest change that a finished run has seen" }),
  })
  .openapi("Source");

const sourcesRoute = createRoute({
  method: "get",
  path: "/api/v1/sources",
  operationId: "listSources",
  summary: "The sources, and how fresh each is",
  tags: ["State"],
  responses: { 200: jsonResponse("All of them", z.object({ sources: z.array(Source) })) },
});

/** The routes of how the catalog stands. */
export function stateRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(statisticsRoute, async (c) => {
    const { server, tool } = await catalogFacets(db);
    return json(c, { ...(await catalogVersion(db)), ruleset, servers: server, tools: tool });
  });

  app.openapi(sourcesRoute, async (c) => {
    const states = new Map((await sourceStates(db)).map((state) => [state.id, state]));
    const never = { listings: 0, startedAt: null, finishedAt: null, watermark: null };
    const sources = allSources.map(({ id, title, homepage, gives }) => {
      const { listings, startedAt, finishedAt, watermark } = states.get(id) ?? never;
      return { id, title, homepage, gives, listings, startedAt, finishedAt, watermark };
    });
    return json(c, { sources });
  });
}
