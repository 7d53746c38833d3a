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

/** What `Http.fetch` rejects with; a body that goes over a limit fails with it, too. */
export class FetchFailed extends Error {
  override name = "FetchFailed";
  readonly failure: FetchFailure;

  constructor(failure: FetchFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

const longestWaitMs = 300_000;

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

/** The milliseconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date); null when there is none. */
export function parseRetryAfter(value: string | null): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
