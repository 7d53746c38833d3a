import { Agent, errors, request, type Dispatcher } from "undici";
import { FetchFailed, parseRetryAfter, retryDelay, type FetchFailure } from "./fetch-failure.ts";
import { guardedConnector, RefusedAddress, type Resolve } from "./guard.ts";
import { capped, decode, readCapped } from "./http-body.ts";

export { retryDelay, type FetchFailure } from "./fetch-failure.ts";

/** `unchanged`: the server answered 304 to our validators, and `body` is empty. */
type FetchSuccess = {
  ok: true;
  unchanged: boolean;
  body: Buffer;
  etag: string | null;
  lastModified: string | null;
};

type FetchOptions = {
  accept?: string;
  /** Further headers, such as a source's token. A redirect to another origin does not get them. */
  headers?: Record<string, string>;
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

/** The part of `fetch` that clients of other protocols need. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

export type Http = {
  get: (url: string, options: FetchOptions) => Promise<FetchSuccess | FetchFailure>;
  /**
   * For clients that bring their own protocol, such as MCP's: any method, a text as body, and an answer that streams. The
   * same guard, limits and redirect rules as `get`, and `init.redirect` does not change them; a redirect keeps the method.
   */
  fetch: Fetch;
  close: () => Promise<void>;
};

const defaultTimeouts = { connect: 10_000, headers: 30_000, body: 30_000, total: 180_000 };
const maxRedirects = 5;
/** Cap on one answer to `fetch`, in decoded bytes: that of a page. */
const maxFetchedBytes = 20_000_000;
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

  /** Sends a request, and again to where it is redirected. Throws when there is no answer. */
  async function send(start: string, options: Sent): Promise<Dispatcher.ResponseData | FetchFailure> {
    const { secrets, headers, ...sent } = options;
    let url = parseUrl(start);
    const home = url?.origin;
    let trusted = true;
    for (let hops = 0; ; hops++) {
      if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.username || url.password)
        return { ok: false, code: "bad-url", message: `${url?.href ?? start} is not a plain http or https URL` };
      // A redirect or an archive's URL from elsewhere does not inherit the trust in a base URL.
      trusted &&= isBelow(url, bases);
      const answer = await request(url, {
        dispatcher: trusted ? open : guarded,
        ...sent,
        headers: { ...headers, ...(url.origin === home ? secrets : {}) },
      });
      const { location } = answer.headers;
      const status = answer.statusCode;
      if (status < 300 || status === 304 || status >= 400 || typeof location !== "string") return answer;
      await answer.body.dump({ limit: 16_384 });
      const target = parseUrl(location, url);
      // 303 asks for a GET of something else (RFC 9110, 15.4.4), which is no answer to what was sent.
      const why =
        status === 303 && options.method !== "GET" ? "redirect to another request" : refuseRedirect(url, target, hops);
      if (why) return { ok: false, code: "refused-redirect", status, message: why };
      url = target;
    }
  }

  /** Runs `work` until it ends, the caller's signal stops it, or the time is over. */
  async function inTime<T>(
    signal: AbortSignal | null | undefined,
    work: (signal: AbortSignal) => Promise<T | FetchFailure>,
  ): Promise<T | FetchFailure> {
    const deadline = AbortSignal.timeout(timeouts.total);
    try {
      return await work(signal ? AbortSignal.any([signal, deadline]) : deadline);
    } catch (error) {
      if (signal?.aborted) return { ok: false, code: "aborted", message: "interrupted" };
      return failureOf(error, deadline.aborted);
    }
  }

  const once = (start: string, options: FetchOptions): Promise<FetchSuccess | FetchFailure> =>
    inTime(options.signal, async (signal) => {
      const headers = headersFor(config.userAgent, options);
      const secrets = options.headers ?? {};
      const answer = await send(start, { method: "GET", headers, secrets, signal });
      return "ok" in answer ? answer : await readAnswer(answer, options.maxBytes);
    });

  return {
    async get(url, options) {
      for (let attempt = 1; ; attempt++) {
        const outcome = await once(url, options);
        const waitMs = outcome.ok ? null : retryDelay(outcome, attempt);
        if (outcome.ok || waitMs === null || waitMs > patienceMs || attempt > (options.retries ?? 0)) return outcome;
        await new Promise((done) => setTimeout(done, waitMs));
      }
    },
    async fetch(url, init = {}) {
      const sent = sentFor(config.userAgent, init);
      const answer = await inTime(init.signal, async (signal) => {
        const found = await send(String(url), { ...sent, signal });
        return "ok" in found ? found : streamed(found, maxFetchedBytes);
      });
      if (answer instanceof Response) return answer;
      throw new FetchFailed(answer);
    },
    close: async () => {
      await Promise.all([open.close(), guarded.close()]);
    },
  };
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

type Sent = {
  method: Dispatcher.HttpMethod;
  headers: Record<string, string>;
  /** Headers that only the origin gets that was asked first. */
  secrets?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
};

function sentFor(userAgent: string, init: RequestInit): Sent {
  const method = (init.method ?? "GET").toUpperCase();
  if (method !== "GET" && method !== "POST" && method !== "DELETE") throw new TypeError(`does not send ${method}`);
  if (init.body !== undefined && init.body !== null && typeof init.body !== "string")
    throw new TypeError("sends text only");
  const headers = Object.fromEntries(new Headers(init.headers));
  return {
    method,
    headers: { ...headers, "user-agent": userAgent, "accept-encoding": "gzip, br" },
    ...(init.body ? { body: init.body } : {}),
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

/** The answer as `fetch` gives it, its decoded body under a limit. */
function streamed(answer: Dispatcher.ResponseData, maxBytes: number): Response | FetchFailure {
  const { statusCode: status, body } = answer;
  body.on("error", () => undefined);
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value ?? []].flat()) if (!/^content-(?:encoding|length)$/.test(name)) headers.append(name, one);
  const encoding = answer.headers["content-encoding"];
  const decoded = decode(body, typeof encoding === "string" ? encoding : null);
  // `Response` takes no other codes, and no body with these.
  const isEmpty = status === 204 || status === 205 || status === 304;
  if (!decoded || status < 200 || status > 599 || isEmpty) body.destroy();
  if (status < 200 || status > 599) return { ok: false, code: "refused", status, message: `answered ${status}` };
  if (!decoded)
    return { ok: false, code: "bad-encoding", status, message: "answered in an encoding that was not asked for" };
  return new Response(isEmpty ? null : ReadableStream.from(capped(body, decoded, maxBytes)), { status, headers });
}

function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null;
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
