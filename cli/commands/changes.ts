import type { Command } from "commander";
import type { Change, ChangeKind } from "../../catalog/change.ts";
import { differences, mostDangerousFirst, newThreats } from "../../catalog/difference.ts";
import { visibleText } from "../../catalog/text.ts";
import { ruleset } from "../../classifier/classify.ts";
import { listChanges } from "../../db/queries/changes.ts";
import { withCatalog } from "../catalog.ts";
import { judgeCatalog } from "../judge.ts";
import { positiveInteger, rfc3339, type Global } from "../options.ts";
import { count, oneLine, print, printJson, say } from "../output.ts";
import { findServer } from "./look.ts";

type Options = Global & { since?: string; server?: string; tools?: boolean; limit: number };

const dayMs = 86_400_000;
/** So many are looked at, to show the worst first; each brings two definitions. */
const mostRead = 50_000;
const widest = 300;

export function changesCommand(program: Command): void {
  program
    .command("changes")
    .description("What changed in the catalog: servers that came and went, tools added, removed and changed.")
    .option("--since <time>", "since then (RFC 3339, default: the last seven days)", rfc3339)
    .option("--server <slug>", "of one server")
    .option("--tools", "changes of tools only")
    .option("--limit <n>", "show at most so many (with --json: all)", positiveInteger, 50)
    .addHelpText(
      "after",
      `
The most dangerous come first: new threats in a definition, then risks that rose, then what is most risky now.
A change of a tool is one that the same reader saw in the same place; a tool list that is merely read from
elsewhere now is none.

Examples:
  mcp-risk changes --since 2026-11-01
  mcp-risk changes --server npm:tavily-mcp --json`,
    )
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const since = options.since ?? new Date(Date.now() - 7 * dayMs).toISOString();
      await withCatalog(options.db, async ({ db }) => {
        await judgeCatalog(db);
        const server = options.server === undefined ? undefined : (await findServer(db, options.server)).server.slug;
        const all = await listChanges(db, ruleset, { since, ...(server === undefined ? {} : { server }) }, mostRead);
        const found = mostDangerousFirst(options.tools ? all.filter(({ tool }) => tool !== undefined) : all);
        if (all.length === mostRead)
          say(`Only the first ${count(mostRead, "change")} since then are looked at; give a later --since.`);
        if (options.json) printJson({ since, changes: found.map(changeJson) });
        else printChanges(found, since, options.limit);
      });
    });
}

/** A change as a JSON document: what happened, in which fields, and the verdicts before and after. */
function changeJson(change: Change) {
  const { before, after, ...rest } = change;
  return {
    ...rest,
    ...(before && after ? { differences: differences(before.definition, after.definition) } : {}),
    ...(before ? { before: sideJson(before) } : {}),
    ...(after ? { after: sideJson(after) } : {}),
    ...(after ? { threats: newThreats(change) } : {}),
  };
}

function sideJson({ hash, definition, verdict }: NonNullable<Change["after"]>) {
  return { hash, definition, category: verdict?.category ?? null, risk: verdict?.risk ?? null };
}

function printChanges(found: readonly Change[], since: string, limit: number): void {
  for (const change of found.slice(0, limit)) print(inWords(change));
  const kinds = new Map<ChangeKind, number>();
  for (const { kind } of found) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const tally = [...kinds].sort().map(([kind, n]) => `${n} ${kind}`);
  say(`${count(found.length, "change")} since ${since}${tally.length > 0 ? `: ${tally.join(", ")}` : ""}.`);
  if (found.length > limit) say(`The ${limit} most dangerous are shown; more with --limit N, all with --json.`);
}

const happened: Record<ChangeKind, string> = {
  "server-added": "is new",
  "server-gone": "is gone",
  "server-back": "is back",
  "tool-added": "was added",
  "tool-removed": "was removed",
  "tool-changed": "changed",
};

/** A change as a few lines: what happened, the verdict before and after, each difference, each new threat. */
function inWords(change: Change): string {
  const { before, after } = change;
  const what = change.tool === undefined ? change.server : `${change.server}/${change.tool}`;
  const verdict = ({ verdict: of }: NonNullable<typeof after>) => (of ? `${of.category}, ${of.risk}` : "not judged");
  const was = before ? verdict(before) : null;
  const is = after ? verdict(after) : null;
  const judged = was !== null && is !== null && was !== is ? `${was} before, ${is} now` : (is ?? was);
  return [
    oneLine(`${what} ${happened[change.kind]}${judged === null ? "" : ` (${judged})`}`, widest),
    ...(before && after ? differences(before.definition, after.definition) : []).map(
      ({ field, words }) => `  ${oneLine(`${field}: ${words}`, widest)}`,
    ),
    ...newThreats(change).map(({ level, title }) => `  ${level}: this tool ${visibleText(title)}`),
  ].join("\n");
}
