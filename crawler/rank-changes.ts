import { changeKinds } from "../catalog/change.ts";
import { dangerOf, worseBecause } from "../catalog/difference.ts";
import type { Db } from "../db/client.ts";
import * as stored from "../db/queries/change-ranks.ts";
import { listChanges } from "../db/queries/changes.ts";

/** So many are looked at together: each brings two definitions. */
const batch = 500;

/** Ranks the changes that `ruleset` has not ranked yet. Returns how many there were. */
export async function rankChanges(db: Db, ruleset: string): Promise<number> {
  let ranked = 0;
  for (const kind of changeKinds)
    if (kind.startsWith("server-")) ranked += await stored.rankServerChanges(db, kind, dangerOf({ kind }));
  for (let after = 0; ;) {
    const ids = await stored.unrankedChanges(db, ruleset, after, batch);
    const last = ids.at(-1);
    if (last === undefined) return ranked;
    after = last;
    const found = await listChanges(db, ruleset, { ids }, batch);
    await stored.saveRanks(
      db,
      ruleset,
      found.map((change) => ({ id: change.id, danger: dangerOf(change), worse: worseBecause(change) !== null })),
    );
    ranked += found.length;
  }
}
