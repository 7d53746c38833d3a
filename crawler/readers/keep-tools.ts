import { unstorableText } from "../../catalog/text.ts";
import { ToolAnnotations, ToolDefinition, toolLimits, type ReadTool } from "../../catalog/tool.ts";

/** A definition as a reader found it: parts that it does not have are undefined, and what the others are is not checked yet. */
export type Found = {
  name: string;
  title?: unknown;
  description?: unknown;
  inputSchema?: unknown;
  outputSchema?: unknown;
  annotations?: unknown;
};

/** A found definition as a tool of the catalog, or why it cannot be one. */
export function toReadTool(found: Found, source: ReadTool["source"]): ReadTool | { refused: string } {
  const claims = ToolAnnotations.safeParse(found.annotations);
  const named = claims.success && Object.values(claims.data).some((claim) => claim !== undefined);
  const checked = ToolDefinition.safeParse({ ...found, annotations: named ? claims.data : undefined });
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return { refused: `its ${String(issue?.path[0] ?? "definition")} ${issue?.message ?? "is not valid"}` };
  }
  const unstorable = unstorableText(checked.data);
  if (unstorable !== null) return { refused: `it ${unstorable}` };
  const { name, ...rest } = checked.data;
  const known = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { name, ...Object.fromEntries(known), source };
}

type Candidate = { tool: ReadTool; lost: number };

/** Keeps one tool of each name: the one of which most is known, then the first. */
export function onePerName(candidates: readonly Candidate[]): ReadTool[] {
  const byName = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = byName.get(candidate.tool.name);
    if (!known || candidate.lost < known.lost) byName.set(candidate.tool.name, candidate);
    if (byName.size >= toolLimits.tools) break;
  }
  return [...byName.values()].map(({ tool }) => tool);
}
