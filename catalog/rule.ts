import { z } from "zod";
import { Category, FindingKind, FindingLevel } from "./verdict.ts";

/** The words a condition looks for: lower case, single spaces. One entry may be a phrase ("cannot be undone"). */
const Words = z.array(z.string().regex(/^[^\sA-Z]+(?: [^\sA-Z]+)*$/, "is lower-case words with single spaces")).min(1);

/**
 * What must hold for a rule to match. Each condition names one part of the tool and the words to look for in it; a
 * plural matches its singular in every part, an inflected verb its base form where verbs are looked for.
 */
export type Condition =
  /**
   * What the tool does: the verb of its name (product prefixes aside), of its title, and the leading verbs of the
   * description's clauses that are about this tool itself.
   */
  | { verb: string[] }
  /** What it does that to: the name's words, and the object of the description's first verb. */
  | { object: string[] }
  /** A word or phrase anywhere in the name; `^word` is its first word, `word$` its last one, `^word$` all of it. */
  | { name: string[] }
  /** A word or phrase in a clause of the description that is about this tool itself, and is not negated there. */
  | { description: string[] }
  /** A parameter with exactly this name (`sql_query`, `sqlQuery` are "sql query"), and one of these listed values. */
  | { parameter: string[]; value?: string[] }
  /**
   * One sentence of any string of the definition, whoever it is about, that has a word or phrase of each list, in the
   * order of the lists, and none of them negated. Besides words: signs such as `@url` (classifier/marks.ts) and tags such
   * as `<important>`. `spare` are places of lists (from 0), any one of which may be missing: without it, no honest tool raised an
   * alarm (scripts/spare-words.ts). `except` are such lists too: a sentence that has them all does not count.
   */
  | { sentence: string[][]; spare?: number[]; except?: string[][][] }
  /** Its words, all together, are those of attacks rather than of honest definitions (classifier/wording.ts). */
  | { wording: "attack" }
  /** A character of one of these inclusive code point ranges, anywhere in the definition. */
  | { characters: [number, number][] }
  /** A word of the server's name; holds only where the server is known. */
  | { server: string[] }
  /** What the author claims. A claim can support a finding; no rule may use it to argue a finding away. */
  | { hint: "readOnlyHint" | "destructiveHint" | "openWorldHint"; is: boolean }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ verb: Words }),
    z.strictObject({ object: Words }),
    z.strictObject({ name: Words }),
    z.strictObject({ description: Words }),
    z.strictObject({ parameter: Words, value: Words.optional() }),
    z.strictObject({
      sentence: z.array(Words).min(1),
      spare: z.array(z.number().int().nonnegative()).optional(),
      except: z.array(z.array(Words).min(1)).optional(),
    }),
    z.strictObject({ wording: z.literal("attack") }),
    z.strictObject({ characters: z.array(z.tuple([z.number().int(), z.number().int()])).min(1) }),
    z.strictObject({ server: Words }),
    z.strictObject({ hint: z.enum(["readOnlyHint", "destructiveHint", "openWorldHint"]), is: z.boolean() }),
    z.strictObject({ all: z.array(Condition).min(1) }),
    z.strictObject({ any: z.array(Condition).min(1) }),
    z.strictObject({ not: Condition }),
  ]),
);

/** A tool written for a rule, short enough to read; `server` where the rule needs to know it. */
const RuleExample = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  inputSchema: z.record(z.string(), z.json()).optional(),
  annotations: z.strictObject({ readOnlyHint: z.boolean(), destructiveHint: z.boolean() }).partial().optional(),
  server: z.string().optional(),
});
export type RuleExample = z.infer<typeof RuleExample>;

const shared = {
  /** `family.what`, lower case; never reused for another meaning. */
  id: z.string().regex(/^[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*$/, "is family.what-it-finds in lower case"),
  /** Completes "This tool …". */
  title: z.string().min(1),
  why: z.string().min(1),
  /** The first condition of an `all` carries the finding's weight: put what the tool does first, what limits it after. */
  when: Condition,
  unless: Condition.optional(),
  /** How much this rule counts against others (1 where it is left out): less for a guess, more for a plain statement. */
  weight: z.number().positive().max(2).optional(),
  examples: z.strictObject({ match: z.array(RuleExample).min(1), noMatch: z.array(RuleExample).min(1) }),
};

/**
 * A rule: plain data that survives a JSON round trip, so that it can be served and compared. It says either which category
 * a tool belongs to, or which signal or threat its definition shows.
 */
export const Rule = z.union([
  z.strictObject({ ...shared, category: Category }),
  z.strictObject({ ...shared, kind: FindingKind.exclude(["category"]), level: FindingLevel }),
]);
export type Rule = z.infer<typeof Rule>;
