import type { Command } from "commander";
import { UserError } from "../../catalog/user-error.ts";
import { createRobots } from "../../crawler/robots.ts";
import { crawl, type CrawlOptions } from "../../crawler/run.ts";
import type { PlannedSource } from "../../crawler/source.ts";
import { allSources } from "../../crawler/sources.ts";
import type { RunSummary } from "../../crawler/work.ts";
import type { Catalog } from "../../db/client.ts";
import { withCatalog } from "../catalog.ts";
import { judgeCatalog } from "../judge.ts";
import { openNetwork, userAgent, type Network } from "../network.ts";
import { positiveInteger, rfc3339, type Global } from "../options.ts";
import { count, printJson, progress, say } from "../output.ts";
import { printCrawlSummary, summaryJson } from "../summary.ts";
import { parseTarget } from "../target.ts";

type Options = Global & { baseUrl: string[]; limit?: number; workers: number; since?: string; fresh?: boolean };

export function crawlCommand(program: Command): void {
  program
    .command("crawl")
    .description("Run sources and judge the tools they bring. Without names: all that need no token.")
    .argument("[source...]", "source ids, npm:NAME[@VERSION] for one package, or npm:search:TEXT")
    .option("--base-url <ID=URL>", "where a source is, for a mirror or a sub-registry", collect, [])
    .option("--limit <n>", "stop a source after the page that brings it to n listings", positiveInteger)
    .option("--workers <n>", "requests under way at once", positiveInteger, 8)
    .option("--since <time>", "only what changed since then (RFC 3339)", rfc3339)
    .option("--fresh", "ask for everything again, as if never crawled")
    .addHelpText(
      "after",
      `
A crawl that is interrupted goes on where it was when you run it again; a finished one asks only for changes.

Examples:
  mcp-risk crawl npm                                    the starter list
  mcp-risk crawl npm:@modelcontextprotocol/server-filesystem
  mcp-risk crawl npm:search:keywords:mcp-server         the packages that npm's search finds
  mcp-risk crawl registry --limit 500                   the first 500 of the official registry
  mcp-risk crawl registry --base-url registry=https://registry.example`,
    )
    .action(async (names: string[], _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const planned = plan(names);
      await withCatalog(options.db, async (catalog) => {
        const network = await openNetwork(options.baseUrl);
        try {
          const { summary, judged } = await crawlAndJudge(catalog, network, planned, options);
          const refusal = refusalOf(summary, planned);
          if (options.json) printJson(summaryJson(summary, judged));
          // When the one thing that was asked for failed, the error says all there is to say.
          else if (refusal === null || names.length > 1) await printCrawlSummary(catalog.db, summary);
          if (refusal !== null) throw new UserError(refusal);
        } finally {
          await network.http.close();
        }
      });
    });
}

type Plan = Omit<PlannedSource, "baseUrl">;

/** Which sources the words on the command line mean. Throws a UserError for a word that means none. */
export function plan(names: readonly string[]): Plan[] {
  const known = new Map(allSources.map((source) => [source.id, source]));
  const planned = new Map<string, Plan>();
  const wanted = names.length > 0 ? names : allSources.filter((source) => !source.tokenVariable).map(({ id }) => id);
  for (const word of wanted) {
    const source = known.get(word);
    if (source) {
      planned.set(word, { source, all: true, names: planned.get(word)?.names ?? [] });
      continue;
    }
    const npm = known.get("npm");
    const { all = false, names: named = [] } = planned.get("npm") ?? {};
    if (npm && word.startsWith("npm:search:")) {
      planned.set("npm", { source: npm, all, names: [...named, word.slice("npm:".length)] });
      continue;
    }
    if (!word.includes(":"))
      throw new UserError(`There is no source "${word}". The sources are ${[...known.keys()].join(", ")}.`);
    const target = parseTarget(word);
    if (target.kind !== "npm" || !npm) throw new UserError(`${word} cannot be crawled. Use: mcp-risk extract ${word}`);
    const spec = target.version === undefined ? target.name : `${target.name}@${target.version}`;
    planned.set("npm", { source: npm, all, names: [...named, spec] });
  }
  return [...planned.values()];
}

/** Crawls, then judges what is new. Ctrl-C stops the crawl in good order; a second one ends the process. */
export async function crawlAndJudge(
  catalog: Catalog,
  network: Network,
  planned: readonly Plan[],
  options: Pick<CrawlOptions, "workers" | "limit" | "since" | "fresh">,
): Promise<{ summary: RunSummary; judged: number }> {
  const interrupt = new AbortController();
  const onInterrupt = () => {
    if (interrupt.signal.aborted) process.exit(130);
    say("Stopping; run the same command to go on. Press Ctrl-C again to stop at once.");
    interrupt.abort();
  };
  process.on("SIGINT", onInterrupt);
  const line = progress();
  try {
    const summary = await crawl(catalog, network.http, createRobots(network.http, userAgent), {
      planned: planned.map((one) => ({ ...one, baseUrl: network.baseUrlOf(one.source) })),
      workers: options.workers,
      signal: interrupt.signal,
      onProgress: (soFar, left) => {
        const listings = [...soFar.listings.values()].reduce((a, b) => a + b, 0);
        line.update(`${count(listings, "listing")}, ${count(soFar.tools, "tool")}; ${left} to fetch`);
      },
      ...(options.limit === undefined ? {} : { limit: options.limit }),
      ...(options.since === undefined ? {} : { since: options.since }),
      ...(options.fresh ? { fresh: true } : {}),
    });
    line.update("judging tools");
    const judged = await judgeCatalog(catalog.db);
    if (interrupt.signal.aborted) process.exitCode = 130;
    return { summary, judged };
  } finally {
    line.done();
    process.off("SIGINT", onInterrupt);
  }
}

/** Why a crawl could not do what was asked by name, or reach anything at all, and what to do; null when it could. */
function refusalOf(summary: RunSummary, planned: readonly Plan[]): string | null {
  const [[host, why] = []] = summary.unreachable;
  if (host !== undefined && summary.pages + summary.unchanged === 0)
    return `${host} cannot be reached (${why ?? ""}). Check the network, then run the same command again.`;
  const asked = planned.flatMap(({ names }) => names);
  const isAsked = (page: string) =>
    asked.some((spec) => page === spec || page.startsWith(`npm:${withoutVersion(spec)}@`));
  const lost = summary.refusals.find(({ page, at }) => at === "" && isAsked(page));
  if (!lost) return null;
  if (lost.code === "not-found") return `There is no package ${lost.page} in the registry. Check the name.`;
  if (lost.why.endsWith("tries again")) return `${lost.page} could not be read: ${lost.why}.`;
  return `${lost.page} was refused: ${lost.why.replace(/\.$/, "")}. Choose another version.`;
}

function withoutVersion(spec: string): string {
  const at = spec.indexOf("@", 1);
  return at === -1 ? spec : spec.slice(0, at);
}

export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}
