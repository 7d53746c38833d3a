import type { ToolDefinition } from "./tool.ts";
import type { Verdict } from "./verdict.ts";

/** What can happen between two crawls. A server that was gone may come back. */
export const changeKinds = [
  "tool-changed",
  "tool-added",
  "tool-removed",
  "server-added",
  "server-gone",
  "server-back",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What happened, as it completes the name of a server or a tool. */
export const happened: Readonly<Record<ChangeKind, string>> = {
  "tool-changed": "changed",
  "tool-added": "was added",
  "tool-removed": "was removed",
  "server-added": "is new",
  "server-gone": "is gone",
  "server-back": "is back",
};

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
