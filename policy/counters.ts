/** The calendar windows of quotas. They begin in UTC, so twice the quota may pass around the turn of one. */
export const windows = ["minute", "hour", "day"] as const;
export type Window = (typeof windows)[number];

/** What has been used, by counter; a counter holds for the window that it was last used in. */
export type Counters = Map<string, { window: number; used: number }>;

/** An amount that was taken from a counter, to be given back when the call did not happen. */
export type Reservation = { counter: string; window: number; amount: number };

const milliseconds: Readonly<Record<Window, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** When the window that holds `at` (milliseconds since 1970, UTC) began. */
function windowStart(window: Window, at: number): number {
  return Math.floor(at / milliseconds[window]) * milliseconds[window];
}

/** What was used of a counter in the window that holds `at`. */
export function usedOf(counters: Counters, counter: string, window: Window, at: number): number {
  const known = counters.get(counter);
  return known?.window === windowStart(window, at) ? known.used : 0;
}

/** Take an amount when that leaves no more than `limit` used; undefined when it does not. */
export function reserve(
  counters: Counters,
  quota: { counter: string; window: Window; limit: number },
  amount: number,
  at: number,
): Reservation | undefined {
  const used = usedOf(counters, quota.counter, quota.window, at);
  if (used + amount > quota.limit) return undefined;
  const window = windowStart(quota.window, at);
  counters.set(quota.counter, { window, used: used + amount });
  return { counter: quota.counter, window, amount };
}

/** Give back what was taken. What belongs to a window that is over is not given to the next one. */
export function release(counters: Counters, { counter, window, amount }: Reservation): void {
  const known = counters.get(counter);
  if (known?.window === window) known.used -= amount;
}
