import type { OpenAPIHono } from "@hono/zod-openapi";
import { baseRisk, categories } from "../../catalog/verdict.ts";
import { ruleset } from "../../classifier/classify.ts";
import { fitted, withoutSupport } from "../../classifier/confidence.ts";
import { measured, type Share } from "../../classifier/measured.ts";
import { rules } from "../../classifier/rules/index.ts";
import { allSources } from "../../crawler/sources.ts";
import { catalogFacets, type Facets } from "../../db/queries/figures.ts";
import { sourceStates, type SourceState } from "../../db/queries/sources.ts";
import { sureFrom } from "../../policy/presets.ts";
import type { AppDeps } from "../deps.ts";
import { originOf } from "../origin.ts";
import { sendPage } from "./layout.tsx";
import { LinkedData, type Thing, questionsAndAnswers } from "./linked-data.tsx";
import { RiskBadge } from "./risk.tsx";
import { counted, Day, figure, Outside } from "./text.tsx";

const about =
  "How the catalog finds tools, how rules judge them, how often that is right, where it is weak, and how to dispute a verdict.";

/** Questions that people ask of the method: shown on the page, and told to machines as such. */
const questions: readonly (readonly [question: string, answer: string])[] = [
  [
    "Does mcp-risk run the servers?",
    "No. Packages are unpacked in memory, and an evaluator of our own reads what their code registers as tools. A running endpoint is asked for its list of tools, as any client would. Only your own `--run` starts a package, in a sandbox without network.",
  ],
  [
    "Does a low risk mean that a server is safe?",
    "No. A verdict is an opinion of rules about a definition. A server may do other things than its definition says, and code has faults that no definition shows.",
  ],
  [
    "Does a critical risk mean that a server is bad?",
    "No. It says what a tool can do if it is called wrongly: a tool that deletes for good is critical in the best of servers. Whether a definition attacks its reader is another answer, told apart as findings.",
  ],
  [
    "Does a language model judge?",
    "No. The rules are words and conditions. The same definition and the same rules always give the same verdict, with the quoted words that decided.",
  ],
];

/** The page `/methodology`. */
export function methodologyPage(app: OpenAPIHono, deps: AppDeps): void {
  app.get("/methodology", async (c) => {
    const [facets, states] = await Promise.all([catalogFacets(deps.db), sourceStates(deps.db)]);
    return sendPage(c, {
      title: "Methodology · mcp-risk",
      description: about,
      json: "/api/v1/statistics",
      main: (
        <>
          <LinkedData things={[asked, dataset(originOf(c, deps), facets)]} />
          <Main facets={facets} states={states} />
        </>
      ),
    });
  });
}

const asked = questionsAndAnswers(questions.map(([question, answer]) => ({ question, answer })));

function dataset(origin: string, { server, tool }: Facets): Thing {
  return {
    "@type": "Dataset",
    name: "mcp-risk: the open catalog of MCP servers",
    description: `${figure(server.all)} MCP servers with ${figure(tool.all)} tools: definitions, categories, risks, findings with evidence, and changes.`,
    url: `${origin}/`,
    isAccessibleForFree: true,
    distribution: [
      { "@type": "DataDownload", encodingFormat: "application/json", contentUrl: `${origin}/api/v1/servers` },
      { "@type": "DataDownload", encodingFormat: "application/json", contentUrl: `${origin}/api/v1/tools` },
    ],
  };
}

const percent = ({ right, of }: Share): string => (of === 0 ? "–" : `${((100 * right) / of).toFixed(1)} %`);
const shareWords = (share: Share): string => `${percent(share)} (${share.right} of ${share.of})`;

function Main({ facets, states }: { facets: Facets; states: SourceState[] }) {
  return (
    <>
      <h1>Methodology</h1>
      <p class="lead">{about}</p>
      <Found facets={facets} states={states} />
      <Judged />
      <Right />
      <section aria-labelledby="weak">
        <h2 id="weak">Where it is weak</h2>
        <ul>
          <li>A definition is what its author says. Code that does something else is not seen.</li>
          <li>
            Tools that a program makes up while it runs, or takes from elsewhere, may be missing; the reader says where
            it could not follow, and a running server's own answer counts more than its code.
          </li>
          <li>Rules know words, most of them English. Other languages have the common verbs only.</li>
          <li>
            A name of one word, or a text that praises instead of describing, leaves little to judge by: the confidence
            is low then.
          </li>
          <li>
            An attack in words that no rule knows is not found. Most that are found are warned of; some are only seen
            when a definition changes.
          </li>
          <li>
            A catalogue may list a server under a wrong name or package. What is merged, and by which identifier, is on
            each server's page.
          </li>
        </ul>
      </section>
      <Dispute />
      <section aria-labelledby="run">
        <h2 id="run">How to run it yourself</h2>
        <p>
          It is a program for Node: <code>npm ci &amp;&amp; npm start</code> in its repository crawls a few servers and
          serves these pages. <code>mcp-risk extract npm:NAME --json | mcp-risk classify --input -</code> judges one
          package without storing anything; <code>mcp-risk export tools</code> writes all data. Programs ask{" "}
          <a href="/api">the API</a>, agents the MCP endpoint <code>/mcp</code>.
        </p>
      </section>
      <section aria-labelledby="questions">
        <h2 id="questions">Questions</h2>
        {questions.map(([question, answer]) => (
          <>
            <h3>{question}</h3>
            <p>{answer}</p>
          </>
        ))}
      </section>
    </>
  );
}

function Found({ facets, states }: { facets: Facets; states: SourceState[] }) {
  const stateOf = new Map(states.map((state) => [state.id, state]));
  const read = allSources.filter(({ id }) => stateOf.has(id));
  return (
    <section aria-labelledby="found">
      <h2 id="found">How tools are found and read</h2>
      <p>
        Sources list servers. Listings that share an identifier (a package, an endpoint, a name in the registry) become
        one server; a shared repository joins only what nothing speaks against. Tools are read from the running server's
        answer, then from the package's code without running it, then from what catalogues and READMEs say; the most
        trusted reader's whole list counts. Now there are {counted(facets.server.all, "server")} with{" "}
        {counted(facets.tool.all, "tool")}.
      </p>
      {read.length === 0 ? null : (
        <table>
          <caption class="unseen">Sources, and when each was last read</caption>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Listings</th>
              <th scope="col">Last read</th>
            </tr>
          </thead>
          <tbody>
            {read.map(({ id, title, homepage, gives }) => {
              const state = stateOf.get(id);
              return (
                <tr>
                  <th scope="row">
                    {title} <small>gives {gives}</small>
                    <small>
                      <Outside url={homepage} />
                    </small>
                  </th>
                  <td>{figure(state?.listings ?? 0)}</td>
                  <td>{state?.finishedAt ? <Day at={state.finishedAt} /> : "not to its end"}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Judged() {
  return (
    <section aria-labelledby="judged">
      <h2 id="judged">How a verdict is made</h2>
      <p>
        {counted(rules.length, "rule")} (ruleset <code>{ruleset}</code>) look for words in a tool's name, its title, its
        description, its parameters and every other text of its definition. Each that matches leaves a finding that
        quotes the words and says where they stand. <a href="/rules">All rules, with examples</a>.
      </p>
      <p>
        Findings of a category weigh by their rule and by where the words are: a name counts more than a later sentence.
        The most severe category that is nearly as well supported as the best one wins. The risk is the category's;
        signals and threats can raise it, and nothing can lower it. What an author claims of a tool (annotations) can
        raise it too.
      </p>
      <table>
        <caption>The risk that each category begins with</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Risk</th>
          </tr>
        </thead>
        <tbody>
          {categories.map((category) => (
            <tr>
              <th scope="row">{category}</th>
              <td>
                <RiskBadge risk={baseRisk[category]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        The confidence says how often decisions with as much support were right, fitted to {fitted.tools} labelled
        tools; on servers that it was not fitted to it was off by {(100 * fitted.calibrationError).toFixed(1)}{" "}
        percentage points on average. A tool that no rule matches is called Read with a confidence of {withoutSupport},
        and says so. Below {sureFrom} a policy treats a tool more strictly.
      </p>
    </section>
  );
}

function Right() {
  const { category, attacks, honest, labelled, definitions } = measured;
  return (
    <section aria-labelledby="right">
      <h2 id="right">How right it is</h2>
      <p>
        Measured {measured.ruleset === ruleset ? "with these rules" : `with an earlier ruleset (${measured.ruleset})`},
        on {counted(labelled, "labelled tool")} and {counted(definitions, "definition")} that are known to attack or not
        to. The rules were written with these data at hand, so expect less elsewhere.
      </p>
      <p>
        The category was right for {shareWords(category.all)}. Of the attacks {shareWords(attacks.warned)} were warned
        of, and {shareWords(attacks.blocked)} were found bad enough to block. Of the harmless definitions{" "}
        {shareWords(honest.warned)} were warned of, and {shareWords(honest.blocked)} blocked.
      </p>
      <table>
        <caption>How right each category is</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Of its tools, found</th>
            <th scope="col">Of those called so, right</th>
          </tr>
        </thead>
        <tbody>
          {categories.map((one) => (
            <tr>
              <th scope="row">{one}</th>
              <td>{shareWords(category.found[one])}</td>
              <td>{shareWords(category.called[one])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Dispute() {
  return (
    <section aria-labelledby="dispute" class="card">
      <h2 id="dispute">How to dispute a verdict</h2>
      <p>Tell the maintainers, in the repository that this program comes from. Send what makes it easy to check:</p>
      <ul>
        <li>the address of the tool's page, and the ruleset that it names;</li>
        <li>the category or the risk that you expect, and why: what the tool does, with the place in its code;</li>
        <li>if you can, a rule's example that should match or be left alone, as the rules have them.</li>
      </ul>
      <p>
        A rule that is wrong is changed for all tools, with its example, and the change says which other verdicts it
        changes. What you mend in your own definition counts as soon as it is read again. A weakness of mcp-risk itself
        is reported privately, as its SECURITY.md says.
      </p>
    </section>
  );
}
