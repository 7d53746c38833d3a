import { serve, type ServerType } from "@hono/node-server";
import { InvalidArgumentError, type Command } from "commander";
import { UserError } from "../../catalog/user-error.ts";
import { total } from "../../crawler/summary.ts";
import { withCatalog } from "../catalog.ts";
import { judgeCatalog } from "../judge.ts";
import { openNetwork } from "../network.ts";
import { positiveInteger, type Global } from "../options.ts";
import { say } from "../output.ts";
import { plan } from "../plan.ts";
import { printCrawlSummary } from "../summary.ts";
import { collect, crawlAndJudge, keptDays, namedEndpoints } from "./crawl.ts";
import type { Catalog } from "../../db/client.ts";

type Options = Global & { port: number; host: string; crawl: string[]; baseUrl: string[]; workers: number };

export function serveCommand(program: Command): void {
  program
    .command("serve")
    .description("Serve the API and the pages.")
    .option("--port <n>", "port to listen on", port, 8080)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--crawl <source>", "crawl this first, as with the crawl command (repeatable)", collect, [])
    .option("--base-url <ID=URL>", "where a source is, for --crawl", collect, [])
    .option("--workers <n>", "requests under way at once, for --crawl", positiveInteger, 8)
    .addHelpText(
      "after",
      "\nExamples:\n  mcp-risk serve\n  mcp-risk serve --port 3000\n  mcp-risk serve --crawl starter",
    )
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await withCatalog(options.db, async (catalog) => {
        if (options.crawl.length > 0) await crawlFirst(catalog, options);
        else await judgeCatalog(catalog.db);
        if (process.exitCode === undefined) await listen(catalog, options);
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

/** Serves until SIGINT or SIGTERM, then lets requests under way end. */
async function listen({ db }: Catalog, options: Options): Promise<void> {
  // Loaded here: the other commands start faster without the web framework.
  const { createApp } = await import("../../api/app.ts");
  const app = createApp({
    db,
    onError: (error) => {
      console.error(error);
    },
  });
  await new Promise<void>((done, fail) => {
    const server: ServerType = serve(
      { fetch: app.fetch, port: options.port, hostname: options.host },
      ({ port: actual }) => {
        say(`Serving on http://${options.host}:${actual} (API: /api/v1/servers). Press Ctrl-C to stop.`);
      },
    );
    server.on("error", (error: NodeJS.ErrnoException) => {
      fail(refusalToListen(error, options));
    });
    const stop = () => {
      server.close(() => {
        done();
      });
      if ("closeIdleConnections" in server) server.closeIdleConnections();
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });
}

function refusalToListen(error: NodeJS.ErrnoException, { port: wanted, host }: Options): Error {
  const why: Record<string, string> = {
    EADDRINUSE: `Port ${wanted} is taken. Choose another with --port N.`,
    EACCES: `Port ${wanted} may not be used by you. Choose one above 1023 with --port N.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Choose another with --host.`,
    ENOTFOUND: `${host} is not an address of this machine. Choose another with --host.`,
  };
  const text = why[error.code ?? ""];
  return text === undefined ? error : new UserError(text, { cause: error });
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError("Give a port from 0 to 65535.");
  return value;
}
