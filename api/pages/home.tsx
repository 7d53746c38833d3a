import type { OpenAPIHono } from "@hono/zod-openapi";
import { categories } from "../../catalog/verdict.ts";
import type { ListedServer } from "../../db/queries/cards.ts";
import type { Figures } from "../../db/queries/figures.ts";
import { sourceStates, type SourceState } from "../../db/queries/sources.ts";
import { respond } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { keepFigures } from "../figures.ts";
import { originOf } from "../origin.ts";
import { findServers } from "../search.ts";
import { SearchForm, sendPage } from "./layout.tsx";
import { LinkedData, website } from "./linked-data.tsx";
import { ServerItems } from "./lists.tsx";
import { meanings, RiskChart } from "./risk.tsx";
import { counted, Day, figure } from "./text.tsx";

const serversShown = 8;

const about =
  "An open catalog of MCP servers: what each tool can do, how risky that is and why, and a policy to start from.";

/** The page `/`: what this is, the catalog in numbers, ways into it, and what to do with it. */
export function homePage(app: OpenAPIHono, deps: AppDeps): void {
  const { db } = deps;
  const figures = keepFigures(db);
  app.get("/", async (c) => {
    // Where the search was before.
    const { search } = new URL(c.req.url);
    if (c.req.query("q")) return respond(c, null, 302, { location: `/search${search}` });
    const known = await findServers(db, { tags: [], sort: "popular", limit: serversShown });
    const main = (
      <>
        <LinkedData things={[website(originOf(c, deps))]} />
        <div class="hero">
          <h1>Know what an MCP server's tools can do before you connect it</h1>
          <p class="lead">{about}</p>
          <SearchForm large />
        </div>
        <Numbers figures={await figures()} sources={await sourceStates(db)} />
        <Known servers={known?.items ?? []} />
        <Jobs />
      </>
    );
    return sendPage(c, {
      title: "mcp-risk: what MCP tools can do",
      description: about,
      json: "/api/v1/statistics",
      main,
    });
  });
}

function Numbers({ figures, sources }: { figures: Figures; sources: SourceState[] }) {
  const newest = sources
    .flatMap(({ finishedAt }) => finishedAt ?? [])
    .sort()
    .at(-1);
  return (
    <section aria-labelledby="figures" class="card">
      <h2 id="figures">The catalog today</h2>
      <dl class="figures">
        <div>
          <dt>
            <a href="/servers">servers</a>
          </dt>
          <dd>{figure(figures.servers)}</dd>
        </div>
        <div>
          <dt>
            <a href="/tools">tools</a>
          </dt>
          <dd>{figure(figures.tools)}</dd>
        </div>
        <div>
          <dt>sources</dt>
          <dd>{figure(sources.length)}</dd>
        </div>
        {newest === undefined ? null : (
          <div>
            <dt>last crawl</dt>
            <dd>
              <Day at={newest} />
            </dd>
          </div>
        )}
      </dl>
      {figures.tools === 0 ? null : (
        <>
          <RiskChart profile={figures} />
          <ul class="ways">
            {categories.toReversed().map((category) => (
              <li>
                <a href={`/tools?category=${category}`}>
                  <strong>{category}</strong>
                  <span>{counted(figures.categories[category] ?? 0, "tool")}</span>
                  <small>{meanings[category]}</small>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Known({ servers }: { servers: readonly ListedServer[] }) {
  return (
    <section aria-labelledby="servers">
      <h2 id="servers">Best known servers</h2>
      {servers.length === 0 ? (
        <p class="empty">
          There are no servers here. Fill the catalog with: <code>mcp-risk crawl</code>
        </p>
      ) : (
        <>
          <ServerItems servers={servers} />
          <p class="onward">
            <a href="/servers">All servers</a> <a href="/servers?sort=risk">By highest risk</a>{" "}
            <a href="/servers?findings=any">With suspicious text</a>{" "}
            <a href="/changes?kind=worse">Changed for the worse</a>
          </p>
        </>
      )}
    </section>
  );
}

function Jobs() {
  return (
    <section aria-labelledby="jobs">
      <h2 id="jobs">Three things to do with it</h2>
      <div class="jobs">
        <article class="card">
          <h3>Look before you connect</h3>
          <p>Find a server, read what its tools can do and which words say so, and see what its grade follows from.</p>
          <pre class="document" tabindex={0} role="region" aria-label="Command">
            <code>mcp-risk scan</code>
          </pre>
          <p class="quiet">looks at the servers that your clients have already.</p>
        </article>
        <article class="card">
          <h3>Put a policy before it</h3>
          <p>Every server and tool has a starter policy, in the formats of fifteen clients and gateways.</p>
          <pre class="document" tabindex={0} role="region" aria-label="Command">
            <code>mcp-risk policy npm:NAME --format claude-code</code>
          </pre>
        </article>
        <article class="card">
          <h3>Ask by program</h3>
          <p>
            All of it is data: an <a href="/api">API</a>, an MCP endpoint at <code>/mcp</code> for agents, and{" "}
            <a href="/changes.atom">a feed of changes</a>.
          </p>
          <pre class="document" tabindex={0} role="region" aria-label="Command">
            <code>curl -s …/api/v1/search?q=send+mail</code>
          </pre>
        </article>
      </div>
    </section>
  );
}
