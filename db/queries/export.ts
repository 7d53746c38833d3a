import { asc, eq, gt } from "drizzle-orm";
import type { Db } from "../client.ts";
import { changes, servers } from "../schema.ts";
import { serverCards } from "../schema-search.ts";
import { toolsOfServers } from "./shown-tools.ts";

const batch = 200;

/** Every server with its facts, identifiers and grade, by id. Reads a few hundred at a time. */
export async function* exportedServers(db: Db): AsyncGenerator<Record<string, unknown>> {
  for (let after = 0; ;) {
    const rows = await db
      .select({ server: servers, card: serverCards.card })
      .from(servers)
      .innerJoin(serverCards, eq(serverCards.serverId, servers.id))
      .where(gt(servers.id, after))
      .orderBy(asc(servers.id))
      .limit(batch);
    for (const { server, card } of rows) {
      const { identifiers, grade, profile } = card;
      yield {
        slug: server.slug,
        ...server.facts,
        identifiers,
        profile,
        grade,
        firstSeen: new Date(server.firstSeen).toISOString(),
        lastSeen: new Date(server.lastSeen).toISOString(),
        goneAt: server.goneAt === null ? null : new Date(server.goneAt).toISOString(),
      };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.server.id;
  }
}

/** Every current tool with its definition, where it was read, and its verdict under a ruleset, by server. */
export async function* exportedTools(db: Db, ruleset: string): AsyncGenerator<Record<string, unknown>> {
  for (let after = 0; ;) {
    const rows = await db
      .select({ id: servers.id })
      .from(servers)
      .where(gt(servers.id, after))
      .orderBy(asc(servers.id))
      .limit(batch);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    for (const { tool, verdict } of await toolsOfServers(db, ruleset, ids)) {
      const { server, definition, definitionHash, origin, firstSeen, lastSeen } = tool;
      yield { server, name: definition.name, definition, definitionHash, ...origin, firstSeen, lastSeen, verdict };
    }
    after = ids.at(-1) ?? after;
  }
}

/** Every change, oldest first, with the hashes of the definitions before and after. */
export async function* exportedChanges(db: Db): AsyncGenerator<Record<string, unknown>> {
  for (let after = 0; ;) {
    const rows = await db
      .select({ change: changes, server: servers.slug })
      .from(changes)
      .innerJoin(servers, eq(servers.id, changes.serverId))
      .where(gt(changes.id, after))
      .orderBy(asc(changes.id))
      .limit(batch * 10);
    for (const { change, server } of rows) {
      const { id, at, kind, tool, before, after: now } = change;
      yield { id, at: new Date(at).toISOString(), server, kind, tool, before, after: now };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.change.id;
  }
}
