import { categories, risks, worstFirst } from "../catalog/verdict.ts";
import { visibleText } from "../catalog/text.ts";
import type { Grade } from "../catalog/grade.ts";
import { gradeServer } from "../classifier/grade.ts";
import type { ProfiledServer } from "../db/queries/servers.ts";
import type { JudgedTool, ToolReading } from "../db/queries/shown-tools.ts";
import type { Identity } from "./identity.ts";
import { oneLine, table } from "./output.ts";

const wide = 100;

/** A server for a person: its facts, what its tools may do, and which listing brought which identifier. */
export function showServer({ server, profile }: ProfiledServer, tools: readonly JudgedTool[]): string {
  const said = (field: string, value: string | number | undefined): [string, string | undefined] => {
    const { source, at } = server.origin[field] ?? {};
    const by = source === undefined ? "" : `  (${source}${at === undefined ? "" : `, since ${at.slice(0, 10)}`})`;
    return [field, value === undefined ? undefined : `${oneLine(String(value), wide - by.length)}${by}`];
  };
  const facts: [string, string | undefined][] = [
    said("name", server.name),
    said("description", server.description),
    said("version", server.version),
    ["status", `${server.status}${server.goneAt === undefined ? "" : `, gone since ${server.goneAt.slice(0, 10)}`}`],
    said("license", server.license),
    said("author", server.author),
    said("repository", server.repository?.url),
    said("stars", server.stars),
    said("downloads", server.downloads),
    ["packages", server.packages.map(({ type, identifier }) => `${type}:${identifier}`).join(", ")],
    ["remotes", server.remotes.map(({ url }) => url).join(", ")],
    ["tools", `${profile.tools}${tally(categories, profile.categories)}${tally(risks, profile.risks)}`],
  ];
  const rows = tools.map(({ tool, verdict }) => [
    tool.definition.name,
    verdict?.category ?? "not judged",
    verdict?.risk ?? "",
    tool.definition.description ?? "",
  ]);
  const identity = server.identifiers.map(({ id, source, ref }) => [id, `${source} ${ref}`]);
  return [
    oneLine(server.slug, wide),
    labelled(facts),
    labelled(gradeFacts(gradeServer(server, tools)), 300),
    ...(rows.length > 0 ? [table(["tool", "category", "risk", "description"], rows, 60)] : []),
    ...(identity.length > 0 ? [table(["identifier", "said by"], identity, 80)] : []),
  ].join("\n\n");
}

function gradeFacts({ letter, because, capability, trust, findings }: Grade): [string, string | undefined][] {
  const said = (holds: boolean): string =>
    trust.facts
      .filter((one) => one.holds === holds)
      .map(({ fact }) => fact)
      .join(", ");
  return [
    ["grade", `${letter ?? "none"}: ${because.join("; ")}`],
    [
      "capability",
      [
        capability.level ?? "unknown",
        ...capability.can.slice(0, 6).map(({ title, count }) => `${title} (${count})`),
      ].join("; "),
    ],
    ["trust", [`${trust.level}: ${said(true)}`, said(false) && `not: ${said(false)}`].filter(Boolean).join("; ")],
    [
      "findings",
      findings.found.length === 0
        ? "none"
        : findings.found
            .slice(0, 5)
            .map(({ tool, finding }) => oneLine(`${finding.level} ${tool}: ${finding.title}`, wide))
            .join(", "),
    ],
  ];
}

/** A tool for a person: its definition, its verdict and the words that decided. */
export function showTool({ tool, verdict }: JudgedTool, readings: readonly ToolReading[]): string {
  const { definition, origin } = tool;
  const where = [
    `${origin.subject}${origin.version && `@${origin.version}`}`,
    origin.file && `${origin.file}:${origin.line ?? ""}`,
  ];
  const facts: [string, string | undefined][] = [
    ["server", tool.server],
    ["category", verdict?.category ?? "not judged yet; run: mcp-risk classify"],
    ["risk", verdict?.risk],
    ["confidence", verdict?.confidence.toFixed(2)],
    ["because", verdict?.because?.rule ?? (verdict ? "no rule matched" : undefined)],
    ["runner-up", verdict?.runnerUp ? `${verdict.runnerUp.category}, by ${verdict.runnerUp.rule}` : undefined],
    ["read by", [origin.reader, ...where].filter(Boolean).join(", ")],
    ["archive", origin.integrity],
    ["definition", tool.definitionHash],
    ["parameters", Object.keys((definition.inputSchema?.properties as object | undefined) ?? {}).join(", ")],
  ];
  const evidence = worstFirst(verdict?.findings ?? []).flatMap(({ rule, level, title, evidence: found }) =>
    found.map(({ path, quote }) => [level === "info" ? rule : `${level}: ${rule}`, title, path, `“${quote}”`]),
  );
  return [
    oneLine(definition.name, wide),
    labelled(facts),
    ...(definition.description
      ? [
          definition.description
            .split("\n")
            .map((line) => `  ${visibleText(line)}`)
            .join("\n"),
        ]
      : []),
    ...(evidence.length > 0 ? [table(["rule", "this tool", "at", "words"], evidence)] : []),
    ...(readings.length > 1
      ? [
          table(
            ["known from", "reader", "version", "definition", "seen"],
            readings.map((one) => readingRow(one, tool.definitionHash)),
          ),
        ]
      : []),
  ].join("\n\n");
}

function readingRow(reading: ToolReading, shown: string): string[] {
  const { subject, reader, version, definitionHash, current, firstSeen, lastSeen } = reading;
  const same = definitionHash === shown ? "the same" : definitionHash.slice(0, 12);
  const seen = `${firstSeen.slice(0, 10)} to ${current ? "now" : lastSeen.slice(0, 10)}`;
  return [subject, reader, version, same, seen];
}

/** Which listings make a server, for a person: what each brings, and why some of that joins nothing. */
export function showIdentity({ server, listings, unproven }: Identity): string {
  const rows = listings.flatMap(({ source, ref, identifiers, goneAt }) =>
    (identifiers.length > 0 ? identifiers : [""]).map((identifier, index) => [
      index === 0 ? `${source} ${ref}${goneAt === null ? "" : " (gone)"}` : "",
      identifier,
      unproven[identifier] ?? "",
    ]),
  );
  return [oneLine(server, wide), table(["listing", "brings", "does not count, because"], rows, 80)].join("\n\n");
}

function labelled(facts: readonly [string, string | undefined][], widest = wide): string {
  return facts
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([label, value]) => `${label.padEnd(12)} ${oneLine(value ?? "", widest)}`)
    .join("\n");
}

function tally<K extends string>(keys: readonly K[], counts: Partial<Record<K, number>>): string {
  const parts = keys.flatMap((key) => (counts[key] ? [`${counts[key]} ${key}`] : []));
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}
