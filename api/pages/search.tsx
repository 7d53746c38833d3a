import type { OpenAPIHono } from "@hono/zod-openapi";
import { unstorableText } from "../../catalog/text.ts";
import type { ListedServer, ListedTool } from "../../db/queries/cards.ts";
import { respond } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { pagePath } from "../paths.ts";
import { findServers, findTools, type Found } from "../search.ts";
import { sendPage } from "./layout.tsx";
import { ServerItems, ToolItems, Understood } from "./lists.tsx";
import { Line } from "./text.tsx";

const shown = 10;

/** The page `/search`: the servers and the tools that words find, best first. */
export function searchPage(app: OpenAPIHono, { db }: AppDeps): void {
  app.get("/search", async (c) => {
    const given = c.req.query("q")?.trim().slice(0, 200) ?? "";
    const q = unstorableText(given) === null ? given : "";
    if (q === "") return respond(c, null, 302, { location: "/servers" });
    const nothing = { items: [], next: null, corrected: [], ignored: [] };
    const servers = (await findServers(db, { q, limit: shown, tags: [] })) ?? nothing;
    const [only] = servers.items;
    // Whoever pastes an identifier wants that server.
    if (only && q.includes(":") && servers.items.length === 1)
      return respond(c, null, 302, { location: pagePath(only.slug) });
    const tools = (await findTools(db, { q, limit: shown, tags: [] })) ?? nothing;
    return sendPage(c, {
      title: `${q} · mcp-risk`,
      description: `Servers and tools of the Model Context Protocol that “${q}” finds.`,
      search: q,
      json: `/api/v1/search?${new URLSearchParams({ q }).toString()}`,
      main: <Main q={q} servers={servers} tools={tools} />,
    });
  });
}

function Main({ q, servers, tools }: { q: string; servers: Found<ListedServer>; tools: Found<ListedTool> }) {
  const all = (kind: "servers" | "tools") => `/${kind}?${new URLSearchParams({ q }).toString()}`;
  if (servers.items.length + tools.items.length === 0)
    return (
      <>
        <h1>
          Nothing found for “<Line text={q} />”
        </h1>
        <div class="empty">
          <p>Try one shorter word, or a package's identifier such as npm:NAME, or look through the lists:</p>
          <ul>
            <li>
              <a href="/servers">all servers</a>
            </li>
            <li>
              <a href="/tools?risk=critical">tools of critical risk</a>
            </li>
            <li>
              <a href="/attack-patterns">attack patterns</a>
            </li>
          </ul>
          <p>
            A server that is missing can be crawled: <code>mcp-risk crawl npm:NAME</code>
          </p>
        </div>
      </>
    );
  return (
    <>
      <h1>
        “<Line text={q} />”
      </h1>
      <Understood {...(servers.items.length > 0 ? servers : tools)} />
      <section aria-labelledby="servers">
        <h2 id="servers">Servers</h2>
        {servers.items.length === 0 ? (
          <p class="empty">No server is called so, or says so.</p>
        ) : (
          <ServerItems servers={servers.items} />
        )}
        {servers.next === null ? null : (
          <p>
            <a href={all("servers")}>All servers found, with filters</a>
          </p>
        )}
      </section>
      <section aria-labelledby="tools">
        <h2 id="tools">Tools</h2>
        {tools.items.length === 0 ? (
          <p class="empty">No tool is called so, or says so.</p>
        ) : (
          <ToolItems tools={tools.items} />
        )}
        {tools.next === null ? null : (
          <p>
            <a href={all("tools")}>All tools found, with filters</a>
          </p>
        )}
      </section>
    </>
  );
}
