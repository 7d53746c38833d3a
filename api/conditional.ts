import type { MiddlewareHandler } from "hono";
import { sha256 } from "../catalog/hash.ts";
import { ruleset } from "../classifier/classify.ts";
import type { Db } from "../db/client.ts";
import { catalogVersion } from "../db/queries/search-index.ts";
import { freshness, respond } from "./answer.ts";

/** So long a version is believed: a crawl may run in another process. */
const versionKeptMs = 1_000;
/** Kept answers take at most about so many bytes of memory; one of more characters than this is not kept. */
const keptBytes = 32 * 1024 * 1024;
const largestKept = 64 * 1024;

type Kept = { etag: string; text: string; contentType: string };

/** A function that gives the catalog's version, asked for at most once a second however many want it. */
export function keepVersion(db: Db, now: () => number = Date.now): () => Promise<number> {
  let kept: { until: number; version: Promise<number> } | undefined;
  return () => {
    if (kept && now() < kept.until) return kept.version;
    const fresh = { until: now() + versionKeptMs, version: catalogVersion(db).then(({ version }) => version) };
    kept = fresh;
    fresh.version.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    return fresh.version;
  };
}

/**
 * Answers of GET that follow from the catalog alone: their ETag is made of the catalog's version, the rules', this program's and
 * the address, so a client that has the answer gets a 304 before anything is looked up; and answers that were given under this
 * version are kept in memory.
 */
export function fromCatalog(version: () => Promise<number>, program: string): MiddlewareHandler {
  const answers = new Map<string, Kept>();
  let bytes = 0;
  const forget = (key: string, kept: Kept) => {
    answers.delete(key);
    bytes -= sizeOf(key, kept);
  };
  return async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
    // With the host: some answers have whole addresses in them.
    const key = c.req.url;
    const etag = `"${sha256(`${await version()} ${ruleset} ${program} ${key}`).slice(0, 32)}"`;
    const known = c.req.header("if-none-match");
    if (known !== undefined && known.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag))
      return respond(c, null, 304, { etag, "cache-control": freshness });
    const before = answers.get(key);
    if (before?.etag === etag) {
      // The last to be used is the last to go.
      answers.delete(key);
      answers.set(key, before);
      return respond(c, before.text, 200, headersOf(before));
    }
    if (before) forget(key, before);
    c.set("keep", (text, contentType) => {
      const kept = { etag, text, contentType };
      if (text.length <= largestKept) {
        // Another request for the same may have been answered meanwhile.
        const meanwhile = answers.get(key);
        if (meanwhile) forget(key, meanwhile);
        answers.set(key, kept);
        bytes += sizeOf(key, kept);
        for (const [oldest, one] of answers) {
          if (bytes <= keptBytes) break;
          forget(oldest, one);
        }
      }
      return headersOf(kept);
    });
    return next();
  };
}

const headersOf = ({ etag, text, contentType }: Kept): Record<string, string> => ({
  "content-type": contentType,
  "content-length": String(Buffer.byteLength(text)),
  "cache-control": freshness,
  etag,
});

/** Two bytes for each character at most, and the objects around it. */
const sizeOf = (key: string, { text }: Kept): number => 2 * (key.length + text.length) + 500;
