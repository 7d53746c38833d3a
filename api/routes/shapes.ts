import { z } from "@hono/zod-openapi";
import type { RiskProfile, ToolSummary as ToolCard } from "../../catalog/card.ts";
import { letters } from "../../catalog/grade.ts";
import { ListingStatus, Package, Remote, Repository } from "../../catalog/server.ts";
import { unstorableText } from "../../catalog/text.ts";
import type { ToolAnnotations } from "../../catalog/tool.ts";
import { Category, Risk } from "../../catalog/verdict.ts";
import type { ListedServer, ListedTool } from "../../db/queries/cards.ts";
import type { Found } from "../search.ts";
import { apiPath, pagePath } from "../paths.ts";

/** A server in a path: its slug, or one of its identifiers, which redirects to the slug. */
export const SlugParam = z
  .string()
  .min(1)
  .openapi({ param: { name: "slug", in: "path" }, example: "modelcontextprotocol-server-filesystem" });

/** A tool in a path, percent-encoded. */
export const ToolParam = z
  .string()
  .min(1)
  .openapi({
    param: { name: "tool", in: "path" },
    description: 'The tool\'s name, percent-encoded. The names "." and ".." get a "~" in front.',
    example: "read_file",
  });

/** Text of a query that may stand in the catalog. */
export const storable = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => unstorableText(text) === null, "cannot be part of any text in the catalog");

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

/** How many tools a server has, in all, by category and by risk. */
export const Profile = z.object({ tools: Count, categories: CategoryCounts, risks: RiskCounts }).openapi("Profile");

/** Every category and risk with its count, so that readers need no defaults; tools that were not judged count in `tools` only. */
export function profileOf({ tools, categories, risks }: RiskProfile): z.infer<typeof Profile> {
  return {
    tools,
    categories: { Read: 0, Write: 0, Execute: 0, Destructive: 0, Financial: 0, ...categories },
    risks: { low: 0, medium: 0, high: 0, critical: 0, ...risks },
  };
}

/** The facts of a server that lists and its own answer share. */
export const serverFacts = {
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

/** A server in a list. */
export const ServerInList = z
  .object({
    ...serverFacts,
    ...Profile.shape,
    grade: z.enum(letters).nullable().openapi({ description: "Null where no tool is known and judged" }),
    findings: z
      .enum(["none", "warn", "block"])
      .openapi({ description: "The worst threat found in a definition of its tools" }),
  })
  .openapi("ServerSummary", {
    description: "The description is its beginning; of packages and remotes there are ten at most.",
  });

/** The addresses of a server. */
export function linksOf(slug: string) {
  return { url: apiPath(slug), page: pagePath(slug), policy: apiPath(slug, undefined, "/policy") };
}

export function serverInList({ slug, summary }: ListedServer): z.infer<typeof ServerInList> {
  const { profile, letter, findings, ...facts } = summary;
  return { slug, ...facts, ...profileOf(profile), grade: letter, findings, ...linksOf(slug) };
}

/** A tool in a list; category, risk and confidence are null until the current rules have judged it. */
export const ToolSummary = z
  .object({
    name: z.string(),
    title: z.string().optional(),
    description: z.string().optional().openapi({ description: "Its beginning" }),
    category: Category.nullable(),
    risk: Risk.nullable(),
    confidence: z.number().nullable(),
    url: z.string(),
    page: z.string(),
  })
  .openapi("ToolSummary");

export function toolInServer(slug: string, tool: ToolCard): z.infer<typeof ToolSummary> {
  return { ...tool, url: apiPath(slug, tool.name), page: pagePath(slug, tool.name) };
}

/** A tool in a list over all servers. */
export const ToolInList = ToolSummary.extend({
  server: z.string().openapi({ description: "The slug of its server" }),
  definitionHash: z.string(),
}).openapi("ToolInList");

export function toolInList(tool: ListedTool): z.infer<typeof ToolInList> {
  const { server, name, title, description, definitionHash, category, risk, confidence } = tool;
  return {
    server,
    definitionHash,
    ...toolInServer(server, {
      name,
      ...(title === null ? {} : { title }),
      ...(description === null ? {} : { description }),
      category,
      risk,
      confidence,
    }),
  };
}

export const Next = z.string().nullable().openapi({ description: "What to pass as `after` for the next page" });

/** How the words of a search were understood. */
export const understood = {
  corrected: z.array(z.object({ word: z.string(), to: z.array(z.string()) })).openapi({
    description: "Words that are nowhere in the catalog, and the (stemmed) words that were looked for instead",
  }),
  ignored: z.array(z.string()).openapi({ description: "Words that are nowhere, and like no other" }),
};

export function understandingOf({ corrected, ignored }: Omit<Found<never>, "items" | "next">) {
  return { corrected, ignored };
}

const JsonSchema = z.record(z.string(), z.unknown()).openapi({ description: "JSON Schema, as the server wrote it" });

/** A definition, as its server wrote it. */
export const Definition = z
  .object({
    name: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    inputSchema: JsonSchema.optional(),
    outputSchema: JsonSchema.optional(),
    annotations: z
      .object({
        title: z.string().optional(),
        readOnlyHint: z.boolean().optional(),
        destructiveHint: z.boolean().optional(),
        idempotentHint: z.boolean().optional(),
        openWorldHint: z.boolean().optional(),
      } satisfies Record<keyof ToolAnnotations, z.ZodType>)
      .optional(),
  })
  .openapi("ToolDefinition");
