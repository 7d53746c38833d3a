import { whyUnproven } from "../crawler/reconcile.ts";
import type { Db } from "../db/client.ts";
import { listingsOfServer, type ServerListing } from "../db/queries/servers.ts";

/** What makes a server one: its listings, what each brings, and which of these identifiers join nothing, with the reason. */
export type Identity = { server: string; listings: ServerListing[]; unproven: Record<string, string> };

/** The identity of the server with this slug. */
export async function identityOf(db: Db, server: string): Promise<Identity> {
  const listings = await listingsOfServer(db, server);
  const why = await whyUnproven(db);
  const brought = new Set(listings.flatMap(({ identifiers }) => identifiers));
  return { server, listings, unproven: Object.fromEntries([...why].filter(([identifier]) => brought.has(identifier))) };
}
