import { ruleset } from "../classifier/classify.ts";
import type { RunSummary } from "../crawler/work.ts";
import type { Db } from "../db/client.ts";
import { countServers, listServers } from "../db/queries/servers.ts";
import { categories, risks } from "../catalog/verdict.ts";
import { count, print, say, table } from "./output.ts";

/** A run's summary as a JSON document. */
export function summaryJson(summary: RunSummary, judged: number) {
  const { pages, unchanged, archives, tools, warnings, refusals } = summary;
  return {
    pages,
    unchanged,
    archives,
    listings: Object.fromEntries(summary.listings),
    tools,
    judged,
    warnings,
    refusals,
    unreachable: Object.fromEntries(summary.unreachable),
    stopped: [...summary.stopped],
  };
}

const shownServers = 20;
/** As many as one statement takes easily; the table shows only the first few anyway. */
const maxIds = 1_000;
const shownRefusals = 5;

/** Prints the servers that a crawl has read, and what it could not take. */
export async function printCrawlSummary(db: Db, summary: RunSummary): Promise<void> {
  const ids = [...summary.servers];
  const servers = await listServers(db, ruleset, { limit: shownServers, ids: ids.slice(0, maxIds) });
  const total = await countServers(db);
  const head = ["server", "version", "tools", ...categories, ...risks];
  const rows = servers.map(({ server, profile }) => [
    server.slug,
    server.version ?? "",
    profile.tools,
    ...categories.map((category) => profile.categories[category] ?? ""),
    ...risks.map((risk) => profile.risks[risk] ?? ""),
  ]);
  if (rows.length > 0) print(table(head, rows));
  if (ids.length > rows.length) say(`… and ${count(ids.length - rows.length, "more server")} of this crawl.`);
  say(`The catalog has ${count(total, "server")}; list them with: mcp-risk servers`);
  const listings = [...summary.listings.values()].reduce((a, b) => a + b, 0);
  say(
    `${count(listings, "listing")} and ${count(summary.archives, "package")} read, ${count(summary.tools, "tool")} found in them, ` +
      `${summary.unchanged} unchanged, ${count(summary.warnings, "warning")}, ${count(summary.refusals.length, "refusal")}.`,
  );
  for (const { source, page, at, code, why } of summary.refusals.slice(0, shownRefusals))
    say(`  refused ${source} ${page}${at && ` ${at}`}: ${code}, ${why}`);
  if (summary.refusals.length > shownRefusals) say(`  … all of them with --json`);
  for (const [host, why] of summary.unreachable)
    say(`${host} cannot be reached (${why}); its work waits for the next crawl.`);
}
