import type { Letter, ToxicFlow } from "../../catalog/grade.ts";
import { canonicalJson, sha256 } from "../../catalog/hash.ts";
import { lookAlikeWords, type LookAlike } from "../../catalog/look-alike.ts";
import type { Server } from "../../catalog/server.ts";
import type { Category, Finding, Risk } from "../../catalog/verdict.ts";
import { risks } from "../../catalog/verdict.ts";
import { ruleset } from "../../classifier/classify.ts";
import { gradeServer } from "../../classifier/grade.ts";
import { sharedNames, toxicFlows } from "../../classifier/stack.ts";
import type { Db } from "../../db/client.ts";
import { lookAlikeOf } from "../../db/queries/look-alikes.ts";
import { getServer } from "../../db/queries/servers.ts";
import { listTools, type JudgedTool } from "../../db/queries/shown-tools.ts";
import type { ConfiguredServer, Found, Unread } from "./find.ts";
import type { ScanState } from "./state.ts";

/** Something of a scan that a person may want to be told of. `id` names it in a baseline: it stays the same from scan to scan. */
export type Issue = {
  id: string;
  rule: string;
  level: "critical" | "high" | "finding" | "note";
  server: string;
  tool: string | null;
  message: string;
  files: string[];
};

/** A tool as a scan shows it. */
type ScannedTool = {
  name: string;
  category: Category | null;
  risk: Risk | null;
  confidence: number | null;
  findings: Finding[];
};

/**
 * A server of the stack: `slug` is null where the catalog does not know it. `label` is its key, with what it is where two
 * configurations give one key to different servers.
 */
type ScannedServer = {
  key: string;
  label: string;
  clients: string[];
  files: string[];
  identifiers: string[];
  pinned: boolean | null;
  slug: string | null;
  /** A short hash of what starts it or of its address, so that a baseline's unknown server is not taken for another one. */
  identity: string;
  grade: Letter | null;
  worst: Risk | null;
  risks: Partial<Record<Risk, number>>;
  tools: ScannedTool[];
  lookAlike: LookAlike | null;
  /** `definitionHash` is that of the definition now; null where there is none. */
  changed: { tool: string; what: "added" | "changed" | "removed"; definitionHash: string | null }[];
};

export type Scan = {
  files: string[];
  servers: ScannedServer[];
  flows: ToxicFlow[];
  sameNames: { tool: string; servers: string[] }[];
  unread: Unread[];
  issues: Issue[];
};

const mostTools = 5_000;

/**
 * What the catalog says about configured servers, and what they are together; `before` is what the last scan saw. `judged`
 * has the tools of each key: where servers of several configurations share one, those of all.
 */
export async function scanStack(
  db: Db,
  found: Found,
  before: ScanState,
): Promise<{ scan: Scan; now: ScanState; judged: Map<string, JudgedTool[]> }> {
  const now: ScanState = { version: 1, servers: { ...before.servers } };
  const judged = new Map<string, JudgedTool[]>();
  const servers: ScannedServer[] = [];
  for (const entries of byServer(found.servers)) {
    const server = await knownServer(db, entries);
    const slug = server?.slug ?? null;
    const tools = slug === null ? [] : await listTools(db, ruleset, { server: slug }, mostTools);
    const [first] = entries;
    if (!first) continue;
    const hashes = Object.fromEntries(tools.map(({ tool }) => [tool.definition.name, tool.definitionHash]));
    const known = slug === null ? undefined : before.servers[slug];
    if (slug !== null) {
      now.servers[slug] = hashes;
      judged.set(first.key, [...(judged.get(first.key) ?? []), ...tools]);
    }
    const lookAlike = slug === null ? null : await lookAlikeOf(db, slug);
    servers.push({
      key: first.key,
      label: first.key,
      clients: unique(entries.map(({ client }) => client)),
      files: unique(entries.map(({ file }) => file)),
      identifiers: unique(
        entries.flatMap(({ identifiers }) => (server ? identifiers : identifiers.map(withoutUnknownPath))),
      ),
      pinned: entries.some(({ pinned }) => pinned === false) ? false : first.pinned,
      slug,
      identity: shortHash(unique(entries.flatMap(({ identifiers }) => identifiers)).sort()),
      grade: server ? gradeServer(server, tools).letter : null,
      ...riskOf(tools),
      tools: tools.map(shown),
      lookAlike,
      changed: known ? changesOf(known, hashes) : [],
    });
  }
  for (const one of servers) one.label = labelOf(one, servers);
  const stack = servers.flatMap(({ label, tools }) =>
    tools.map(({ name, findings }) => ({ server: label, name, findings })),
  );
  const [flows, sameNames] = [toxicFlows(stack), sharedNames(stack)];
  const issues = [
    ...servers.flatMap(issuesOf),
    ...flows.map((flow) => flowIssue(flow, servers)),
    ...sameNames.map((one) => nameIssue(one, servers)),
  ];
  return { scan: { files: found.files, servers, flows, sameNames, unread: found.unread, issues }, now, judged };
}

const article = (category: Category | null) =>
  category === null ? "A" : `${category === "Execute" ? "An" : "A"} ${category}`;

const shortHash = (value: readonly string[]): string => sha256(canonicalJson(value)).slice(0, 12);

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Entries of several clients that start the same thing under the same name are one server. */
function byServer(entries: readonly ConfiguredServer[]): ConfiguredServer[][] {
  const groups = new Map<string, ConfiguredServer[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.key, [...entry.identifiers].sort()]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

/** Two entries with one key may start one server of the catalog, as a package and as an image: that is no second one. */
function labelOf(server: ScannedServer, all: readonly ScannedServer[]): string {
  const whatOf = ({ slug, identifiers: [first] }: ScannedServer): string => slug ?? first ?? "unknown";
  const isAlone = all.every((other) => other.key !== server.key || whatOf(other) === whatOf(server));
  return isAlone ? server.key : `${server.key} (${whatOf(server)})`;
}

async function knownServer(db: Db, entries: readonly ConfiguredServer[]): Promise<Server | null> {
  for (const identifier of unique(entries.flatMap(({ identifiers }) => identifiers))) {
    const known = await getServer(db, ruleset, identifier);
    if (known) return known.server;
  }
  return null;
}

/** Some services put a person's key into the path. An address that the catalog does not know is told by its host alone. */
function withoutUnknownPath(identifier: string): string {
  const [, origin = identifier] = /^(remote:https?:\/\/[^/]*)/.exec(identifier) ?? [];
  return origin;
}

function riskOf(tools: readonly JudgedTool[]): Pick<ScannedServer, "worst" | "risks"> {
  const counts: Partial<Record<Risk, number>> = {};
  for (const { verdict } of tools) if (verdict) counts[verdict.risk] = (counts[verdict.risk] ?? 0) + 1;
  return { worst: risks.findLast((risk) => counts[risk] !== undefined) ?? null, risks: counts };
}

function shown({ tool, verdict }: JudgedTool): ScannedTool {
  const { name } = tool.definition;
  return verdict
    ? {
        name,
        category: verdict.category,
        risk: verdict.risk,
        confidence: verdict.confidence,
        findings: verdict.findings,
      }
    : { name, category: null, risk: null, confidence: null, findings: [] };
}

function changesOf(before: Record<string, string>, now: Record<string, string>): ScannedServer["changed"] {
  const made: ScannedServer["changed"] = [];
  for (const tool of unique([...Object.keys(before), ...Object.keys(now)])) {
    if (before[tool] === now[tool]) continue;
    made.push({
      tool,
      what: before[tool] === undefined ? "added" : now[tool] === undefined ? "removed" : "changed",
      definitionHash: now[tool] ?? null,
    });
  }
  return made;
}

function issuesOf(server: ScannedServer): Issue[] {
  const { key, slug, identity, files, tools, changed, pinned, lookAlike } = server;
  const name = slug ?? `${key} ${identity}`;
  const issue = (rule: string, level: Issue["level"], tool: string | null, message: string, which = ""): Issue => ({
    id: [name, tool ?? "", rule, which].join(" ").trimEnd(),
    rule,
    level,
    server: key,
    tool,
    message,
    files,
  });
  if (slug === null) return [issue("scan.unknown", "note", null, "The catalog does not know this server.")];
  const unjudged = tools.filter(({ risk }) => risk === null).length;
  return [
    // What nobody could read or judge must not look like what is harmless.
    ...(tools.length === 0
      ? [issue("scan.no-tools", "note", null, "The catalog knows none of its tools, so nothing can be said of them.")]
      : []),
    ...(unjudged > 0
      ? [issue("scan.unjudged", "note", null, `Not judged yet: ${unjudged} of its tools. Run: mcp-risk classify`)]
      : []),
    ...tools.flatMap(({ name: tool, risk, category, findings }) => [
      ...(risk === "high" || risk === "critical"
        ? [issue(`risk.${risk}`, risk, tool, `${article(category)} tool of ${risk} risk.`)]
        : []),
      ...findings
        .filter(({ level }) => level !== "info")
        .map(({ rule, title }) => issue(rule, "finding", tool, `Its definition ${title}.`)),
    ]),
    ...changed
      .filter(({ what }) => what === "changed")
      // Who accepts this definition has not accepted the next one.
      .map(({ tool, definitionHash }) =>
        issue(
          "scan.changed",
          "finding",
          tool,
          "Its definition is not what the last scan saw.",
          definitionHash?.slice(0, 12),
        ),
      ),
    ...(lookAlike ? [issue("scan.look-alike", "finding", null, lookAlikeWords(lookAlike))] : []),
    ...(pinned === false
      ? [issue("scan.unpinned", "note", null, "Its version is not fixed, so a new one runs unseen.")]
      : []),
  ];
}

const filesOf = (servers: readonly ScannedServer[], labels: readonly string[]): string[] =>
  unique(servers.filter(({ label }) => labels.includes(label)).flatMap(({ files }) => files));

function flowIssue(flow: ToxicFlow, servers: readonly ScannedServer[]): Issue {
  const one = (leg: "private" | "untrusted" | "out"): string =>
    flow[leg]
      .map(({ tool }) => tool)
      .slice(0, 3)
      .join(", ");
  return {
    id: ["", "", "scan.toxic-flow", ...[...flow.servers].sort()].join(" "),
    rule: "scan.toxic-flow",
    level: "finding",
    server: flow.servers.join(" + "),
    tool: null,
    message: `Private data (${one("private")}) can leave (${one("out")}) when strangers' text (${one("untrusted")}) says so.`,
    files: filesOf(servers, flow.servers),
  };
}

function nameIssue(
  { tool, servers: labels }: { tool: string; servers: string[] },
  servers: readonly ScannedServer[],
): Issue {
  return {
    id: ["", tool, "scan.same-name", ...[...labels].sort()].join(" "),
    rule: "scan.same-name",
    level: "note",
    server: labels.join(" + "),
    tool,
    message: `${labels.length} servers have a tool of this name, so the wrong one may be called.`,
    files: filesOf(servers, labels),
  };
}
