import { Counter, Histogram, Registry } from "prom-client";
import type { RequestEntry } from "./deps.ts";

/** What a monitoring system reads at /metrics (Prometheus text format). */
export type Metrics = { registry: Registry; count: (request: RequestEntry) => void };

/** Counts requests in a registry: its own, or one that has more in it. */
export function createMetrics(registry: Registry = new Registry()): Metrics {
  const labelNames = ["method", "route", "status"] as const;
  const seconds = new Histogram({
    name: "mcp_risk_http_request_duration_seconds",
    help: "How long requests took to be answered",
    labelNames,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const limited = new Counter({
    name: "mcp_risk_http_requests_limited_total",
    help: "Requests that were refused because their client made too many",
    registers: [registry],
  });
  return {
    registry,
    count: ({ method, route, status, ms }) => {
      seconds.observe({ method, route, status: String(status) }, ms / 1_000);
      if (status === 429) limited.inc();
    },
  };
}
