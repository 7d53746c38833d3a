import type { Risk } from "../catalog/verdict.ts";

/**
 * The least risk of a tool that shows a signal, whatever its category. A Read of secrets gives away more than it looks;
 * commands and queries reach as far as whoever writes them; an address is called from the server's own network.
 */
export const leastRisk: ReadonlyMap<string, Risk> = new Map([
  ["flows.secrets", "high"],
  ["signals.command", "high"],
  ["signals.query", "medium"],
  ["signals.url", "medium"],
]);
