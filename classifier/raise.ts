import type { Risk } from "../catalog/verdict.ts";

/**
 * The least risk of a tool that shows a signal, whatever its category. A Read of secrets gives away more than it looks;
 * commands and queries reach as far as whoever writes them; rights that were handed out stay; one call that changes many
 * things does the harm of many; an address is called from the server's own network; with an administrator's rights, a Read
 * reads what its caller may not. Private data and text of strangers raise nothing by themselves: most tools read one of
 * them, and classifier/stack.ts says where they meet. Tools that move money are of the highest risk by their category.
 */
export const leastRisk: ReadonlyMap<string, Risk> = new Map([
  ["flows.secrets", "high"],
  ["signals.command", "high"],
  ["rights.grants", "high"],
  ["flows.bulk", "high"],
  ["signals.query", "medium"],
  ["signals.url", "medium"],
  ["rights.broad", "medium"],
]);
