import type { OpenAPIHono } from "@hono/zod-openapi";
import { respond } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { lookUpServer } from "../lookup.ts";
import { pagePath } from "../paths.ts";
import { findServers, findTools, type Found } from "../search.ts";
import type { ListedServer, ListedTool } from "../../db/queries/cards.ts";
import { listPath } from "./facets.tsx";
import { ServerItems, ToolRows } from "./items.tsx";
import { sendPage } from "./layout.tsx";
import { Line } from "./text.tsx";
import { NothingFound, termsOf, Understood } from "./understood.tsx";

const shown = { servers: 8, tools: 12 };
const longest = 200;

/** The page `/search`: the best servers and tools for some words. A whole identifier leads straight to its server. */
export function searchPage(app: OpenAPIHono, { db }: AppDeps): void {
  app.get("/search", async (c) => {
    const q = (c.req.query("q") ?? "").trim().slice(0, longest).toWellFormed();
    if (q === "") return respond(c, null, 302, { location: "/browse" });
    if (q.includes(":")) {
      const named = await lookUpServer(db, q);
      if (named.outcome !== "missing") {
        const slug = named.outcome === "moved" ? named.slug : named.server.slug;
        return respond(c, null, 302, { location: pagePath(slug) });
      }
    }
    const [servers, tools] = await Promise.all([
      findServers(db, { q, tags: [], limit: shown.servers }),
      findTools(db, { q, tags: [], limit: shown.tools }),
    ]);
    return sendPage(c, {
      title: `${q} · mcp-risk`,
      description: `MCP servers and tools that match ${q}: what they can do, and how risky that is.`,
      search: q,
      json: `/api/v1/search?${new URLSearchParams({ q }).toString()}`,
      main: <Results q={q} servers={servers ?? nothing} tools={tools ?? nothing} />,
    });
  });
}

const nothing = { items: [], next: null, corrected: [], ignored: [] };

type Shown = { q: string; servers: Found<ListedServer>; tools: Found<ListedTool> };

function Results({ q, servers, tools }: Shown) {
  const isNothing = servers.items.length + tools.items.length === 0;
  return (
    <>
      <h1>
        Search for “<Line text={q} />”
      </h1>
      <Understood {...(servers.items.length > 0 ? servers : tools)} />
      {isNothing ? <NothingFound q={q} /> : null}
      {servers.items.length === 0 ? null : (
        <section aria-labelledby="servers">
          <h2 id="servers">Servers</h2>
          <ServerItems servers={servers.items} terms={termsOf(q, servers)} />
          {servers.next === null ? null : (
            <p class="paging">
              <a href={listPath({ kind: "server", q, chosen: {} })}>More servers</a>
            </p>
          )}
        </section>
      )}
      {tools.items.length === 0 ? null : (
        <section aria-labelledby="tools">
          <h2 id="tools">Tools</h2>
          <ToolRows tools={tools.items} terms={termsOf(q, tools)} caption="Tools that match, best first" />
          {tools.next === null ? null : (
            <p class="paging">
              <a href={listPath({ kind: "tool", q, chosen: {} })}>More tools</a>
            </p>
          )}
        </section>
      )}
    </>
  );
}
