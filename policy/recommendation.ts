import type { JsonObject } from "../catalog/tool.ts";
import type { Category, Finding, Risk } from "../catalog/verdict.ts";
import type { Operator } from "./conditions.ts";
import type { Window } from "./counters.ts";

/** A tool as the recommendation looks at it: its verdict, and its input schema when constraints are wanted. */
export type JudgedTool = {
  name: string;
  category: Category;
  risk?: Risk | undefined;
  confidence?: number | undefined;
  findings?: readonly Pick<Finding, "kind" | "level" | "rule" | "title">[] | undefined;
  inputSchema?: JsonObject | undefined;
};

/** At most `max` calls in a calendar window. */
export type Limit = { max: number; window: Window };

/**
 * What must hold of an argument for a call to be allowed. `path` is below the arguments; `type` the argument's JSON Schema type,
 * where it is known; `why` is for the reader.
 */
export type Constraint = { path: string[]; op: Operator; value: unknown; type?: string | undefined; why: string };

/**
 * What should happen to the calls of a tool. `approve`: a person decides about each call. `hide`: refused, and the agent does
 * not learn that the tool is there. `limits` and `constraints` hold for `allow` and `approve`.
 */
export type Action = "allow" | "approve" | "deny" | "hide";

/** The recommendation for one tool. `suggestions` are constraints that nobody has asked for. */
export type ToolTerms = {
  name: string;
  action: Action;
  limits: Limit[];
  constraints: Constraint[];
  suggestions: Constraint[];
  /** Why, each a sentence: the category first. */
  because: string[];
};

/**
 * The recommendation for one server, whatever it is enforced with. What it does not list is denied. `server` is the name that
 * the target knows it by, `url` its endpoint, where it has one.
 */
export type Recommendation = { server: string; url?: string | undefined; tools: ToolTerms[] };
