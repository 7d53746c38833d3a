import { InvalidArgumentError, Option, type Command } from "commander";
import { total } from "../../crawler/summary.ts";
import { withCatalog } from "../catalog.ts";
import { judgeCatalog } from "../judge.ts";
import { openNetwork } from "../network.ts";
import { positiveInteger, wholeNumber, type Global } from "../options.ts";
import { say } from "../output.ts";
import { plan } from "../plan.ts";
import type { ServeOptions } from "../serving.ts";
import { printCrawlSummary } from "../summary.ts";
import { collect, crawlAndJudge, keptDays, namedEndpoints } from "./crawl.ts";
import type { Catalog } from "../../db/client.ts";

type Options = Global & ServeOptions & { crawl: string[]; baseUrl: string[]; workers: number; queryLimit: number };

export function serveCommand(program: Command): void {
  program
    .command("serve")
    .description("Serve the API, the pages, and the MCP endpoint.")
    .option("--port <n>", "port to listen on", port, 8080)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--crawl <source>", "crawl this first, as with the crawl command (repeatable)", collect, [])
    .option("--base-url <ID=URL>", "where a source is, for --crawl", collect, [])
    .option("--workers <n>", "requests under way at once, for --crawl", positiveInteger, 8)
    .option("--rate-limit <n>", "requests that one client may make in a minute; 0: any number", wholeNumber, 600)
    .option("--query-limit <s>", "seconds that PostgreSQL may take for a question; 0: any time", wholeNumber, 5)
    .option("--trust-proxy", "who is asking is what the proxy in front says (X-Forwarded-For)", false)
    .option("--allow-host <name>", "host name that /mcp answers to besides localhost (repeatable)", collect, [])
    .option("--public-url <url>", "address that the catalog is known by, for feeds, sitemaps and badges", publicUrl)
    .addOption(
      new Option("--log-level <level>", "how much is logged to standard error, as JSON lines")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("warn"),
    )
    .addHelpText(
      "after",
      `
Nothing in it can change the catalog. /api describes the API; /healthz, /readyz and /metrics (Prometheus) are for who keeps
it running. Logs have routes instead of addresses, and no bodies.

Examples:
  mcp-risk serve
  mcp-risk serve --port 3000 --log-level info
  mcp-risk serve --host 0.0.0.0 --trust-proxy --allow-host risk.example --public-url https://risk.example
  mcp-risk serve --crawl starter`,
    )
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await withCatalog(options.db, async (catalog) => {
        if (options.crawl.length > 0) await crawlFirst(catalog, options);
        else await judgeCatalog(catalog.db);
        if (process.exitCode !== undefined) return;
        const { listen } = await import("../serving.ts");
        await listen(catalog.forReading(options.queryLimit * 1_000), options);
      });
    });
}

async function crawlFirst(catalog: Catalog, options: Options): Promise<void> {
  const planned = plan(options.crawl);
  const network = await openNetwork(options.baseUrl, namedEndpoints(planned));
  try {
    const { workers } = options;
    const { result } = await crawlAndJudge(catalog, network, planned, { workers, keepBodies: keptDays });
    const { summary } = result;
    const [[host, why] = []] = summary.unreachable;
    if (host !== undefined && total(summary, "pages") + total(summary, "unchanged") === 0)
      say(`${host} cannot be reached (${why ?? ""}); serving what the catalog has.`);
    else await printCrawlSummary(catalog.db, result);
  } finally {
    await network.http.close();
  }
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError("Give a port from 0 to 65535.");
  return value;
}

function publicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search !== "" || url.username !== "")
    throw new InvalidArgumentError("Give an address without a path, such as https://risk.example.");
  return url.origin;
}
