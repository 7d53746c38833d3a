import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, errors, request, type Dispatcher } from "undici";
import { guardedConnector, RefusedAddress, type Resolve } from "./guard.ts";

/** Why a fetch gave nothing. `unreachable`: no connection could be made at all. */
export type FetchFailure = {
  ok: false;
  code:
    | "not-found"
    | "refused"
    | "rate-limited"
    | "server-error"
    | "timeout"
    | "network"
    | "unreachable"
    | "refused-address"
    | "refused-redirect"
    | "too-large"
    | "bad-encoding"
    | "bad-url"
    | "bad-page"
    | "aborted";
  message: string;
  status?: number;
  /** From Retry-After, in milliseconds. */
  retryAfterMs?: number;
};

/** `unchanged`: the server answered 304 to our validators, and `body` is empty. */
export type FetchSuccess = {
  ok: true;
  unchanged: boolean;
  body: Buffer;
  etag: string | null;
  lastModified: string | null;
};

type FetchOptions = {
  accept?: string;
  /** Cap on the decoded body, in bytes. */
  maxBytes: number;
  /** How often to try again when it may help. 0: the caller does that itself. */
  retries?: number;
  etag?: string | null;
  lastModified?: string | null;
  signal?: AbortSignal;
};

export type HttpConfig = {
  userAgent: string;
  /** Base URLs that the user's own configuration names: what is below them is reached even at private addresses. */
  trusted: string[];
  /** Extra certificate authorities (PEM), such as npm's `cafile`. */
  ca?: string[];
  /** Milliseconds for connecting, for the headers, between two pieces of the body, and for the whole request. */
  timeouts?: { connect: number; headers: number; body: number; total: number };
  resolve?: Resolve;
};

export type Http = {
  get: (url: string, options: FetchOptions) => Promise<FetchSuccess | FetchFailure>;
  close: () => Promise<void>;
};

const defaultTimeouts = { connect: 10_000, headers: 30_000, body: 30_000, total: 180_000 };
const maxRedirects = 5;
const longestWaitMs = 300_000;
/** The longest wait between two tries while somebody watches; the crawl puts longer ones off in the frontier. */
const patienceMs = 30_000;

/** The one network door: GET with limits on time and size, redirects by rule, and no way to addresses that are not public. */
export function createHttp(config: HttpConfig): Http {
  const timeouts = config.timeouts ?? defaultTimeouts;
  const bases = config.trusted.map((base) => new URL(base));
  const limits = { headersTimeout: timeouts.headers, bodyTimeout: timeouts.body, connections: 16 };
  const connect = { timeout: timeouts.connect, ...(config.ca ? { ca: config.ca } : {}) };
  const open = new Agent({ ...limits, connect });
  const guarded = new Agent({ ...limits, connect: guardedConnector(connect, config.resolve) });

  async function once(start: string, options: FetchOptions): Promise<FetchSuccess | FetchFailure> {
    const deadline = AbortSignal.timeout(timeouts.total);
    const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
    let url = parseUrl(start);
    let trusted = true;
    try {
      for (let hops = 0; ; hops++) {
        if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.username || url.password)
          return { ok: false, code: "bad-url", message: `${url?.href ?? start} is not a plain http or https URL` };
        // A redirect or an archive's URL from elsewhere does not inherit the trust in a base URL.
        trusted &&= isBelow(url, bases);
        const dispatcher = trusted ? open : guarded;
        const answer = await request(url, { dispatcher, signal, headers: headersFor(config.userAgent, options) });
        const { location } = answer.headers;
        if (
          answer.statusCode < 300 ||
          answer.statusCode === 304 ||
          answer.statusCode >= 400 ||
          typeof location !== "string"
        )
          return await readAnswer(answer, options.maxBytes);
        await answer.body.dump({ limit: 16_384 });
        const target = parseUrl(location, url);
        const why = refuseRedirect(url, target, hops);
        if (why) return { ok: false, code: "refused-redirect", status: answer.statusCode, message: why };
        url = target;
      }
    } catch (error) {
      if (options.signal?.aborted) return { ok: false, code: "aborted", message: "interrupted" };
      return failureOf(error, deadline.aborted);
    }
  }

  return {
    async get(url, options) {
      for (let attempt = 1; ; attempt++) {
        const outcome = await once(url, options);
        const waitMs = outcome.ok ? null : retryDelay(outcome, attempt);
        if (outcome.ok || waitMs === null || waitMs > patienceMs || attempt > (options.retries ?? 0)) return outcome;
        await new Promise((done) => setTimeout(done, waitMs));
      }
    },
    close: async () => {
      await Promise.all([open.close(), guarded.close()]);
    },
  };
}

/**
 * How long to wait before trying again after the `attempt`th failure (from 1), in milliseconds; null when trying again
 * cannot help. Retry-After (RFC 9110, 10.2.3) is obeyed up to five minutes; without it, doubling from half a second with
 * jitter, so that many workers do not come back at once.
 */
export function retryDelay(failure: FetchFailure, attempt: number, random: () => number = Math.random): number | null {
  const passing = ["rate-limited", "server-error", "timeout", "network", "unreachable", "bad-page"].includes(
    failure.code,
  );
  if (!passing) return null;
  if (failure.retryAfterMs !== undefined) return Math.min(failure.retryAfterMs, longestWaitMs);
  return Math.min(500 * 2 ** (attempt - 1) * (1 + random()), longestWaitMs);
}

/** Whether a URL is below one of the base URLs, or the robots.txt of its host. */
function isBelow(url: URL, bases: readonly URL[]): boolean {
  return bases.some(({ origin, pathname }) => {
    const folder = pathname.endsWith("/") ? pathname : `${pathname}/`;
    return url.origin === origin && (url.pathname === "/robots.txt" || `${url.pathname}/`.startsWith(folder));
  });
}

function headersFor(userAgent: string, options: FetchOptions): Record<string, string> {
  return {
    "user-agent": userAgent,
    accept: options.accept ?? "application/json",
    "accept-encoding": "gzip, br",
    ...(options.etag ? { "if-none-match": options.etag } : {}),
    ...(options.lastModified ? { "if-modified-since": options.lastModified } : {}),
  };
}

function refuseRedirect(from: URL, to: URL | null, hops: number): string | null {
  if (hops >= maxRedirects) return `more than ${maxRedirects} redirects`;
  if (!to) return "redirect to something that is not a URL";
  if (from.protocol === "https:" && to.protocol !== "https:") return `redirect from https to ${to.protocol}`;
  return null;
}

async function readAnswer(answer: Dispatcher.ResponseData, maxBytes: number): Promise<FetchSuccess | FetchFailure> {
  const { statusCode: status, headers, body } = answer;
  // A body that we destroy emits an error, which would end the process if nobody listened.
  body.on("error", () => undefined);
  const text = (name: string) => {
    const value = headers[name];
    return typeof value === "string" ? value : null;
  };
  if (status === 304) {
    await body.dump();
    return {
      ok: true,
      unchanged: true,
      body: Buffer.alloc(0),
      etag: text("etag"),
      lastModified: text("last-modified"),
    };
  }
  if (status >= 300) {
    await body.dump({ limit: 16_384 });
    const retryAfterMs = parseRetryAfter(text("retry-after"));
    const code =
      status === 429
        ? "rate-limited"
        : status >= 500
          ? "server-error"
          : status === 404 || status === 410
            ? "not-found"
            : "refused";
    return {
      ok: false,
      code,
      status,
      message: `answered ${status}`,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    };
  }
  const decoded = decode(body, text("content-encoding"));
  if (!decoded) {
    body.destroy();
    return { ok: false, code: "bad-encoding", status, message: "answered in an encoding that was not asked for" };
  }
  const bytes = await readCapped(decoded, maxBytes);
  // Destroying the reader does not stop the socket when there is a decoder between them.
  if (bytes === null) {
    body.destroy();
    return { ok: false, code: "too-large", status, message: `answered more than ${maxBytes} bytes` };
  }
  return { ok: true, unchanged: false, body: bytes, etag: text("etag"), lastModified: text("last-modified") };
}

function decode(body: Readable, encoding: string | null): Readable | null {
  const name = (encoding ?? "identity").trim().toLowerCase();
  if (name === "identity" || name === "") return body;
  const decoder = { gzip: createGunzip, "x-gzip": createGunzip, br: createBrotliDecompress, deflate: createInflate }[
    name
  ];
  if (!decoder) return null;
  const decoded = decoder();
  body.on("error", (error) => decoded.destroy(error));
  return body.pipe(decoded);
}

/** The whole stream, or null once it is larger than `maxBytes`: counted after decoding, so that a small bomb is caught. */
async function readCapped(stream: Readable, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null;
}

function parseRetryAfter(value: string | null): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

const noConnection = [
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

function failureOf(thrown: unknown, timedOut: boolean): FetchFailure {
  const error = rootCause(thrown);
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  if (error instanceof RefusedAddress) return { ok: false, code: "refused-address", message: error.message };
  if (noConnection.includes(code)) return { ok: false, code: "unreachable", message: code };
  if (timedOut || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
    return { ok: false, code: "timeout", message: "took too long to answer" };
  if (/^(Z_|ERR__?ERROR_FORMAT|ERR_BROTLI|ERR_PADDING)/.test(code))
    return { ok: false, code: "bad-encoding", message: `body is damaged (${code})` };
  return { ok: false, code: "network", message: code };
}

function rootCause(thrown: unknown): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return rootCause(error.errors[0]);
  return error.cause instanceof Error ? rootCause(error.cause) : error;
}
