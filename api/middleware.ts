import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { HTTPException } from "hono/http-exception";
import { matchedRoutes } from "hono/route";
import { timeout } from "hono/timeout";
import type { Context, MiddlewareHandler } from "hono";
import { rateLimiter } from "hono-rate-limiter";
import { problem } from "./answer.ts";
import type { AppDeps, RequestEntry } from "./deps.ts";

/** Larger bodies are refused before they are read whole. */
const largestBody = 1024 * 1024;
/** Compressing a small answer costs more than it saves; a large one is worth it. */
const compressedFrom = 32 * 1024;
const timeLimitMs = 15_000;

/** Tells how every request ended, by its route: an address may hold what is nobody's business. */
export function observed(told: readonly ((entry: RequestEntry) => void)[]): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now();
    await next();
    const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"))?.path ?? "(none)";
    const { method } = c.req;
    const ms = Math.round((performance.now() - began) * 100) / 100;
    const entry = { id: c.get("requestId"), method, route, status: c.res.status, ms };
    for (const tell of told) tell(entry);
  };
}

const windowMs = 60_000;

/** Refuses clients that ask more than they may (draft-ietf-httpapi-ratelimit-headers-07, RFC 6585). */
export function limited(requestsPerMinute: number, clientOf: NonNullable<AppDeps["clientOf"]>): MiddlewareHandler {
  // Its own headers would be lost: answer.ts makes all of them.
  const note = (c: Context): number => {
    const { remaining = 0, resetTime } = c.get("rateLimit") ?? {};
    const reset = Math.max(0, Math.ceil(((resetTime?.getTime() ?? 0) - Date.now()) / 1_000));
    c.set("limit", {
      "ratelimit-policy": `${requestsPerMinute};w=${windowMs / 1_000}`,
      ratelimit: `limit=${requestsPerMinute}, remaining=${remaining}, reset=${reset}`,
    });
    return reset;
  };
  const count = rateLimiter({
    windowMs,
    limit: requestsPerMinute,
    standardHeaders: false,
    keyGenerator: clientOf,
    handler: (c: Context) => {
      const reset = note(c);
      c.set("limit", { ...c.get("limit"), "retry-after": String(Math.max(1, reset)) });
      const detail =
        "You have asked too often. Wait as many seconds as Retry-After says; answers have ETags: keep them.";
      return problem(c, 429, detail);
    },
  });
  return (c, next) =>
    count(c, () => {
      note(c);
      return next();
    });
}

/** Refuses bodies that are too large, or no JSON. */
export function jsonBodies(): MiddlewareHandler {
  const sized = bodyLimit({
    maxSize: largestBody,
    onError: (c) => problem(c, 413, `Send a body of ${largestBody} bytes at most; split what is larger.`),
  });
  return async (c, next) => {
    if (c.req.method !== "POST") return next();
    const type = c.req.header("content-type") ?? "";
    if (!/^application\/(?:[\w.+-]+\+)?json(?:\s*;|$)/i.test(type))
      return problem(c, 415, "Send JSON, with the header content-type: application/json.");
    return sized(c, next);
  };
}

/** Gives up on answers that take too long. */
export function timed(): MiddlewareHandler {
  return timeout(timeLimitMs, new HTTPException(503, { message: "took too long" }));
}

/** Compresses large answers for clients that can read them so. */
export function compressed(): MiddlewareHandler {
  const large = compress({ threshold: compressedFrom, encoding: "gzip" });
  return (c, next) => (c.req.header("accept-encoding") === undefined ? next() : large(c, next));
}
