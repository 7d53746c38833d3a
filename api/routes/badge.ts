import type { OpenAPIHono } from "@hono/zod-openapi";
import { answer, moved, problem } from "../answer.ts";
import { badgeKinds, badgeSvg } from "../badge.ts";
import type { AppDeps } from "../deps.ts";
import { lookUpServer } from "../lookup.ts";
import { badgePath } from "../paths.ts";

/** The badge of each server, for its README; `?show=risk` says the highest risk instead of the grade. */
export function badgeRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.get("/servers/:slug/badge.svg", async (c) => {
    const show = c.req.query("show") ?? "grade";
    const kind = badgeKinds.find((one) => one === show);
    if (!kind) return problem(c, 400, `Correct the query and ask again. show: is one of ${badgeKinds.join(", ")}.`);
    const found = await lookUpServer(db, c.req.param("slug"));
    if (found.outcome === "moved") return moved(c, `${badgePath(found.slug)}${new URL(c.req.url).search}`);
    const card = found.outcome === "found" ? found.card : null;
    return answer(c, badgeSvg(card, kind), card ? 200 : 404, "image/svg+xml");
  });
}
