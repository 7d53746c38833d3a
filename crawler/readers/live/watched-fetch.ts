import { FetchFailed, parseRetryAfter, type FetchFailure } from "../../fetch-failure.ts";
import type { Fetch } from "../../http.ts";

/** Why a running server gave no tools. `not-mcp`: it answers, but not as the protocol says. */
export type LiveFailure = {
  ok: false;
  code: FetchFailure["code"] | "needs-authorization" | "not-mcp";
  message: string;
  /** Of the authorization that it wants, from WWW-Authenticate: "Bearer", "Basic", … */
  scheme?: string;
  retryAfterMs?: number;
};

/** What one endpoint may cost us, over all requests. */
export type LiveLimits = { ms: number; bytes: number; requests: number };

export type WatchedFetch = {
  fetch: Fetch;
  /** Ends when the time is over, the caller stops it, or a limit is reached. */
  signal: AbortSignal;
  /** The status of the last answer; null before the first. */
  status: () => number | null;
  /** Why nothing more is to be had from this endpoint; null as long as nothing speaks against it. */
  failure: () => LiveFailure | null;
};

/**
 * A `fetch` for all requests to one endpoint, under limits that count over all of them. It remembers what went wrong, since
 * the protocol's client wraps that in errors of its own, and it ends everything at a wall: nothing is asked twice there.
 */
export function watchFetch(fetch: Fetch, limits: LiveLimits, stopped: AbortSignal | undefined): WatchedFetch {
  const stop = new AbortController();
  const deadline = AbortSignal.timeout(limits.ms);
  const signal = AbortSignal.any([stop.signal, deadline, ...(stopped ? [stopped] : [])]);
  let failure: LiveFailure | null = null;
  let status: number | null = null;
  let bytes = 0;
  let requests = 0;

  const end = (why: LiveFailure): FetchFailed => {
    failure ??= why;
    stop.abort();
    return new FetchFailed({ ok: false, code: "aborted", message: why.message });
  };

  async function* counted(body: ReadableStream<Uint8Array>, wanted: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body) {
        bytes += chunk.length;
        if (bytes > limits.bytes)
          throw end({ ok: false, code: "too-large", message: `answered more than ${limits.bytes} bytes in all` });
        yield chunk;
      }
    } catch (error) {
      if (!wanted.aborted) failure ??= { ok: false, code: "network", message: "the answer broke off" };
      throw error;
    }
  }

  return {
    async fetch(url, init = {}) {
      if (++requests > limits.requests)
        throw end({ ok: false, code: "not-mcp", message: `made us ask more than ${limits.requests} times` });
      const wanted = init.signal ? AbortSignal.any([init.signal, signal]) : signal;
      let answer: Response;
      try {
        answer = await fetch(url, { ...init, signal: wanted });
      } catch (error) {
        if (error instanceof FetchFailed && error.failure.code !== "aborted") failure = error.failure;
        throw error;
      }
      status = answer.status;
      failure = failureOf(answer);
      if (failure?.code === "needs-authorization") {
        await answer.body?.cancel();
        throw end(failure);
      }
      return answer.body ? new Response(ReadableStream.from(counted(answer.body, wanted)), answer) : answer;
    },
    signal,
    status: () => status,
    failure() {
      if (stopped?.aborted) return { ok: false, code: "aborted", message: "interrupted" };
      if (deadline.aborted && !stop.signal.aborted)
        return { ok: false, code: "timeout", message: `took longer than ${limits.ms / 1000} seconds` };
      return failure;
    },
  };
}

function failureOf({ status, headers }: Response): LiveFailure | null {
  if (status < 300) return null;
  const message = `answered ${status}`;
  if (status === 401 || status === 403) {
    const scheme = /^[\w!#$%&'*+.^`|~-]+/.exec(headers.get("www-authenticate")?.trim() ?? "")?.[0];
    return { ok: false, code: "needs-authorization", message, ...(scheme === undefined ? {} : { scheme }) };
  }
  const code =
    status === 404 || status === 410
      ? "not-found"
      : status === 429
        ? "rate-limited"
        : status >= 500
          ? "server-error"
          : "refused";
  const retryAfterMs = parseRetryAfter(headers.get("retry-after"));
  return { ok: false, code, message, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
}
