import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Change } from "../../catalog/change.ts";
import type { Server } from "../../catalog/server.ts";
import { attackPatterns, patternsOf } from "../../classifier/attack-patterns.ts";
import { ruleset } from "../../classifier/classify.ts";
import type { Db } from "../../db/client.ts";
import type { ListedTool } from "../../db/queries/cards.ts";
import { listChanges } from "../../db/queries/changes.ts";
import type { ToolHistory as KnownTool } from "../../db/queries/shown-tools.ts";
import { moved } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { lookUpServer, lookUpTool } from "../lookup.ts";
import { originOf } from "../origin.ts";
import { apiPath, fromSegment, pagePath, patternPath } from "../paths.ts";
import { recommendFor } from "../policy.ts";
import { findTools } from "../search.ts";
import { ToolRows } from "./items.tsx";
import { Known } from "./known.tsx";
import { Crumbs, sendPage } from "./layout.tsx";
import { breadcrumbs, LinkedData, questionsAndAnswers } from "./linked-data.tsx";
import { ParameterTable } from "./parameters.tsx";
import { policyChoice, PolicySection, termsWords, type PolicyChoice } from "./policy.tsx";
import { problemPage } from "./problem.tsx";
import { Line, Marked, Prose } from "./text.tsx";
import { answersAbout } from "./tool-answers.ts";
import { Claims, WhereRead, WholeDefinition } from "./tool-facts.tsx";
import { ToolHistory } from "./tool-history.tsx";
import { markedPlaces, numbered, VerdictCard, type Numbered } from "./verdict.tsx";

const relatedShown = 6;
const casesShown = 2;

/** The page of a tool: what it does, how risky that is and why, and the rule to put before it. */
export function toolPage(app: OpenAPIHono, deps: AppDeps): void {
  const { db } = deps;
  app.get("/servers/:slug/tools/:tool", async (c) => {
    const { slug: segment, tool: name } = c.req.param();
    const server = await lookUpServer(db, segment);
    if (server.outcome === "missing") return problemPage(c, 404, "No server has this slug or identifier.");
    if (server.outcome === "moved") return moved(c, pagePath(server.slug, fromSegment(name)));
    const { slug, title, name: serverName } = server.server;
    const found = await lookUpTool(db, slug, name);
    if (!found) return problemPage(c, 404, "This server has no tool of this name now.");
    const choice = policyChoice(c);
    if (!choice) return problemPage(c, 400, "There is no such policy format, or no such degree of strictness.");
    const toolName = found.tool.definition.name;
    const shownServer = title ?? serverName;
    const crumbs = [
      { path: "/servers", name: "Servers" },
      { path: pagePath(slug), name: shownServer },
      { path: pagePath(slug, toolName), name: toolName },
    ];
    const [related, changes] = await Promise.all([relatedTools(db, found), changesOf(db, found)]);
    return sendPage(c, {
      title: `${toolName} of ${shownServer} · mcp-risk`,
      description: found.verdict
        ? `${toolName} is in the category ${found.verdict.category}, with ${found.verdict.risk} risk. Why, and a starter policy.`
        : `${toolName}: what it does, and a starter policy.`,
      json: apiPath(slug, toolName),
      canonical: pagePath(slug, toolName),
      head: <LinkedData things={[breadcrumbs(originOf(c, deps), crumbs)]} />,
      main: <ToolMain server={server.server} found={found} related={related} changes={changes} choice={choice} />,
    });
  });
}

/** Tools of other servers that are named alike and do the same. */
async function relatedTools(db: Db, { tool, verdict }: KnownTool): Promise<ListedTool[]> {
  if (!verdict) return [];
  const tags = [`category:${verdict.category}`];
  const found = await findTools(db, { q: tool.definition.name, tags, limit: 2 * relatedShown });
  return (found?.items ?? []).filter(({ server }) => server !== tool.server).slice(0, relatedShown);
}

async function changesOf(db: Db, { changes }: KnownTool): Promise<Change[]> {
  if (changes.length === 0) return [];
  const found = await listChanges(db, ruleset, { ids: changes.map(({ id }) => id) }, changes.length);
  return found.toReversed();
}

type Shown = {
  server: Server;
  found: KnownTool;
  related: readonly ListedTool[];
  changes: readonly Change[];
  choice: PolicyChoice;
};

function ToolMain({ server, found, related, changes, choice }: Shown) {
  const { tool, verdict, readings } = found;
  const { name, title, description, inputSchema, annotations } = tool.definition;
  const findings = verdict ? numbered(verdict) : [];
  const marksAt = markedPlaces(findings);
  const recommendation = recommendFor(server, [found], choice);
  const [terms = null] = recommendation.tools;
  const changed = changes.filter(({ kind }) => kind === "tool-changed").length;
  return (
    <>
      <Crumbs
        above={[
          { href: "/servers", name: "Servers" },
          { href: pagePath(tool.server), name: <Line text={server.title ?? server.name} /> },
        ]}
        here={<Line text={name} />}
      />
      <header class="heading">
        <h1>
          <code>
            <bdi>
              <Marked text={name} marks={marksAt("/name")} plain />
            </bdi>
          </code>
        </h1>
        {title === undefined ? null : (
          <p class="lead" dir="auto">
            <Marked text={title} marks={marksAt("/title")} limit={2_000} />
          </p>
        )}
        <p class="quiet">
          A tool of{" "}
          <a href={pagePath(tool.server)}>
            <Line text={server.title ?? server.name} />
          </a>
        </p>
      </header>
      <VerdictCard verdict={verdict} findings={findings} />
      <section aria-labelledby="description">
        <h2 id="description">What its author says</h2>
        {description === undefined || description.trim() === "" ? (
          <p class="empty">The author gives no description.</p>
        ) : (
          <Prose text={description} marks={marksAt("/description")} />
        )}
        {annotations ? <Claims annotations={annotations} /> : null}
      </section>
      <section aria-labelledby="parameters">
        <h2 id="parameters">Parameters</h2>
        <ParameterTable schema={inputSchema} marksAt={marksAt} />
        <WholeDefinition tool={tool} marksAt={marksAt} />
      </section>
      <PolicySection
        recommendation={recommendation}
        choice={choice}
        page={pagePath(tool.server, name)}
        url={apiPath(tool.server, name, "/policy")}
      >
        <p class="lead">{termsWords(terms)}</p>
      </PolicySection>
      <Answers {...{ found, findings, terms, changed }} />
      <Patterns findings={findings} />
      <Related related={related} />
      <ToolHistory changes={changes} readings={readings} />
      <WhereRead tool={tool} />
    </>
  );
}

type Asked = {
  found: KnownTool;
  findings: readonly Numbered[];
  terms: Parameters<typeof termsWords>[0];
  changed: number;
};

function Answers({ found, findings, terms, changed }: Asked) {
  const { tool, verdict } = found;
  const answers = answersAbout({ definition: tool.definition, verdict, findings, terms, changes: changed });
  if (answers.length === 0) return null;
  return (
    <section aria-labelledby="answers">
      <LinkedData things={[questionsAndAnswers(answers)]} />
      <h2 id="answers">Questions and answers</h2>
      <dl class="answers">
        {answers.map(({ question, answer }) => (
          <div>
            <dt>
              <Line text={question} />
            </dt>
            <dd>
              <Line text={answer} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Patterns({ findings }: { findings: readonly Numbered[] }) {
  const ids = new Set(findings.flatMap(({ rule }) => patternsOf(rule)));
  const shown = attackPatterns.filter(({ id }) => ids.has(id));
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="patterns">
      <h2 id="patterns">Attack patterns</h2>
      <p>What its definition shows, or is open to by what it can do. Being open to it is no fault.</p>
      <ul class="servers">
        {shown.map(({ id, name, what, known, rules }) => (
          <li>
            <h3>
              <a href={patternPath(id)}>{name}</a> <small class="inline">{id}</small>
              <Because findings={findings.filter(({ rule }) => rules.includes(rule))} />
            </h3>
            <p>{what}</p>
            {known.slice(0, casesShown).map((text) => (
              <p class="quiet">
                <Known text={text} />
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Because({ findings }: { findings: readonly Numbered[] }) {
  return (
    <small class="inline">
      by{" "}
      {findings.map(({ note }, index) => (
        <>
          {index === 0 ? "" : ", "}
          <a href={`#finding-${note}`}>finding {note}</a>
        </>
      ))}
    </small>
  );
}

function Related({ related }: { related: readonly ListedTool[] }) {
  if (related.length === 0) return null;
  return (
    <section aria-labelledby="related">
      <h2 id="related">Related tools on other servers</h2>
      <ToolRows tools={related} caption="Tools of other servers that are named alike and are of the same category" />
    </section>
  );
}
