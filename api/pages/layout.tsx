import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Child } from "hono/jsx";
import { visibleText } from "../../catalog/text.ts";
import { answer } from "../answer.ts";
import { iconPath, stylePath } from "./style.ts";

/** What every page is made of; `search` is what the visitor searched for, `json` and `feed` are where programs find the same. */
export type Page = {
  title: string;
  description: string;
  search?: string;
  json?: string;
  feed?: string;
  main: Child;
};

/** The parts of the catalog, as every page's head leads to them. */
const parts = [
  ["/servers", "Servers"],
  ["/tools", "Tools"],
  ["/attack-patterns", "Attack patterns"],
  ["/changes", "Changes"],
  ["/methodology", "Methodology"],
  ["/api", "API"],
] as const;

/** Answers with a page. */
export async function sendPage(c: Context, page: Page, status: ContentfulStatusCode = 200): Promise<Response> {
  const html = await (<Layout {...page} path={c.req.path} />);
  return answer(c, `<!doctype html>\n${html.toString()}`, status, "text/html; charset=utf-8");
}

function Layout({ title, description, search, json, feed, main, path }: Page & { path: string }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{visibleText(title)}</title>
        <meta name="description" content={visibleText(description).slice(0, 300)} />
        <link rel="stylesheet" href={stylePath} />
        <link rel="icon" type="image/svg+xml" href={iconPath} />
        {json === undefined ? null : <link rel="alternate" type="application/json" href={json} />}
        {feed === undefined ? null : <link rel="alternate" type="application/atom+xml" href={feed} />}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="top">
          <div class="width">
            <a class="brand" href="/">
              <img src={iconPath} alt="" width="24" height="24" />
              mcp-risk
            </a>
            <nav aria-label="Catalog">
              <ul>
                {parts.map(([href, name]) => (
                  <li>
                    <a
                      href={href}
                      aria-current={path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined}
                    >
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            {path === "/" ? null : <SearchForm search={search} />}
          </div>
        </header>
        <main id="main" class="width" tabindex={-1}>
          {main}
        </main>
        <footer class="width">
          <p>
            Names and descriptions are the words of the servers' authors. Verdicts are made by rules that read a tool's
            definition; they are a start for your own judgement, not a guarantee.
          </p>
          <p>
            <a href="/methodology#dispute">Say that a verdict is wrong</a> · <a href="/rules">Rules</a> ·{" "}
            <a href="/changes.atom">Feed of changes</a> · <a href="/api/v1/openapi.json">OpenAPI</a> ·{" "}
            <a href="/llms.txt">For language models</a>
          </p>
        </footer>
      </body>
    </html>
  );
}

/** The search of servers and tools. */
export function SearchForm({ search, large = false }: { search?: string | undefined; large?: boolean }) {
  return (
    <form role="search" action="/search" method="get" class={large ? "search large" : "search"}>
      <label for="q" class={large ? "" : "unseen"}>
        Search servers and tools
      </label>
      <input
        id="q"
        type="search"
        name="q"
        value={search ?? ""}
        maxlength={200}
        placeholder={large ? "send mail, npm:@playwright/mcp, delete_file" : "Search servers and tools"}
        autocomplete="off"
        spellcheck={false}
      />
      <button type="submit">Search</button>
    </form>
  );
}

/** Where the visitor is: the pages above this one, and this one's name. */
export function Crumbs({ above, here }: { above: { href: string; name: Child }[]; here: Child }) {
  return (
    <nav aria-label="Breadcrumb" class="crumbs">
      <ol>
        {above.map(({ href, name }) => (
          <li>
            <a href={href}>{name}</a>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}
