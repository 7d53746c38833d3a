import type { OpenAPIHono } from "@hono/zod-openapi";
import { unstorableText } from "../../catalog/text.ts";
import { ruleset } from "../../classifier/classify.ts";
import type { Figures } from "../../db/queries/figures.ts";
import { getServer, listServers, type ProfiledServer } from "../../db/queries/servers.ts";
import { sourceStates, type SourceState } from "../../db/queries/sources.ts";
import type { AppDeps } from "../deps.ts";
import { keepFigures } from "../figures.ts";
import { pagePath } from "../paths.ts";
import { sendPage } from "./layout.tsx";
import { RiskChart, RiskCounts } from "./risk.tsx";
import { counted, Day, figure, Line, shortened } from "./text.tsx";

const perPage = 30;
const describedLength = 240;

const about =
  "An open catalog of MCP servers: what each tool can do, how risky that is and why, and a policy to start from.";

/** The page `/`: what this is, the catalog in numbers, and the servers, or those that were searched for. */
export function homePage(app: OpenAPIHono, { db }: AppDeps): void {
  const figures = keepFigures(db);
  app.get("/", async (c) => {
    const search = usable(c.req.query("q"))?.trim().slice(0, 200);
    const after = usable(c.req.query("after"));
    // Whoever pastes an identifier wants that server.
    const exact = search?.includes(":") ? await getServer(db, ruleset, search) : null;
    if (exact) return c.redirect(pagePath(exact.server.slug), 302);
    const servers = await listServers(db, ruleset, {
      limit: perPage + 1,
      ...(after ? { after } : {}),
      ...(search ? { search } : {}),
    });
    const shown = servers.slice(0, perPage);
    const last = servers.length > perPage ? shown.at(-1)?.server.slug : undefined;
    const isFront = !search && !after;
    const main = (
      <>
        {isFront ? (
          <Front figures={await figures()} sources={await sourceStates(db)} />
        ) : (
          <h1>{search ? <>Servers with “{<Line text={search} />}”</> : "Servers"}</h1>
        )}
        <section aria-labelledby="servers">
          <h2 id="servers" class={isFront ? "" : "unseen"}>
            Servers
          </h2>
          <ServerList servers={shown} searched={Boolean(search)} />
          <Paging search={search} after={after} next={last} />
        </section>
      </>
    );
    const title = search ? `${search} · mcp-risk` : "mcp-risk: what MCP tools can do";
    return sendPage(c, { title, description: about, main, ...(search ? { search } : {}) });
  });
}

function usable(text: string | undefined): string | undefined {
  return text === undefined || unstorableText(text) !== null ? undefined : text;
}

function Front({ figures, sources }: { figures: Figures; sources: SourceState[] }) {
  const finished = sources.flatMap(({ finishedAt }) => finishedAt ?? []).sort();
  const newest = finished.at(-1);
  return (
    <>
      <div class="hero">
        <h1>Know what an MCP server's tools can do before you connect it</h1>
        <p class="lead">{about}</p>
      </div>
      <section aria-labelledby="figures" class="card">
        <h2 id="figures">The catalog today</h2>
        <dl class="figures">
          <div>
            <dt>servers</dt>
            <dd>{figure(figures.servers)}</dd>
          </div>
          <div>
            <dt>tools</dt>
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
        {figures.tools === 0 ? null : <RiskChart profile={figures} />}
      </section>
    </>
  );
}

function ServerList({ servers, searched }: { servers: ProfiledServer[]; searched: boolean }) {
  if (servers.length === 0)
    return (
      <p class="empty">
        {searched
          ? "No server's name or description has this text. Try one shorter word, or a package's identifier such as npm:NAME."
          : "There are no servers here. Fill the catalog with: mcp-risk crawl"}
      </p>
    );
  return (
    <ul class="servers">
      {servers.map(({ server, profile }) => (
        <li>
          <h3>
            <a href={pagePath(server.slug)}>
              <Line text={server.title ?? server.name} />
            </a>
            {server.status === "active" ? null : <span class="badge unjudged">{server.status}</span>}
          </h3>
          {server.title === undefined ? null : (
            <p class="quiet">
              <Line text={server.name} />
            </p>
          )}
          {server.description === undefined ? null : (
            <p>
              <Line text={oneLine(server.description)} />
            </p>
          )}
          <div class="row">
            <span>{counted(profile.tools, "tool")}</span>
            {profile.tools === 0 ? null : <RiskCounts profile={profile} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function oneLine(description: string): string {
  const line = description.slice(0, describedLength * 2).replace(/\s+/g, " ");
  return shortened(line.trim(), describedLength);
}

type Place = { search: string | undefined; after: string | undefined; next: string | undefined };

function Paging({ search, after, next }: Place) {
  if (!after && next === undefined) return null;
  const at = (cursor?: string) => {
    const query = new URLSearchParams({ ...(search ? { q: search } : {}), ...(cursor ? { after: cursor } : {}) });
    return query.size === 0 ? "/" : `/?${query.toString()}`;
  };
  return (
    <nav aria-label="Pages of servers" class="paging">
      {after ? <a href={at()}>Back to the first page</a> : <span />}
      {next === undefined ? (
        <span class="quiet">This is the last page.</span>
      ) : (
        <a rel="next" href={at(next)}>
          Next page
        </a>
      )}
    </nav>
  );
}
