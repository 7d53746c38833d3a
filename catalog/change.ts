import type { ToolDefinition } from "./tool.ts";
import type { Verdict } from "./verdict.ts";

/** What can happen between two crawls. A server that was gone may come back. */
export type ChangeKind =
  "server-added" | "server-gone" | "server-back" | "tool-added" | "tool-removed" | "tool-changed";

/** A change as it is kept: of a server, or of one of its tools. `before` and `after` are the definitions, where there are any. */
export type Change = {
  /** Where it is in the order of changes. */
  id: number;
  /** When the crawl that saw it made servers out of what it had read (RFC 3339). */
  at: string;
  server: string;
  kind: ChangeKind;
  tool?: string;
  before?: ChangedTool;
  after?: ChangedTool;
};

/** One side of a change of a tool; `verdict` is null where the current rules have not judged the definition. */
export type ChangedTool = { hash: string; definition: ToolDefinition; verdict: Verdict | null };
