import type { Command } from "commander";
import { happened, type Change, type ChangeKind } from "../../catalog/change.ts";
import { dangerOf, differences, newThreats, worseBecause } from "../../catalog/difference.ts";
import { visibleText } from "../../catalog/text.ts";
import { ruleset } from "../../classifier/classify.ts";
import type { Db } from "../../db/client.ts";
import { describeChange } from "../../api/routes/changes.ts";
import { listChanges, type ChangeFilter } from "../../db/queries/changes.ts";
import { withCatalog } from "../catalog.ts";
import { judgeCatalog } from "../judge.ts";
import { positiveInteger, rfc3339, type Global } from "../options.ts";
import { count, oneLine, print, printJson, say } from "../output.ts";
import { findServer } from "../find-server.ts";

type Options = Global & { since?: string; server?: string; tools?: boolean; limit: number };

const dayMs = 86_400_000;
/** So many are looked at together: each brings two definitions. */
const batch = 1_000;
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
The most dangerous come first: new threats in a definition, then risks that rose, then what is most risky now. A tool
that kept its name while its risk or its category rose, or a threat came into its definition, changed for the worse.
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
        const filter = { since, tools: options.tools === true, ...(server === undefined ? {} : { server }) };
        const ranked = await rank(db, filter);
        if (options.json) printJson({ since, changes: (await inFull(db, ranked)).map(changeJson) });
        else printChanges(await inFull(db, ranked.slice(0, options.limit)), ranked, since);
      });
    });
}

/** A change, without its definitions. */
type Ranked = { id: number; kind: ChangeKind; danger: number };

/** All changes, most dangerous first; equally dangerous ones oldest first. */
async function rank(db: Db, filter: ChangeFilter): Promise<Ranked[]> {
  const found: Ranked[] = [];
  for (let after = 0; ;) {
    const changes = await listChanges(db, ruleset, { ...filter, after }, batch);
    for (const change of changes) found.push({ id: change.id, kind: change.kind, danger: dangerOf(change) });
    after = changes.at(-1)?.id ?? after;
    if (changes.length < batch) return found.sort((a, b) => b.danger - a.danger);
  }
}

/** Changes with their definitions and verdicts, in the order given. */
async function inFull(db: Db, ranked: readonly Ranked[]): Promise<Change[]> {
  const found = new Map<number, Change>();
  for (let from = 0; from < ranked.length; from += batch) {
    const ids = ranked.slice(from, from + batch).map(({ id }) => id);
    for (const change of await listChanges(db, ruleset, { ids }, batch)) found.set(change.id, change);
  }
  return ranked.flatMap(({ id }) => found.get(id) ?? []);
}

/** A change as the API tells it, with the definitions themselves. */
function changeJson(change: Change) {
  const { before, after, ...said } = describeChange(change);
  return {
    ...said,
    ...(before ? { before: { ...before, definition: change.before?.definition } } : {}),
    ...(after ? { after: { ...after, definition: change.after?.definition } } : {}),
  };
}

function printChanges(shown: readonly Change[], all: readonly Ranked[], since: string): void {
  for (const change of shown) print(inWords(change));
  const kinds = new Map<ChangeKind, number>();
  for (const { kind } of all) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const tally = [...kinds].sort().map(([kind, n]) => `${n} ${kind}`);
  say(`${count(all.length, "change")} since ${since}${tally.length > 0 ? `: ${tally.join(", ")}` : ""}.`);
  if (all.length > shown.length)
    say(`The ${shown.length} most dangerous are shown; more with --limit N, all with --json.`);
}

/** A change as a few lines: what happened, the verdict before and after, each difference, each new threat. */
function inWords(change: Change): string {
  const { before, after } = change;
  const why = worseBecause(change);
  const what = change.tool === undefined ? change.server : `${change.server}/${change.tool}`;
  const verdict = ({ verdict: of }: NonNullable<typeof after>) => (of ? `${of.category}, ${of.risk}` : "not judged");
  const was = before ? verdict(before) : null;
  const is = after ? verdict(after) : null;
  const judged = was !== null && is !== null && was !== is ? `${was} before, ${is} now` : (is ?? was);
  return [
    oneLine(`${what} ${happened[change.kind]}${judged === null ? "" : ` (${judged})`}`, widest),
    ...(why === null ? [] : [`  changed for the worse: ${visibleText(why)}`]),
    ...(before && after ? differences(before.definition, after.definition) : []).map(
      ({ field, words }) => `  ${oneLine(`${field}: ${words}`, widest)}`,
    ),
    ...newThreats(change).map(({ level, title }) => `  ${level}: this tool ${visibleText(title)}`),
  ].join("\n");
}
