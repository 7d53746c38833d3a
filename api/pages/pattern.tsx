import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Rule } from "../../catalog/rule.ts";
import { attackPatterns, type AttackPattern } from "../../classifier/attack-patterns.ts";
import { rules } from "../../classifier/rules/index.ts";
import type { ListedTool } from "../../db/queries/cards.ts";
import { catalogFacets, type Facets } from "../../db/queries/figures.ts";
import type { AppDeps } from "../deps.ts";
import { originOf } from "../origin.ts";
import { pagePath, patternPath, rulePath } from "../paths.ts";
import { findTools } from "../search.ts";
import { Known } from "./known.tsx";
import { Crumbs, sendPage } from "./layout.tsx";
import { breadcrumbs, LinkedData } from "./linked-data.tsx";
import { problemPage } from "./problem.tsx";
import { RiskBadge } from "./risk.tsx";
import { counted, figure, Line } from "./text.tsx";

const examplesShown = 20;
const above = { href: "/attack-patterns", name: "Attack patterns" };
const about =
  "How tools of MCP servers are attacked and misused, what is known to have happened, and what a policy does against it.";

/** The pages of the attack patterns: all of them, and each with its known cases, its rules, and tools that are open to it. */
export function patternPages(app: OpenAPIHono, deps: AppDeps): void {
  const { db } = deps;
  app.get("/attack-patterns", async (c) => {
    const facets = await catalogFacets(db);
    return sendPage(c, {
      title: "Attack patterns · mcp-risk",
      description: about,
      json: "/api/v1/attack-patterns",
      main: <Patterns facets={facets} />,
    });
  });

  app.get("/attack-patterns/:pattern", async (c) => {
    const id = c.req.param("pattern");
    const pattern = attackPatterns.find((one) => one.id === id);
    if (!pattern) return problemPage(c, 404, "There is no attack pattern with this id.");
    const facets = await catalogFacets(db);
    const examples = await findTools(db, { tags: [`pattern:${id}`], sort: "popular", limit: examplesShown });
    const crumbs = [
      { path: above.href, name: above.name },
      { path: patternPath(id), name: pattern.name },
    ];
    return sendPage(c, {
      title: `${pattern.name} (${id}) · mcp-risk`,
      description: pattern.what,
      json: `/api/v1${patternPath(id)}`,
      main: (
        <>
          <LinkedData things={[breadcrumbs(originOf(c, deps), crumbs)]} />
          <PatternMain pattern={pattern} facets={facets} examples={examples?.items ?? []} />
        </>
      ),
    });
  });
}

const toolsOf = (facets: Facets, id: string): number => facets.tool.filters.pattern?.[id] ?? 0;

function Patterns({ facets }: { facets: Facets }) {
  return (
    <>
      <h1>Attack patterns</h1>
      <p class="lead">{about}</p>
      <p>
        A tool that is counted here shows the pattern in its definition, or is open to it by what it can do. Being open
        to it is no fault: a mail tool has to send mail.
      </p>
      <table>
        <caption class="unseen">Attack patterns, with how many tools show or are open to each</caption>
        <thead>
          <tr>
            <th scope="col">Pattern</th>
            <th scope="col">Tools</th>
          </tr>
        </thead>
        <tbody>
          {attackPatterns.map(({ id, name, what, rules: own }) => (
            <tr>
              <th scope="row">
                <a href={patternPath(id)}>{name}</a> <small class="inline">{id}</small>
                <p>{what}</p>
              </th>
              <td>{own.length === 0 ? "seen in changes only" : figure(toolsOf(facets, id))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

type Told = { pattern: AttackPattern; facets: Facets; examples: readonly ListedTool[] };

function PatternMain({ pattern, facets, examples }: Told) {
  const { id, name, what, known, against, rules: own } = pattern;
  const leading = rules.filter((rule) => own.includes(rule.id));
  return (
    <>
      <Crumbs above={[above]} here={name} />
      <header class="heading">
        <h1>{name}</h1>
        <p class="quiet">{id}</p>
        <p class="lead">{what}</p>
      </header>
      <section aria-labelledby="known">
        <h2 id="known">What is known to have happened</h2>
        <ul>
          {known.map((text) => (
            <li>
              <Known text={text} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="against" class="card">
        <h2 id="against">What a policy does against it</h2>
        <p>{against}</p>
      </section>
      <section aria-labelledby="rules">
        <h2 id="rules">What leads here</h2>
        {leading.length === 0 ? (
          <p>
            No rule can see it in one definition. <a href="/changes?kind=worse">Changes for the worse</a> are where it
            shows.
          </p>
        ) : (
          <ul class="findings">
            {leading.map((rule) => (
              <li>
                <p>
                  The tool {rule.title}. <a href={rulePath(rule.id)}>{rule.id}</a> <small>{kindOf(rule)}</small>
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
      {leading.length === 0 ? null : (
        <section aria-labelledby="tools">
          <h2 id="tools">Tools of the catalog</h2>
          <Examples id={id} count={toolsOf(facets, id)} examples={examples} />
        </section>
      )}
    </>
  );
}

const levelWords = { info: "what it can do", warn: "warning", block: "danger" } as const;

const kindOf = (rule: Rule): string => ("kind" in rule ? levelWords[rule.level] : rule.category);

function Examples({ id, count, examples }: { id: string; count: number; examples: readonly ListedTool[] }) {
  if (examples.length === 0) return <p class="empty">No tool of the catalog shows it or is open to it.</p>;
  return (
    <>
      <p>
        {counted(count, "tool")} of the catalog {count === 1 ? "shows" : "show"} it or {count === 1 ? "is" : "are"} open
        to it{count > examples.length ? "; these are of the best known servers" : ""}.
      </p>
      <table class="tools">
        <caption class="unseen">Tools that show {id} or are open to it</caption>
        <thead>
          <tr>
            <th scope="col">Tool</th>
            <th scope="col">Category</th>
            <th scope="col">Risk</th>
          </tr>
        </thead>
        <tbody>
          {examples.map(({ server, name, category, risk }) => (
            <tr>
              <th scope="row">
                <a href={pagePath(server, name)}>
                  <code>
                    <Line text={name} />
                  </code>
                </a>
                <small>
                  of <a href={pagePath(server)}>{server}</a>
                </small>
              </th>
              <td>{category ?? "–"}</td>
              <td>
                <RiskBadge risk={risk} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {count > examples.length ? (
        <p>
          <a href={`/tools?pattern=${id}`}>All of them</a>
        </p>
      ) : null}
    </>
  );
}
