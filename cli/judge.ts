import type { Verdict } from "../catalog/verdict.ts";
import { classify, ruleset } from "../classifier/classify.ts";
import { indexCatalog } from "../crawler/index-catalog.ts";
import type { Db } from "../db/client.ts";
import { saveVerdicts, unjudged } from "../db/queries/verdicts.ts";

const batch = 500;

/**
 * Judges the catalog's definitions that the current rules have not judged yet, and makes ready to be read what changed;
 * `onVerdicts` gets each saved batch. Returns how many were judged.
 */
export async function judgeCatalog(
  db: Db,
  onVerdicts: (verdicts: Verdict[]) => void = () => undefined,
): Promise<number> {
  let total = 0;
  for (let last = ""; ;) {
    const waiting = await unjudged(db, ruleset, last, batch);
    last = waiting.at(-1)?.hash ?? "";
    if (last === "") break;
    const judged = waiting.map(({ hash, definition }) => ({ hash, verdict: classify(definition) }));
    await saveVerdicts(db, judged);
    onVerdicts(judged.map(({ verdict }) => verdict));
    total += judged.length;
  }
  await indexCatalog(db, ruleset);
  return total;
}
