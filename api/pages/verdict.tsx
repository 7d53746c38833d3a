import { FindingLevel, type Evidence, type Finding, type Verdict } from "../../catalog/verdict.ts";
import { rules } from "../../classifier/rules/index.ts";
import { rulePath } from "../paths.ts";
import type { Mark } from "./marks.ts";
import { confidenceWords, RiskBadge } from "./risk.tsx";
import { Line, shortened } from "./text.tsx";

const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
const quotesShown = 6;
const quoteShown = 300;
const levelWords = { warn: "warning", block: "danger" } as const;

/** A finding with the number that stands behind its words in the definition. `deciding`: it decided the category. */
export type Numbered = {
  note: number;
  rule: string;
  title: string;
  why: string | null;
  level: Finding["level"];
  deciding: boolean;
  evidence: readonly Evidence[];
};

/** The findings of a verdict: what decided first, then threats, then the others. */
export function numbered(verdict: Verdict): Numbered[] {
  const others = verdict.findings
    .filter(({ rule }) => rule !== verdict.because?.rule)
    .sort((a, b) => FindingLevel.options.indexOf(b.level) - FindingLevel.options.indexOf(a.level));
  const { because } = verdict;
  const deciding = because
    ? [{ rule: because.rule, title: "", level: "info" as const, evidence: because.evidence, deciding: true }]
    : [];
  return [...deciding, ...others.map((finding) => ({ ...finding, deciding: false }))].map((finding, index) => {
    const rule = ruleOf.get(finding.rule);
    return { ...finding, note: index + 1, title: rule?.title ?? finding.title, why: rule?.why ?? null };
  });
}

/** The quoted stretches of each text of the definition, by its JSON Pointer. */
export function markedPlaces(findings: readonly Numbered[]): (path: string) => Mark[] {
  const marks = new Map<string, Mark[]>();
  for (const { note, deciding, evidence } of findings)
    for (const { path, start, quote } of evidence) {
      const mark: Mark = { start, end: start + quote.length, kind: deciding ? "deciding" : "also", note };
      const known = marks.get(path);
      if (known) known.push(mark);
      else marks.set(path, [mark]);
    }
  return (path) => marks.get(path) ?? [];
}

/** What the rules decided about a tool, with all that they found. */
export function VerdictCard({ verdict, findings }: { verdict: Verdict | null; findings: readonly Numbered[] }) {
  if (!verdict)
    return (
      <section aria-labelledby="why" class="card">
        <h2 id="why">Not judged yet</h2>
        <p>The current rules have not read this definition. Until they have, the policy does not allow it.</p>
      </section>
    );
  const [first, ...rest] = findings;
  const deciding = first?.deciding ? first : null;
  const others = deciding ? rest : findings;
  const { category, risk, confidence, runnerUp, ruleset } = verdict;
  return (
    <section aria-labelledby="why" class={`card verdict ${risk}`}>
      <h2 id="why">
        {category} <RiskBadge risk={risk} noun="risk" />
      </h2>
      {deciding ? (
        <div id={`finding-${deciding.note}`}>
          <p class="lead">
            This tool {deciding.title}. {deciding.why}
          </p>
          <Quotes evidence={deciding.evidence} />
          <p class="quiet">
            Rule <a href={rulePath(deciding.rule)}>{deciding.rule}</a>, {confidenceWords(confidence)}.{" "}
            {runnerUp ? (
              <>
                It could also be {runnerUp.category}, by rule <a href={rulePath(runnerUp.rule)}>{runnerUp.rule}</a>.
              </>
            ) : (
              "Nothing speaks for another category."
            )}
          </p>
        </div>
      ) : (
        <p>
          No rule found anything in its definition, so nothing here is proof: most tools that say this little only read,
          and the confidence is low ({confidence.toFixed(2)}).
        </p>
      )}
      {others.length === 0 ? null : (
        <>
          <h3>Also found</h3>
          <ol class="findings" start={others[0]?.note}>
            {others.map((finding) => (
              <li id={`finding-${finding.note}`}>
                <p>
                  {finding.level === "info" ? null : (
                    <>
                      <span class={`badge ${finding.level}`}>{levelWords[finding.level]}</span>{" "}
                    </>
                  )}
                  This tool {finding.title}.{" "}
                  <small>
                    <a href={rulePath(finding.rule)}>{finding.rule}</a>
                  </small>
                </p>
                <Quotes evidence={finding.evidence} />
              </li>
            ))}
          </ol>
        </>
      )}
      <p class="quiet">
        <small>
          Ruleset <code>{ruleset}</code>. Wrong? <a href="/methodology">How to dispute a verdict</a>
        </small>
      </p>
    </section>
  );
}

function Quotes({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <ul class="quotes">
      {evidence.slice(0, quotesShown).map(({ path, quote }) => (
        <li>
          <q>
            <Line text={shortened(quote, quoteShown)} />
          </q>{" "}
          <span class="quiet">
            in <Line text={placeWords(path)} />
          </span>
        </li>
      ))}
      {evidence.length > quotesShown ? <li>and {evidence.length - quotesShown} more places</li> : null}
    </ul>
  );
}

/** A JSON Pointer into a definition, as a person says it. */
function placeWords(path: string): string {
  if (path === "/name" || path === "/title" || path === "/description") return `its ${path.slice(1)}`;
  const [, schema, properties, key, ...rest] = path.split("/");
  if (schema !== "inputSchema" || properties !== "properties" || key === undefined) return path;
  const parameter = key.replaceAll("~1", "/").replaceAll("~0", "~");
  return `the parameter ${parameter}${rest.length === 0 ? "" : ` (${rest.join("/")})`}`;
}
