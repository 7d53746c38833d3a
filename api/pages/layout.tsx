import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Child } from "hono/jsx";
import { visibleText } from "../../catalog/text.ts";
import { answer } from "../answer.ts";
import { iconPath, stylePath } from "./style.ts";

/** What every page is made of; `search` is what the visitor searched for. */
export type Page = { title: string; description: string; search?: string; json?: string; main: Child };

/** Answers with a page. */
export async function sendPage(c: Context, page: Page, status: ContentfulStatusCode = 200): Promise<Response> {
  const html = await (<Layout {...page} />);
  return answer(c, `<!doctype html>\n${html.toString()}`, status, "text/html; charset=utf-8");
}

function Layout({ title, description, search, json, main }: Page) {
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
            <form role="search" action="/" method="get">
              <label for="q">Search servers</label>
              <input id="q" type="search" name="q" value={search ?? ""} maxlength={200} placeholder="filesystem" />
              <button type="submit">Search</button>
            </form>
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
            <a href="/">All servers</a> · <a href="/api/v1/servers">JSON</a> ·{" "}
            <a href="/api/v1/openapi.json">OpenAPI</a>
          </p>
        </footer>
      </body>
    </html>
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
