import type { ToolDefinition } from "../catalog/tool.ts";
import type { Text } from "./texts.ts";
import type { Wording } from "./wording.ts";

/** What rules look at in a tool besides the words that meet their leaves (leaves.ts). */
export type ToolWords = {
  tool: ToolDefinition;
  /** How much it is worded as attacks are. */
  wording: Wording;
  /** The texts with characters that are not plain ASCII. */
  unusual: readonly Text[];
};
