import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { ping } from "../../db/queries/health.ts";
import { json, problem, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";

// Load balancers give up after a few seconds; a database that takes longer than this serves nobody.
const patienceMs = 2_000;

const route = createRoute({
  method: "get",
  path: "/healthz",
  operationId: "getHealth",
  summary: "Whether the catalog can be read",
  responses: {
    200: {
      description: "The database answers",
      content: { "application/json": { schema: z.object({ status: z.literal("ok") }) } },
    },
    503: problemResponse("The database does not answer"),
  },
});

/** The health check. */
export function healthRoutes(app: OpenAPIHono, { db, onError }: AppDeps): void {
  app.openapi(route, async (c) => {
    try {
      await within(patienceMs, ping(db));
    } catch (error) {
      onError?.(error, { method: c.req.method, path: c.req.path });
      return problem(c, 503, "The database does not answer. Check that it runs, then try again.");
    }
    return json(c, { status: "ok" as const }, "no-store");
  });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the database gave no answer within ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
