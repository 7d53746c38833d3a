import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { RiskProfile } from "../../catalog/card.ts";
import { ListingStatus, Package, Remote, Repository } from "../../catalog/server.ts";
import { unstorableText } from "../../catalog/text.ts";
import type { Category, Risk } from "../../catalog/verdict.ts";
import { ruleset } from "../../classifier/classify.ts";
import { gradeServer } from "../../classifier/grade.ts";
import { listServers, versionsOfServer, type ProfiledServer } from "../../db/queries/servers.ts";
import { json, moved, problem, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { allTools, lookUpServer } from "../lookup.ts";
import { apiPath, pagePath } from "../paths.ts";
import { Grade } from "./grade.ts";
import { SlugParam, summariseTool, ToolSummary } from "./tools.ts";

const Count = z.number().int().nonnegative();
const CategoryCounts = z
  .object({ Read: Count, Write: Count, Execute: Count, Destructive: Count, Financial: Count } satisfies Record<
    Category,
    z.ZodType
  >)
  .openapi("CategoryCounts");
const RiskCounts = z
  .object({ low: Count, medium: Count, high: Count, critical: Count } satisfies Record<Risk, z.ZodType>)
  .openapi("RiskCounts");

const shared = {
  slug: z.string(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  status: ListingStatus,
  version: z.string().optional(),
  packages: z.array(Package),
  remotes: z.array(Remote),
  repository: Repository.optional(),
  url: z.string(),
  page: z.string(),
  policy: z.string(),
};

const ServerInList = z
  .object({ ...shared, tools: Count, categories: CategoryCounts, risks: RiskCounts })
  .openapi("ServerSummary");

const Teller = z.object({ source: z.string(), ref: z.string() });

const Version = Teller.extend({
  version: z.string(),
  publishedAt: z.string().nullable(),
  status: z.string().nullable(),
});
const shownVersions = 100;

const ServerDetail = z
  .object({
    ...shared,
    license: z.string().optional(),
    author: z.string().optional(),
    homepage: z.string().optional(),
    stars: z.number().int().optional(),
    downloads: z.number().int().optional(),
    origin: z
      .record(z.string(), Teller.extend({ at: z.string().optional() }))
      .openapi({ description: "Which listing said each field, and since when it says so" }),
    identifiers: z.array(Teller.extend({ id: z.string() })),
    profile: z.object({ tools: Count, categories: CategoryCounts, risks: RiskCounts }),
    grade: Grade,
    firstSeen: z.string(),
    lastSeen: z.string(),
    goneAt: z.string().optional().openapi({ description: "When no source listed it any more" }),
    versions: z.array(Version).openapi({ description: "Newest first, and which listing told of each" }),
    tools: z.array(ToolSummary),
  })
  .openapi("Server");

/** Every category and risk with its count, so that readers need no defaults; tools that were not judged count in `tools` only. */
function profileOf({ tools, categories, risks }: RiskProfile) {
  return {
    tools,
    categories: { Read: 0, Write: 0, Execute: 0, Destructive: 0, Financial: 0, ...categories },
    risks: { low: 0, medium: 0, high: 0, critical: 0, ...risks },
  };
}

function linksOf(slug: string) {
  return { url: apiPath(slug), page: pagePath(slug), policy: apiPath(slug, undefined, "/policy") };
}

function describeServer({ server, profile }: ProfiledServer): z.infer<typeof ServerInList> {
  const { slug, name, title, description, status, version, packages, remotes, repository } = server;
  return {
    slug,
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    status,
    ...(version === undefined ? {} : { version }),
    packages,
    remotes,
    ...(repository === undefined ? {} : { repository }),
    ...profileOf(profile),
    ...linksOf(slug),
  };
}

const storable = (text: string) => unstorableText(text) === null;

const listRoute = createRoute({
  method: "get",
  path: "/api/v1/servers",
  operationId: "listServers",
  summary: "Servers by slug, with how many tools of which risk each has",
  request: {
    query: z.object({
      q: z
        .string()
        .trim()
        .max(200)
        .refine(storable, "cannot be part of any text in the catalog")
        .optional()
        .openapi({ description: "Text to look for in slugs, names and descriptions" }),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      after: z
        .string()
        .max(1_000)
        .refine(storable, "cannot be part of a slug")
        .optional()
        .openapi({ description: "`next` of the page before" }),
    }),
  },
  responses: {
    200: {
      description: "A page of servers; `next` is null on the last one",
      content: {
        "application/json": { schema: z.object({ servers: z.array(ServerInList), next: z.string().nullable() }) },
      },
    },
    400: problemResponse("The query cannot be used"),
  },
});

const showRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}",
  operationId: "getServer",
  summary: "One server: its facts and who said them, its identifiers, and its tools",
  request: { params: z.object({ slug: SlugParam }) },
  responses: {
    200: { description: "The server", content: { "application/json": { schema: ServerDetail } } },
    308: { description: "The slug was an identifier; Location has the address to use" },
    404: problemResponse("No such server"),
  },
});

/** The routes of servers. */
export function serverRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(listRoute, async (c) => {
    const { q, limit, after } = c.req.valid("query");
    const options = { limit: limit + 1, ...(after === undefined ? {} : { after }), ...(q ? { search: q } : {}) };
    const found = await listServers(db, ruleset, options);
    const shown = found.slice(0, limit);
    const next = found.length > limit ? (shown.at(-1)?.server.slug ?? null) : null;
    return json(c, { servers: shown.map(describeServer), next });
  });

  app.openapi(showRoute, async (c) => {
    const found = await lookUpServer(db, c.req.valid("param").slug);
    if (found.outcome === "missing") return problem(c, 404, found.why);
    if (found.outcome === "moved") return moved(c, apiPath(found.slug));
    const { server, profile } = found.summary;
    const tools = await allTools(db, server.slug);
    const detail: z.infer<typeof ServerDetail> = {
      ...server,
      profile: profileOf(profile),
      grade: gradeServer(server, tools),
      versions: await versionsOfServer(db, server.slug, shownVersions),
      tools: tools.map(summariseTool),
      ...linksOf(server.slug),
    };
    return json(c, detail);
  });
}
