import { serve, type ServerType } from "@hono/node-server";
import ipaddr from "ipaddr.js";
import pino from "pino";
import { collectDefaultMetrics, Registry } from "prom-client";
import { UserError } from "../catalog/user-error.ts";
import type { Db } from "../db/client.ts";
import { say } from "./output.ts";
import { version } from "./version.ts";

/** How the API is served. `rateLimit`: requests that one client may make in a minute; 0: any number. */
export type ServeOptions = {
  port: number;
  host: string;
  rateLimit: number;
  trustProxy: boolean;
  allowHost: string[];
  publicUrl?: string;
  logLevel: string;
};

/** Requests that are under way have so long to end when the program is to stop. */
const graceMs = 10_000;

/** Serves until SIGINT or SIGTERM, then lets requests under way end. */
export async function listen(db: Db, options: ServeOptions): Promise<void> {
  // Loaded here: the other commands start faster without the web framework.
  const { createApp } = await import("../api/app.ts");
  const log = pino({ level: options.logLevel, base: null }, pino.destination(2));
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  let ready = true;
  const app = createApp({
    db,
    registry,
    program: version,
    hosts: [options.host, ...options.allowHost],
    isReady: () => ready,
    clientOf: (c) => clientOf(c, options.trustProxy),
    onRequest: (request) => {
      log.info(request, "request");
    },
    onError: (error, { method, id }) => {
      log.error({ method, id, ...describeError(error) }, "failed");
    },
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    ...(options.rateLimit > 0 ? { requestsPerMinute: options.rateLimit } : {}),
  });
  await new Promise<void>((done, fail) => {
    const server: ServerType = serve(
      { fetch: app.fetch, port: options.port, hostname: options.host },
      ({ port: actual }) => {
        say(`Serving on http://${options.host}:${actual} (API: /api, MCP: /mcp). Press Ctrl-C to stop.`);
      },
    );
    limitTimes(server);
    server.on("error", (error: NodeJS.ErrnoException) => {
      fail(refusalToListen(error, options));
    });
    const stop = () => {
      ready = false;
      server.close(() => {
        done();
      });
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      const late = setTimeout(() => {
        if ("closeAllConnections" in server) server.closeAllConnections();
      }, graceMs);
      late.unref();
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });
}

/** Clients that send slowly, or nothing, do not hold connections for ever. */
function limitTimes(server: ServerType): void {
  if (!("requestTimeout" in server)) return;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 15_000;
}

/** The connection, as the Node server's environment has it. */
type Environment = { incoming?: { socket?: { remoteAddress?: string } } };

/**
 * Who is asking: the address of the connection, or behind a trusted proxy the last one that it says. Of an IPv6 address the
 * first 64 bits, which are one customer's (RFC 6177).
 */
export function clientOf(
  c: { req: { header: (name: string) => string | undefined }; env: unknown },
  trustProxy: boolean,
): string {
  const told = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  // What createApp calls env is what node-server passes on.
  const address = told ?? (c.env as Environment | undefined)?.incoming?.socket?.remoteAddress ?? "";
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4"
    ? parsed.toString()
    : parsed
        .toByteArray()
        .slice(0, 8)
        .map((byte) => byte.toString(16))
        .join(":");
}

/**
 * An error as a log has it. The database's own words, without the values of the query: those may be a client's, of a
 * configuration that is to be kept nowhere.
 */
export function describeError(error: unknown): { error: string; stack?: string } {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(root instanceof Error)) return { error: String(root) };
  return { error: root.message, ...(root.stack === undefined ? {} : { stack: root.stack }) };
}

function refusalToListen(error: NodeJS.ErrnoException, { port: wanted, host }: ServeOptions): Error {
  const why: Record<string, string> = {
    EADDRINUSE: `Port ${wanted} is taken. Choose another with --port N.`,
    EACCES: `Port ${wanted} may not be used by you. Choose one above 1023 with --port N.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Choose another with --host.`,
    ENOTFOUND: `${host} is not an address of this machine. Choose another with --host.`,
  };
  const text = why[error.code ?? ""];
  return text === undefined ? error : new UserError(text, { cause: error });
}
