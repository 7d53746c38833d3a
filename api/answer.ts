import { z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { JSONParsed } from "hono/utils/types";
import { sha256 } from "../catalog/hash.ts";

/** A crawl changes the catalog at any time: a minute old is fresh enough, and after that an unchanged answer costs a 304. */
export const freshness = "public, max-age=60";

/** An error as programs read it (RFC 9457). `detail` says what to do. */
export const Problem = z
  .object({
    type: z.literal("about:blank"),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
  })
  .openapi("Problem");
export type Problem = z.infer<typeof Problem>;

const titles = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;
export type ProblemStatus = keyof typeof titles;

/** The standard's words for a status. */
export function titleOf(status: ProblemStatus): string {
  return titles[status];
}

type JsonAnswer<T, S extends ContentfulStatusCode> = Response & TypedResponse<JSONParsed<T>, S, "json">;

const contentPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** What keeps browsers from running anything, whatever a stranger's text holds. */
const securityHeaders = {
  "content-security-policy": contentPolicy.join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  vary: "Accept-Encoding",
};

/** A page has one script, in a file of its own (pages/copy.ts), which cannot make markup or script out of text. */
const pageHeaders = {
  ...securityHeaders,
  "content-security-policy": [...contentPolicy, "script-src 'self'", "require-trusted-types-for 'script'"].join("; "),
};

/** The API is for programs of any origin: it knows no cookies, and all that it says is public. */
const apiHeaders = {
  ...securityHeaders,
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id",
};

/** The headers that every answer to this request has. */
function standingHeaders(c: Context): Record<string, string> {
  // Absent where a test, or a mistake, asks a route alone.
  const { requestId, limit } = c.var as Partial<typeof c.var>;
  return {
    ...(c.req.path.startsWith("/api/") ? apiHeaders : pageHeaders),
    ...(requestId === undefined ? {} : { "x-request-id": requestId }),
    ...limit,
  };
}

/**
 * Answers with a body and headers, besides the standing ones. The response is made here, and not by the framework's context,
 * which builds a Headers object first: that takes longer than all the rest of a small answer.
 */
export function respond(
  c: Context,
  body: string | ReadableStream | null,
  status: number,
  headers: Record<string, string>,
): Response {
  return new Response(body, { status, headers: { ...standingHeaders(c), ...headers } });
}

/** Answers with a text; a 200 gets an ETag, and becomes a 304 when the client has the same text. */
export function answer(
  c: Context,
  text: string,
  status: ContentfulStatusCode,
  contentType: string,
  cacheControl = status === 200 ? freshness : "no-store",
): Response {
  const headers = { "content-type": contentType, "cache-control": cacheControl };
  const size = { "content-length": String(Buffer.byteLength(text)) };
  if (status !== 200 || cacheControl === "no-store") return respond(c, text, status, { ...headers, ...size });
  const { keep } = c.var;
  if (keep) return respond(c, text, status, keep(text, contentType));
  const etag = `"${sha256(text).slice(0, 32)}"`;
  const known = (c.req.header("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (known.includes(etag) || known.includes("*"))
    return respond(c, null, 304, { "cache-control": cacheControl, etag });
  return respond(c, text, status, { ...headers, ...size, etag });
}

/** Answers with a value as JSON. */
export function json<T>(c: Context, value: T, cacheControl?: string): JsonAnswer<T, 200> {
  // The type tells the route's contract what is in the body, which a Response alone cannot say.
  return answer(c, JSON.stringify(value), 200, "application/json", cacheControl) as JsonAnswer<T, 200>;
}

/** Answers with a problem. */
export function problem<S extends ProblemStatus>(
  c: Context,
  status: S,
  detail: string,
  errors?: Problem["errors"],
): JsonAnswer<Problem, S> {
  const body: Problem = { type: "about:blank", title: titles[status], status, detail, ...(errors ? { errors } : {}) };
  return answer(c, JSON.stringify(body), status, "application/problem+json") as JsonAnswer<Problem, S>;
}

/** A problem in a route's contract. */
export function problemResponse(description: string) {
  return { description, content: { "application/problem+json": { schema: Problem } } };
}

/** JSON of this schema in a route's contract. */
export function jsonResponse<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { "application/json": { schema } } };
}

/** That a slug in the path was an identifier, in a route's contract. */
export const movedResponse = { description: "The slug was an identifier; Location has the address to use" };

/** Sends a client that asked by an identifier to the slug's address. Not for long: a merge can give it another slug. */
export function moved(c: Context, path: string): Response {
  return respond(c, null, 308, { location: path, "cache-control": freshness });
}
