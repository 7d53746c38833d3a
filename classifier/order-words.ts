import type { Condition } from "../catalog/rule.ts";
import { list } from "./words.ts";

// The words that orders to a model are made of; the families of threat rules share them.

/** Makes an order of what follows. */
export const orders: string[] = [
  ...list("must always mandatory automatically shall should required requires never critical"),
  "has to",
  "have to",
  "need to",
];

/** An order that leaves no choice. */
export const strictOrders: string[] = [...list("must always mandatory shall"), "has to", "have to"];

/** Starts a condition on what the model does otherwise. */
export const occasions: string[] = [
  ...list("when whenever before after if any all every each during upon while for via prior using"),
  "once",
];

/** Changes what somebody else wrote. */
export const changes: string[] = list(`
  modify modified modifying replace replaced replacing change changed changing override overridden overriding overwrite
  rewrite rewritten alter altered append appended appending prepend prepended inject injected redirect redirected
  redirecting reroute rerouted swap swapped substitute substituted converted manipulate switched substituting
`);

/** Sets a value, or adds to one. */
export const settings: string[] = list(`
  set add insert include increase decrease limit remove multiply use ignore reduce round restrict filter translate
  restricted performed ensure
`);

/** What a tool is called with. */
export const inputs: string[] = list(`
  parameter argument query prompt url input value field keyword recipient address content body amount path location id
  destination origin text request message
`);

/** Calls a tool. */
export const calls: string[] = list(`
  call calling use using run running execute executing invoke invoking trigger triggering perform access query send
`);

/** Reads a file or a value. */
export const reads: string[] = list(`
  read open cat retrieve load include get fetch send pass copy extract access attach upload dump print
  reading retrieving including
`);

/**
 * Sentences that speak of orders which others may give, instead of giving them: warnings of untrusted text, and what scanners
 * look for.
 */
export const toldOf: string[][][] = [
  [
    ["ignore", "disregard", "never follow", "do not follow", "don't follow", "do not act on", "never act on"],
    [
      ...list("it page content text document result row value").flatMap((where) => [
        `found in ${where}`,
        `found in the ${where}`,
      ]),
      ...["instruction found", "instruction that occur", "instruction in it", "instruction that stand", "as data"],
    ],
  ],
  [
    ["such as", "for example", "phrase like", "pattern like", "the style of", "phrase such as", "example rule"],
    ["@quote"],
    ["ignore", "disregard"],
    ["previous", "prior", "above", "system", "all"],
  ],
  [
    ["untrusted", "reads like", "read like", "try to instruct", "tries to instruct"],
    ["ignore", "disregard"],
  ],
];

/** The conditions, none of which a sentence meets that is excepted. */
export const excepting = (except: string[][][], conditions: readonly Condition[]): Condition[] =>
  conditions.map((condition) => ("sentence" in condition ? { ...condition, except } : condition));
