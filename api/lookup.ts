import { unstorableText } from "../catalog/text.ts";
import { ruleset } from "../classifier/classify.ts";
import type { Db } from "../db/client.ts";
import { getServer, type ProfiledServer } from "../db/queries/servers.ts";
import { listTools, type JudgedTool } from "../db/queries/shown-tools.ts";
import { fromSegment } from "./paths.ts";

/** What a slug or identifier in a path stands for; `moved` has the slug to ask for instead. */
export type ServerLookup =
  | { outcome: "found"; summary: ProfiledServer }
  | { outcome: "moved"; slug: string }
  | { outcome: "missing"; why: string };

/** Finds the server that a path segment names. */
export async function lookUpServer(db: Db, segment: string): Promise<ServerLookup> {
  const wanted = fromSegment(segment);
  // PostgreSQL refuses such text with an error, and no slug can hold it.
  const summary = unstorableText(wanted) === null ? await getServer(db, ruleset, wanted) : null;
  if (!summary) {
    const why =
      "No server has this slug or identifier. Search for it with /api/v1/servers?q=WORD; an identifier (npm:NAME) must be percent-encoded.";
    return { outcome: "missing", why };
  }
  return summary.server.slug === wanted
    ? { outcome: "found", summary }
    : { outcome: "moved", slug: summary.server.slug };
}

/** Finds a current tool of a server by the path segment that names it. */
export async function lookUpTool(db: Db, slug: string, segment: string): Promise<JudgedTool | null> {
  const name = fromSegment(segment);
  if (unstorableText(name) !== null) return null;
  const [tool] = await listTools(db, ruleset, { server: slug, name }, 1);
  return tool ?? null;
}

const batch = 1_000;

/** All current tools of a server, by name. */
export async function allTools(db: Db, slug: string): Promise<JudgedTool[]> {
  const found: JudgedTool[] = [];
  for (;;) {
    const last = found.at(-1);
    const after = last && { server: slug, name: last.tool.definition.name };
    const next = await listTools(db, ruleset, { server: slug }, batch, after);
    found.push(...next);
    if (next.length < batch) return found;
  }
}
