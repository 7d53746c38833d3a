import type { Db } from "../db/client.ts";

/** What the HTTP surface needs from the program that serves it. */
export type AppDeps = {
  db: Db;
  /** Told of every bug and every failure of the database; the client gets none of its words. */
  onError?: (error: unknown, request: { method: string; path: string }) => void;
};
