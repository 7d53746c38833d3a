import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { identifiers, identityRules as rules, listings } from "../schema.ts";

/** That an identifier proves nothing: in one listing (`SOURCE REF`), or ("") wherever it is brought. */
export type IdentityRule = { identifier: string; listing: string; because: string };

/** The catalog's own identity rules. */
export async function identityRules(db: Db): Promise<IdentityRule[]> {
  return db
    .select({ identifier: rules.identifier, listing: rules.listing, because: rules.because })
    .from(rules)
    .orderBy(rules.identifier, rules.listing);
}

/** Adds a rule, or gives one another reason; false when no listing that it is about brings the identifier. */
export async function addIdentityRule(db: Db, rule: IdentityRule): Promise<boolean> {
  const [brought] = await db
    .select({ id: listings.id })
    .from(identifiers)
    .innerJoin(listings, eq(listings.id, identifiers.listingId))
    .where(
      and(
        eq(identifiers.identifier, rule.identifier),
        rule.listing === "" ? undefined : sql`${listings.source} || ' ' || ${listings.ref} = ${rule.listing}`,
      ),
    )
    .limit(1);
  if (!brought) return false;
  await db
    .insert(rules)
    .values(rule)
    .onConflictDoUpdate({ target: [rules.identifier, rules.listing], set: { because: rule.because } });
  return true;
}

/** Takes a rule back; false when there is none. */
export async function removeIdentityRule(db: Db, identifier: string, listing: string): Promise<boolean> {
  const removed = await db
    .delete(rules)
    .where(and(eq(rules.identifier, identifier), eq(rules.listing, listing)))
    .returning({ identifier: rules.identifier });
  return removed.length > 0;
}
