import { z } from "zod";

/**
 * Limits on one tool definition. Everything in a definition is written by a stranger; what is larger than this is
 * refused, never cut, so that a stored definition is always the one that was sent. The specification recommends names of
 * 1 to 128 characters (MCP 2025-11-25, server/tools, "Tool Names"); real lists go a little beyond.
 */
export const toolLimits = { name: 256, text: 200_000, schemaDepth: 64, tools: 5_000 } as const;

/** A JSON value that has already been parsed. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Whether `value` nests objects and arrays no deeper than `limit`. Recurses `limit` times at most, so depth cannot overflow the stack. */
export function isShallow(value: unknown, limit: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  for (const child of Object.values(value)) {
    if (limit <= 0 || !isShallow(child, limit - 1)) return false;
  }
  return true;
}

const absentIfNull = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

const Text = z.string().max(toolLimits.text, `is longer than ${toolLimits.text} characters`);
const Schema = z
  .custom<JsonObject>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "is not an object",
  )
  .refine(
    (value) => isShallow(value, toolLimits.schemaDepth),
    `is nested deeper than ${toolLimits.schemaDepth} levels`,
  );

/** What the author claims about a tool (MCP 2025-11-25, schema `ToolAnnotations`). Claims, not facts. */
export const ToolAnnotations = z.object({
  title: z.string().max(toolLimits.text).nullish().transform(absentIfNull),
  readOnlyHint: z.boolean().nullish().transform(absentIfNull),
  destructiveHint: z.boolean().nullish().transform(absentIfNull),
  idempotentHint: z.boolean().nullish().transform(absentIfNull),
  openWorldHint: z.boolean().nullish().transform(absentIfNull),
});
export type ToolAnnotations = Partial<z.output<typeof ToolAnnotations>>;

/** A tool as its server defines it (MCP 2025-11-25, schema `Tool`): the part that is hashed, stored and judged. */
export const ToolDefinition = z.object({
  name: z.string().min(1, "is empty").max(toolLimits.name, `is longer than ${toolLimits.name} characters`),
  title: Text.nullish().transform(absentIfNull),
  description: Text.nullish().transform(absentIfNull),
  inputSchema: Schema.nullish().transform(absentIfNull),
  outputSchema: Schema.nullish().transform(absentIfNull),
  annotations: ToolAnnotations.nullish().transform(absentIfNull),
});
export type ToolDefinition = Pick<z.output<typeof ToolDefinition>, "name"> &
  Partial<Omit<z.output<typeof ToolDefinition>, "name" | "annotations">> & {
    annotations?: ToolAnnotations | undefined;
  };

/** Where a definition was read: which reader, and for package readers the file inside the package and its line (from 1). */
type ToolOrigin = { reader: string; file?: string; line?: number };

/** A tool as a reader found it. */
export type ReadTool = ToolDefinition & { source: ToolOrigin };

/** Something a reader could not know or would not do, for the person who asked. */
export type ReadWarning = { code: string; message: string };

const incomplete = new Set([
  "unregistered-tools",
  "unknown-tool",
  "unknown-tools",
  "unknown-name",
  "too-large",
  "unparsed-file",
  "too-much-work",
  "too-many-tools",
  "refused-tool",
]);

/** Whether a reader says by this warning that there may be tools that it did not find. */
export function mayMissTools({ code }: ReadWarning): boolean {
  return incomplete.has(code);
}

/** A tool of a server in the catalog. */
export type Tool = {
  server: string;
  definition: ToolDefinition;
  definitionHash: string;
  /**
   * `subject`: what it was read in, as `SOURCE:REF` of a listing, such as `npm:NAME`. `integrity`: the hash of the archive that
   * it was read in (Subresource Integrity).
   */
  origin: ToolOrigin & { subject: string; version: string; integrity?: string };
  firstSeen: string;
  lastSeen: string;
};
