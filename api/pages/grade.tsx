import type { Grade } from "../../catalog/grade.ts";
import { pagePath } from "../paths.ts";
import { counted, Line } from "./text.tsx";

const trustWords = { good: "well known", fair: "partly known", poor: "little known" };
const findingWords = {
  none: "nothing that attacks whoever reads it",
  warn: "something that a person should look at",
  block: "text that attacks whoever reads it",
};
const shownTools = 3;

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
  return (
    <section aria-labelledby="grade" class="card">
      <h2 id="grade">{letter === null ? "No grade" : `Grade ${letter}`}</h2>
      <p>Because {because.join("; ")}.</p>
      <dl class="grade">
        <dt>What it can do</dt>
        <dd>
          {capability.level === null ? "Its tools are not known." : `At worst of ${capability.level} risk.`}
          {capability.can.length === 0 ? null : (
            <ul>
              {capability.can.map(({ title, count, tools }) => (
                <li>
                  {counted(count, "tool")}: {title} (
                  {tools.slice(0, shownTools).map((name, at) => [at > 0 ? ", " : "", toTool(name)])}
                  {count > shownTools ? ", …" : ""})
                </li>
              ))}
            </ul>
          )}
        </dd>
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
        <dt>What its definitions say</dt>
        <dd>
          There is {findingWords[findings.level]}.
          {findings.found.length === 0 ? null : (
            <ul>
              {findings.found.map(({ tool, finding }) => (
                <li>
                  {toTool(tool)} {finding.title} ({finding.level})
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </section>
  );
}
