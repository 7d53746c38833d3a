import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { unstorableText } from "../../catalog/text.ts";
import { Verdict } from "../../catalog/verdict.ts";
import { classify, ruleset } from "../../classifier/classify.ts";
import { identifiersOf } from "../../crawler/identity.ts";
import { config } from "../../crawler/sources/config/config.ts";
import type { Db } from "../../db/client.ts";
import { readPolicy } from "../../policy/document.ts";
import { overridesExample, overrideWarnings, Overrides } from "../../policy/overrides.ts";
import { presetNames } from "../../policy/presets.ts";
import { recommend, type RecommendOptions } from "../../policy/recommend.ts";
import type { Recommendation } from "../../policy/recommendation.ts";
import { ReplayedCall, simulate } from "../../policy/simulate.ts";
import { json, jsonResponse, problem, problemResponse } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { allTools, lookUpServer } from "../lookup.ts";
import { formatIds, formatOf, recommendFor } from "../policy.ts";
import { PolicyAnswer, policyAnswer } from "./policy-shapes.ts";
import { readDefinitions, ToolInput } from "./tool-input.ts";

const most = { tools: 500, servers: 100, calls: 1_000 };
const tooLarge = problemResponse("The body is larger than the server reads");
const json415 = problemResponse("The body is not JSON");
const body = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { "application/json": { schema } } },
});

const classifyRoute = createRoute({
  method: "post",
  path: "/api/v1/classify",
  operationId: "classifyTools",
  summary: "What the rules say about definitions that need not be in the catalog; nothing of them is kept",
  tags: ["Questions"],
  request: body(
    z.object({
      tools: z.array(ToolInput).min(1).max(most.tools),
      server: z.string().max(1_000).optional().openapi({ description: "The server's name, where it is known" }),
    }),
  ),
  responses: {
    200: jsonResponse(
      "A verdict for each tool, in the same order",
      z.object({ ruleset: z.string(), verdicts: z.array(Verdict) }),
    ),
    400: problemResponse("A tool cannot be read"),
    413: tooLarge,
    415: json415,
  },
});

const simulateRoute = createRoute({
  method: "post",
  path: "/api/v1/simulate",
  operationId: "simulatePolicy",
  summary: "What a policy of PolicyLayer or Intercept would say to calls; nothing of it is kept",
  tags: ["Questions"],
  request: body(
    z.object({
      policy: z.record(z.string(), z.unknown()),
      calls: z
        .array(
          z.object({
            tool: z.string(),
            args: z.unknown().optional(),
            at: z.string().optional().openapi({ description: "RFC 3339; without it, when the call before came" }),
            upstream: z.enum(["ok", "tool_error", "rpc_error", "null_error", "none"]).optional(),
            settle_before_call: z.number().int().nonnegative().optional(),
          }),
        )
        .max(most.calls),
      counting: z.boolean().default(true).openapi({ description: "Whether limits count" }),
    }),
  ),
  responses: {
    200: jsonResponse(
      "What is decided about each call, in the same order",
      z.object({
        decisions: z.array(
          z.object({
            tool: z.string(),
            decision: z.enum(["allow", "deny"]),
            rule: z.string(),
            path: z.string().openapi({ description: "JSON Pointer into the policy" }),
            message: z.string(),
          }),
        ),
        counters: z.record(z.string(), z.number()).openapi({ description: "What is used after the last call" }),
      }),
    ),
    400: problemResponse("The policy or a call cannot be used"),
    413: tooLarge,
    415: json415,
  },
});

const policiesRoute = createRoute({
  method: "post",
  path: "/api/v1/policies",
  operationId: "makePolicies",
  summary: "One policy for servers of the catalog, for the servers of a client's configuration, or for other tools",
  description:
    "Of a configuration only names, packages and addresses are read; nothing of the body is kept, logged or sent back but the names of its servers.",
  tags: ["Policies"],
  request: body(
    z.object({
      servers: z.array(z.string().max(2_000)).max(most.servers).optional().openapi({
        description: "Slugs or identifiers (npm:NAME)",
      }),
      tools: z.array(ToolInput).max(most.tools).optional(),
      config: z.record(z.string(), z.unknown()).optional().openapi({ description: "What the MCP client's file holds" }),
      format: z.enum(formatIds).default("policylayer"),
      preset: z.enum(presetNames).default("balanced"),
      constrain: z.boolean().default(false),
      overrides: z
        .record(z.string(), z.unknown())
        .optional()
        .openapi({
          description: `Your own terms for categories and tools (docs/policies.md), as in YAML:\n\n${overridesExample}`,
        }),
      serverName: z.string().max(500).default("server").openapi({ description: "What `tools` are of" }),
    }),
  ),
  responses: {
    200: jsonResponse("The policy", PolicyAnswer),
    400: problemResponse("Something in the body cannot be used"),
    413: tooLarge,
    415: json415,
  },
});

/** The routes that answer what a client sends along. */
export function questionRoutes(app: OpenAPIHono, { db }: AppDeps): void {
  app.openapi(classifyRoute, (c) => {
    const { tools, server } = c.req.valid("json");
    const read = readDefinitions(tools);
    if (!read.ok) return problem(c, 400, "Correct the tools and ask again.", read.errors);
    return json(c, { ruleset, verdicts: read.tools.map((tool) => classify(tool, { server })) }, "no-store");
  });

  app.openapi(simulateRoute, (c) => {
    const { policy, calls, counting } = c.req.valid("json");
    const read = readPolicy(policy);
    if (!read.ok) {
      const errors = read.problems.map(({ path, message }) => ({ at: `policy${path}`, message }));
      return problem(c, 400, "Correct the policy and ask again.", errors);
    }
    const bad = calls.flatMap((call, index) => {
      const checked = ReplayedCall.safeParse(call);
      return checked.success
        ? []
        : checked.error.issues.map(({ path, message }) => ({ at: ["calls", index, ...path].join("."), message }));
    });
    if (bad.length > 0) return problem(c, 400, "Correct the calls and ask again.", bad);
    const replayed = simulate(read.document, calls, { now: Date.now(), counting });
    const decisions = replayed.map(({ call, decision }) => ({ tool: call.tool, ...decision }));
    return json(c, { decisions, counters: replayed.at(-1)?.counters ?? {} }, "no-store");
  });

  app.openapi(policiesRoute, async (c) => {
    const {
      servers = [],
      tools = [],
      config: file,
      format,
      preset,
      constrain,
      serverName,
      ...rest
    } = c.req.valid("json");
    const overrides = Overrides.safeParse(rest.overrides ?? {});
    if (!overrides.success) {
      const errors = overrides.error.issues.map(({ path, message }) => ({
        at: ["overrides", ...path].join("."),
        message,
      }));
      return problem(c, 400, "Correct the overrides and ask again.", errors);
    }
    const read = readDefinitions(tools);
    if (!read.ok) return problem(c, 400, "Correct the tools and ask again.", read.errors);
    const started = file === undefined ? [] : serversOfConfig(file);
    if (started === null)
      return problem(c, 400, "The configuration names no servers: it has neither mcpServers nor servers.");
    if (servers.length + tools.length + started.length === 0)
      return problem(c, 400, "Give servers, tools or a config to make a policy for.");
    if (started.length > most.servers) return problem(c, 400, `Give a config of ${most.servers} servers at most.`);
    const how: RecommendOptions = { preset, constrain, overrides: overrides.data };
    const asked = [...servers.map((one) => ({ name: one, identifiers: [one] })), ...started];
    const made = await recommendAll(db, asked, how);
    if (read.tools.length > 0) {
      const judged = read.tools.map((tool) => ({ ...classify(tool), inputSchema: tool.inputSchema }));
      made.known.push(recommend(serverName, judged, how));
      made.names.push(...judged.map(({ name }) => name));
    }
    const warnings = overrideWarnings(overrides.data, made.names);
    return json(c, policyAnswer(formatOf(format), made.known, made.unknown, warnings), "no-store");
  });
}

type Asked = { name: string; identifiers: string[] };

/** The servers that a client's configuration starts; null when it is none. What else is in it goes no further. */
function serversOfConfig(file: Record<string, unknown>): Asked[] | null {
  const page = config.parse(JSON.stringify(file), "config");
  if (!page.ok) return null;
  const known = page.listings.map((listing) => ({ name: listing.name, identifiers: identifiersOf(listing) }));
  // The last part of a place is the server's name in the file, as a JSON Pointer has it.
  const others = page.rejected.map(({ at }) => {
    const name = at
      .slice(at.lastIndexOf("/") + 1)
      .replaceAll("~1", "/")
      .replaceAll("~0", "~");
    return { name, identifiers: [] };
  });
  return [...known, ...others];
}

/** Policies for the servers that the catalog knows, the names of those that it does not, and the names of all tools. */
async function recommendAll(
  db: Db,
  asked: readonly Asked[],
  how: RecommendOptions,
): Promise<{ known: Recommendation[]; unknown: string[]; names: string[] }> {
  const known = new Map<string, Recommendation>();
  const unknown: string[] = [];
  const names: string[] = [];
  for (const { name, identifiers } of asked) {
    const found = await firstKnown(db, identifiers);
    if (!found) unknown.push(name);
    else if (!known.has(found.slug)) {
      const tools = await allTools(db, found.slug);
      known.set(found.slug, recommendFor(found, tools, how));
      // Those that are not judged yet too: they are in no policy, and still there.
      names.push(...tools.map(({ tool }) => tool.definition.name));
    }
  }
  return { known: [...known.values()], unknown, names };
}

/** The server of the catalog that the first of these identifiers which it knows is of. */
export async function firstKnown(db: Db, identifiers: readonly string[]) {
  for (const identifier of identifiers) {
    if (unstorableText(identifier) !== null) continue;
    const found = await lookUpServer(db, identifier);
    const named = found.outcome === "moved" ? await lookUpServer(db, found.slug) : found;
    if (named.outcome === "found") return named.server;
  }
  return null;
}
