import { dump } from "js-yaml";
import { visibleText } from "../../catalog/text.ts";
import type { Action, Constraint, Recommendation, ToolTerms } from "../recommendation.ts";

/** Something of the recommendation that a target cannot say, and what it says instead. `tool` is null for the whole server. */
export type Loss = { server: string; tool: string | null; what: string; instead: string };

/** A policy in a target's own words. */
type Rendered = { text: string; lost: Loss[] };

/**
 * A way to write policies down. `file` says where the text belongs, `source` where the target describes the format, `can` what
 * it can express.
 */
export type Format = {
  id: string;
  title: string;
  language: "json" | "yaml" | "toml" | "cedar";
  file: string;
  source: string;
  can: Abilities;
  render: (recommendations: readonly Recommendation[]) => Rendered;
};

/** What a target can say about a tool. What it does not name, it cannot. */
export type Abilities = {
  name?: (name: string) => boolean;
  approve?: boolean;
  limit?: boolean;
  hide?: boolean;
  constrain?: (constraint: Constraint) => boolean;
};

/** A tool with what its target will do with it. */
export type Fitted = { terms: ToolTerms; outcome: Action };

/**
 * Fit a recommendation into what a target can say. What cannot be said is never allowed for it: an approval without support
 * becomes a refusal, an argument condition an approval or a refusal. A rate limit is dropped, because the calls themselves are
 * allowed; every such loss is named.
 */
export function fit({ server, tools }: Recommendation, can: Abilities): { tools: Fitted[]; lost: Loss[] } {
  const lost: Loss[] = [];
  const fitted = tools.map((terms): Fitted => {
    const { name, action, constraints, limits } = terms;
    const lose = (what: string, instead: string): void => {
      lost.push({ server, tool: name, what, instead });
    };
    let outcome: Action = action;
    const nameless = can.name !== undefined && !can.name(name);
    if (nameless && outcome !== "deny") {
      lose("a name like this", "it is not listed, so it is refused");
      outcome = "deny";
    }
    if (outcome === "allow" && constraints.length > 0 && !constraints.every((one) => can.constrain?.(one) ?? false)) {
      lose("its argument conditions", can.approve ? "a person approves each call" : "it is refused");
      outcome = can.approve ? "approve" : "deny";
    }
    if (outcome === "approve" && !can.approve) {
      lose("approval by a person", "it is refused");
      outcome = "deny";
    }
    if (outcome === "hide" && !can.hide) {
      lose("hiding", "it is refused, but the agent may see it");
      outcome = "deny";
    }
    if (outcome === "allow" && limits.length > 0 && !can.limit) {
      const [limit] = limits;
      lose(
        limit
          ? `its limit of ${limit.max} ${limit.max === 1 ? "call" : "calls"} ${limit.window === "hour" ? "an" : "a"} ${limit.window}`
          : "its limit",
        "calls are not counted",
      );
    }
    return { terms, outcome };
  });
  return { tools: fitted, lost };
}

/** The names of the tools with an outcome. */
export function namesOf(tools: readonly Fitted[], ...outcomes: Action[]): string[] {
  return tools.filter(({ outcome }) => outcomes.includes(outcome)).map(({ terms }) => terms.name);
}

/** The operator in words. */
const words: Readonly<Record<Constraint["op"], string>> = {
  eq: "is",
  neq: "is not",
  in: "is one of",
  not_in: "is none of",
  lt: "is less than",
  lte: "is at most",
  gt: "is more than",
  gte: "is at least",
  regex: "matches",
  contains: "contains",
  exists: "is given:",
};

/** A constraint in words. */
export function constraintWords({ path, op, value }: Constraint): string {
  return `${path.join(".")} ${words[op]} ${JSON.stringify(value)}`;
}

/** Lines for the head of a document: what it is, what the target cannot say, and constraints that were not asked for. */
export function remarks(recommendations: readonly Recommendation[], lost: readonly Loss[]): string[] {
  const lines = ["Starter policy by mcp-risk. What is not listed is refused."];
  for (const { server, tool, what, instead } of lost)
    lines.push(`Not expressible here: ${what} of ${tool === null ? server : `${server}/${tool}`}; ${instead}.`);
  for (const { server, tools } of recommendations)
    for (const { name, suggestions } of tools)
      for (const one of suggestions)
        lines.push(`Consider for ${server}/${name}: ${constraintWords(one)} (${one.why}).`);
  return lines;
}

/** Comment lines. What strangers wrote cannot end a comment: a line break in it is shown as such. */
export function commented(mark: "#" | "//", lines: readonly string[]): string {
  return lines.map((line) => `${mark} ${visibleText(line)}\n`).join("");
}

/** JSON as a file has it. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * YAML as a file has it: a line for each value, however long, and no references, which not every target reads. Words that only
 * YAML 1.1 takes for something else (`no`, `on`) are quoted. js-yaml writes four times as fast as `yaml`, which reads here.
 */
export function yamlText(value: unknown): string {
  return dump(value, { lineWidth: -1, noRefs: true });
}
