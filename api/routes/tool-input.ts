import { z } from "@hono/zod-openapi";
import { ToolDefinition, toolLimits } from "../../catalog/tool.ts";
import type { Problem } from "../answer.ts";
import { Definition } from "./shapes.ts";

/** A definition as a client sends it. */
export const ToolInput = Definition.extend({ name: z.string().min(1).max(toolLimits.name) }).openapi("ToolInput");

/** Definitions that the catalog accepts, or what is wrong with those that it does not. */
export function readDefinitions(
  given: readonly unknown[],
): { ok: true; tools: ToolDefinition[] } | { ok: false; errors: NonNullable<Problem["errors"]> } {
  const tools: ToolDefinition[] = [];
  const errors: NonNullable<Problem["errors"]> = [];
  for (const [index, one] of given.entries()) {
    const read = ToolDefinition.safeParse(one);
    if (read.success) tools.push(read.data);
    else
      errors.push(
        ...read.error.issues.map(({ path, message }) => ({ at: ["tools", index, ...path].join("."), message })),
      );
  }
  return errors.length === 0 ? { ok: true, tools } : { ok: false, errors };
}
