import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Child } from "hono/jsx";
import { z } from "zod";
import { unstorableText } from "../../catalog/text.ts";
import { catalogFacets, type Facets } from "../../db/queries/figures.ts";
import type { ListedServer, ListedTool } from "../../db/queries/cards.ts";
import { respond } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { filters, serverFilters, tagsOf } from "../routes/filters.ts";
import { findServers, findTools, type Found } from "../search.ts";
import { FilterForm, type Asked } from "./filter-form.tsx";
import { sendPage } from "./layout.tsx";
import { ServerItems, ToolItems, Understood } from "./lists.tsx";
import { problemPage } from "./problem.tsx";
import { counted, Line } from "./text.tsx";

const perPage = 30;

const common = {
  q: z
    .string()
    .trim()
    .max(200)
    .refine((text) => unstorableText(text) === null)
    .optional(),
  after: z.string().max(2_000).optional(),
};
const sorts = {
  servers: [
    { value: "popular", label: "best known first" },
    { value: "risk", label: "highest risk first" },
    { value: "tools", label: "most tools first" },
    { value: "changed", label: "latest change first" },
    { value: "name", label: "by name" },
  ],
  tools: [
    { value: "popular", label: "best known servers first" },
    { value: "risk", label: "highest risk first" },
    { value: "name", label: "by name" },
  ],
} as const;
const ServersQuery = z.object({
  ...serverFilters,
  ...common,
  sort: z.enum(["popular", "risk", "tools", "changed", "name"]).optional(),
});
const ToolsQuery = z.object({ ...filters, ...common, sort: z.enum(["popular", "risk", "name"]).optional() });

/** The pages `/servers` and `/tools`: all of them, by what they can be filtered by, or what words find. */
export function browsePages(app: OpenAPIHono, { db }: AppDeps): void {
  app.get("/servers", async (c) => {
    const { given, short } = readQuery(c.req.url);
    if (short !== null) return respond(c, null, 302, { location: `/servers${short}` });
    const asked = ServersQuery.safeParse(given);
    if (!asked.success) return problemPage(c, 400, badFilter);
    const { q, sort, after, ...wanted } = asked.data;
    const found = await findServers(db, { q, sort, after, limit: perPage, tags: tagsOf(wanted) });
    if (!found) return problemPage(c, 400, badPlace);
    const facets = await catalogFacets(db);
    return sendPage(c, {
      title: `${titleOf("Servers", asked.data)} · mcp-risk`,
      description: "MCP servers by what their tools can do, by risk, attack pattern, source and language.",
      json: `/api/v1/servers${queryOf(asked.data)}`,
      main: (
        <List kind="servers" asked={asked.data} found={found} facets={facets}>
          <ServerItems servers={found.items} />
        </List>
      ),
    });
  });

  app.get("/tools", async (c) => {
    const { given, short } = readQuery(c.req.url);
    if (short !== null) return respond(c, null, 302, { location: `/tools${short}` });
    const asked = ToolsQuery.safeParse(given);
    if (!asked.success) return problemPage(c, 400, badFilter);
    const { q, sort, after, ...wanted } = asked.data;
    const found = await findTools(db, { q, sort, after, limit: perPage, tags: tagsOf(wanted) });
    if (!found) return problemPage(c, 400, badPlace);
    const facets = await catalogFacets(db);
    return sendPage(c, {
      title: `${titleOf("Tools", asked.data)} · mcp-risk`,
      description: "Tools of MCP servers by category, risk, attack pattern, source and language.",
      json: `/api/v1/tools${queryOf(asked.data)}`,
      main: (
        <List kind="tools" asked={asked.data} found={found} facets={facets}>
          <ToolItems tools={found.items} />
        </List>
      ),
    });
  });
}

const badFilter = "One of the filters has a value that it cannot have. Clear them, and choose from the lists.";
const badPlace = "This is no place in this list. Start at its first page.";

/** What was asked for, without what a form sends for fields that were left empty; `short` is the address without those. */
function readQuery(url: string): { given: Record<string, string>; short: string | null } {
  const sent = [...new URL(url).searchParams];
  const filled = sent.filter(([name, value]) => value.trim() !== "" && !(name === "sort" && value === "popular"));
  const given = Object.fromEntries(filled);
  return { given, short: filled.length < sent.length ? queryOf(given) : null };
}

/** The query of an address; what is undefined is left out. */
function queryOf(asked: Asked, after?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, after })) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? "" : `?${query.toString()}`;
}

/** What the list shows, in words: "Tools: Financial, critical". */
function titleOf(kind: "Servers" | "Tools", asked: Asked): string {
  const words = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || name === "sort" || name === "after" ? [] : [name === "q" ? `“${value}”` : value],
  );
  return words.length === 0 ? kind : `${kind}: ${words.join(", ")}`;
}

type Shown = {
  kind: "servers" | "tools";
  asked: Asked;
  found: Found<ListedServer> | Found<ListedTool>;
  facets: Facets;
  children?: Child;
};

function List({ kind, asked, found, facets, children }: Shown) {
  const own = kind === "servers" ? facets.server : facets.tool;
  const isFirst = asked.after === undefined;
  return (
    <>
      <header class="heading">
        <h1>
          <Line text={titleOf(kind === "servers" ? "Servers" : "Tools", asked)} />
        </h1>
        <p class="quiet">
          The catalog has {counted(own.all, kind === "servers" ? "server" : "tool")}. The number behind each choice is
          how many of them it fits.
        </p>
      </header>
      <FilterForm action={`/${kind}`} asked={asked} facets={own} sorts={sorts[kind]} />
      <section aria-labelledby="found">
        <h2 id="found" class="unseen">
          {kind === "servers" ? "Servers" : "Tools"} found
        </h2>
        <Understood {...found} />
        {found.items.length === 0 ? (
          <p class="empty">
            {own.all === 0
              ? "There is nothing here yet. Fill the catalog with: mcp-risk crawl"
              : "Nothing fits all of this. Take one filter away, or use fewer words."}
          </p>
        ) : (
          children
        )}
        <nav aria-label="Pages of the list" class="paging">
          {isFirst ? (
            <span />
          ) : (
            <a href={`/${kind}${queryOf({ ...asked, after: undefined })}`}>Back to the first page</a>
          )}
          {found.next === null ? (
            isFirst ? null : (
              <span class="quiet">This is the last page.</span>
            )
          ) : (
            <a rel="next" href={`/${kind}${queryOf(asked, found.next)}`}>
              Next page
            </a>
          )}
        </nav>
      </section>
    </>
  );
}
