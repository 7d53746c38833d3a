import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { ping } from "../../db/queries/health.ts";
import { json, jsonResponse, problem, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";

// Load balancers give up after a few seconds; a database that takes longer than this serves nobody.
const patienceMs = 2_000;

const Ok = z.object({ status: z.literal("ok") });

const aliveRoute = createRoute({
  method: "get",
  path: "/healthz",
  operationId: "getHealth",
  summary: "Whether the program runs: if not, restart it",
  tags: ["State"],
  responses: { 200: jsonResponse("It runs", Ok) },
});

const readyRoute = createRoute({
  method: "get",
  path: "/readyz",
  operationId: "getReadiness",
  summary: "Whether the catalog can be read: if not, ask another instance",
  tags: ["State"],
  responses: { 200: jsonResponse("The database answers", Ok), 503: problemResponse("Not now") },
});

/** The checks for who keeps the program running. */
export function healthRoutes(app: OpenAPIHono, { db, onError, isReady }: AppDeps): void {
  app.openapi(aliveRoute, (c) => json(c, { status: "ok" as const }, "no-store"));

  app.openapi(readyRoute, async (c) => {
    if (isReady?.() === false) return problem(c, 503, "This instance is about to stop. Ask another one.");
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
