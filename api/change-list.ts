import { happened, type Change, type ChangedTool, type ChangeKind } from "../catalog/change.ts";
import { differences, type Difference } from "../catalog/difference.ts";
import { ruleset } from "../classifier/classify.ts";
import type { Db } from "../db/client.ts";
import { newestChangeIds, rankedChangeIds } from "../db/queries/change-ranks.ts";
import { listChanges } from "../db/queries/changes.ts";
import { readCursor, writeCursor } from "./cursor.ts";

/** What a list of changes shows: those of one kind, those for the worse, or all. */
export type ChangeFilter = ChangeKind | "worse" | undefined;

/** A page of changes; `next` leads on, and is null on the last page. */
export type Page<Next> = { changes: Change[]; next: Next | null };

/** Changes by day, newest first, and within a day the most dangerous first; null when `after` is no cursor of such a list. */
export async function changesByDanger(
  db: Db,
  filter: ChangeFilter,
  limit: number,
  after?: string,
): Promise<Page<string> | null> {
  const place = after === undefined ? undefined : readCursor("change danger", after);
  if (place === null) return null;
  const wanted = filter === "worse" ? { worse: true } : { kind: filter };
  const found = await rankedChangeIds(db, wanted, limit + 1, place);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    changes: await inFull(
      db,
      shown.map(({ id }) => id),
    ),
    next: last && found.length > limit ? writeCursor("change danger", last.place) : null,
  };
}

/** The newest changes first, before the one with the id `before`; `next` is what to give as `before`. */
export async function newestChanges(
  db: Db,
  filter: { server?: string | undefined; worse?: boolean | undefined; before?: number | undefined },
  limit: number,
): Promise<Page<number>> {
  const found = await newestChangeIds(db, filter, limit + 1);
  const shown = found.slice(0, limit);
  return { changes: await inFull(db, shown), next: found.length > limit ? (shown.at(-1) ?? null) : null };
}

async function inFull(db: Db, ids: number[]): Promise<Change[]> {
  if (ids.length === 0) return [];
  const found = new Map((await listChanges(db, ruleset, { ids }, ids.length)).map((change) => [change.id, change]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

const verdictWords = ({ verdict }: ChangedTool): string =>
  verdict ? `${verdict.category}, ${verdict.risk} risk` : "not judged";

/** What happened in a few words: `delete_file of acme-files changed (Read, low risk before; Write, medium risk now)`. */
export function changeTitle({ server, tool, kind, before, after }: Change): string {
  const what = tool === undefined ? server : `${tool} of ${server}`;
  const was = before ? verdictWords(before) : null;
  const is = after ? verdictWords(after) : null;
  const judged = was !== null && is !== null && was !== is ? `${was} before; ${is} now` : (is ?? was);
  return `${what} ${happened[kind]}${judged === null ? "" : ` (${judged})`}`;
}

const differencesShown = 12;
const wordsShown = 400;

/** What is different between a change's two definitions, as far as a page or a feed has room for it; `more` were left out. */
export function shownDifferences({ before, after }: Change): { shown: Difference[]; more: number } {
  const found = before && after ? differences(before.definition, after.definition) : [];
  const shown = found.slice(0, differencesShown).map(({ field, words }) => ({ field: cut(field), words: cut(words) }));
  return { shown, more: found.length - shown.length };
}

const cut = (text: string): string =>
  text.length <= wordsShown ? text : `${text.slice(0, wordsShown - 1).toWellFormed()}…`;
