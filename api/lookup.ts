import type { RiskProfile, ServerCard } from "../catalog/card.ts";
import type { LookAlike } from "../catalog/look-alike.ts";
import type { Server } from "../catalog/server.ts";
import { unstorableText } from "../catalog/text.ts";
import { ruleset } from "../classifier/classify.ts";
import { gradeServer } from "../classifier/grade.ts";
import { summariseTool } from "../crawler/card.ts";
import type { Db } from "../db/client.ts";
import { cardedServer, type CardedServer } from "../db/queries/cards.ts";
import { getServer, type ServerVersion } from "../db/queries/servers.ts";
import { shownTool, toolsOfServer, type JudgedTool, type ToolHistory } from "../db/queries/shown-tools.ts";
import { fromSegment } from "./paths.ts";

/** A server with all that its page shows. */
export type KnownServer = {
  server: Server;
  profile: RiskProfile;
  card: ServerCard;
  versions: ServerVersion[];
  lookAlike: LookAlike | null;
};

/** What a slug or identifier in a path stands for; `moved` has the slug to ask for instead. */
export type ServerLookup =
  ({ outcome: "found" } & KnownServer) | { outcome: "moved"; slug: string } | { outcome: "missing"; why: string };

const missing: ServerLookup = {
  outcome: "missing",
  why: "No server has this slug or identifier. Search for it with /api/v1/servers?q=WORD; an identifier (npm:NAME) must be percent-encoded.",
};

/** Finds the server that a path segment names. */
export async function lookUpServer(db: Db, segment: string): Promise<ServerLookup> {
  const wanted = fromSegment(segment);
  // PostgreSQL refuses such text with an error, and no slug can hold it.
  if (unstorableText(wanted) !== null) return missing;
  const known = await cardedServer(db, wanted);
  if (known) return { outcome: "found", ...(await withCard(db, known)) };
  const heir = await getServer(db, ruleset, wanted);
  return heir ? { outcome: "moved", slug: heir.server.slug } : missing;
}

async function withCard(db: Db, known: CardedServer): Promise<KnownServer> {
  const { slug, facts, firstSeen, lastSeen, goneAt, versions, lookAlike } = known;
  const card = known.card ?? (await freshCard(db, slug));
  const origin = Object.fromEntries(
    Object.entries(facts.origin).map(([field, teller]) => {
      const at = card.saidAt[field];
      return [field, at === undefined ? teller : { ...teller, at }];
    }),
  );
  const seen = { firstSeen, lastSeen, ...(goneAt === null ? {} : { goneAt }) };
  const server: Server = { slug, ...facts, origin, identifiers: card.identifiers, ...seen };
  return { server, profile: card.profile, card, versions, lookAlike };
}

/** The card of a server that a crawl under way has found, and not made ready yet. */
async function freshCard(db: Db, slug: string): Promise<ServerCard> {
  const found = await getServer(db, ruleset, slug);
  const tools = await toolsOfServer(db, ruleset, slug);
  if (!found) return emptyCard;
  return {
    profile: found.profile,
    grade: gradeServer(found.server, tools),
    saidAt: {},
    identifiers: found.server.identifiers,
    tools: tools.slice(0, 100).map(({ tool, verdict }) => summariseTool(tool.definition, verdict)),
  };
}

const emptyCard: ServerCard = {
  profile: { tools: 0, categories: {}, risks: {} },
  grade: {
    letter: null,
    because: [],
    capability: { level: null, can: [], flow: null },
    trust: { level: "poor", facts: [] },
    findings: { level: "none", found: [] },
  },
  saidAt: {},
  identifiers: [],
  tools: [],
};

/** Finds a current tool of a server by the path segment that names it. */
export async function lookUpTool(db: Db, slug: string, segment: string): Promise<ToolHistory | null> {
  const name = fromSegment(segment);
  return unstorableText(name) === null && unstorableText(slug) === null ? shownTool(db, ruleset, slug, name) : null;
}

/** All current tools of a server, by name. */
export async function allTools(db: Db, slug: string): Promise<JudgedTool[]> {
  return toolsOfServer(db, ruleset, slug);
}
