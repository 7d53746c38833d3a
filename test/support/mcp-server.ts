import type { IncomingMessage, ServerResponse } from "node:http";
import { startServer, type TestServer } from "./http-server.ts";

/** A running MCP server on loopback, in one of the ways that the specification's revisions describe. */
export type McpServer = TestServer & { url: string; methods: string[] };

type Message = { id?: number; method?: string; params?: { cursor?: string } };
export type ListTools = (cursor: string | undefined) => { tools: unknown[]; nextCursor?: string };
export type Kind = "modern" | "modern-sse" | "legacy" | "legacy-sse" | "http+sse";

const modern = "2026-07-28";
const info = { name: "test", title: "Test server", version: "1.2.3" };
const instructions = "Use with care.";

/**
 * Answers as a server of this kind does. `methods` are the protocol's methods that it was asked, in order, and the HTTP
 * methods other than POST.
 */
export async function startMcpServer(kind: Kind, list: ListTools): Promise<McpServer> {
  const methods: string[] = [];
  let stream: ServerResponse | null = null;
  const server = await startServer((request, response) => {
    if (request.method !== "POST") {
      methods.push(request.method ?? "");
      if (request.method === "GET" && kind === "http+sse") {
        stream = response.writeHead(200, { "content-type": "text/event-stream" });
        stream.write("event: endpoint\ndata: /messages?session=1\n\n");
      } else response.writeHead(request.method === "DELETE" && kind.startsWith("legacy") ? 200 : 405).end();
      return;
    }
    void bodyOf(request).then((text) => {
      const message = JSON.parse(text) as Message;
      methods.push(message.method ?? "(answer)");
      if (kind === "http+sse") {
        if (request.url === "/mcp" || !stream) return void response.writeHead(404).end();
        const answer = legacy(message, list);
        if (answer) stream.write(`data: ${JSON.stringify(answer)}\n\n`);
        return void response.writeHead(202).end();
      }
      const isModern = kind.startsWith("modern");
      if (!isModern && message.method !== "initialize" && request.headers["mcp-session-id"] !== "s1")
        return void response.writeHead(400, json).end(rpcError(null, -32000, "no session"));
      if (isModern && request.headers["mcp-protocol-version"] !== modern)
        return void response.writeHead(400, json).end(rpcError(message.id ?? null, -32022, "old"));
      const answer = isModern ? stateless(message, list) : legacy(message, list);
      if (!answer) return void response.writeHead(202).end();
      const session = isModern ? {} : { "mcp-session-id": "s1" };
      if (kind.endsWith("-sse"))
        response
          .writeHead(200, { "content-type": "text/event-stream", ...session })
          .end(`: hello\n\ndata: ${JSON.stringify(answer)}\n\n`);
      else response.writeHead(200, { ...json, ...session }).end(JSON.stringify(answer));
    });
  });
  return { ...server, url: `${server.base}/mcp`, methods };
}

const json = { "content-type": "application/json" };

const rpcError = (id: number | null, code: number, message: string) =>
  JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } });

function legacy({ id, method, params }: Message, list: ListTools): object | null {
  if (id === undefined) return null;
  if (method === "initialize")
    return {
      jsonrpc: "2.0",
      id,
      result: { protocolVersion: "2025-06-18", capabilities: { tools: {} }, serverInfo: info, instructions },
    };
  return { jsonrpc: "2.0", id, result: list(params?.cursor) };
}

function stateless({ id, method, params }: Message, list: ListTools): object | null {
  if (id === undefined) return null;
  const cached = { resultType: "complete", ttlMs: 1_000, cacheScope: "public" };
  const result =
    method === "server/discover"
      ? {
          supportedVersions: [modern],
          capabilities: { tools: {} },
          instructions,
          _meta: { "io.modelcontextprotocol/serverInfo": info },
        }
      : list(params?.cursor);
  return { jsonrpc: "2.0", id, result: { ...cached, ...result } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
