import { ruleset } from "../classifier/classify.ts";
import type { CrawlResult } from "../crawler/run.ts";
import { total, type SourceSummary } from "../crawler/summary.ts";
import type { Db } from "../db/client.ts";
import { countServers, listServers, serversOfListings } from "../db/queries/servers.ts";
import { categories, risks } from "../catalog/verdict.ts";
import { count, print, say, table } from "./output.ts";

/** A run's summary as a JSON document. */
export function summaryJson({ summary, reconciled }: CrawlResult, judged: number) {
  const { sources, tools, warnings, refusals } = summary;
  return {
    sources: Object.fromEntries(sources),
    pages: total(summary, "pages"),
    unchanged: total(summary, "unchanged"),
    archives: total(summary, "archives"),
    listings: Object.fromEntries([...sources].map(([id, done]) => [id, done.listings])),
    tools,
    judged,
    servers: reconciled,
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

/** Prints the servers that a crawl has read, what it asked for, and what it could not take. */
export async function printCrawlSummary(db: Db, { summary, reconciled }: CrawlResult): Promise<void> {
  const ids = new Set<number>();
  for (const [source, refs] of summary.seen)
    for (const id of await serversOfListings(db, source, [...refs])) ids.add(id);
  const servers = await listServers(db, ruleset, { limit: shownServers, ids: [...ids].slice(0, maxIds) });
  const inAll = await countServers(db);
  const head = ["server", "version", "tools", ...categories, ...risks];
  const rows = servers.map(({ server, profile }) => [
    server.slug,
    server.version ?? "",
    profile.tools,
    ...categories.map((category) => profile.categories[category] ?? ""),
    ...risks.map((risk) => profile.risks[risk] ?? ""),
  ]);
  if (rows.length > 0) print(table(head, rows));
  if (ids.size > rows.length) say(`… and ${count(ids.size - rows.length, "more server")} of this crawl.`);
  say(`The catalog has ${count(inAll, "server")}; list them with: mcp-risk servers`);
  for (const [id, done] of summary.sources) if (done.asked > 0 || done.pages > 0) say(`${id}: ${inWords(done)}.`);
  say(
    `${count(summary.tools, "tool")} read, ${count(summary.warnings, "warning")}, ${count(summary.refusals.length, "refusal")}.`,
  );
  if (reconciled && reconciled.changes > 0)
    say(`${count(reconciled.changes, "change")} to servers known before; see them with: mcp-risk changes`);
  for (const { source, page, at, code, why } of summary.refusals.slice(0, shownRefusals))
    say(`  refused ${source} ${page}${at && ` ${at}`}: ${code}, ${why}`);
  if (summary.refusals.length > shownRefusals) say(`  … all of them with --json`);
  for (const [host, why] of summary.unreachable)
    say(`${host} cannot be reached (${why}); its work waits for the next crawl.`);
}

/** What a run did at one source, in words; what did not happen is left out. */
function inWords({ asked, listings, archives, unchanged, refused, failed, gone }: SourceSummary): string {
  return [
    count(asked, "request"),
    count(listings, "listing"),
    ...(archives > 0 ? [count(archives, "package")] : []),
    `${unchanged} unchanged`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(gone > 0 ? [`${gone} gone`] : []),
  ].join(", ");
}
