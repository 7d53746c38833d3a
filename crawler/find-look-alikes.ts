import { lookAlikes, type Named } from "../classifier/look-alike.ts";
import type { Db } from "../db/client.ts";
import { namesOfServers, prominentNames, saveLookAlikes, type NamedServer } from "../db/queries/look-alikes.ts";
import { repositoryIdentifier } from "./identity.ts";

const batch = 5_000;
const host = /^repo:[^/]+\//;

/** Compares the names of these servers with those of the best known ones, and saves which look alike. */
export async function findLookAlikes(db: Db, ids: readonly number[]): Promise<void> {
  const known = (await prominentNames(db)).map(namedBy);
  for (let at = 0; at < ids.length; at += batch) {
    const some = ids.slice(at, at + batch);
    await saveLookAlikes(db, some, lookAlikes(known, (await namesOfServers(db, some)).map(namedBy)));
  }
}

/** A server by the names that somebody types to get it. Images are named after what is in them, by whoever made them. */
function namedBy({ id, prominence, packages, repository }: NamedServer): Named {
  const named = packages.filter(({ type }) => type !== "oci" && type !== "mcpb").map(({ identifier }) => identifier);
  const place = repository === undefined ? null : repositoryIdentifier(repository.url);
  const path = place?.replace(host, "");
  const owners = [...named, ...(path === undefined ? [] : [`@${path}`])].flatMap((name) => {
    const [, owner] = /^@([^/]+)\//.exec(name) ?? [];
    return owner === undefined ? [] : [owner.toLowerCase()];
  });
  return { id, names: [...named, ...(path === undefined ? [] : [path])], owners, weight: prominence };
}
