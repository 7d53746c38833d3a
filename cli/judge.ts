import type { Verdict } from "../catalog/verdict.ts";
import { classify, ruleset } from "../classifier/classify.ts";
import type { Db } from "../db/client.ts";
import { saveVerdicts, unjudged } from "../db/queries/tools.ts";

const batch = 500;

/** Judges the catalog's definitions that the current rules have not judged yet; `onVerdicts` gets each saved batch. Returns how many. */
export async function judgeCatalog(
  db: Db,
  onVerdicts: (verdicts: Verdict[]) => void = () => undefined,
): Promise<number> {
  for (let total = 0; ;) {
    const waiting = await unjudged(db, ruleset, batch);
    if (waiting.length === 0) return total;
    const judged = waiting.map(({ hash, definition }) => ({ hash, verdict: classify(definition) }));
    await saveVerdicts(db, judged);
    onVerdicts(judged.map(({ verdict }) => verdict));
    total += judged.length;
  }
}
