import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Child } from "hono/jsx";
import type { Server } from "../../catalog/server.ts";
import { compareCategories, risks } from "../../catalog/verdict.ts";
import { gradeServer } from "../../classifier/grade.ts";
import type { RiskProfile } from "../../catalog/card.ts";
import type { JudgedTool } from "../../db/queries/shown-tools.ts";
import { moved } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { allTools, lookUpServer } from "../lookup.ts";
import { originOf } from "../origin.ts";
import { apiPath, pagePath } from "../paths.ts";
import { policyFor } from "../policy.ts";
import { Badge } from "./badge.tsx";
import { GradeCard } from "./grade.tsx";
import { Crumbs, sendPage } from "./layout.tsx";
import { PolicyDocument } from "./policy.tsx";
import { problemPage } from "./problem.tsx";
import { CategoryList, confidenceWords, RiskBadge, RiskChart } from "./risk.tsx";
import { ServerData } from "./server-data.tsx";
import { counted, Day, Line, Outside, Prose, shortened } from "./text.tsx";

// A page of a thousand rows takes a phone longer than it takes us; the others are one link away.
const rowsShown = 300;
const describedLength = 200;

/** The page of a server: its risks, its tools, a policy to copy, and who says what about it. */
export function serverPage(app: OpenAPIHono, deps: AppDeps): void {
  const { db } = deps;
  app.get("/servers/:slug", async (c) => {
    const found = await lookUpServer(db, c.req.param("slug"));
    if (found.outcome === "missing") return problemPage(c, 404, "No server has this slug or identifier.");
    if (found.outcome === "moved") return moved(c, pagePath(found.slug));
    const { server, profile } = found;
    const tools = await allTools(db, server.slug);
    const name = server.title ?? server.name;
    const origin = originOf(c, deps);
    return sendPage(c, {
      title: `${name} · mcp-risk`,
      description: `${counted(profile.tools, "tool")} of ${name}: what they do, how risky they are, and a starter policy.`,
      json: apiPath(server.slug),
      feed: `${pagePath(server.slug)}/changes.atom`,
      main: (
        <>
          <ServerData server={server} origin={origin} />
          <ServerMain server={server} profile={profile} tools={tools} />
          <Badge slug={server.slug} origin={origin} />
        </>
      ),
    });
  });
}

type Known = { server: Server; profile: RiskProfile; tools: JudgedTool[] };

function ServerMain({ server, profile, tools }: Known) {
  const name = <Line text={server.title ?? server.name} />;
  return (
    <>
      <Crumbs above={[{ href: "/", name: "Servers" }]} here={name} />
      <header class="heading">
        <h1>{name}</h1>
        <p class="quiet">
          <code>
            <Line text={server.name} />
          </code>
          {server.version === undefined ? null : (
            <>
              {" "}
              version <Line text={server.version} />
            </>
          )}
        </p>
        {server.status === "active" ? null : <p class="notice">{statusWords[server.status]}</p>}
        {server.description === undefined ? null : <Prose text={server.description} />}
      </header>
      <section aria-labelledby="risk" class="card">
        <h2 id="risk">Risk profile</h2>
        <RiskChart profile={profile} />
        {profile.tools === 0 ? null : <CategoryList profile={profile} />}
      </section>
      <GradeCard slug={server.slug} grade={gradeServer(server, tools)} />
      <section aria-labelledby="tools">
        <h2 id="tools">{counted(tools.length, "tool")}</h2>
        <ToolTable slug={server.slug} tools={tools} />
      </section>
      <section aria-labelledby="policy">
        <h2 id="policy">Starter policy</h2>
        <p>
          Everything that it does not list is refused. Tools that delete for good are hidden, those that move money wait
          for a person, and tools that no rule has judged stay refused.
        </p>
        <PolicyDocument policy={policyFor(tools)} url={apiPath(server.slug, undefined, "/policy")} />
      </section>
      <Identity server={server} />
      <Facts server={server} />
    </>
  );
}

const statusWords = {
  deprecated: "Its publisher has deprecated this server.",
  deleted: "Its publisher has deleted this server from the registry. What was known of it stays here.",
} as const;

/** Highest risk first, then most severe category, then name; what is not judged comes last. */
function worstFirst(a: JudgedTool, b: JudgedTool): number {
  const risk = (tool: JudgedTool) => (tool.verdict ? risks.indexOf(tool.verdict.risk) : -1);
  const severity = a.verdict && b.verdict ? compareCategories(b.verdict.category, a.verdict.category) : 0;
  return risk(b) - risk(a) || severity || (a.tool.definition.name < b.tool.definition.name ? -1 : 1);
}

function ToolTable({ slug, tools }: { slug: string; tools: JudgedTool[] }) {
  if (tools.length === 0)
    return <p class="empty">No tools are known yet: no reader has found any in what this server publishes.</p>;
  const shown = tools.toSorted(worstFirst).slice(0, rowsShown);
  return (
    <>
      <table class="tools">
        <caption class="unseen">Tools, highest risk first</caption>
        <thead>
          <tr>
            <th scope="col">Tool</th>
            <th scope="col">Category</th>
            <th scope="col">Risk</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ tool, verdict }) => (
            <tr>
              <th scope="row">
                <a href={pagePath(slug, tool.definition.name)}>
                  <code>
                    <Line text={tool.definition.name} />
                  </code>
                </a>
                {tool.definition.description === undefined ? null : (
                  <p>
                    <Line text={firstLine(tool.definition.description)} />
                  </p>
                )}
              </th>
              <td>
                {verdict?.category ?? "–"}
                {verdict ? <small>{confidenceWords(verdict.confidence)}</small> : null}
              </td>
              <td>
                <RiskBadge risk={verdict?.risk ?? null} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {tools.length > shown.length ? (
        <p>
          These are the {counted(shown.length, "tool")} of highest risk. All of them are in{" "}
          <a href={apiPath(slug, undefined, "/tools")}>the list as JSON</a>.
        </p>
      ) : null}
    </>
  );
}

function firstLine(text: string): string {
  const line = text.trimStart().slice(0, 2_000).split(/\r?\n/, 1)[0] ?? "";
  return shortened(line, describedLength);
}

function Identity({ server }: { server: Server }) {
  const byId = new Map<string, { source: string; ref: string }[]>();
  for (const { id, ...teller } of server.identifiers) byId.set(id, [...(byId.get(id) ?? []), teller]);
  return (
    <section aria-labelledby="identity">
      <h2 id="identity">Identity</h2>
      <p>Listings that share an identifier are one server; a shared repository alone is no proof.</p>
      <table>
        <caption class="unseen">Identifiers and the listings that brought them</caption>
        <thead>
          <tr>
            <th scope="col">Identifier</th>
            <th scope="col">Brought by</th>
          </tr>
        </thead>
        <tbody>
          {[...byId].map(([id, tellers]) => (
            <tr>
              <th scope="row">
                <code>
                  <Line text={id} />
                </code>
              </th>
              <td>
                {tellers.map((teller) => (
                  <div>
                    <Listing {...teller} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Listing({ source, ref }: { source: string; ref: string }) {
  return (
    <>
      {source} <span class="quiet">as</span>{" "}
      <code>
        <Line text={ref} />
      </code>
    </>
  );
}

function Facts({ server }: { server: Server }) {
  const { packages, remotes, repository, homepage, license, author } = server;
  const rows: [string, Child, string?][] = [
    ...packages.map((item): [string, Child] => [
      "Package",
      <code>
        {item.type} <Line text={item.version === undefined ? item.identifier : `${item.identifier} ${item.version}`} />
      </code>,
    ]),
    ...remotes.map((item): [string, Child] => [
      "Endpoint",
      <>
        <code>
          <Line text={item.url} />
        </code>{" "}
        <span class="quiet">{item.type}</span>
      </>,
    ]),
    ...(repository
      ? [["Repository", <Outside url={repository.url} />, "repository"] satisfies [string, Child, string]]
      : []),
    ...(homepage === undefined
      ? []
      : [["Home page", <Outside url={homepage} />, "homepage"] satisfies [string, Child, string]]),
    ...(license === undefined
      ? []
      : [["License", <Line text={license} />, "license"] satisfies [string, Child, string]]),
    ...(author === undefined ? [] : [["Author", <Line text={author} />, "author"] satisfies [string, Child, string]]),
    ["First seen", <Day at={server.firstSeen} />],
    ["Last seen", <Day at={server.lastSeen} />],
  ];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      <dl class="facts">
        {rows.map(([label, value, field]) => {
          const teller = field === undefined ? undefined : server.origin[field];
          return (
            <div>
              <dt>{label}</dt>
              <dd>
                {value}
                {teller ? (
                  <small>
                    said by {teller.source}
                    {teller.at === undefined ? "" : ` since ${teller.at.slice(0, 10)}`}
                  </small>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
