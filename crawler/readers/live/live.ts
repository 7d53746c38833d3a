import {
  Client,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type ProtocolEra,
  type Transport,
} from "@modelcontextprotocol/client";
import { z } from "zod";
import { ToolDefinition, toolLimits, type ReadWarning } from "../../../catalog/tool.ts";
import type { Fetch } from "../../http.ts";
import { firstIssue, type LiveAnswer } from "../../source.ts";
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
const maxPages = 100;
/** Each page, the handshakes of both eras and transports, and answers to a server that asks something itself. */
const maxRequests = maxPages + 20;
/** A list may consist of nothing else. */
const maxToolWarnings = 100;
/** A server that is done with a session need not keep it; but nothing depends on its answer. */
const goodbyeMs = 2_000;
/** What a server without Streamable HTTP answers to a POST (MCP 2025-11-25, transports, "Backwards Compatibility"). */
const perhapsOldTransport = [400, 404, 405];
/** Its stream begins with the address to write to; a stream that begins otherwise is something else. */
const oldTransportMs = 10_000;

const Page = z.object({ tools: z.array(z.unknown()), nextCursor: z.string().nullish() });

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
    await interruptible(client.connect(transport, { signal }), signal);
    const { tools, warnings } = await listTools(client, transport, watched.signal);
    const info = client.getServerVersion();
    const instructions = client.getInstructions();
    if (transport instanceof StreamableHTTPClientTransport) await sayGoodbye(transport);
    return {
      ok: true,
      answer: {
        transport: kind,
        ...(info?.name ? { name: info.name } : {}),
        ...(info?.title ? { title: info.title } : {}),
        ...(info?.version ? { version: info.version } : {}),
        ...(instructions ? { instructions } : {}),
        tools,
      },
      era: client.getProtocolEra() ?? "legacy",
      warnings,
    };
  } catch (error) {
    return watched.failure() ?? { ok: false, code: "not-mcp", message: reasonOf(error) };
  } finally {
    await transport.close();
  }
}

async function listTools(client: Client, transport: Transport, signal: AbortSignal) {
  const lists = takeToolLists(transport);
  const found = new Map<string, ToolDefinition>();
  const warnings: ReadWarning[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let page = 1; ; page++) {
    const params = cursor === undefined ? {} : { cursor };
    let next: string | null | undefined;
    try {
      next = (await client.request({ method: "tools/list", params }, Page, { signal })).nextCursor;
    } catch (error) {
      // A server that does not say it has tools need not know the question.
      if (page === 1 && !client.getServerCapabilities()?.tools && !signal.aborted) return { tools: [], warnings };
      throw error;
    }
    for (const item of lists.splice(0).flat()) {
      const tool = ToolDefinition.safeParse(item);
      const known = tool.success && found.has(tool.data.name);
      if (tool.success && !known) found.set(tool.data.name, tool.data);
      else if (warnings.length < maxToolWarnings)
        warnings.push(
          tool.success
            ? { code: "duplicate-tool", message: `${tool.data.name} is listed more than once` }
            : { code: "bad-tool", message: `${nameOf(item)}: ${firstIssue(tool.error)}` },
        );
    }
    const tools = [...found.values()].slice(0, toolLimits.tools);
    const end = endOf(found.size, page, next, cursors);
    if (end) return { tools, warnings: [...warnings, end] };
    if (!next) return { tools, warnings };
    cursors.add(next);
    cursor = next;
  }
}

/** Why a list is not read on although it may go on; null when nothing speaks against it. */
function endOf(
  found: number,
  page: number,
  next: string | null | undefined,
  cursors: ReadonlySet<string>,
): ReadWarning | null {
  if (found > toolLimits.tools) return { code: "too-many-tools", message: `lists more than ${toolLimits.tools} tools` };
  if (!next) return null;
  if (cursors.has(next)) return { code: "endless-list", message: "a page names itself or an earlier one as the next" };
  return page < maxPages ? null : { code: "too-many-pages", message: `lists more than ${maxPages} pages of tools` };
}

/**
 * Takes the tools out of the answers before the client sees them. The client refuses a whole list because of one tool; we
 * check each by itself. What the 2026-07-28 revision wants beside them is filled in where a server forgot it.
 */
function takeToolLists(transport: Transport): unknown[][] {
  const taken: unknown[][] = [];
  const pass = transport.onmessage;
  if (pass)
    transport.onmessage = (message, extra) => {
      if (!("result" in message) || !Array.isArray(message.result.tools)) {
        pass(message, extra);
        return;
      }
      taken.push(message.result.tools);
      const defaults = { resultType: "complete", ttlMs: 0, cacheScope: "private" };
      pass({ ...message, result: { ...defaults, ...message.result, tools: [] } }, extra);
    };
  return taken;
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

/** Rejects when the signal comes first: the client does not hear it while it opens a connection. */
async function interruptible<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new Error("interrupted"));
    };
    signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function nameOf(item: unknown): string {
  const named = z.object({ name: z.string() }).safeParse(item);
  return named.success && named.data.name !== "" ? named.data.name.slice(0, toolLimits.name) : "a tool without a name";
}

function reasonOf(error: unknown): string {
  // The client's message may go on with a whole report of its schema.
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split(/\s*:?\s*(?:\[|\n)/);
  return `does not answer as MCP: ${line.slice(0, 300)}`;
}
