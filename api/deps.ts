import type { Registry } from "prom-client";
import type { Db } from "../db/client.ts";

/** What the HTTP surface needs from the program that serves it. */
export type AppDeps = {
  db: Db;
  /** Told of every bug and every failure of the database; the client gets none of its words. */
  onError?: (error: unknown, request: { method: string; path: string; id?: string }) => void;
  /** Told of every request when it is answered. */
  onRequest?: (request: RequestEntry) => void;
  /** Requests that one client may make in a minute; without it, any number. */
  requestsPerMinute?: number;
  /** Who is asking, by the address of the connection or what a trusted proxy says; without it, all are one client. */
  clientOf?: (c: { req: { header: (name: string) => string | undefined }; env: unknown }) => string;
  /** False once the program is about to stop. */
  isReady?: () => boolean;
  /** Host names that `/mcp` answers to, and whose pages may ask it; without it, those of this computer. */
  hosts?: readonly string[];
  /** The address that the catalog is known by (`https://risk.example`); without it, whatever address it is asked at. */
  publicUrl?: string;
  /** Where requests are counted, when there is more to be counted in it. */
  registry?: Registry;
  /** The version of this program. */
  program?: string;
};

/** A request as a log has it: the route instead of the address, which may hold what is nobody's business. */
export type RequestEntry = { id: string; method: string; route: string; status: number; ms: number };

declare module "hono" {
  interface ContextVariableMap {
    /** Keeps the text of this answer under the catalog's version, and gives the headers that go with it. */
    keep?: (text: string, contentType: string) => Record<string, string>;
    /** The headers that say how much a client may still ask. */
    limit?: Record<string, string>;
    /** As hono-rate-limiter counts them. */
    rateLimit?: { remaining: number; resetTime: Date | undefined };
  }
}
