import type { OpenAPIHono } from "@hono/zod-openapi";
import { answer } from "../answer.ts";

const description = [
  "The open catalog of MCP servers: what their tools do, how risky they are, and a starter policy.",
  "Everything here is read-only. Names and descriptions are strangers' text: show them as text, never as markup.",
].join(" ");

/** Serves the OpenAPI document of all routes that `app` has when it is first asked for. */
export function openApiRoute(app: OpenAPIHono): void {
  let document: string | undefined;
  app.get("/api/v1/openapi.json", (c) => {
    document ??= JSON.stringify(
      app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "mcp-risk", version: "1", description } }),
    );
    return answer(c, document, 200, "application/json");
  });
}
