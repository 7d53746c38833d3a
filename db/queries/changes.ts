import { and, eq, gt, inArray, isNotNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Change, ChangedTool } from "../../catalog/change.ts";
import type { ToolDefinition } from "../../catalog/tool.ts";
import type { Verdict } from "../../catalog/verdict.ts";
import type { Db } from "../client.ts";
import { changes, definitions, servers, verdicts } from "../schema.ts";

/** What to look for: changes since a time (RFC 3339), behind a change (its id), of one server, of tools only, or just these. */
export type ChangeFilter = { since?: string; after?: number; server?: string; tools?: boolean; ids?: number[] };

/** Changes, oldest first, with both definitions and what the rules of one version say about them. */
export async function listChanges(db: Db, ruleset: string, filter: ChangeFilter, limit: number): Promise<Change[]> {
  const was = { definition: alias(definitions, "was"), verdict: alias(verdicts, "was_verdict") };
  const is = { definition: alias(definitions, "now"), verdict: alias(verdicts, "now_verdict") };
  const rows = await db
    .select({
      change: changes,
      slug: servers.slug,
      before: was.definition.definition,
      beforeVerdict: was.verdict.verdict,
      after: is.definition.definition,
      afterVerdict: is.verdict.verdict,
    })
    .from(changes)
    .innerJoin(servers, eq(servers.id, changes.serverId))
    .leftJoin(was.definition, eq(was.definition.hash, changes.before))
    .leftJoin(was.verdict, and(eq(was.verdict.definitionHash, changes.before), eq(was.verdict.ruleset, ruleset)))
    .leftJoin(is.definition, eq(is.definition.hash, changes.after))
    .leftJoin(is.verdict, and(eq(is.verdict.definitionHash, changes.after), eq(is.verdict.ruleset, ruleset)))
    .where(
      and(
        filter.since === undefined ? undefined : sql`${changes.at} >= ${filter.since}::timestamptz`,
        filter.after === undefined ? undefined : gt(changes.id, filter.after),
        filter.server === undefined ? undefined : eq(servers.slug, filter.server),
        filter.tools ? isNotNull(changes.tool) : undefined,
        filter.ids && inArray(changes.id, filter.ids),
      ),
    )
    .orderBy(changes.id)
    .limit(limit);
  return rows.map(({ change, slug, ...row }) => {
    const before = side(change.before, row.before, row.beforeVerdict);
    const after = side(change.after, row.after, row.afterVerdict);
    return {
      id: change.id,
      at: new Date(change.at).toISOString(),
      server: slug,
      kind: change.kind,
      ...(change.tool === null ? {} : { tool: change.tool }),
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
    };
  });
}

function side(hash: string | null, definition: ToolDefinition | null, verdict: Verdict | null): ChangedTool | null {
  return hash !== null && definition ? { hash, definition, verdict } : null;
}
