import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Change } from "../../catalog/change.ts";
import { allSources } from "../../crawler/sources.ts";
import type { ListedServer } from "../../db/queries/cards.ts";
import { catalogFacets, type Facets } from "../../db/queries/figures.ts";
import { lastFinished } from "../../db/queries/sources.ts";
import { respond } from "../answer.ts";
import { changeTitle, newestChanges } from "../change-list.ts";
import type { AppDeps } from "../deps.ts";
import { originOf } from "../origin.ts";
import { pagePath } from "../paths.ts";
import { findServers } from "../search.ts";
import { listPath } from "./facets.tsx";
import { sendPage } from "./layout.tsx";
import { LinkedData, website } from "./linked-data.tsx";
import { CategoryList, RiskChart, RiskCounts } from "./risk.tsx";
import { counted, Day, figure, Line, shortened } from "./text.tsx";

const listed = 6;
const changesShown = 4;
const nameLength = 60;

const about =
  "An open catalog of MCP servers: what each tool can do, how risky that is and why, and a policy to start from.";

/** The page `/`: what this is, the catalog in numbers, where to begin, and how to use it. */
export function homePage(app: OpenAPIHono, deps: AppDeps): void {
  const { db } = deps;
  app.get("/", async (c) => {
    // Addresses of searches that were made here before there was a page for them.
    const q = c.req.query("q");
    if (q !== undefined) return respond(c, null, 308, { location: `/search?${new URLSearchParams({ q }).toString()}` });
    const best = (sort: "popular" | "risk" | "changed") =>
      findServers(db, { sort, tags: [], limit: listed }).then((found) => found?.items ?? []);
    const [facets, finished, popular, risky, fresh, worse] = await Promise.all([
      catalogFacets(db),
      lastFinished(db),
      best("popular"),
      best("risk"),
      best("changed"),
      newestChanges(db, { worse: true }, changesShown),
    ]);
    return sendPage(c, {
      title: "mcp-risk: what the tools of MCP servers can do",
      description: about,
      feed: { href: "/changes.atom?kind=worse", title: "Tools that changed for the worse" },
      head: <LinkedData things={[website(originOf(c, deps))]} />,
      main: (
        <>
          <Hero />
          {facets.server.all === 0 ? <NothingYet /> : <Figures facets={facets} finished={finished} />}
          <div class="columns">
            <ShortList id="popular" title="Best known" more={{ kind: "server", chosen: {} }} servers={popular} />
            <ShortList
              id="risky"
              title="Highest risk"
              more={{ kind: "server", chosen: {}, sort: "risk" }}
              servers={risky}
            />
            <ShortList
              id="changed"
              title="Latest to change"
              more={{ kind: "server", chosen: {}, sort: "changed" }}
              servers={fresh}
            />
          </div>
          <Worse changes={worse.changes} />
          <Jobs origin={originOf(c, deps)} />
        </>
      ),
    });
  });
}

function Hero() {
  return (
    <div class="hero">
      <h1>Know what an MCP server's tools can do before you connect it</h1>
      <p class="lead">{about}</p>
      <form role="search" action="/search" method="get">
        <label class="unseen" for="q">
          Search servers and tools
        </label>
        <input id="q" type="search" name="q" maxlength={200} placeholder="A server, a package or what a tool does" />
        <button type="submit">Search</button>
      </form>
      <p class="quiet">
        For example <a href="/search?q=github">github</a>, <a href="/search?q=send+email">send email</a>,{" "}
        <a href="/tools?category=Financial">tools that move money</a>, or an identifier such as <code>npm:NAME</code>.
      </p>
    </div>
  );
}

function NothingYet() {
  return (
    <p class="empty">
      There are no servers here. Fill the catalog with: <code>mcp-risk crawl</code>
    </p>
  );
}

const plural = (n: number, noun: string) => (n === 1 ? noun : `${noun}s`);

function Figures({ facets, finished }: { facets: Facets; finished: ReadonlyMap<string, string> }) {
  const { server, tool } = facets;
  const profile = {
    tools: tool.all,
    categories: tool.filters["category"] ?? {},
    risks: tool.filters["risk"] ?? {},
  };
  const newest = [...finished.values()].sort().at(-1);
  const threats = tool.filters["findings"]?.["any"] ?? 0;
  const sources = Object.keys(server.filters["source"] ?? {}).length;
  return (
    <section aria-labelledby="figures" class="card">
      <h2 id="figures">The catalog today</h2>
      <dl class="figures">
        <div>
          <dt>{plural(server.all, "server")}</dt>
          <dd>
            <a href="/servers">{figure(server.all)}</a>
          </dd>
        </div>
        <div>
          <dt>{plural(tool.all, "tool")}</dt>
          <dd>
            <a href="/tools">{figure(tool.all)}</a>
          </dd>
        </div>
        <div>
          <dt>{plural(sources, "source")}</dt>
          <dd>{figure(sources)}</dd>
        </div>
        <div>
          <dt>{plural(threats, "threat")} found</dt>
          <dd>
            <a href="/tools?findings=any">{figure(threats)}</a>
          </dd>
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
      {tool.all === 0 ? null : (
        <RiskChart profile={profile} linkOf={(risk) => listPath({ kind: "tool", chosen: { risk } })} />
      )}
      {tool.all === 0 ? null : (
        <CategoryList profile={profile} linkOf={(category) => listPath({ kind: "tool", chosen: { category } })} />
      )}
      <Freshness finished={finished} counts={server.filters["source"] ?? {}} />
    </section>
  );
}

function Freshness({
  finished,
  counts,
}: {
  finished: ReadonlyMap<string, string>;
  counts: Readonly<Record<string, number>>;
}) {
  const read = allSources.filter(({ id }) => (counts[id] ?? 0) > 0);
  if (read.length === 0) return null;
  return (
    <details>
      <summary>Sources, and when each was last read to its end</summary>
      <table>
        <caption class="unseen">Sources</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Servers</th>
            <th scope="col">Last read</th>
          </tr>
        </thead>
        <tbody>
          {read.map(({ id, title }) => {
            const at = finished.get(id);
            return (
              <tr>
                <th scope="row">
                  <a href={listPath({ kind: "server", chosen: { source: id } })}>{title}</a>
                </th>
                <td>{figure(counts[id] ?? 0)}</td>
                <td>{at === undefined ? "not as a whole" : <Day at={at} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

type Short = { id: string; title: string; more: Parameters<typeof listPath>[0]; servers: readonly ListedServer[] };

function ShortList({ id, title, more, servers }: Short) {
  if (servers.length === 0) return null;
  return (
    <section aria-labelledby={id} class="card">
      <h2 id={id}>{title}</h2>
      <ul class="short">
        {servers.map(({ slug, summary }) => (
          <li>
            <a href={pagePath(slug)}>
              <Line text={shortened(summary.title ?? summary.name, nameLength)} />
            </a>{" "}
            <small class="inline">{counted(summary.profile.tools, "tool")}</small>
            {summary.profile.tools === 0 ? null : <RiskCounts profile={summary.profile} />}
          </li>
        ))}
      </ul>
      <p>
        <a href={listPath(more)} aria-label={`${title}: all`}>
          All
        </a>
      </p>
    </section>
  );
}

function Worse({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="worse">
      <h2 id="worse">Changed for the worse lately</h2>
      <ul class="short">
        {changes.map((change) => (
          <li>
            <a href={pagePath(change.server, change.tool)}>
              <Line text={changeTitle(change)} />
            </a>{" "}
            <small class="inline">
              <Day at={change.at} />
            </small>
          </li>
        ))}
      </ul>
      <p>
        <a href="/changes?kind=worse">All changes for the worse</a>
      </p>
    </section>
  );
}

function Jobs({ origin }: { origin: string }) {
  return (
    <section aria-labelledby="jobs">
      <h2 id="jobs">How to use it</h2>
      <div class="columns">
        <section aria-labelledby="job-check" class="card">
          <h3 id="job-check">Check a server before you connect it</h3>
          <p>
            Search for it above, or let the command line look at what your MCP clients start already. It says which
            tools can delete, pay or run things, and quotes the words that say so.
          </p>
          <pre class="document wrap">
            <code>mcp-risk scan</code>
          </pre>
        </section>
        <section aria-labelledby="job-api" class="card">
          <h3 id="job-api">Ask the risk API</h3>
          <p>
            All that the pages say is JSON too: <a href="/api">the API</a>. Agents ask the MCP endpoint{" "}
            <code>/mcp</code>.
          </p>
          <pre class="document wrap">
            <code>{`curl '${origin}/api/v1/search?q=send+mail'`}</code>
          </pre>
        </section>
        <section aria-labelledby="job-policy" class="card">
          <h3 id="job-policy">Take a policy to start from</h3>
          <p>
            The page of each server and tool has one to copy, for clients and gateways, in three degrees of strictness.
            What it does not list is refused.
          </p>
          <pre class="document wrap">
            <code>mcp-risk policy npm:NAME --format claude-code</code>
          </pre>
        </section>
      </div>
    </section>
  );
}
