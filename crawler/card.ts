import type { Language, ServerCard, ServerSummary, ToolSummary } from "../catalog/card.ts";
import { searchText } from "../catalog/search-text.ts";
import type { Package, Server } from "../catalog/server.ts";
import type { ToolDefinition } from "../catalog/tool.ts";
import { risks, type Risk, type Verdict } from "../catalog/verdict.ts";
import { patternsOf } from "../classifier/attack-patterns.ts";
import { gradeServer } from "../classifier/grade.ts";
import type { Indexed, ServerEntry, ToolEntry, Unindexed } from "../db/queries/search-index.ts";

const shortLength = 300;
const listedPlaces = 10;
const listedTools = 100;
/** As many characters of names and texts are searched: what comes later says little, and every word costs each search. */
const searched = { name: 300, nameKey: 120, description: 800, toolNames: 2_000 };

/** The language that a type of package is written in; images and bundles may hold any. */
const languageOf: Partial<Record<Package["type"], Language>> = {
  npm: "javascript",
  pypi: "python",
  nuget: "dotnet",
  cargo: "rust",
};
const readLanguages: ReadonlySet<string> = new Set<Language>(["javascript", "python", "go"]);

/** Whether a server's endpoints want to know who is there: `open` answered without, `unknown` was not asked or did not answer. */
type Guard = "required" | "open" | "unknown";

/** A server with all that makes it readable and findable. Pure. */
export function indexServer(found: Unindexed, ruleset: string, guarded: boolean): Indexed {
  const { server, profile, tools, sources } = found;
  const grade = gradeServer(server, tools);
  const summary: ServerSummary = {
    name: server.name,
    ...(server.title === undefined ? {} : { title: server.title }),
    ...(server.description === undefined ? {} : { description: shortened(server.description) }),
    status: server.status,
    ...(server.version === undefined ? {} : { version: server.version }),
    packages: server.packages.slice(0, listedPlaces),
    remotes: server.remotes.slice(0, listedPlaces),
    ...(server.repository === undefined ? {} : { repository: server.repository }),
    profile,
    letter: grade.letter,
    findings: grade.findings.level,
  };
  const card: ServerCard = {
    profile,
    grade,
    saidAt: Object.fromEntries(Object.entries(server.origin).flatMap(([field, { at }]) => (at ? [[field, at]] : []))),
    identifiers: server.identifiers,
    tools: tools.slice(0, listedTools).map(({ tool, verdict }) => summariseTool(tool.definition, verdict)),
  };
  const guard = guarded ? "required" : sources.includes("url") ? "open" : "unknown";
  const shared = sharedTags(found, server.remotes.length > 0 ? guard : null);
  const entry = server.status === "deleted" ? null : serverEntry(found, shared, grade.letter);
  return {
    id: found.id,
    slug: server.slug,
    revision: found.revision,
    ruleset,
    unjudged: tools.filter(({ verdict }) => !verdict).length,
    changed: found.changed,
    toolCount: profile.tools,
    summary,
    card,
    entry,
    tools: tools.map((one) => toolEntry(one, server, shared)),
  };
}

/** A tool as lists show it. */
export function summariseTool({ name, title, description }: ToolDefinition, verdict: Verdict | null): ToolSummary {
  return {
    name,
    ...(title === undefined ? {} : { title: shortened(title) }),
    ...(description === undefined ? {} : { description: shortened(description) }),
    category: verdict?.category ?? null,
    risk: verdict?.risk ?? null,
    confidence: verdict?.confidence ?? null,
  };
}

function shortened(text: string): string {
  return text.length <= shortLength ? text : `${text.slice(0, shortLength - 1).toWellFormed()}…`;
}

const placeOf = (risk: Risk | undefined): number => (risk === undefined ? 0 : risks.indexOf(risk) + 1);

function sharedTags({ server, tools, sources }: Unindexed, guard: Guard | null): string[] {
  const languages = new Set([
    ...server.packages.flatMap(({ type }) => languageOf[type] ?? []),
    ...tools.flatMap(({ tool }) => (readLanguages.has(tool.origin.reader) ? [tool.origin.reader] : [])),
  ]);
  return [
    ...sources.map((source) => `source:${source}`),
    ...[...languages].map((language) => `language:${language}`),
    ...(guard === null ? [] : [`auth:${guard}`]),
  ];
}

function findingTags(verdicts: readonly Verdict[]): string[] {
  const found = verdicts.flatMap(({ findings }) => findings);
  const levels = new Set(found.flatMap(({ level }) => (level === "info" ? [] : ["any", level])));
  const patterns = new Set(found.flatMap(({ rule }) => patternsOf(rule)));
  return [...[...levels].map((level) => `findings:${level}`), ...[...patterns].map((pattern) => `pattern:${pattern}`)];
}

function serverEntry(found: Unindexed, shared: readonly string[], letter: string | null): ServerEntry {
  const { server, profile, tools } = found;
  const worst = risks.findLast((risk) => profile.risks[risk] !== undefined);
  const named = [server.title, server.name, server.slug, ...server.packages.map(({ identifier }) => identifier)];
  return {
    nameKey: searchText(server.title ?? server.name, searched.nameKey).slice(0, searched.nameKey),
    prominence: prominenceOf(found),
    worst: placeOf(worst),
    tags: [
      ...shared,
      ...Object.keys(profile.categories).map((category) => `category:${category}`),
      ...Object.keys(profile.risks).map((risk) => `risk:${risk}`),
      ...findingTags(tools.flatMap(({ verdict }) => verdict ?? [])),
      ...(letter === null ? [] : [`grade:${letter}`]),
    ],
    name: searchText(named.join(" "), searched.name),
    toolNames: searchText(tools.map(({ tool }) => tool.definition.name).join(" "), searched.toolNames),
    description: searchText(server.description ?? "", searched.description),
  };
}

function toolEntry(
  { id, tool, verdict }: Unindexed["tools"][number],
  server: Server,
  shared: readonly string[],
): ToolEntry {
  const { name, title = "", description = "" } = tool.definition;
  return {
    toolId: id,
    name,
    nameKey: searchText(name, searched.nameKey).slice(0, searched.nameKey),
    risk: placeOf(verdict?.risk),
    tags: [
      ...shared,
      ...(verdict ? [`category:${verdict.category}`, `risk:${verdict.risk}`, ...findingTags([verdict])] : []),
    ],
    words: searchText(`${server.title ?? ""} ${server.name}`, searched.name),
    description: searchText(`${title} ${description}`, searched.description),
  };
}

/**
 * How well known a server is, as a whole number: a point for each doubling of its stars, half of one for each doubling of its
 * downloads, some for each source that lists it and for being in the official registry; fewer for what is not there any more.
 */
function prominenceOf({ server, sources, tools }: Unindexed): number {
  const { stars = 0, downloads = 0, status, goneAt } = server;
  const known = 4 * Math.log2(1 + stars) + 2 * Math.log2(1 + downloads) + 6 * sources.length;
  const useful = (sources.includes("registry") ? 8 : 0) + (tools.length > 0 ? 6 : 0);
  return Math.round((known + useful) * (status === "active" && goneAt === undefined ? 1 : 0.3));
}
