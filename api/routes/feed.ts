import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Change } from "../../catalog/change.ts";
import { newThreats, worseBecause } from "../../catalog/difference.ts";
import { sha256 } from "../../catalog/hash.ts";
import { catalogVersion } from "../../db/queries/search-index.ts";
import { answer, moved, problem } from "../answer.ts";
import { changeTitle, newestChanges, shownDifferences, type Page } from "../change-list.ts";
import type { AppDeps } from "../deps.ts";
import { lookUpServer } from "../lookup.ts";
import { originOf } from "../origin.ts";
import { pagePath } from "../paths.ts";
import { element, xmlHead, xmlText } from "../xml.ts";

const perPage = 50;
const contentType = "application/atom+xml; charset=utf-8";
const largestId = 2_147_483_647;

/** The Atom feeds (RFC 4287): of all changes, of those for the worse (`?kind=worse`), and of one server. Newest first, in pages (RFC 5005). */
export function feedRoutes(app: OpenAPIHono, deps: AppDeps): void {
  const { db } = deps;
  app.get("/changes.atom", async (c) => {
    const before = beforeOf(c);
    const kind = c.req.query("kind");
    if (before === null) return problem(c, 400, badPlace);
    if (kind !== undefined && kind !== "worse")
      return problem(c, 400, "Correct the query and ask again. kind: can only be worse; without it, all changes come.");
    const worse = kind === "worse";
    const page = await newestChanges(db, { worse, before }, perPage);
    const title = worse
      ? "mcp-risk: tools of MCP servers that changed for the worse"
      : "mcp-risk: changes of MCP servers";
    return send(c, { path: "/changes.atom", query: worse ? { kind: "worse" } : {}, title, about: "/changes" }, page);
  });

  app.get("/servers/:slug/changes.atom", async (c) => {
    const before = beforeOf(c);
    if (before === null) return problem(c, 400, badPlace);
    const found = await lookUpServer(db, c.req.param("slug"));
    if (found.outcome === "missing") return problem(c, 404, found.why);
    if (found.outcome === "moved") return moved(c, `${pagePath(found.slug)}/changes.atom`);
    const { slug, title, name } = found.server;
    const page = await newestChanges(db, { server: slug, before }, perPage);
    const about = pagePath(slug);
    return send(
      c,
      { path: `${about}/changes.atom`, query: {}, title: `mcp-risk: changes of ${title ?? name}`, about },
      page,
    );
  });

  async function send(c: Context, feed: Feed, { changes, next }: Page<number>): Promise<Response> {
    const origin = originOf(c, deps);
    const at = (query: Record<string, string>) => {
      const written = new URLSearchParams(query).toString();
      return `${origin}${feed.path}${written === "" ? "" : `?${written}`}`;
    };
    const first = at(feed.query);
    // A feed without changes is as old as the catalog.
    const updated = changes[0]?.at ?? (await catalogVersion(db)).changedAt ?? new Date(0).toISOString();
    const text = element(
      "feed",
      { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": "en" },
      element("id", {}, xmlText(first)),
      element("title", {}, xmlText(feed.title)),
      element("updated", {}, updated),
      element("author", {}, element("name", {}, "mcp-risk")),
      element("link", {
        rel: "self",
        type: "application/atom+xml",
        href: c.req.query("before") === undefined ? first : at({ ...feed.query, before: c.req.query("before") ?? "" }),
      }),
      element("link", { rel: "alternate", type: "text/html", href: `${origin}${feed.about}` }),
      element("link", { rel: "first", type: "application/atom+xml", href: first }),
      ...(next === null
        ? []
        : [
            element("link", {
              rel: "next",
              type: "application/atom+xml",
              href: at({ ...feed.query, before: String(next) }),
            }),
          ]),
      ...changes.map((change) => entry(origin, change)),
    );
    return answer(c, `${xmlHead}${text}\n`, 200, contentType);
  }
}

type Feed = { path: string; query: Record<string, string>; title: string; about: string };

const badPlace = "Correct the query and ask again. before: is a number of the `next` link of a page of this feed.";

/** The id that the page is to be before; null for what is none. */
function beforeOf(c: Context): number | undefined | null {
  const text = c.req.query("before");
  if (text === undefined) return undefined;
  return /^\d{1,10}$/.test(text) && Number(text) <= largestId ? Number(text) : null;
}

/**
 * An id that stays the same wherever the catalog is served and whatever its servers are called: a UUID of the change's number and
 * time (RFC 9562, version 8, over SHA-256).
 */
function idOf({ id, at }: Change): string {
  const hash = sha256(`mcp-risk change ${id} ${at}`);
  const variant = ((parseInt(hash[16] ?? "0", 16) & 3) | 8).toString(16);
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function entry(origin: string, change: Change): string {
  const { server, tool, kind, after } = change;
  const why = worseBecause(change);
  const page = pagePath(server, after ? tool : undefined);
  return element(
    "entry",
    {},
    element("id", {}, idOf(change)),
    element("title", { type: "text" }, xmlText(`${why === null ? "" : "For the worse: "}${changeTitle(change)}`)),
    element("updated", {}, change.at),
    element("published", {}, change.at),
    element("link", { rel: "alternate", type: "text/html", href: `${origin}${page}` }),
    ...[kind, ...(why === null ? [] : ["worse"])].map((term) => element("category", { term })),
    element("content", { type: "text" }, linesOf(change, why).map(xmlText).join("\n")),
  );
}

/** What a reader shows below the title. */
function linesOf(change: Change, why: string | null): string[] {
  const { shown, more } = shownDifferences(change);
  return [
    ...(why === null ? [] : [why]),
    ...shown.map(({ field, words }) => `${field}: ${words}`),
    ...(more > 0 ? [`and ${more} more differences`] : []),
    ...newThreats(change).map(({ level, title }) => `${level === "block" ? "Danger" : "Warning"}: this tool ${title}.`),
  ];
}
