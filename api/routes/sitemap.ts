import type { OpenAPIHono } from "@hono/zod-openapi";
import { attackPatterns } from "../../classifier/attack-patterns.ts";
import { catalogVersion } from "../../db/queries/search-index.ts";
import { serversOfPart, sitemapParts, toolsOfPart, type Mapped } from "../../db/queries/sitemap.ts";
import { answer, problem } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { originOf } from "../origin.ts";
import { pagePath, patternPath } from "../paths.ts";
import { element, xmlHead, xmlText } from "../xml.ts";

const contentType = "application/xml; charset=utf-8";
const xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9";
const partsOf = { servers: serversOfPart, tools: toolsOfPart } as const;
/** Ids have four bytes, so no part has a higher number. */
const lastPart = 214_748;

const standingPages = [
  "/",
  "/servers",
  "/tools",
  "/attack-patterns",
  ...attackPatterns.map(({ id }) => patternPath(id)),
  "/changes",
  "/methodology",
  "/rules",
  "/api",
];

/** The sitemap (sitemaps.org): an index, and parts by ranges of ids, so that each costs the same however many there are. */
export function sitemapRoutes(app: OpenAPIHono, deps: AppDeps): void {
  const { db } = deps;
  app.get("/sitemap.xml", async (c) => {
    const origin = originOf(c, deps);
    const [servers, tools, { changedAt }] = await Promise.all([
      sitemapParts(db, "servers"),
      sitemapParts(db, "tools"),
      catalogVersion(db),
    ]);
    const paths = [
      "/sitemaps/pages.xml",
      ...servers.map((part) => `/sitemaps/servers-${part}.xml`),
      ...tools.map((part) => `/sitemaps/tools-${part}.xml`),
    ];
    const listed = paths.map((path) => located("sitemap", `${origin}${path}`, changedAt));
    return answer(c, `${xmlHead}${element("sitemapindex", { xmlns }, ...listed)}\n`, 200, contentType);
  });

  app.get("/sitemaps/:file", async (c) => {
    const origin = originOf(c, deps);
    const file = c.req.param("file");
    const [, kind, number] = /^(servers|tools)-(\d{1,6})\.xml$/.exec(file) ?? [];
    const isPages = file === "pages.xml";
    if (!isPages && (kind === undefined || Number(number) > lastPart))
      return problem(c, 404, "There is no such sitemap. All are in /sitemap.xml.");
    const urls = isPages
      ? standingPages.map((path) => located("url", `${origin}${path}`, null))
      : (await partsOf[kind as Mapped](db, Number(number))).map(({ slug, tool, changed }) =>
          located("url", `${origin}${pagePath(slug, tool)}`, new Date(changed).toISOString()),
        );
    if (urls.length === 0) return problem(c, 404, "There is no such sitemap. All are in /sitemap.xml.");
    return answer(c, `${xmlHead}${element("urlset", { xmlns }, ...urls)}\n`, 200, contentType);
  });
}

function located(name: string, address: string, changed: string | null): string {
  return element(
    name,
    {},
    element("loc", {}, xmlText(address)),
    ...(changed === null ? [] : [element("lastmod", {}, changed)]),
  );
}
