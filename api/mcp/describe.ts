import type { Grade } from "../../catalog/grade.ts";
import { lookAlikeWords } from "../../catalog/look-alike.ts";
import type { Finding, Verdict } from "../../catalog/verdict.ts";
import { risks } from "../../catalog/verdict.ts";
import { attackPatterns, patternsOf } from "../../classifier/attack-patterns.ts";
import type { ListedServer, ListedTool } from "../../db/queries/cards.ts";
import type { JudgedTool } from "../../db/queries/shown-tools.ts";
import type { z } from "zod";
import type { KnownServer } from "../lookup.ts";
import type { CheckAnswer, GradeAnswer, SearchAnswer, ServerAnswer, ToolAnswer } from "./answers.ts";

const quoted = 5;
const quoteLength = 200;
const threatsShown = 20;
const worstShown = 10;
/** A larger definition is left out: it would fill the model's context. */
const definitionLength = 24_000;
const hidden = "(withheld: this definition attacks whoever reads it)";

const quotesOf = ({ evidence }: Pick<Finding, "evidence">): string[] =>
  evidence.slice(0, quoted).map(({ quote }) => quote.slice(0, quoteLength).toWellFormed());

export function serverItem({ slug, summary }: ListedServer): z.infer<typeof SearchAnswer>["servers"][number] {
  const { name, description, letter, findings, profile } = summary;
  return {
    slug,
    name,
    ...(description === undefined || findings === "block" ? {} : { description }),
    grade: letter,
    findings,
    tools: profile.tools,
    risks: profile.risks,
  };
}

export function toolItem(tool: ListedTool): z.infer<typeof SearchAnswer>["tools"][number] {
  const { server, name, description, category, risk, blocked } = tool;
  const said = blocked ? hidden : description;
  return { server, name, ...(said === null ? {} : { description: said }), category, risk };
}

function gradeAnswer({ letter, because, trust, capability }: Grade): z.infer<typeof GradeAnswer> {
  const can = capability.can.map(({ title, count }) => `${title} (${count} ${count === 1 ? "tool" : "tools"})`);
  return { letter, because, trust: trust.level, can, leak: capability.flow !== null };
}

export function threatsOf({ findings }: Grade): z.infer<typeof ServerAnswer>["threats"] {
  return findings.found
    .slice(0, threatsShown)
    .map(({ tool, finding }) => ({ tool, level: finding.level, what: finding.title, quotes: quotesOf(finding) }));
}

export function serverAnswer({ server, card }: KnownServer): z.infer<typeof ServerAnswer> {
  const { slug, name, title, description, status, version, license, packages, remotes, repository } = server;
  const attacking = new Set(
    card.grade.findings.found.flatMap(({ tool, finding }) => (finding.level === "block" ? [tool] : [])),
  );
  return {
    slug,
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description: description.slice(0, 2_000).toWellFormed() }),
    status,
    ...(version === undefined ? {} : { version }),
    ...(license === undefined ? {} : { license: license.slice(0, 200).toWellFormed() }),
    packages: packages.slice(0, 20).map(({ type, identifier }) => `${type}:${identifier}`),
    remotes: remotes.slice(0, 20).map(({ url }) => url),
    ...(repository === undefined ? {} : { repository: repository.url }),
    grade: gradeAnswer(card.grade),
    threats: threatsOf(card.grade),
    risks: card.profile.risks,
    tools: card.tools.map(({ name: tool, description: said, category, risk }) => ({
      name: tool,
      ...(said === undefined ? {} : { description: attacking.has(tool) ? hidden : said }),
      category,
      risk,
    })),
    toolCount: card.profile.tools,
  };
}

/** A tool; its definition only where it is harmless to read, or `hostile` ones are asked for. */
export function toolAnswer({ tool, verdict }: JudgedTool, hostile: boolean): z.infer<typeof ToolAnswer> {
  const attacks = verdict?.findings.some(({ level }) => level === "block") ?? false;
  const size = JSON.stringify(tool.definition).length;
  const withheld =
    attacks && !hostile
      ? "It attacks whoever reads it: see findings. Ask with hostile: true to read it as data."
      : size > definitionLength
        ? `It has ${size} characters. Read it from the API.`
        : null;
  const rules = (verdict?.findings ?? []).map(({ rule }) => rule);
  const patterns = new Set(rules.flatMap(patternsOf));
  return {
    server: tool.server,
    name: tool.definition.name,
    definition: withheld === null ? { ...tool.definition } : null,
    withheld,
    category: verdict?.category ?? null,
    risk: verdict?.risk ?? null,
    confidence: verdict?.confidence ?? null,
    because: verdict?.because ? [{ rule: verdict.because.rule, quotes: quotesOf(verdict.because) }] : [],
    findings: findingsOf(verdict),
    attackPatterns: attackPatterns.filter(({ id }) => patterns.has(id)).map(({ id, name }) => ({ id, name })),
    readBy: tool.origin.reader,
    readIn: tool.origin.subject,
    lastSeen: tool.lastSeen,
  };
}

function findingsOf(verdict: Verdict | null): z.infer<typeof ToolAnswer>["findings"] {
  return (verdict?.findings ?? []).slice(0, 30).map(({ rule, kind, level, title, evidence }) => ({
    rule,
    kind,
    level,
    what: title,
    evidence: evidence
      .slice(0, quoted)
      .map((one) => ({ ...one, quote: one.quote.slice(0, quoteLength).toWellFormed() })),
  }));
}

/** What to think of a server before one connects it. */
export function checkAnswer(target: string, known: KnownServer | null): z.infer<typeof CheckAnswer> {
  if (!known)
    return {
      target,
      known: false,
      advice:
        "The catalog does not know this. That is no sign of danger and none of safety: read its tools yourself (mcp-risk extract) before you connect it.",
      slug: null,
      grade: null,
      risks: {},
      worstTools: [],
      threats: [],
    };
  const { server, card, lookAlike } = known;
  const place = ({ risk }: { risk: ServerTool["risk"] }) => (risk === null ? -1 : risks.indexOf(risk));
  return {
    target,
    known: true,
    advice: [adviceOf(card.grade), ...(lookAlike ? [lookAlikeWords(lookAlike)] : [])].join(" "),
    slug: server.slug,
    grade: gradeAnswer(card.grade),
    risks: card.profile.risks,
    worstTools: [...card.tools]
      .sort((a, b) => place(b) - place(a))
      .slice(0, worstShown)
      .map(({ name, category, risk }) => ({ name, category, risk })),
    threats: threatsOf(card.grade),
  };
}
type ServerTool = KnownServer["card"]["tools"][number];

function adviceOf({ letter, findings }: Grade): string {
  if (findings.level === "block") return "Do not connect it: a definition attacks whoever reads it.";
  if (findings.level === "warn") return "Read its threats before you connect it, and connect it with a policy only.";
  if (letter === null) return "None of its tools is known: read them yourself before you connect it.";
  if (letter === "A" || letter === "B")
    return "Nothing speaks against connecting it; a policy still limits what goes wrong.";
  return "Connect it with a policy (get_policy): some of its tools can do harm that cannot be undone.";
}
