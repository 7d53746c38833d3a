import type { ToolDefinition } from "../catalog/tool.ts";
import type { ClausePlace } from "./clauses.ts";
import type { Text } from "./texts.ts";
import type { Wording } from "./wording.ts";

/** Where a word stands; decide.ts gives each place its weight. */
export type Place = "name" | "name-word" | "title" | ClausePlace | "parameter" | "text";

/** The places, the strongest first. */
export const placeRank: Readonly<Record<Place, number>> = {
  name: 0,
  title: 1,
  lead: 2,
  operation: 3,
  parameter: 4,
  "name-word": 5,
  body: 6,
  text: 7,
};

/** What rules look at in a tool besides the words that meet their leaves (leaves.ts). */
export type ToolWords = {
  tool: ToolDefinition;
  /** How much it is worded as attacks are. */
  wording: Wording;
  /** The texts with characters that are not plain ASCII. */
  unusual: readonly Text[];
};
