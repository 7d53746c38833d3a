import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { problem } from "./answer.ts";
import type { AppDeps } from "./deps.ts";
import { homePage } from "./pages/home.tsx";
import { problemPage } from "./pages/problem.tsx";
import { serverPage } from "./pages/server.tsx";
import { assetRoutes } from "./pages/style.ts";
import { toolPage } from "./pages/tool.tsx";
import { healthRoutes } from "./routes/health.ts";
import { openApiRoute } from "./routes/openapi.ts";
import { policyRoutes } from "./routes/policies.ts";
import { serverRoutes } from "./routes/servers.ts";
import { toolRoutes } from "./routes/tools.ts";

export type { AppDeps } from "./deps.ts";

const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The whole HTTP surface: JSON under /api/v1, pages, and the health check. It only reads. */
export function createApp(deps: AppDeps): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map((issue) => ({ at: issue.path.join("."), message: issue.message }));
      const named = errors.map(({ at, message }) => (at === "" ? message : `${at}: ${message}`)).join("; ");
      return problem(c, 400, `Correct the ${whereOf(result.target)} and ask again. ${named}.`, errors);
    },
  });

  app.use(async (c, next) => {
    await next();
    c.res.headers.set("content-security-policy", contentSecurityPolicy);
    c.res.headers.set("x-content-type-options", "nosniff");
    c.res.headers.set("referrer-policy", "no-referrer");
  });

  healthRoutes(app, deps);
  serverRoutes(app, deps);
  toolRoutes(app, deps);
  policyRoutes(app, deps);
  openApiRoute(app);
  homePage(app, deps);
  serverPage(app, deps);
  toolPage(app, deps);
  assetRoutes(app);

  app.notFound((c) => {
    const { method } = c.req;
    if (method !== "GET" && method !== "HEAD") {
      const answer = problem(c, 405, `The catalog is read-only: ask with GET instead of ${method}.`);
      answer.headers.set("allow", "GET, HEAD");
      return answer;
    }
    const detail = "There is nothing at this address. The API's addresses are listed at /api/v1/openapi.json.";
    return wantsPage(c) ? problemPage(c, 404, "There is no page at this address.") : problem(c, 404, detail);
  });

  app.onError((error, c) => {
    deps.onError?.(error, { method: c.req.method, path: c.req.path });
    const detail = "The catalog could not answer, which is our fault. Try again in a minute.";
    return wantsPage(c) ? problemPage(c, 500, detail) : problem(c, 500, detail);
  });

  return app;
}

function whereOf(target: string): string {
  return target === "param" ? "address" : target;
}

/** Whether a person's browser is asking, and not for the API. */
function wantsPage(c: Context): boolean {
  if (c.req.path.startsWith("/api/") || c.req.path === "/healthz") return false;
  return (c.req.header("accept") ?? "").includes("text/html");
}
