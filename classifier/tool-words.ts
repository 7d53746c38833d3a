import type { ToolDefinition } from "../catalog/tool.ts";
import type { ClausePlace } from "./clauses.ts";
import type { Span, Text } from "./texts.ts";
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

/** A parameter that rules look for, and its listed values with the words that say what each does. */
export type Parameter = { path: string; key: string; values: { path: string; value: string; words: string[] }[] };

/** What rules look at in a tool besides the words that meet their leaves (leaves.ts). */
export type ToolWords = {
  tool: ToolDefinition;
  server: ReadonlySet<string>;
  parameter: Map<string, Parameter[]>;
  /** Where the sentence conditions that hold do, by their number in the ruleset. */
  sentence: Map<number, Span>;
  /** How much it is worded as attacks are. */
  wording: Wording;
  /** The texts with characters that are not plain ASCII. */
  unusual: readonly Text[];
};
