import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { formats } from "../../policy/formats/index.ts";
import { presetNames, presets } from "../../policy/presets.ts";
import type { RecommendOptions } from "../../policy/recommend.ts";
import type { Recommendation } from "../../policy/recommendation.ts";
import { answer, json, jsonResponse, moved, movedResponse, problem, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { allTools, lookUpServer, lookUpTool } from "../lookup.ts";
import { apiPath, fromSegment } from "../paths.ts";
import { contentTypeOf, formatIds, formatOf, recommendFor } from "../policy.ts";
import { PolicyAnswer, PolicyDocument, policyAnswer } from "./policy-shapes.ts";
import { SlugParam, ToolParam } from "./shapes.ts";
import { missingTool } from "./tools.ts";

const query = z.object({
  format: z
    .enum(formatIds)
    .default("policylayer")
    .openapi({ description: "What enforces it (/api/v1/policy-formats)" }),
  preset: z.enum(presetNames).default("balanced").openapi({ description: "How strict" }),
  constrain: z
    .enum(["true", "false"])
    .default("false")
    .openapi({ description: "Enforce the suggested argument constraints instead of only suggesting them" }),
  detail: z
    .enum(["true", "false"])
    .default("false")
    .openapi({ description: "JSON with the text, why each tool has its terms, and what the format cannot express" }),
});
type Query = z.infer<typeof query>;

const text = { schema: z.string() };
const responses = {
  200: {
    description:
      "The policy, as a file of the format. Tools that are not judged yet are not listed, so they are refused. With `detail`, always JSON (PolicyAnswer).",
    content: {
      "application/json": { schema: z.union([PolicyDocument, PolicyAnswer]) },
      "application/yaml": text,
      "application/toml": text,
      "text/plain; charset=utf-8": text,
    },
  },
  308: movedResponse,
  400: problemResponse("The query cannot be used"),
  404: problemResponse("No such server or tool"),
};

const serverRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}/policy",
  operationId: "getServerPolicy",
  summary: "The starter policy of a whole server",
  tags: ["Policies"],
  request: { params: z.object({ slug: SlugParam }), query },
  responses,
});

const toolRoute = createRoute({
  method: "get",
  path: "/api/v1/servers/{slug}/tools/{tool}/policy",
  operationId: "getToolPolicy",
  summary: "The starter policy of one tool",
  tags: ["Policies"],
  request: { params: z.object({ slug: SlugParam, tool: ToolParam }), query },
  responses,
});

const Terms = z.object({
  action: z.enum(["allow", "approve", "deny", "hide"]),
  limit: z.object({ max: z.number(), window: z.enum(["minute", "hour", "day"]) }).optional(),
});

const formatsRoute = createRoute({
  method: "get",
  path: "/api/v1/policy-formats",
  operationId: "listPolicyFormats",
  summary: "The formats that policies can be written in, and the presets",
  tags: ["Policies"],
  responses: {
    200: jsonResponse(
      "All of them",
      z.object({
        formats: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            language: z.enum(["json", "yaml", "toml", "cedar"]),
            file: z.string(),
            source: z.string(),
          }),
        ),
        presets: z.array(
          z.object({
            name: z.enum(presetNames),
            categories: z.record(z.string(), Terms),
            unsure: Terms,
            warned: Terms,
            poisoned: Terms,
          }),
        ),
      }),
    ),
  },
});

const optionsOf = ({ preset, constrain }: Query): RecommendOptions => ({ preset, constrain: constrain === "true" });

/** The routes of the policies of what is in the catalog. */
export function policyRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  const send = (c: Parameters<typeof answer>[0], recommendation: Recommendation, { format: id, detail }: Query) => {
    const format = formatOf(id);
    if (detail === "true") return json(c, policyAnswer(format, [recommendation], []));
    return answer(c, format.render([recommendation]).text, 200, contentTypeOf(format));
  };

  app.openapi(serverRoute, async (c) => {
    const wanted = c.req.valid("query");
    const server = await lookUpServer(db, c.req.valid("param").slug);
    if (server.outcome === "missing") return problem(c, 404, server.why);
    if (server.outcome === "moved") return moved(c, withQuery(c.req.url, apiPath(server.slug, undefined, "/policy")));
    const tools = await allTools(db, server.server.slug);
    return send(c, recommendFor(server.server, tools, optionsOf(wanted)), wanted);
  });

  app.openapi(toolRoute, async (c) => {
    const wanted = c.req.valid("query");
    const { slug: segment, tool: name } = c.req.valid("param");
    const server = await lookUpServer(db, segment);
    if (server.outcome === "missing") return problem(c, 404, server.why);
    if (server.outcome === "moved")
      return moved(c, withQuery(c.req.url, apiPath(server.slug, fromSegment(name), "/policy")));
    const tool = await lookUpTool(db, server.server.slug, name);
    if (!tool) return problem(c, 404, missingTool(server.server.slug, name));
    return send(c, recommendFor(server.server, [tool], optionsOf(wanted)), wanted);
  });

  app.openapi(formatsRoute, (c) =>
    json(c, {
      formats: formats.map(({ id, title, language, file, source }) => ({ id, title, language, file, source })),
      presets: presetNames.map((name) => ({ name, ...presets[name] })),
    }),
  );
}

const withQuery = (asked: string, path: string): string => `${path}${new URL(asked).search}`;
