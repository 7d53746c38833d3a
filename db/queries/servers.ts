import { and, eq, inArray, like, not, sql } from "drizzle-orm";
import type { RiskProfile } from "../../catalog/card.ts";
import type { Server } from "../../catalog/server.ts";
import type { Category, Risk } from "../../catalog/verdict.ts";
import type { Db } from "../client.ts";
import { aliases, identifiers, identityRules, listings, servers, versions } from "../schema.ts";
import { grouped } from "../grouped.ts";
import { batches } from "../statements.ts";

export type ProfiledServer = { server: Server; profile: RiskProfile };

/** Servers whose source has not deleted them, ordered by slug, behind `after`; `ids` keeps to these. */
export async function listServers(
  db: Db,
  ruleset: string,
  options: { limit: number; after?: string; ids?: number[] },
): Promise<ProfiledServer[]> {
  const rows = await db
    .select()
    .from(servers)
    .where(
      and(
        sql`${servers.facts}->>'status' <> 'deleted'`,
        options.ids && inArray(servers.id, options.ids),
        options.after === undefined ? undefined : sql`${servers.slug} > ${options.after}`,
      ),
    )
    .orderBy(servers.slug)
    .limit(options.limit);
  return summarise(db, ruleset, rows);
}

/**
 * One server by its slug, by a slug that it had before, or by one of its identifiers (`npm:NAME`, `registry:NAME`, …); null
 * when there is none.
 */
export async function getServer(db: Db, ruleset: string, slugOrIdentifier: string): Promise<ProfiledServer | null> {
  const owner = db
    .select({ id: listings.serverId })
    .from(identifiers)
    .innerJoin(listings, eq(listings.id, identifiers.listingId))
    .where(and(eq(identifiers.identifier, slugOrIdentifier), not(like(identifiers.identifier, "claim:%"))));
  const heir = db.select({ id: aliases.serverId }).from(aliases).where(eq(aliases.slug, slugOrIdentifier));
  const rows = await db
    .select()
    .from(servers)
    .where(sql`${servers.slug} = ${slugOrIdentifier} or ${inArray(servers.id, heir)} or ${inArray(servers.id, owner)}`)
    // Of several that name a package the one that its own registry lists it for comes first; where a rule says that it proves nothing, last.
    .orderBy(
      sql`${servers.slug} = ${slugOrIdentifier} desc`,
      sql`exists (
        select from ${identifiers} i join ${listings} l on l.id = i.listing_id
        where l.server_id = ${servers.id} and i.identifier = ${slugOrIdentifier} and not exists (
          select from ${identityRules} r where r.identifier = i.identifier and r.listing in ('', l.source || ' ' || l.ref))) desc`,
      sql`exists (select from listings l where l.server_id = ${servers.id} and l.source || ':' || l.ref = ${slugOrIdentifier}) desc`,
      servers.slug,
    )
    .limit(1);
  const [summary] = await summarise(db, ruleset, rows);
  return summary ?? null;
}

/** How many servers the catalog has that no source has deleted. */
export async function countServers(db: Db): Promise<number> {
  return db.$count(servers, sql`${servers.facts}->>'status' <> 'deleted'`);
}

/** These stored servers with their identifiers and risk profiles, in the same order. */
async function summarise(db: Db, ruleset: string, rows: (typeof servers.$inferSelect)[]): Promise<ProfiledServer[]> {
  if (rows.length === 0) return [];
  const known = await withIdentifiers(db, rows);
  const counted = await db.execute<{ server_id: number; category: Category | null; risk: Risk | null; n: number }>(sql`
    select l.server_id, v.category, v.risk, count(*)::int as n from tools t
    join listings l on l.id = t.listing_id
    left join verdicts v on v.definition_hash = t.definition_hash and v.ruleset = ${ruleset}
    where t.shown and l.server_id in ${rows.map(({ id }) => id)} group by 1, 2, 3`);
  const countsOf = grouped(counted.rows, (row) => row.server_id);
  return rows.flatMap(({ id }, index) => {
    const server = known[index];
    return server ? [{ server, profile: profileOf(countsOf.get(id) ?? []) }] : [];
  });
}

/** The risk profile of tools: each row stands for `n` of them, with their category and risk where they are judged. */
export function profileOf(rows: readonly { category: Category | null; risk: Risk | null; n: number }[]): RiskProfile {
  const profile: RiskProfile = { tools: 0, categories: {}, risks: {} };
  for (const { category, risk, n } of rows) {
    profile.tools += n;
    if (category) profile.categories[category] = (profile.categories[category] ?? 0) + n;
    if (risk) profile.risks[risk] = (profile.risks[risk] ?? 0) + n;
  }
  return profile;
}

/** These stored servers with their identifiers, and with when each field began to be said, in the same order. */
export async function withIdentifiers(db: Db, rows: (typeof servers.$inferSelect)[]): Promise<Server[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const listed = await db
    .select({
      serverId: listings.serverId,
      id: listings.id,
      source: listings.source,
      ref: listings.ref,
      changedAt: listings.changedAt,
    })
    .from(listings)
    .where(inArray(listings.serverId, ids))
    .orderBy(listings.source, listings.ref);
  const named = await db
    .select({ listingId: identifiers.listingId, id: identifiers.identifier })
    .from(identifiers)
    .innerJoin(listings, eq(listings.id, identifiers.listingId))
    .where(inArray(listings.serverId, ids))
    .orderBy(identifiers.identifier, listings.source, listings.ref);
  const byListing = new Map(listed.map((listing) => [listing.id, listing]));
  const namesOf = grouped(named, ({ listingId }) => byListing.get(listingId)?.serverId ?? null);
  const changedAt = new Map(listed.map(({ source, ref, changedAt: at }) => [`${source} ${ref}`, rfc3339(at)]));
  return rows.map((row) => ({
    slug: row.slug,
    ...row.facts,
    origin: Object.fromEntries(
      Object.entries(row.facts.origin).map(([field, { source, ref }]) => {
        const at = changedAt.get(`${source} ${ref}`);
        return [field, { source, ref, ...(at === undefined ? {} : { at }) }];
      }),
    ),
    identifiers: (namesOf.get(row.id) ?? []).flatMap(({ listingId, id }) => {
      const by = byListing.get(listingId);
      return by ? [{ id, source: by.source, ref: by.ref }] : [];
    }),
    firstSeen: rfc3339(row.firstSeen),
    lastSeen: rfc3339(row.lastSeen),
    ...(row.goneAt === null ? {} : { goneAt: rfc3339(row.goneAt) }),
  }));
}

const rfc3339 = (time: string): string => new Date(time).toISOString();

/** Which servers these listings of a source belong to. */
export async function serversOfListings(db: Db, source: string, refs: string[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const part of batches(refs)) {
    const rows = await db
      .selectDistinct({ id: listings.serverId })
      .from(listings)
      .where(and(eq(listings.source, source), inArray(listings.ref, part)));
    for (const { id } of rows) if (id !== null) found.add(id);
  }
  return found;
}

/** One listing of a server, and what it brings. */
export type ServerListing = {
  source: string;
  ref: string;
  identifiers: string[];
  firstSeen: string;
  lastSeen: string;
  goneAt: string | null;
};

/** The listings of a server, with the identifiers that each brought: the proof of what is one server. */
export async function listingsOfServer(db: Db, slug: string): Promise<ServerListing[]> {
  const rows = await db
    .select({ listing: listings, identifier: identifiers.identifier })
    .from(listings)
    .innerJoin(servers, eq(servers.id, listings.serverId))
    .leftJoin(identifiers, eq(identifiers.listingId, listings.id))
    .where(eq(servers.slug, slug))
    .orderBy(listings.source, listings.ref, identifiers.identifier);
  const found = new Map<number, ServerListing>();
  for (const { listing, identifier } of rows) {
    const { source, ref, firstSeen, lastSeen, goneAt } = listing;
    const known = found.get(listing.id) ?? {
      source,
      ref,
      identifiers: [],
      firstSeen: rfc3339(firstSeen),
      lastSeen: rfc3339(lastSeen),
      goneAt: goneAt === null ? null : rfc3339(goneAt),
    };
    if (identifier !== null) known.identifiers.push(identifier);
    found.set(listing.id, known);
  }
  return [...found.values()];
}

/** A version of a server, and the listing that told of it. `publishedAt` is RFC 3339. */
export type ServerVersion = {
  version: string;
  publishedAt: string | null;
  status: string | null;
  source: string;
  ref: string;
};

/** The versions that a server has had, newest first, up to `limit`. */
export async function versionsOfServer(db: Db, slug: string, limit: number): Promise<ServerVersion[]> {
  return db
    .select({
      version: versions.version,
      publishedAt: versions.publishedAt,
      status: versions.status,
      source: versions.source,
      ref: versions.ref,
    })
    .from(versions)
    .innerJoin(listings, and(eq(listings.source, versions.source), eq(listings.ref, versions.ref)))
    .innerJoin(servers, eq(servers.id, listings.serverId))
    .where(eq(servers.slug, slug))
    .orderBy(sql`published_at desc nulls last`, versions.source, versions.version)
    .limit(limit);
}
