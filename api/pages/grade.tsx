import type { Grade } from "../../catalog/grade.ts";
import { pagePath } from "../paths.ts";
import { RiskBadge } from "./risk.tsx";
import { counted, Line } from "./text.tsx";

const trustWords = { good: "well known", fair: "partly known", poor: "little known" };
const findingWords = {
  none: "nothing that attacks whoever reads it",
  warn: "something that a person should look at",
  block: "text that attacks whoever reads it",
};
const levelWords = { info: "told", warn: "warning", block: "danger" } as const;
const shown = { tools: 3, capabilities: 8, findings: 10 };

/** The letter of a grade, large, leading to its reasons. */
export function GradeLetter({ grade }: { grade: Grade }) {
  return (
    <a class={`grade-letter ${grade.letter ?? ""}`} href="#grade">
      <small>Grade</small>
      {grade.letter ?? "–"}
    </a>
  );
}

/** The grade of a server: the letter, and the three answers that it follows from. */
export function GradeCard({ slug, grade }: { slug: string; grade: Grade }) {
  const { letter, because, capability, trust, findings } = grade;
  const toTool = (name: string) => (
    <a href={pagePath(slug, name)}>
      <code>
        <Line text={name} />
      </code>
    </a>
  );
  const toTools = (names: readonly string[], count: number) => (
    <>
      {names.slice(0, shown.tools).map((name, at) => [at > 0 ? ", " : "", toTool(name)])}
      {count > shown.tools ? ", …" : ""}
    </>
  );
  const { flow } = capability;
  return (
    <section aria-labelledby="grade" class="card">
      <h2 id="grade">{letter === null ? "No grade" : `Grade ${letter}`}</h2>
      <p>
        Because {because.join("; ")}. <a href="/methodology">How grades are made</a>
      </p>
      <dl class="grade">
        <div>
          <dt>What it can do</dt>
          <dd>
            {capability.level === null ? (
              "Its tools are not known."
            ) : (
              <>
                At worst <RiskBadge risk={capability.level} /> risk.
              </>
            )}
            {capability.can.length === 0 ? null : (
              <ul>
                {capability.can.slice(0, shown.capabilities).map(({ title, count, tools }) => (
                  <li>
                    {counted(count, "tool")}: {title} ({toTools(tools, count)})
                  </li>
                ))}
                {capability.can.length > shown.capabilities ? (
                  <li>and {capability.can.length - shown.capabilities} other things</li>
                ) : null}
              </ul>
            )}
            {flow === null ? null : (
              <p class="notice">
                It can leak by itself: {toTools(namesOf(flow.private), flow.private.length)} reads private data,{" "}
                {toTools(namesOf(flow.untrusted), flow.untrusted.length)} reads what strangers write, and{" "}
                {toTools(namesOf(flow.out), flow.out.length)} can send it out.
              </p>
            )}
          </dd>
        </div>
        <div>
          <dt>Where it comes from</dt>
          <dd>
            It is {trustWords[trust.level]}.
            <ul>
              {trust.facts.map(({ fact, holds }) => (
                <li>
                  {holds === null ? "unknown" : holds ? "yes" : "no"}: {fact}
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>What its definitions say</dt>
          <dd>
            There is {findingWords[findings.level]}.
            {findings.found.length === 0 ? null : (
              <ul>
                {findings.found.slice(0, shown.findings).map(({ tool, finding }) => (
                  <li>
                    <span class={`badge ${finding.level}`}>{levelWords[finding.level]}</span> {toTool(tool)}{" "}
                    {finding.title}
                  </li>
                ))}
                {findings.found.length > shown.findings ? (
                  <li>and {findings.found.length - shown.findings} more, on the pages of its tools</li>
                ) : null}
              </ul>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}

const namesOf = (refs: readonly { tool: string }[]): string[] => refs.map(({ tool }) => tool);
