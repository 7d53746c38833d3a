import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Change } from "../../catalog/change.ts";
import { happened } from "../../catalog/change.ts";
import { lookAlikeWords } from "../../catalog/look-alike.ts";
import type { JudgedTool } from "../../db/queries/shown-tools.ts";
import { moved } from "../answer.ts";
import { newestChanges } from "../change-list.ts";
import type { AppDeps } from "../deps.ts";
import { allTools, lookUpServer, type KnownServer } from "../lookup.ts";
import { originOf } from "../origin.ts";
import { apiPath, pagePath } from "../paths.ts";
import { recommendFor } from "../policy.ts";
import { Badge } from "./badge.tsx";
import { GradeCard, GradeLetter } from "./grade.tsx";
import { Install } from "./install.tsx";
import { Crumbs, sendPage } from "./layout.tsx";
import { policyChoice, PolicySection, type PolicyChoice } from "./policy.tsx";
import { problemPage } from "./problem.tsx";
import { CategoryList, RiskChart } from "./risk.tsx";
import { ServerData } from "./server-data.tsx";
import { Facts, Identity, Versions } from "./server-facts.tsx";
import { ServerTools, toolView, toolViewFields, type ToolView } from "./server-tools.tsx";
import { counted, Day, Line, Prose } from "./text.tsx";

const changesShown = 8;

/** The page of a server: its risks, its tools, a policy to copy, how to install it, and who says what about it. */
export function serverPage(app: OpenAPIHono, deps: AppDeps): void {
  const { db } = deps;
  app.get("/servers/:slug", async (c) => {
    const found = await lookUpServer(db, c.req.param("slug"));
    if (found.outcome === "missing") return problemPage(c, 404, "No server has this slug or identifier.");
    if (found.outcome === "moved") return moved(c, pagePath(found.slug));
    const choice = policyChoice(c);
    if (!choice) return problemPage(c, 400, "There is no such policy format, or no such degree of strictness.");
    const view = toolView(c);
    if (!view) return problemPage(c, 400, "Tools have no such category, or cannot be sorted like that.");
    const { server, profile } = found;
    const [tools, { changes }] = await Promise.all([
      allTools(db, server.slug),
      newestChanges(db, { server: server.slug }, changesShown),
    ]);
    const name = server.title ?? server.name;
    const origin = originOf(c, deps);
    return sendPage(c, {
      title: `${name} · mcp-risk`,
      description: `${counted(profile.tools, "tool")} of ${name}: what they do, how risky they are, and a starter policy.`,
      json: apiPath(server.slug),
      canonical: pagePath(server.slug),
      feed: { href: `${pagePath(server.slug)}/changes.atom`, title: `Changes of ${name}` },
      head: <ServerData server={server} origin={origin} />,
      main: (
        <>
          <ServerMain {...found} tools={tools} changes={changes} choice={choice} view={view} />
          <Badge slug={server.slug} origin={origin} />
        </>
      ),
    });
  });
}

type Shown = KnownServer & { tools: JudgedTool[]; changes: Change[]; choice: PolicyChoice; view: ToolView };

function ServerMain({ server, profile, card, versions, lookAlike, tools, changes, choice, view }: Shown) {
  const name = <Line text={server.title ?? server.name} />;
  const { slug } = server;
  return (
    <>
      <Crumbs above={[{ href: "/servers", name: "Servers" }]} here={name} />
      <header class="heading graded">
        <div>
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
          {server.description === undefined ? null : <Prose text={server.description} />}
        </div>
        <GradeLetter grade={card.grade} />
      </header>
      {server.status === "active" ? null : <p class="notice">{statusWords[server.status]}</p>}
      {server.goneAt === undefined ? null : (
        <p class="notice">
          No source lists it any more, since <Day at={server.goneAt} />.
        </p>
      )}
      {lookAlike === null ? null : (
        <p class="notice block">
          <Line text={lookAlikeWords(lookAlike)} /> <a href={pagePath(lookAlike.of)}>See that server</a>
        </p>
      )}
      <ul class="onpage" aria-label="On this page">
        {onPage.map(([id, words]) => (
          <li>
            <a href={`#${id}`}>{words}</a>
          </li>
        ))}
      </ul>
      <section aria-labelledby="risk" class="card">
        <h2 id="risk">Risk profile</h2>
        <RiskChart profile={profile} />
        {profile.tools === 0 ? null : <CategoryList profile={profile} />}
      </section>
      <GradeCard slug={slug} grade={card.grade} />
      <ServerTools slug={slug} tools={tools} view={view} />
      <PolicySection
        recommendation={recommendFor(server, tools, choice)}
        choice={choice}
        page={pagePath(slug)}
        url={apiPath(slug, undefined, "/policy")}
        others={toolViewFields(view)}
      >
        <p>
          Everything that it does not list is refused, also a tool that no rule has judged. Change it to what your
          agents need.
        </p>
      </PolicySection>
      <Install server={server} />
      <History slug={slug} changes={changes} />
      <Identity server={server} />
      <Facts server={server} />
      <Versions versions={versions} />
    </>
  );
}

const onPage = [
  ["risk", "Risk"],
  ["grade", "Grade"],
  ["tools", "Tools"],
  ["policy", "Policy"],
  ["install", "Install"],
  ["history", "Changes"],
  ["identity", "Identity"],
  ["facts", "Facts"],
] as const;

const statusWords = {
  deprecated: "Its publisher has deprecated this server.",
  deleted: "Its publisher has deleted this server from the registry. What was known of it stays here.",
} as const;

function History({ slug, changes }: { slug: string; changes: readonly Change[] }) {
  return (
    <section aria-labelledby="history">
      <h2 id="history">Changes</h2>
      {changes.length === 0 ? (
        <p class="empty">Nothing of it has changed since the catalog first saw it.</p>
      ) : (
        <ul class="short">
          {changes.map(({ tool, kind, at }) => (
            <li>
              <Day at={at} />{" "}
              {tool === undefined ? (
                "The server"
              ) : (
                <a href={pagePath(slug, tool)}>
                  <code>
                    <Line text={tool} />
                  </code>
                </a>
              )}{" "}
              {happened[kind]}
            </li>
          ))}
        </ul>
      )}
      <p class="quiet">
        Follow them with a feed reader: <a href={`${pagePath(slug)}/changes.atom`}>Atom feed of this server</a>
      </p>
    </section>
  );
}
