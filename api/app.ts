import { randomUUID } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import { requestId } from "hono/request-id";
import { builtInRules } from "../classifier/classify.ts";
import { isTooSlow } from "../db/client.ts";
import { problem, respond, type ProblemStatus } from "./answer.ts";
import { fromCatalog, keepVersion } from "./conditional.ts";
import type { AppDeps } from "./deps.ts";
import { mcpEndpoint } from "./mcp/endpoint.ts";
import { createMetrics } from "./metrics.ts";
import { compressed, jsonBodies, limited, observed, timed } from "./middleware.ts";
import { changesPage } from "./pages/changes.tsx";
import { homePage } from "./pages/home.tsx";
import { listPages } from "./pages/lists.tsx";
import { methodologyPage } from "./pages/methodology.tsx";
import { patternPages } from "./pages/pattern.tsx";
import { problemPage } from "./pages/problem.tsx";
import { rulesPage } from "./pages/rules.tsx";
import { searchPage } from "./pages/search.tsx";
import { serverPage } from "./pages/server.tsx";
import { assetRoutes } from "./pages/assets.ts";
import { toolPage } from "./pages/tool.tsx";
import { referencePage } from "./reference/page.tsx";
import { badgeRoutes } from "./routes/badge.ts";
import { changeRoutes } from "./routes/changes.ts";
import { discoveryRoutes } from "./routes/discovery.ts";
import { feedRoutes } from "./routes/feed.ts";
import { healthRoutes } from "./routes/health.ts";
import { knowledgeRoutes } from "./routes/knowledge.ts";
import { openApiDocument, openApiRoute, type OpenApiDocument } from "./routes/openapi.ts";
import { policyRoutes } from "./routes/policies.ts";
import { questionRoutes } from "./routes/questions.ts";
import { searchRoutes } from "./routes/search.ts";
import { serverRoutes } from "./routes/servers.ts";
import { sitemapRoutes } from "./routes/sitemap.ts";
import { stateRoutes } from "./routes/state.ts";
import { toolRoutes } from "./routes/tools.ts";

export type { AppDeps } from "./deps.ts";

/** The addresses that are asked otherwise than with GET. */
const methods: Readonly<Record<string, string>> = {
  "/api/v1/classify": "POST",
  "/api/v1/simulate": "POST",
  "/api/v1/policies": "POST",
};

/** The whole HTTP surface: JSON under /api/v1, pages, the MCP endpoint, and the checks. It only reads. */
export function createApp(deps: AppDeps): OpenAPIHono {
  // Compiled now, and not while the first question and all that come with it wait.
  builtInRules();
  const app = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map((issue) => ({ at: issue.path.join("."), message: issue.message }));
      const named = errors.map(({ at, message }) => (at === "" ? message : `${at}: ${message}`)).join("; ");
      return problem(c, 400, `Correct the ${whereOf(result.target)} and ask again. ${named}.`, errors);
    },
  });
  const metrics = createMetrics(deps.registry);

  app.use(
    requestId({ headerName: "", generator: ownOrNew }),
    observed([metrics.count, ...(deps.onRequest ? [deps.onRequest] : [])]),
  );
  app.options("/api/*", cors({ origin: "*", maxAge: 86_400 }));
  if (deps.requestsPerMinute) {
    const limit = limited(deps.requestsPerMinute, deps.clientOf ?? (() => "everybody"));
    // Who watches over the program asks as often as it likes.
    app.use((c, next) => (watched.has(c.req.path) ? next() : limit(c, next)));
  }
  app.use("/api/*", timed());
  for (const path of ["/api/*", "/rules", "/changes.atom", "/sitemaps/*", "/servers/*", "/tools", "/search"])
    app.use(path, compressed());
  for (const path of Object.keys(methods)) app.use(path, jsonBodies());
  const kept = fromCatalog(keepVersion(deps.db), deps.program ?? "");
  for (const path of followFromCatalog) app.use(path, kept);

  healthRoutes(app, deps);
  app.get("/metrics", async (c) => {
    const headers = { "cache-control": "no-store", "content-type": metrics.registry.contentType };
    return respond(c, await metrics.registry.metrics(), 200, headers);
  });
  searchRoutes(app, deps);
  serverRoutes(app, deps);
  toolRoutes(app, deps);
  policyRoutes(app, deps);
  questionRoutes(app, deps);
  changeRoutes(app, deps);
  knowledgeRoutes(app, deps);
  stateRoutes(app, deps);
  mcpEndpoint(app, deps);
  let document: OpenApiDocument | undefined;
  const contract = () => (document ??= openApiDocument(app));
  openApiRoute(app, contract);
  referencePage(app, contract);
  homePage(app, deps);
  searchPage(app, deps);
  listPages(app, deps);
  serverPage(app, deps);
  toolPage(app, deps);
  changesPage(app, deps);
  feedRoutes(app, deps);
  badgeRoutes(app, deps);
  sitemapRoutes(app, deps);
  discoveryRoutes(app, deps);
  patternPages(app, deps);
  rulesPage(app);
  methodologyPage(app, deps);
  assetRoutes(app);

  app.notFound((c) => {
    const { method, path } = c.req;
    const wanted = methods[path] ?? "GET, HEAD";
    if (wanted === "POST" || (method !== "GET" && method !== "HEAD")) {
      const answer = problem(c, 405, `Ask this address with ${wanted} instead of ${method}. The catalog is read-only.`);
      answer.headers.set("allow", wanted);
      return answer;
    }
    const detail =
      "There is nothing at this address. The API is described at /api, for programs at /api/v1/openapi.json.";
    return wantsPage(c) ? problemPage(c, 404, "There is no page at this address.") : problem(c, 404, detail);
  });

  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status in refused) {
      const status = error.status as keyof typeof refused;
      return problem(c, status, refused[status]);
    }
    deps.onError?.(error, { method: c.req.method, path: c.req.path, id: c.get("requestId") });
    if (isTooSlow(error)) return wantsPage(c) ? problemPage(c, 503, refused[503]) : problem(c, 503, refused[503]);
    const detail = "The catalog could not answer, which is our fault. Try again in a minute.";
    return wantsPage(c) ? problemPage(c, 500, detail) : problem(c, 500, detail);
  });

  return app;
}

/** Addresses whose answers follow from the catalog and the rules alone. */
const followFromCatalog = [
  "/api/v1/*",
  "/",
  "/search",
  "/browse",
  "/servers/*",
  "/tools",
  "/attack-patterns/*",
  "/changes",
  "/changes.atom",
  "/sitemap.xml",
  "/sitemaps/*",
  "/llms.txt",
];

const watched = new Set(["/healthz", "/readyz", "/metrics"]);

/** What a proxy in front calls this request, or a name of our own. */
function ownOrNew(c: Context): string {
  const given = c.req.header("x-request-id") ?? "";
  return /^[\w-]{1,100}$/.test(given) ? given : randomUUID();
}

/** What the framework refuses by itself, in words that say what to do. */
const refused = {
  400: "Correct the body and ask again: it is not JSON.",
  503: "The answer took too long. Ask for less, or try again in a minute.",
} as const satisfies Partial<Record<ProblemStatus, string>>;

function whereOf(target: string): string {
  return target === "param" ? "address" : target === "json" ? "body" : target;
}

/** Whether a person's browser is asking, and not for the API. */
function wantsPage(c: Context): boolean {
  if (c.req.path.startsWith("/api/") || watched.has(c.req.path)) return false;
  return (c.req.header("accept") ?? "").includes("text/html");
}
