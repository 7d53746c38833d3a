import type { Verdict } from "../catalog/verdict.ts";
import { classify, ruleset } from "../classifier/classify.ts";
import { indexCatalog } from "../crawler/index-catalog.ts";
import type { Db } from "../db/client.ts";
import { saveVerdicts, unjudged } from "../db/queries/verdicts.ts";
import { startThreads, type Threads } from "./judge-threads.ts";

const batch = 500;
/** From so many batches on, threads of their own judge while this one reads and saves: starting them takes half a second. */
const batchesForThreads = 8;

type Waiting = Awaited<ReturnType<typeof unjudged>>;

/**
 * Judges the catalog's definitions that the current rules have not judged yet, and makes ready to be read what changed;
 * `onVerdicts` gets each saved batch. Returns how many were judged.
 */
export async function judgeCatalog(
  db: Db,
  onVerdicts: (verdicts: Verdict[]) => void = () => undefined,
): Promise<number> {
  let total = 0;
  let threads: Threads | undefined;
  const underWay: { waiting: Waiting; verdicts: Promise<Verdict[]> }[] = [];
  const saveFirst = async (): Promise<void> => {
    const first = underWay.shift();
    if (first === undefined) return;
    const verdicts = await first.verdicts;
    await saveVerdicts(
      db,
      first.waiting.flatMap(({ hash }, at) => {
        const verdict = verdicts[at];
        return verdict ? [{ hash, verdict }] : [];
      }),
    );
    onVerdicts(verdicts);
    total += verdicts.length;
  };
  try {
    let last = "";
    for (let batches = 1; ; batches++) {
      const waiting = await unjudged(db, ruleset, last, batch);
      last = waiting.at(-1)?.hash ?? "";
      if (last === "") break;
      if (batches === batchesForThreads) threads = startThreads();
      const definitions = waiting.map(({ definition }) => definition);
      underWay.push({
        waiting,
        verdicts: threads?.judge(definitions) ?? Promise.resolve(definitions.map((one) => classify(one))),
      });
      if (underWay.length > (threads?.count ?? 0)) await saveFirst();
    }
    while (underWay.length > 0) await saveFirst();
  } finally {
    await threads?.close();
  }
  await indexCatalog(db, ruleset);
  return total;
}
