import type { ToolAnnotations, ToolDefinition } from "../../catalog/tool.ts";

/** What a test says of a tool; the rest is absent. */
export type ToolFields = Partial<Omit<ToolDefinition, "annotations">> & {
  name: string;
  annotations?: Partial<ToolAnnotations>;
};

/** A definition with the given fields, past the catalog's limits where a test wants that. */
export function makeTool({ annotations, ...fields }: ToolFields): ToolDefinition {
  return {
    title: undefined,
    description: undefined,
    inputSchema: undefined,
    outputSchema: undefined,
    annotations:
      annotations === undefined
        ? undefined
        : {
            title: undefined,
            readOnlyHint: undefined,
            destructiveHint: undefined,
            idempotentHint: undefined,
            openWorldHint: undefined,
            ...annotations,
          },
    ...fields,
  };
}
