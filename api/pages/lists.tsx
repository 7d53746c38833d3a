import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Child } from "hono/jsx";
import { catalogFacets, type Facets } from "../../db/queries/figures.ts";
import type { AppDeps } from "../deps.ts";
import { findServers, findTools, type Found } from "../search.ts";
import { ChosenFilters, FacetLinks, HiddenFilters, listPath, readFilters, tagsOfView, viewWords } from "./facets.tsx";
import type { Kind, View } from "./facets.tsx";
import { ServerItems, ToolRows } from "./items.tsx";
import { Paging, sendPage } from "./layout.tsx";
import { problemPage } from "./problem.tsx";
import { counted, figure, Line } from "./text.tsx";
import { NothingFound, termsOf, Understood } from "./understood.tsx";

const perPage = 30;
const longest = 200;
/** The orders of each list, the default first. */
const sorts = {
  server: { popular: "best known", risk: "highest risk", tools: "most tools", changed: "latest change", name: "name" },
  tool: { popular: "best known", risk: "highest risk", name: "name" },
} as const;
const nouns = { server: "servers", tool: "tools" } as const;

/** The pages `/servers` and `/tools`: lists by filters, in an order, or what words find; and `/browse`, where they begin. */
export function listPages(app: OpenAPIHono, { db }: AppDeps): void {
  app.get("/browse", async (c) => {
    const counts = await catalogFacets(db);
    return sendPage(c, {
      title: "Browse · mcp-risk",
      description: "MCP servers and their tools by category, risk, attack pattern, source, language and sign-in.",
      json: "/api/v1/statistics",
      main: <Browse counts={counts} />,
    });
  });

  app.get("/servers", async (c) => {
    const view = readView("server", c);
    if ("wrong" in view) return wrongView(c, view.wrong);
    const found = await findServers(db, { ...view, sort: view.sort, tags: tagsOfView(view), ...placeOf(c) });
    if (!found) return problemPage(c, 400, "This is no place in this list. Start at its first page.");
    const terms = termsOf(view.q ?? "", found);
    return sendList(c, view, found, await catalogFacets(db), <ServerItems servers={found.items} terms={terms} />);
  });

  app.get("/tools", async (c) => {
    const view = readView("tool", c);
    if ("wrong" in view) return wrongView(c, view.wrong);
    const found = await findTools(db, { ...view, sort: view.sort, tags: tagsOfView(view), ...placeOf(c) });
    if (!found) return problemPage(c, 400, "This is no place in this list. Start at its first page.");
    const terms = termsOf(view.q ?? "", found);
    const rows = <ToolRows tools={found.items} terms={terms} caption={viewWords(view)} />;
    return sendList(c, view, found, await catalogFacets(db), rows);
  });
}

const placeOf = (c: Context) => ({ limit: perPage, after: c.req.query("after") || undefined });

type ViewOf<K extends Kind> = Omit<View, "sort"> & { kind: K; sort: keyof (typeof sorts)[K] | undefined };

function readView<K extends Kind>(kind: K, c: Context): ViewOf<K> | { wrong: string } {
  const { q, sort, ...rest } = c.req.query();
  const read = readFilters(kind, rest);
  if ("wrong" in read) return read;
  if (sort && !Object.hasOwn(sorts[kind], sort))
    return { wrong: `sort: is none of ${Object.keys(sorts[kind]).join(", ")}` };
  const words = (q ?? "").trim().slice(0, longest).toWellFormed();
  return {
    kind,
    q: words === "" ? undefined : words,
    chosen: read.chosen,
    // Checked above: it is one of the orders of this kind.
    sort: sort ? (sort as keyof (typeof sorts)[K]) : undefined,
  };
}

function wrongView(c: Context, wrong: string): Promise<Response> {
  return problemPage(c, 400, `This list cannot be filtered like that. ${wrong}.`);
}

function sendList(c: Context, view: View, found: Found<unknown>, counts: Facets, items: Child): Promise<Response> {
  const { kind, q } = view;
  const heading = viewWords(view);
  const isFirst = !c.req.query("after");
  return sendPage(c, {
    title: `${q === undefined ? "" : `${q} · `}${heading} · mcp-risk`,
    description: `${heading} of the open catalog of MCP servers, with what they can do and how risky that is.`,
    json: `/api/v1${listPath(view)}`,
    canonical: listPath(view),
    ...(q === undefined ? {} : { search: q }),
    main: (
      <>
        <h1>{heading}</h1>
        <div class="sided">
          <Filters view={view} counts={counts} />
          <section aria-labelledby="list" class="list">
            <h2 id="list" class="unseen">
              {kind === "server" ? "Servers" : "Tools"}
            </h2>
            <Order view={view} counts={counts} />
            <Understood {...found} />
            {found.items.length > 0 ? items : isFirst ? <None view={view} /> : <p class="empty">Nothing further.</p>}
            <Paging
              of={nouns[kind]}
              first={isFirst ? null : listPath(view)}
              next={found.next === null ? null : listPath(view, found.next)}
            />
          </section>
        </div>
      </>
    ),
  });
}

function None({ view }: { view: View }) {
  if (view.q !== undefined && Object.keys(view.chosen).length === 0) return <NothingFound q={view.q} />;
  return (
    <p class="empty">
      Nothing has all of these. Take one of them away, or <a href={`/${view.kind}s`}>see all {nouns[view.kind]}</a>.
    </p>
  );
}

function Filters({ view, counts }: { view: View; counts: Facets }) {
  const { kind, q, chosen } = view;
  return (
    <nav aria-label="Filters" id="filters">
      <h2 class="unseen">Filters</h2>
      <form action={`/${kind}s`} method="get" class="choice" role="search" aria-label="In this list">
        <label class="words">
          Words in this list
          <input type="search" name="q" value={q ?? ""} maxlength={longest} />
        </label>
        <HiddenFilters chosen={chosen} />
        <button type="submit">Find</button>
      </form>
      <FacetLinks view={view} counts={counts} />
      <small>Numbers are of the whole catalog.</small>
    </nav>
  );
}

function Order({ view, counts }: { view: View; counts: Facets }) {
  const { kind, q, chosen } = view;
  const isAll = q === undefined && Object.keys(chosen).length === 0;
  const [first] = Object.keys(sorts[kind]);
  return (
    <div class="order">
      <ChosenFilters view={view} />
      {q === undefined ? (
        <ul class="onpage" aria-label="Order">
          {isAll ? <li class="quiet">{counted(counts[kind].all, kind)}</li> : null}
          <li class="to-filters">
            <a href="#filters">Filters</a>
          </li>
          {Object.entries(sorts[kind]).map(([sort, words]) => (
            <li>
              <a
                href={listPath({ ...view, sort: sort === first ? undefined : sort })}
                aria-current={(view.sort ?? first) === sort ? "true" : undefined}
              >
                {words}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">
          Best matches for “<Line text={q} />” first.{" "}
          <a href={listPath({ ...view, q: undefined })}>Without the words</a>
        </p>
      )}
    </div>
  );
}

function Browse({ counts }: { counts: Facets }) {
  return (
    <>
      <h1>Browse</h1>
      <p class="lead">
        All <a href="/servers">{figure(counts.server.all)} servers</a> and{" "}
        <a href="/tools">{figure(counts.tool.all)} tools</a> of the catalog, by what they can do and where they come
        from. Filters can be combined.
      </p>
      {(["server", "tool"] as const).map((kind) => (
        <section aria-labelledby={kind}>
          <h2 id={kind}>{kind === "server" ? "Servers" : "Tools"}</h2>
          <div class="facets">
            <FacetLinks view={{ kind, chosen: {} }} counts={counts} />
          </div>
        </section>
      ))}
    </>
  );
}
