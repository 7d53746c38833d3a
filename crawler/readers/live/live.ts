import {
  Client,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type ProtocolEra,
  type Transport,
} from "@modelcontextprotocol/client";
import type { ReadWarning } from "../../../catalog/tool.ts";
import type { Fetch } from "../../http.ts";
import type { LiveAnswer } from "../../source.ts";
import { askServer, interruptible, maxRequests, reasonOf } from "./ask.ts";
import { watchFetch, type LiveFailure, type WatchedFetch } from "./watched-fetch.ts";

export type { LiveFailure } from "./watched-fetch.ts";

export type LiveRead = { ok: true; answer: LiveAnswer; era: ProtocolEra; warnings: ReadWarning[] };

export type LiveOptions = {
  fetch: Fetch;
  signal?: AbortSignal;
  /** For one endpoint, in all. */
  limits?: { ms: number; bytes: number };
};

const defaultLimits = { ms: 30_000, bytes: 10_000_000 };
/** A server that is done with a session need not keep it; but nothing depends on its answer. */
const goodbyeMs = 2_000;
/** What a server without Streamable HTTP answers to a POST (MCP 2025-11-25, transports, "Backwards Compatibility"). */
const perhapsOldTransport = [400, 404, 405];
/** Its stream begins with the address to write to; a stream that begins otherwise is something else. */
const oldTransportMs = 10_000;

/**
 * Asks a running server for its tools, over Streamable HTTP in both eras (MCP 2026-07-28, which has no handshake, and
 * before), else over HTTP+SSE (2024-11-05). It never calls a tool, and sends nothing but the protocol's own questions. A
 * tool that cannot be kept becomes a warning.
 */
export async function readLive(url: string, options: LiveOptions): Promise<LiveRead | LiveFailure> {
  if (!URL.canParse(url)) return { ok: false, code: "bad-url", message: `${url} is not a URL` };
  const { fetch, signal, limits = defaultLimits } = options;
  const watched = watchFetch(fetch, { ...limits, requests: maxRequests }, signal);
  const streamable = new StreamableHTTPClientTransport(new URL(url), {
    fetch: withoutIdleStream(watched.fetch),
    redirectPolicy: "follow",
  });
  const first = await readOver("streamable-http", streamable, watched, watched.signal);
  if (first.ok || watched.signal.aborted || !perhapsOldTransport.includes(watched.status() ?? 0)) return first;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- servers of before 2025-03-26 speak nothing else
  const sse = new SSEClientTransport(new URL(url), { fetch: watched.fetch, redirectPolicy: "follow" });
  const soon = AbortSignal.any([watched.signal, AbortSignal.timeout(oldTransportMs)]);
  const second = await readOver("sse", sse, watched, soon);
  // Where neither transport works, the first answer says more; except for a wall.
  return second.ok || second.code === "needs-authorization" || second.code === "aborted" ? second : first;
}

async function readOver(
  kind: LiveAnswer["transport"],
  transport: Transport,
  watched: WatchedFetch,
  signal: AbortSignal,
): Promise<LiveRead | LiveFailure> {
  const client = new Client(
    { name: "mcp-risk", version: "1" },
    { versionNegotiation: { mode: kind === "sse" ? "legacy" : "auto" } },
  );
  try {
    const { answer, era, warnings } = await askServer(client, transport, watched.signal, signal);
    if (transport instanceof StreamableHTTPClientTransport) await sayGoodbye(transport);
    return { ok: true, answer: { transport: kind, ...answer }, era, warnings };
  } catch (error) {
    return watched.failure() ?? { ok: false, code: "not-mcp", message: reasonOf(error) };
  } finally {
    await transport.close();
  }
}

/** Without the stream for messages that the server begins by itself (a GET that resumes nothing): we wait for none. */
function withoutIdleStream(fetch: Fetch): Fetch {
  return (url, init) =>
    init?.method === "GET" && !new Headers(init.headers).has("last-event-id")
      ? Promise.resolve(new Response(null, { status: 405 }))
      : fetch(url, init);
}

async function sayGoodbye(transport: StreamableHTTPClientTransport): Promise<void> {
  const impatience = AbortSignal.timeout(goodbyeMs);
  await interruptible(transport.terminateSession(), impatience).catch(() => undefined);
}
