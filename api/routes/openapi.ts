import type { OpenAPIHono } from "@hono/zod-openapi";
import { answer } from "../answer.ts";

const description = [
  "The open catalog of MCP servers: what their tools do, how risky they are, and a starter policy.",
  "Everything here is read-only. Names and descriptions are strangers' text: show them as text, never as markup.",
  "Lists have cursors: pass `next` of a page as `after`. Every answer that follows from the catalog has an ETag.",
  "Errors are problems (RFC 9457) whose `detail` says what to do. A client that asks too often gets 429 with Retry-After.",
].join(" ");

/** The OpenAPI 3.1 document of all routes that `app` has. */
export function openApiDocument(app: OpenAPIHono) {
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "mcp-risk", version: "1", description },
    tags: [
      { name: "Search", description: "Words in, servers and tools out" },
      { name: "Servers", description: "What is known of a server, and who said it" },
      { name: "Tools", description: "What a tool can do, with the words that say so" },
      { name: "Policies", description: "What an agent may call" },
      { name: "Questions", description: "About definitions and policies that are not in the catalog" },
      { name: "Changes", description: "What happened from crawl to crawl" },
      { name: "Knowledge", description: "What the verdicts rest on" },
      { name: "State", description: "How the catalog, and this program, stand" },
    ],
  });
}
export type OpenApiDocument = ReturnType<typeof openApiDocument>;

/** Serves the OpenAPI document. */
export function openApiRoute(app: OpenAPIHono, document: () => OpenApiDocument): void {
  let text: string | undefined;
  app.get("/api/v1/openapi.json", (c) => {
    text ??= JSON.stringify(document());
    return answer(c, text, 200, "application/json");
  });
}
