import type { Policy } from "../catalog/policy.ts";
import type { JsonObject } from "../catalog/tool.ts";
import type { Category } from "../catalog/verdict.ts";
import { suggestConstraints } from "./arguments.ts";
import { conditionsOf, decided, ofTool, type Overrides } from "./overrides.ts";
import { alike, presets, stricter, sureFrom, type PresetName, type Terms } from "./presets.ts";
import { policyLayerPolicy } from "./formats/policylayer.ts";
import type { JudgedTool, Recommendation, ToolTerms } from "./recommendation.ts";

/** `constrain`: enforce the suggested argument constraints instead of only offering them. */
export type RecommendOptions = { preset?: PresetName; overrides?: Overrides; constrain?: boolean };

/**
 * What should happen to each tool of a server, by its verdict. Tools that nobody judged must be left out by the caller: what
 * is not listed is denied. A tool that is listed twice is listed once, with its stricter terms.
 */
export function recommend(
  server: string,
  tools: readonly JudgedTool[],
  options: RecommendOptions = {},
): Recommendation {
  const made = new Map<string, ToolTerms>();
  for (const tool of tools) {
    const terms = termsOf(tool, options);
    const before = made.get(tool.name);
    made.set(tool.name, before && isStricter(before, terms) ? before : terms);
  }
  return { server, tools: [...made.values()] };
}

const isStricter = (a: ToolTerms, b: ToolTerms): boolean => {
  const [one, other] = [a, b].map(({ action, limits: [limit] }): Terms => ({ action, limit }));
  return one !== undefined && other !== undefined && stricter(one, other) === one;
};

function termsOf(
  tool: JudgedTool,
  { preset = "balanced", overrides = {}, constrain = false }: RecommendOptions,
): ToolTerms {
  const { name, category, risk, confidence = 1, findings = [] } = tool;
  const { categories, unsure, warned, poisoned } = presets[preset];
  const because = [`${category} tool`];
  const own = ofTool(overrides, name);
  const general = overrides.categories?.[category];
  const termsFor = (one: Category): Terms => decided(categories[one], overrides.categories?.[one] ?? {});
  let terms = termsFor(category);
  if (general) because.push(`you decided so for the category ${category}`);
  const tighten = (to: Terms, why: string): void => {
    terms = stricter(terms, to);
    because.push(why);
  };
  const like = alike(category, risk);
  if (like !== null)
    tighten(termsFor(like), `its risk is ${risk}, so it is treated at least as strictly as a tool of category ${like}`);
  if (confidence < sureFrom)
    tighten(unsure, `the verdict is not sure (confidence ${confidence.toFixed(2)}), so it is treated more strictly`);
  const threat = findings.find(({ level }) => level === "block") ?? findings.find(({ level }) => level === "warn");
  if (threat)
    tighten(
      threat.level === "block" ? poisoned : warned,
      `its definition ${threat.title} (${threat.rule}), so it is treated more strictly`,
    );
  if (own) {
    terms = decided(terms, own);
    because.push("you decided so for this tool");
  }
  const suggested = suggestConstraints(tool.inputSchema);
  const conditions = own ? conditionsOf(own, "this tool") : conditionsOf(general ?? {}, `the category ${category}`);
  const wanted = conditions.length > 0 ? conditions : constrain ? suggested : [];
  const enforced = wanted.map((constraint) => ({ ...constraint, type: typeOf(tool, constraint.path) }));
  const open = terms.action === "allow" || terms.action === "approve";
  return {
    name,
    action: terms.action,
    limits: terms.limit ? [terms.limit] : [],
    constraints: open ? enforced : [],
    suggestions: open && enforced.length === 0 ? suggested : [],
    because,
  };
}

/** The JSON Schema type of an argument at the top level, where the schema names one. */
function typeOf({ inputSchema }: JudgedTool, [name, ...deeper]: readonly string[]): string | undefined {
  const properties = inputSchema?.properties;
  if (name === undefined || deeper.length > 0 || typeof properties !== "object" || properties === null)
    return undefined;
  const schema = Object.hasOwn(properties, name) ? (properties as JsonObject)[name] : undefined;
  const type = typeof schema === "object" && schema !== null && !Array.isArray(schema) ? schema.type : undefined;
  return typeof type === "string" ? type : undefined;
}

/** The starter policy of a server as a PolicyLayer document, with the balanced preset and nothing else. */
export function recommendPolicy(tools: readonly JudgedTool[]): Policy {
  return policyLayerPolicy(recommend("", tools));
}
