import type { Machine } from "./machine.ts";
import { newObject, type Site, type Value } from "./value.ts";

/**
 * Functions of the package `ai`: `tool({ description, inputSchema, execute })` is what it is given, and `jsonSchema(schema)` keeps
 * the schema. Undefined when it is something else.
 */
export function agentCall(_: Machine, module: string, name: string, [first]: Value[], site: Site): Value {
  if (module !== "ai" && module !== "@ai-sdk/provider-utils") return undefined;
  if (name === "tool" || name === "dynamicTool" || name === "zodSchema" || name === "asSchema") return first;
  return name === "jsonSchema" ? newObject(site, [["jsonSchema", first]]) : undefined;
}
