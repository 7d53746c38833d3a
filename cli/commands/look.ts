import type { Command } from "commander";
import { UserError } from "../../catalog/user-error.ts";
import { searchText } from "../../catalog/search-text.ts";
import { lookAlikeWords } from "../../catalog/look-alike.ts";
import { categories, Category, Risk, risks } from "../../catalog/verdict.ts";
import { ruleset } from "../../classifier/classify.ts";
import { gradeServer } from "../../classifier/grade.ts";
import type { Db } from "../../db/client.ts";
import { lookAlikeOf } from "../../db/queries/look-alikes.ts";
import { listServers, versionsOfServer, type ProfiledServer } from "../../db/queries/servers.ts";
import { listTools, readingsOfTool, type JudgedTool, type ToolFilter } from "../../db/queries/shown-tools.ts";
import { withCatalog } from "../catalog.ts";
import { findServer, resolveShown } from "../find-server.ts";
import { identityOf } from "../identity.ts";
import { positiveInteger, type Global } from "../options.ts";
import { count, print, printJson, say, table } from "../output.ts";
import { searchServers, searchTools } from "../search.ts";
import { noSuchTool } from "../tool-input.ts";
import { showIdentity, showServer, showTool } from "../show.ts";

const summaryRow = ({ server, profile }: ProfiledServer) => [
  server.slug,
  server.name,
  server.version ?? "",
  profile.tools,
  ...risks.map((risk) => profile.risks[risk] ?? ""),
];

export function serversCommand(program: Command): void {
  program
    .command("servers")
    .description("List the servers of the catalog.")
    .argument("[search]", "words in the name, the description or the tools; best matches first")
    .option("--limit <n>", "at most so many", positiveInteger, 50)
    .option("--all", "all of them")
    .option("--after <place>", "go on behind this slug; with words, behind the `next` of the page before")
    .addHelpText(
      "after",
      "\nExamples:\n  mcp-risk servers\n  mcp-risk servers github --json\n  mcp-risk servers --all --json",
    )
    .action(async (search: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<Global & { limit: number; all?: boolean; after?: string }>();
      await withCatalog(options.db, async ({ db }) => {
        const all = options.all === true;
        const { items, next } =
          search === undefined
            ? await everyServer(db, all, options.limit, options.after)
            : await searchServers(db, search, { all, limit: options.limit, after: options.after });
        if (options.json) printJson({ servers: items.map(({ server, profile }) => ({ ...server, profile })), next });
        else {
          if (items.length > 0)
            print(table(["server", "name", "version", "tools", ...risks], items.map(summaryRow), 48));
          const narrowed = search !== undefined || options.after !== undefined;
          sayMore(items.length, "server", next === null ? null : `--after ${next}`, narrowed);
        }
      });
    });
}

async function everyServer(db: Db, all: boolean, limit: number, from: string | undefined) {
  const { items, more } = await collectPages(
    all,
    limit,
    from,
    (size, after) => listServers(db, ruleset, { limit: size, ...(after === undefined ? {} : { after }) }),
    ({ server }) => server.slug,
  );
  return { items, next: more ? (items.at(-1)?.server.slug ?? null) : null };
}

export function toolsCommand(program: Command): void {
  program
    .command("tools")
    .description("List the tools of the catalog with their verdicts.")
    .argument("[search]", "words in the name, the description or the server's name; best matches first")
    .option("--server <slug>", "of one server")
    .option("--category <name>", `one of ${categories.join(", ")}`)
    .option("--risk <level>", `one of ${risks.join(", ")}`)
    .option("--limit <n>", "at most so many", positiveInteger, 50)
    .option("--all", "all of them")
    .addHelpText(
      "after",
      "\nExamples:\n  mcp-risk tools --risk critical\n  mcp-risk tools workflow --category Execute --json",
    )
    .action(async (search: string | undefined, _options, command: Command) => {
      type Options = Global & { server?: string; category?: string; risk?: string; limit: number; all?: boolean };
      const options = command.optsWithGlobals<Options>();
      const category = oneOf(Category.options, options.category, "--category");
      const risk = oneOf(Risk.options, options.risk, "--risk");
      await withCatalog(options.db, async ({ db }) => {
        const server = options.server === undefined ? undefined : (await findServer(db, options.server)).server.slug;
        const found = await findListed(db, search, { server, category, risk }, options.limit, options.all === true);
        if (options.json) printJson({ tools: found.items.map(({ tool, verdict }) => ({ ...tool, verdict })) });
        else {
          const rows = found.items.map(({ tool, verdict }) => [
            tool.server,
            tool.definition.name,
            verdict?.category ?? "not judged",
            verdict?.risk ?? "",
            tool.definition.description ?? "",
          ]);
          if (rows.length > 0) print(table(["server", "tool", "category", "risk", "description"], rows, 48));
          const narrowed = [search, server, category, risk].some((part) => part !== undefined);
          sayMore(found.items.length, "tool", found.more ? "--all, or a larger --limit" : null, narrowed);
        }
      });
    });
}

/** Tools by server and name; with words the best matches first, or those of one server whose texts have the words. */
async function findListed(
  db: Db,
  search: string | undefined,
  filter: ToolFilter,
  limit: number,
  all: boolean,
): Promise<{ items: JudgedTool[]; more: boolean }> {
  const { server, category, risk } = filter;
  if (search !== undefined && server === undefined) {
    const tags = [...(category ? [`category:${category}`] : []), ...(risk ? [`risk:${risk}`] : [])];
    const { items, next } = await searchTools(db, search, tags, { limit, all });
    return { items, more: next !== null };
  }
  const found = await collectPages<JudgedTool, { server: string; name: string }>(
    all || search !== undefined,
    limit,
    undefined,
    (size, after) => listTools(db, ruleset, filter, size, after),
    ({ tool }) => ({ server: tool.server, name: tool.definition.name }),
  );
  if (search === undefined) return found;
  const words = searchText(search, 200).split(" ");
  const matching = found.items.filter(({ tool: { definition } }) => {
    const text = searchText(`${definition.name} ${definition.description ?? ""}`, 10_000);
    return words.every((word) => text.includes(word));
  });
  return { items: all ? matching : matching.slice(0, limit), more: !all && matching.length > limit };
}

export function showCommand(program: Command): void {
  program
    .command("show")
    .description("Show one server, or one tool with its verdict and the words that decided.")
    .argument("<slug>", "a slug or an identifier (npm:NAME), with /TOOL for one tool")
    .option("--identity", "which listings make the server, what each brings, and what does not count")
    .addHelpText(
      "after",
      "\nExamples:\n  mcp-risk show modelcontextprotocol-server-filesystem\n  mcp-risk show npm:tavily-mcp/tavily_search --json\n  mcp-risk show npm:tavily-mcp --identity",
    )
    .action(async (word: string, _options, command: Command) => {
      const options = command.optsWithGlobals<Global & { identity?: boolean }>();
      await withCatalog(options.db, async ({ db }) => {
        const { summary, tool: name } = await resolveShown(db, word);
        if (options.identity) {
          const identity = await identityOf(db, summary.server.slug);
          if (options.json) printJson(identity);
          else print(showIdentity(identity));
          return;
        }
        const tools = await listTools(db, ruleset, { server: summary.server.slug }, 5_000);
        if (name !== null) {
          const tool = tools.find((one) => one.tool.definition.name === name);
          if (!tool)
            throw noSuchTool(
              summary.server.slug,
              name,
              tools.map((one) => one.tool.definition.name),
            );
          const readings = await readingsOfTool(db, summary.server.slug, name);
          if (options.json) printJson({ ...tool.tool, verdict: tool.verdict, readings });
          else print(showTool(tool, readings));
        } else if (options.json) {
          printJson({
            ...summary.server,
            profile: summary.profile,
            grade: gradeServer(summary.server, tools),
            lookAlike: await lookAlikeOf(db, summary.server.slug),
            versions: await versionsOfServer(db, summary.server.slug, shownVersions),
            tools: tools.map((one) => ({ ...one.tool, verdict: one.verdict })),
          });
        } else {
          const lookAlike = await lookAlikeOf(db, summary.server.slug);
          print(showServer(summary, tools));
          if (lookAlike) say(lookAlikeWords(lookAlike));
        }
      });
    });
}

const shownVersions = 100;

function oneOf<T extends string>(allowed: readonly T[], given: string | undefined, option: string): T | undefined {
  if (given === undefined) return undefined;
  const found = allowed.find((value) => value.toLowerCase() === given.toLowerCase());
  if (!found) throw new UserError(`${option} ${given} is unknown. Give one of ${allowed.join(", ")}.`);
  return found;
}

const pageSize = 500;

/** Up to `limit` items (or all), asked for page by page; `more` says whether there are others behind. */
async function collectPages<T, Key>(
  all: boolean,
  limit: number,
  after: Key | undefined,
  page: (limit: number, after: Key | undefined) => Promise<T[]>,
  keyOf: (item: T) => Key,
): Promise<{ items: T[]; more: boolean }> {
  const items: T[] = [];
  for (let from = after; ;) {
    const wanted = all ? pageSize : Math.min(pageSize, limit + 1 - items.length);
    const found = await page(wanted, from);
    items.push(...found);
    const last = found.at(-1);
    if (found.length < wanted || last === undefined || (!all && items.length > limit)) break;
    from = keyOf(last);
  }
  return { items: all ? items : items.slice(0, limit), more: !all && items.length > limit };
}

/** Says how many were shown, and how to see more; nothing in an answer to a narrower question says nothing of the catalog. */
function sayMore(shown: number, noun: string, more: string | null, narrowed: boolean): void {
  if (shown === 0) say(`No ${noun} found.${narrowed ? "" : " Crawl first, for example: mcp-risk crawl starter"}`);
  else say(more === null ? `${count(shown, noun)}.` : `${count(shown, noun)} shown; more with ${more}.`);
}
