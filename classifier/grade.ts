import type { Server } from "../catalog/server.ts";
import type { Tool } from "../catalog/tool.ts";
import { letters, type Capability, type Grade, type Letter, type ToxicFlow, type TrustFact } from "../catalog/grade.ts";
import { higherRisk, type Risk, type Verdict } from "../catalog/verdict.ts";
import { toxicFlows } from "./stack.ts";

type Graded = { tool: Pick<Tool, "definition" | "origin">; verdict: Verdict | null };

const maxTools = 10;
const maxFindings = 50;
/** The letter that a server's worst tool leads to, before anything else. */
const letterOf: Readonly<Record<Risk, Letter>> = { low: "A", medium: "B", high: "C", critical: "D" };
const fromCode = new Set(["live", "sandbox", "javascript", "python", "go"]);

/**
 * The grade of a server, by a table that anybody can follow: the letter of its worst risk; one worse where it can leak private
 * data by itself; one worse where little is known of its origin; at most D with a threat finding, and F with one that blocks.
 * The worst tool counts and not the mean, so that one `drop_database` among sixty reads is not lost. Null without judged tools.
 */
export function gradeServer(server: Server, tools: readonly Graded[]): Grade {
  const judged = tools.flatMap(({ tool, verdict }) => (verdict ? [{ name: tool.definition.name, verdict }] : []));
  const level = judged.reduce<Risk | null>(
    (worst, { verdict }) => (worst ? higherRisk(worst, verdict.risk) : verdict.risk),
    null,
  );
  const [flow = null] = toxicFlows(
    judged.map(({ name, verdict }) => ({ server: server.slug, name, findings: verdict.findings })),
  );
  const trust = trustOf(server, tools);
  const found = judged.flatMap(({ name, verdict }) =>
    verdict.findings.filter((one) => one.level !== "info").map((finding) => ({ tool: name, finding })),
  );
  const blocked = found.some(({ finding }) => finding.level === "block");
  const findings = {
    level: blocked ? ("block" as const) : found.length > 0 ? ("warn" as const) : ("none" as const),
    found: found.slice(0, maxFindings),
  };
  return {
    ...letterFrom(level, flow, trust, findings),
    capability: { level, can: capabilities(judged), flow },
    trust,
    findings,
  };
}

function letterFrom(
  level: Risk | null,
  flow: ToxicFlow | null,
  trust: Grade["trust"],
  findings: Grade["findings"],
): Pick<Grade, "letter" | "because"> {
  if (level === null) return { letter: null, because: ["none of its tools is known and judged"] };
  let at = letters.indexOf(letterOf[level]);
  const because = [`its worst tool is of ${level} risk`];
  const worse = (why: string): void => {
    // F is for what attacks, not for what is powerful or unknown.
    at = Math.min(at + 1, letters.indexOf("D"));
    because.push(why);
  };
  if (flow) worse("it reads private data and strangers' text, and can send something out");
  if (trust.level === "poor") worse("little is known of where it comes from");
  if (findings.level === "warn") {
    at = Math.max(at, letters.indexOf("D"));
    because.push("a definition has a threat finding");
  }
  if (findings.level === "block") {
    at = letters.indexOf("F");
    because.push("a definition attacks whoever reads it");
  }
  return { letter: letters[at] ?? "F", because };
}

/** What the signals of its tools say that it can do, what most tools show first. */
function capabilities(judged: readonly { name: string; verdict: Verdict }[]): Capability[] {
  const byRule = new Map<string, Capability>();
  for (const { name, verdict } of judged)
    for (const { rule, kind, title } of verdict.findings) {
      if (kind !== "signal") continue;
      const known = byRule.get(rule) ?? { rule, title, count: 0, tools: [] };
      known.count += 1;
      if (known.tools.length < maxTools) known.tools.push(name);
      byRule.set(rule, known);
    }
  return [...byRule.values()].sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
}

function trustOf(server: Server, tools: readonly Graded[]): Grade["trust"] {
  const { identifiers, packages, repository, license, status, goneAt } = server;
  const facts: TrustFact[] = [
    { fact: "is in the official registry", holds: identifiers.some(({ id }) => id.startsWith("registry:")) },
    { fact: "has a public repository", holds: repository !== undefined },
    {
      fact: "has its tools read from its code, or told by the running server",
      holds: tools.length === 0 ? null : tools.every(({ tool }) => fromCode.has(tool.origin.reader)),
    },
    {
      fact: "has a package with a version and a checksum",
      holds:
        packages.length === 0
          ? null
          : tools.some(({ tool }) => tool.origin.integrity !== undefined) ||
            packages.some((one) => one.version !== undefined && one.archive !== undefined),
    },
    { fact: "has a license", holds: license !== undefined },
    { fact: "is active", holds: status === "active" && goneAt === undefined },
  ];
  const yes = facts.filter(({ holds }) => holds === true).length;
  const no = facts.filter(({ holds }) => holds === false).length;
  const share = yes / Math.max(1, yes + no);
  return { level: share >= 0.8 ? "good" : share >= 0.5 ? "fair" : "poor", facts };
}
