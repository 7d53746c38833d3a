import type { Client, ProtocolEra, Transport } from "@modelcontextprotocol/client";
import { z } from "zod";
import { ToolDefinition, toolLimits, type ReadWarning } from "../../../catalog/tool.ts";
import { firstIssue, type LiveAnswer } from "../../source.ts";

/** What a server said of itself, and its tools, each checked by itself. */
export type Asked = { answer: Omit<LiveAnswer, "transport">; era: ProtocolEra; warnings: ReadWarning[] };

const maxPages = 100;
/** Each page, the handshakes of both eras and transports, and answers to a server that asks something itself. */
export const maxRequests = maxPages + 20;
/** A list may consist of nothing else. */
const maxToolWarnings = 100;

const Page = z.object({ tools: z.array(z.unknown()), nextCursor: z.string().nullish() });

/**
 * Connects a client to a server and asks for its tools; `soon` limits the connecting, `signal` all of it. Rejects when the
 * server does not answer as the protocol says. It never calls a tool.
 */
export async function askServer(
  client: Client,
  transport: Transport,
  signal: AbortSignal,
  soon: AbortSignal = signal,
): Promise<Asked> {
  await interruptible(client.connect(transport, { signal: soon }), soon);
  const { tools, warnings } = await listTools(client, transport, signal);
  const info = client.getServerVersion();
  const instructions = client.getInstructions();
  return {
    answer: {
      ...(info?.name ? { name: info.name } : {}),
      ...(info?.title ? { title: info.title } : {}),
      ...(info?.version ? { version: info.version } : {}),
      ...(instructions ? { instructions } : {}),
      tools,
    },
    era: client.getProtocolEra() ?? "legacy",
    warnings,
  };
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

/** Rejects when the signal comes first: the client does not hear it while it opens a connection. */
export async function interruptible<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
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

/** What went wrong, as a client's error says. */
export function reasonOf(error: unknown): string {
  // The client's message may go on with a whole report of its schema.
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split(/\s*:?\s*(?:\[|\n)/);
  return `does not answer as MCP: ${line.slice(0, 300)}`;
}
