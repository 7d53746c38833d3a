import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/** Asks the database for an answer; rejects when it gives none. */
export async function ping(db: Db): Promise<void> {
  await db.execute(sql`select 1`);
}
