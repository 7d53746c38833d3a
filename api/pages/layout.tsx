import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Child } from "hono/jsx";
import { visibleText } from "../../catalog/text.ts";
import { answer } from "../answer.ts";
import { copyPath, iconPath, stylePath } from "./assets.ts";

/**
 * What every page is made of. `search` is what the visitor searched for, `json` where programs get the same, `feed` an Atom feed
 * of it, `canonical` the one path of a page that has several (sorted, filtered), `head` what else belongs into the head.
 */
export type Page = {
  title: string;
  description: string;
  search?: string;
  json?: string;
  feed?: { href: string; title: string };
  canonical?: string;
  head?: Child;
  main: Child;
};

/** Answers with a page. */
export async function sendPage(c: Context, page: Page, status: ContentfulStatusCode = 200): Promise<Response> {
  const html = await (<Layout {...page} path={c.req.path} />);
  return answer(c, `<!doctype html>\n${html.toString()}`, status, "text/html; charset=utf-8");
}

/** The parts of the site; a page belongs to the one whose addresses begin as its own does. */
const parts: { href: string; name: string; under: string[] }[] = [
  { href: "/browse", name: "Browse", under: ["/browse", "/servers", "/tools"] },
  { href: "/attack-patterns", name: "Attack patterns", under: ["/attack-patterns"] },
  { href: "/changes", name: "Changes", under: ["/changes"] },
  { href: "/methodology", name: "Methodology", under: ["/methodology", "/rules"] },
  { href: "/api", name: "API", under: ["/api"] },
];

function Layout({ title, description, search, json, feed, canonical, head, main, path }: Page & { path: string }) {
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
        {canonical === undefined ? null : <link rel="canonical" href={canonical} />}
        {json === undefined ? null : <link rel="alternate" type="application/json" href={json} />}
        {feed === undefined ? null : (
          <link rel="alternate" type="application/atom+xml" href={feed.href} title={visibleText(feed.title)} />
        )}
        <script src={copyPath} defer />
        {head}
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
            <nav aria-label="Site">
              <ul>
                {parts.map(({ href, name, under }) => (
                  <li>
                    <a href={href} aria-current={currentPart(path, href, under)}>
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            {path === "/" ? null : (
              <form role="search" action="/search" method="get" aria-label="Whole catalog">
                <label class="unseen" for="q">
                  Search servers and tools
                </label>
                <input
                  id="q"
                  type="search"
                  name="q"
                  value={search ?? ""}
                  maxlength={200}
                  placeholder="Search servers and tools"
                />
                <button type="submit">Search</button>
              </form>
            )}
          </div>
        </header>
        <main id="main" class="width" tabindex={-1}>
          {main}
        </main>
        <footer>
          <div class="width">
            <p>
              Names and descriptions are the words of the servers' authors. Verdicts are made by rules that read a
              tool's definition; they are a start for your own judgement, not a guarantee.
            </p>
            <nav aria-label="More">
              <ul>
                <li>
                  <a href="/servers">All servers</a>
                </li>
                <li>
                  <a href="/rules">Rules</a>
                </li>
                <li>
                  <a href="/changes.atom">Feed of changes</a>
                </li>
                <li>
                  <a href="/api/v1/openapi.json">OpenAPI</a>
                </li>
                <li>
                  <a href="/llms.txt">llms.txt</a>
                </li>
              </ul>
            </nav>
          </div>
        </footer>
      </body>
    </html>
  );
}

function currentPart(path: string, href: string, under: readonly string[]): "page" | "true" | undefined {
  if (path === href) return "page";
  return under.some((start) => path === start || path.startsWith(`${start}/`)) ? "true" : undefined;
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

/** Leads on in a list: `first` is its first page, where this is another one; `next` the page behind, null on the last one. */
export function Paging({ of, first, next }: { of: string; first: string | null; next: string | null }) {
  if (first === null && next === null) return null;
  return (
    <nav aria-label={`Pages of ${of}`} class="paging">
      {first === null ? <span /> : <a href={first}>Back to the first page</a>}
      {next === null ? (
        <span class="quiet">This is the last page.</span>
      ) : (
        <a rel="next" href={next}>
          Next page
        </a>
      )}
    </nav>
  );
}
