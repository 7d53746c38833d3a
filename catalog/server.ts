import { z } from "zod";
import { ToolDefinition, toolLimits } from "./tool.ts";

const packageTypes = ["npm", "pypi", "oci", "nuget", "mcpb", "cargo"] as const;

/** An installable package that runs a server (registry schema 2025-12-11, `packages[]`). */
export const Package = z.object({
  type: z.enum(packageTypes),
  identifier: z.string().min(1).max(2_000),
  version: z.string().max(255).optional(),
  /** Present when the source says where the archive is and how to check it. */
  archive: z.object({ url: z.string(), integrity: z.string() }).optional(),
});
export type Package = z.infer<typeof Package>;

/** A network endpoint of a server (registry schema 2025-12-11, `remotes[]`). */
export const Remote = z.object({ type: z.enum(["streamable-http", "sse"]), url: z.string().min(1).max(2_000) });
export type Remote = z.infer<typeof Remote>;

export const Repository = z.object({ url: z.string().max(2_000), subfolder: z.string().max(1_000).optional() });
export type Repository = z.infer<typeof Repository>;

/** The registry's life cycle of a server version; `active` where a source has none. */
export const ListingStatus = z.enum(["active", "deprecated", "deleted"]);
export type ListingStatus = z.infer<typeof ListingStatus>;

/** What one source says about one server, in the catalog's terms. `ref` is the source's own key for it. */
export const Listing = z.object({
  source: z.string(),
  ref: z
    .string()
    .min(1)
    .refine((ref) => new TextEncoder().encode(ref).length <= 500, "is longer than 500 bytes"),
  status: ListingStatus,
  name: z.string().min(1).max(500),
  title: z.string().max(1_000).optional(),
  description: z.string().max(20_000).optional(),
  version: z.string().max(255).optional(),
  /** The name in the official registry that this listing claims to be, such as npm's `mcpName`. */
  registryName: z.string().max(500).optional(),
  license: z.string().max(1_000).optional(),
  author: z.string().max(1_000).optional(),
  homepage: z.string().max(2_000).optional(),
  repository: Repository.optional(),
  packages: z.array(Package).max(100),
  remotes: z.array(Remote).max(100),
  /** RFC 3339; when the source says this listing last changed. */
  updatedAt: z.string().optional(),
  stars: z.number().int().nonnegative().optional(),
  downloads: z.number().int().nonnegative().optional(),
  /** The tools that the source itself lists; absent when it does not know them. */
  tools: z.array(ToolDefinition).max(toolLimits.tools).optional(),
  /** The source says more elsewhere: what is missing here does not replace what is known. */
  partial: z.boolean().optional(),
});
export type Listing = Omit<z.infer<typeof Listing>, "tools"> & { tools?: ToolDefinition[] | undefined };

/** The facts about a server that a person reads, merged from its listings. */
export type ServerFacts = {
  name: string;
  status: ListingStatus;
  packages: Package[];
  remotes: Remote[];
  title?: string;
  description?: string;
  version?: string;
  license?: string;
  author?: string;
  homepage?: string;
  repository?: Repository;
  stars?: number;
  downloads?: number;
  /** Which listing said each field. */
  origin: Record<string, { source: string; ref: string }>;
};

/** A server of the catalog: its listings' facts, and the identifiers that made them one server. */
export type Server = Omit<ServerFacts, "origin"> & {
  slug: string;
  /** Which listing said each field, and since when it says so (RFC 3339). */
  origin: Record<string, { source: string; ref: string; at?: string }>;
  identifiers: { id: string; source: string; ref: string }[];
  firstSeen: string;
  lastSeen: string;
  /** When no source listed it any more (RFC 3339). */
  goneAt?: string;
};
