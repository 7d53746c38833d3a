import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from "@modelcontextprotocol/server";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { respond } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { createMcpServer } from "./server.ts";

const limits = { maxRequestBodySize: 256 * 1024, maxSubscriptions: 64 };

/**
 * The MCP endpoint: Streamable HTTP without sessions, for clients of the revision 2026-07-28 and of those before. It answers
 * only to its own host names, and only to pages of these (MCP 2025-11-25, transports, "Security Warning": DNS rebinding).
 */
export function mcpEndpoint(app: OpenAPIHono, deps: AppDeps): void {
  const handler = createMcpHandler(() => createMcpServer(deps.db, deps.program ?? "0"), {
    ...limits,
    onerror: (error) => deps.onError?.(error, { method: "POST", path: "/mcp" }),
  });
  const hosts = [...localhostAllowedHostnames(), ...(deps.hosts ?? [])];
  const origins = [...localhostAllowedOrigins(), ...(deps.hosts ?? [])];
  app.all("/mcp", async (c) => {
    const request = c.req.raw;
    const response =
      hostHeaderValidationResponse(request, hosts) ??
      originValidationResponse(request, origins) ??
      (await handler.fetch(request));
    return respond(c, response.body, response.status, {
      "cache-control": "no-store",
      ...Object.fromEntries(response.headers),
    });
  });
}
