import type { Db } from "../db/client.ts";
import * as stored from "../db/queries/search-index.ts";
import { keepUnaffected } from "../db/queries/same-verdicts.ts";
import { indexServer } from "./card.ts";
import { findLookAlikes } from "./find-look-alikes.ts";
import { remoteIdentifier } from "./identity.ts";
import { rankChanges } from "./rank-changes.ts";

const batch = 500;
const guardTag = "auth:required";

/**
 * Makes ready to be read what changed since the last time: each server's card, what servers and tools are found by, the
 * counts over all of them, whose names look alike, and how dangerous each change is. Runs after the tools of a crawl are
 * judged by `ruleset`. Returns how many servers were made ready.
 */
export async function indexCatalog(db: Db, ruleset: string): Promise<number> {
  const guarded = await stored.serversBringing(
    db,
    (await stored.guardedEndpoints(db)).flatMap((url) => remoteIdentifier(url) ?? []),
  );
  await keepUnaffected(db, ruleset);
  const stale = await stored.staleServers(db, ruleset);
  await indexServers(db, ruleset, stale, guarded);
  // What an endpoint refused changes no listing.
  const turned = await stored.wronglyTagged(db, guardTag, guarded);
  await indexServers(db, ruleset, turned, guarded);
  const changed = [...stale, ...turned];
  if (changed.length > 0) {
    await stored.recount(db, changed);
    await findLookAlikes(db, changed);
    await stored.analyseIndex(db);
  }
  const ranked = await rankChanges(db, ruleset);
  if (changed.length > 0 || ranked > 0 || (await stored.seenSinceRaised(db))) await stored.raiseVersion(db);
  return changed.length;
}

async function indexServers(
  db: Db,
  ruleset: string,
  ids: readonly number[],
  guarded: ReadonlySet<number>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += batch) {
    const found = await stored.unindexedServers(db, ruleset, ids.slice(at, at + batch));
    await stored.saveIndexed(
      db,
      found.map((one) => indexServer(one, ruleset, guarded.has(one.id))),
    );
  }
}
