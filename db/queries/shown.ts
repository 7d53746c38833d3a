import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/**
 * Chooses which reader's definition of each tool is shown, after the tools of these servers have changed. Order of trust:
 * the running server's own answer, then the package's source, then what a catalogue lists; of equals the one seen last.
 */
export async function chooseShown(tx: Db, serverIds: number[]): Promise<void> {
  if (serverIds.length === 0) return;
  await tx.execute(sql`
    update tools t set shown = ranked.place = 1 and t.current
    from (
      select id, row_number() over (
        partition by server_id, name
        order by current desc,
          case when reader = 'live' then 0 when reader like 'listing:%' then 2 else 1 end,
          last_seen desc, id
      ) as place
      from tools where server_id in ${serverIds}
    ) ranked
    where t.id = ranked.id and t.shown <> (ranked.place = 1 and t.current)`);
}
