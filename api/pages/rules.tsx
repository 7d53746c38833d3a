import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Rule, RuleExample } from "../../catalog/rule.ts";
import { visibleText } from "../../catalog/text.ts";
import { attackPatterns } from "../../classifier/attack-patterns.ts";
import { ruleset } from "../../classifier/classify.ts";
import { measured } from "../../classifier/measured.ts";
import { leastRisk } from "../../classifier/raise.ts";
import { conditionWords } from "../../classifier/rule-words.ts";
import { families } from "../../classifier/rules/index.ts";
import { patternPath } from "../paths.ts";
import { sendPage } from "./layout.tsx";
import { counted } from "./text.tsx";

const count = Object.values(families).flat().length;

/** The page `/rules`: every rule, with what it looks for and how often it was right. */
export function rulesPage(app: OpenAPIHono): void {
  app.get("/rules", (c) =>
    sendPage(c, {
      title: "Rules · mcp-risk",
      description: "The rules that give each tool its category, its risk and its findings, with examples.",
      json: "/api/v1/rules",
      main: <Main />,
    }),
  );
}

function Main() {
  return (
    <>
      <h1>Rules</h1>
      <p class="lead">
        {counted(count, "rule")}, each with what it looks for, and with texts that it matches and leaves alone. How they
        make a verdict is in <a href="/methodology">the methodology</a>.
      </p>
      <p class="quiet">
        Ruleset <code>{ruleset}</code>
      </p>
      <nav aria-label="Families of rules">
        <ul class="counts">
          {Object.keys(families).map((family) => (
            <li>
              <a href={`#${family}`}>{family}</a>
            </li>
          ))}
        </ul>
      </nav>
      {Object.entries(families).map(([family, rules]) => (
        <section aria-labelledby={family}>
          <h2 id={family}>{family}</h2>
          {rules.map((rule) => (
            <RuleCard rule={rule} />
          ))}
        </section>
      ))}
    </>
  );
}

function RuleCard({ rule }: { rule: Rule }) {
  const { id, title, why, when, unless, examples } = rule;
  const patterns = attackPatterns.filter(({ rules }) => rules.includes(id));
  const least = leastRisk.get(id);
  const share = precisionOf(rule);
  return (
    <div class="card" id={id}>
      <h3>{id}</h3>
      <p>
        This tool <strong>{title}</strong>: {"category" in rule ? rule.category : `${rule.kind}, ${rule.level}`}. {why}
      </p>
      <dl class="facts">
        <Fact label="When">{conditionWords(when)}</Fact>
        {unless === undefined ? null : <Fact label="Unless">{conditionWords(unless)}</Fact>}
        <Fact label="Matches">{examples.match.map(exampleWords).join("; ")}</Fact>
        <Fact label="Leaves alone">{examples.noMatch.map(exampleWords).join("; ")}</Fact>
        {share === null ? null : <Fact label="Measured">{share}</Fact>}
        {least === undefined ? null : <Fact label="Risk">at least {least}</Fact>}
        {patterns.length === 0 ? null : (
          <Fact label="Leads to">
            {patterns.map(({ id: pattern, name }, index) => (
              <>
                {index === 0 ? "" : ", "}
                <a href={patternPath(pattern)}>{name}</a>
              </>
            ))}
          </Fact>
        )}
      </dl>
    </div>
  );
}

function Fact({ label, children }: { label: string; children?: unknown }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function exampleWords({ name, description, inputSchema, server }: RuleExample): string {
  const described = description === undefined ? "" : ` “${description}”`;
  const asked = inputSchema === undefined ? "" : ` with ${JSON.stringify(inputSchema["properties"])}`;
  return visibleText(`${name}${described}${asked}${server === undefined ? "" : ` of ${server}`}`);
}

/** How often a rule was right; null for a signal, which says what is there and decides nothing. */
function precisionOf(rule: Rule): string | null {
  if ("kind" in rule && rule.kind === "signal") return null;
  const share = measured.rules[rule.id];
  if (!share) return "it decided none of the labelled tools";
  return "category" in rule
    ? `right for ${share.right} of ${share.of} labelled tools that it decided`
    : `${share.right} of ${share.of} definitions that it warned of were attacks`;
}
