import type { Command } from "commander";
import { UserError } from "../../catalog/user-error.ts";
import { findBubblewrap } from "../../crawler/readers/sandbox/bubblewrap.ts";
import { createRobots } from "../../crawler/robots.ts";
import { crawl, replay, type CrawlOptions, type CrawlResult } from "../../crawler/run.ts";
import { total, type RunSummary } from "../../crawler/summary.ts";
import type { Catalog } from "../../db/client.ts";
import { withCatalog } from "../catalog.ts";
import { judgeCatalog } from "../judge.ts";
import { openNetwork, userAgent, type Network } from "../network.ts";
import { positiveInteger, rfc3339, wholeNumber, type Global } from "../options.ts";
import { count, printJson, progress, say } from "../output.ts";
import { plan, type Plan } from "../plan.ts";
import { printCrawlSummary, summaryJson } from "../summary.ts";

type Options = Global & {
  baseUrl: string[];
  limit?: number;
  workers: number;
  since?: string;
  fresh?: boolean;
  replay?: boolean;
  run?: boolean;
  keepBodies: number;
};

/** How many days answers are kept. */
export const keptDays = 7;

export function crawlCommand(program: Command): void {
  program
    .command("crawl")
    .description(
      "Run sources and judge the tools they bring. Without words: all but those that need a name, or a token that is not set.",
    )
    .argument(
      "[source...]",
      "source ids, starter, npm:NAME[@VERSION], npm:search:TEXT, github:OWNER/REPO[/FOLDER][@REF] or config:PATH",
    )
    .option("--base-url <ID=URL>", "where a source is, for a mirror or a sub-registry", collect, [])
    .option("--limit <n>", "stop a source after the page that brings it to n listings", positiveInteger)
    .option("--workers <n>", "requests under way at once", positiveInteger, 16)
    .option("--since <time>", "only what changed since then (RFC 3339)", rfc3339)
    .option("--fresh", "ask for everything again, as if never crawled")
    .option("--replay", "parse the kept answers again instead of asking anybody")
    .option("--run", "also install npm packages and ask them for their tools, in a sandbox without network")
    .option("--keep-bodies <days>", "how long answers are kept for --replay; 0: not at all", wholeNumber, keptDays)
    .addHelpText(
      "after",
      `
A crawl that is interrupted goes on where it was when you run it again; a finished one asks only for changes.

Examples:
  mcp-risk crawl starter                                a few well-known servers
  mcp-risk crawl npm:@modelcontextprotocol/server-filesystem
  mcp-risk crawl github:modelcontextprotocol/servers    the code of one repository
  mcp-risk crawl config:.mcp.json                       the servers of your client's configuration; npm and PyPI are
                                                        asked for the packages that it starts
  mcp-risk crawl npm:search:keywords:mcp-server         the packages that npm's search finds
  mcp-risk crawl registry --limit 500                   the first 500 of the official registry
  mcp-risk crawl registry --base-url registry=https://registry.example
  mcp-risk crawl npm:tavily-mcp --run                   as it answers when it runs
  mcp-risk crawl --replay                               after an upgrade: what the kept answers mean now`,
    )
    .action(async (names: string[], _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const planned = plan(names);
      if (options.run) await findBubblewrap(process.env);
      await withCatalog(options.db, async (catalog) => {
        const network = await openNetwork(options.baseUrl, namedEndpoints(planned));
        try {
          const { result, judged } = await crawlAndJudge(catalog, network, planned, options);
          const refusal = refusalOf(result.summary, planned);
          if (options.json) printJson(summaryJson(result, judged));
          // When the one thing that was asked for failed, the error says all there is to say.
          else if (refusal === null || planned.flatMap((one) => one.names).length > 1)
            await printCrawlSummary(catalog.db, result);
          if (refusal !== null) throw new UserError(refusal);
        } finally {
          await network.http.close();
        }
      });
    });
}

/**
 * Where the endpoints are that the user names: they may be on this computer or in a private network. Their origins, since a
 * server of before 2025-03-26 is written to at another path than it is read from (MCP 2024-11-05, HTTP with SSE).
 */
export function namedEndpoints(planned: readonly Plan[]): string[] {
  return planned.flatMap(({ source, names }) =>
    source.format === "live" ? names.map((name) => new URL(name).origin) : [],
  );
}

/** Crawls, then judges what is new. Ctrl-C stops the crawl in good order; a second one ends the process. */
export async function crawlAndJudge(
  catalog: Catalog,
  network: Network,
  planned: readonly Plan[],
  options: Pick<CrawlOptions, "workers" | "limit" | "since" | "fresh" | "keepBodies"> & {
    replay?: boolean;
    run?: boolean;
  },
): Promise<{ result: CrawlResult; judged: number }> {
  const interrupt = new AbortController();
  const onInterrupt = () => {
    if (interrupt.signal.aborted) process.exit(130);
    say("Stopping; run the same command to go on. Press Ctrl-C again to stop at once.");
    interrupt.abort();
  };
  process.on("SIGINT", onInterrupt);
  const line = progress();
  try {
    const run = options.replay ? replay : crawl;
    const sources = new Map(planned.map(({ source }) => [source.id, source]));
    const result = await run(catalog, network.http, createRobots(network.http, userAgent), {
      planned: planned.map((one) => ({ ...one, baseUrl: network.baseUrlOf(one.source) })),
      workers: options.workers,
      keepBodies: options.keepBodies,
      headersOf: (id) => {
        const source = sources.get(id);
        return source ? network.headersOf(source) : {};
      },
      signal: interrupt.signal,
      onProgress: (soFar, left) => {
        const listings = count(total(soFar, "listings"), "listing");
        line.update(
          `${listings}, ${count(soFar.tools, "tool")}, ${total(soFar, "unchanged")} unchanged; ${left} to fetch`,
        );
      },
      ...(options.limit === undefined ? {} : { limit: options.limit }),
      ...(options.since === undefined ? {} : { since: options.since }),
      ...(options.fresh ? { fresh: true } : {}),
      ...(options.run ? { run: network.npmConfig } : {}),
    });
    line.update("judging tools");
    const judged = await judgeCatalog(catalog.db);
    if (interrupt.signal.aborted) process.exitCode = 130;
    return { result, judged };
  } finally {
    line.done();
    process.off("SIGINT", onInterrupt);
  }
}

/** Why a crawl could not do what was asked by name, or reach anything at all, and what to do; null when it could. */
function refusalOf(summary: RunSummary, planned: readonly Plan[]): string | null {
  const [[host, why] = []] = summary.unreachable;
  if (host !== undefined && total(summary, "pages") + total(summary, "unchanged") === 0)
    return `${host} cannot be reached (${why ?? ""}). Check the network, then run the same command again.`;
  // A word that stands for many servers is not lost with one of them: the summary tells which.
  const nothing = total(summary, "listings") + total(summary, "unchanged") === 0;
  const asked = planned.flatMap(({ names, implied }) => names.filter((name) => nothing || !implied.includes(name)));
  const isAsked = (page: string) =>
    asked.some((spec) => page === spec || page.startsWith(`npm:${withoutVersion(spec)}@`));
  const lost = summary.refusals.find(({ page, at }) => at === "" && isAsked(page));
  if (!lost) return null;
  if (lost.code === "not-found" && lost.source !== "npm") return `${lost.source} has no ${lost.page}. Check the name.`;
  if (lost.code === "not-found") return `There is no package ${lost.page} in the registry. Check the name.`;
  if (lost.why.endsWith("tries again")) return `${lost.page} could not be read: ${lost.why}.`;
  const advice = lost.source === "npm" ? " Choose another version." : "";
  return `${lost.page} was refused: ${lost.why.replace(/\.$/, "")}.${advice}`;
}

function withoutVersion(spec: string): string {
  const at = spec.indexOf("@", 1);
  return at === -1 ? spec : spec.slice(0, at);
}

export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}
