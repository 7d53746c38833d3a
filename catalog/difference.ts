import { canonicalJson } from "./hash.ts";
import type { Change, ChangedTool } from "./change.ts";
import type { ToolDefinition } from "./tool.ts";
import { categories, risks, type Finding } from "./verdict.ts";

/** One difference between two definitions of a tool: which field, and what happened to it, in words. */
export type Difference = { field: string; words: string };

type Schema = ToolDefinition["inputSchema"];

/** How two definitions of one tool differ, field by field; parameters by name. */
export function differences(before: ToolDefinition, after: ToolDefinition): Difference[] {
  return [
    ...valueDifference("title", before.title, after.title),
    ...valueDifference("description", before.description, after.description),
    ...schemaDifferences("inputSchema", before.inputSchema, after.inputSchema),
    ...schemaDifferences("outputSchema", before.outputSchema, after.outputSchema),
    ...(["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const).flatMap((hint) =>
      valueDifference(`annotations.${hint}`, before.annotations?.[hint], after.annotations?.[hint]),
    ),
    ...valueDifference("annotations.title", before.annotations?.title, after.annotations?.title),
  ];
}

function valueDifference(field: string, before: unknown, after: unknown): Difference[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  if (typeof before === "string" && typeof after === "string") return [textDifference(field, before, after)];
  if (before === undefined) return [{ field, words: `added: ${quoted(after)}` }];
  if (after === undefined) return [{ field, words: `removed: ${quoted(before)}` }];
  return [{ field, words: `${quoted(before)} became ${quoted(after)}` }];
}

/** What of a text went and what came: the words between those that both begin and end with. */
function textDifference(field: string, before: string, after: string): Difference {
  const was = before.split(/(\s+)/);
  const is = after.split(/(\s+)/);
  const shorter = Math.min(was.length, is.length);
  let start = 0;
  while (start < shorter && was[start] === is[start]) start++;
  let end = 0;
  while (end < shorter - start && was[was.length - 1 - end] === is[is.length - 1 - end]) end++;
  const went = was
    .slice(start, was.length - end)
    .join("")
    .trim();
  const came = is
    .slice(start, is.length - end)
    .join("")
    .trim();
  if (went === "" && came === "") return { field, words: "only white space changed" };
  if (went === "") return { field, words: `added: ${quoted(came)}` };
  if (came === "") return { field, words: `removed: ${quoted(went)}` };
  return { field, words: `${quoted(went)} became ${quoted(came)}` };
}

function schemaDifferences(field: string, before: Schema, after: Schema): Difference[] {
  const was = parts(before);
  const is = parts(after);
  const found = [...new Set([...was.properties.keys(), ...is.properties.keys()])].flatMap((name): Difference[] => {
    const place = `${field}.${name}`;
    const old = was.properties.get(name);
    const now = is.properties.get(name);
    if (old === undefined) return [{ field: place, words: `parameter added: ${described(now)}` }];
    if (now === undefined) return [{ field: place, words: `parameter removed: ${described(old)}` }];
    const required =
      was.required.has(name) === is.required.has(name)
        ? []
        : [{ field: place, words: is.required.has(name) ? "is required now" : "is optional now" }];
    return [...memberDifferences(place, old, now), ...required];
  });
  if (found.length > 0) return found;
  return canonicalJson(before ?? null) === canonicalJson(after ?? null) ? [] : [{ field, words: "its schema changed" }];
}

function parts(schema: Schema) {
  const { properties, required } = schema ?? {};
  const isObject = typeof properties === "object" && properties !== null && !Array.isArray(properties);
  return {
    properties: new Map<string, unknown>(isObject ? Object.entries(properties) : []),
    required: new Set<unknown>(Array.isArray(required) ? required : []),
  };
}

/** The members of one parameter's schema that differ. */
function memberDifferences(place: string, before: unknown, after: unknown): Difference[] {
  if (!isRecord(before) || !isRecord(after)) return valueDifference(place, before, after);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    valueDifference(`${place}.${key}`, before[key], after[key]),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function described(schema: unknown): string {
  if (!isRecord(schema)) return quoted(schema);
  const { type, description } = schema;
  return [typeof type === "string" ? type : "any type", typeof description === "string" ? quoted(description) : ""]
    .filter(Boolean)
    .join(", ");
}

const quoted = (value: unknown) => (typeof value === "string" ? `“${value}”` : JSON.stringify(value));

const threats = (tool: ChangedTool | undefined): Finding[] =>
  (tool?.verdict?.findings ?? []).filter(({ kind }) => kind !== "category" && kind !== "signal");

/** The threats that a changed tool's definition has now and did not have before. */
export function newThreats({ before, after }: Pick<Change, "before" | "after">): Finding[] {
  const known = new Set(threats(before).map(({ rule }) => rule));
  return threats(after).filter(({ rule }) => !known.has(rule));
}

/** A change's two sides are all that says how dangerous it is. */
type Sides = Pick<Change, "kind" | "before" | "after">;

const placeOf = {
  risk: ({ verdict }: ChangedTool) => (verdict ? risks.indexOf(verdict.risk) : -1),
  category: ({ verdict }: ChangedTool) => (verdict ? categories.indexOf(verdict.category) : -1),
};

/** By how many places a tool's risk or category rose; 0 where it did not, or one side is not judged. */
function rise(of: keyof typeof placeOf, { before, after }: Sides): number {
  return before?.verdict && after?.verdict ? Math.max(0, placeOf[of](after) - placeOf[of](before)) : 0;
}

/**
 * Why a change is one for the worse, as a sentence; null when it is not. The tool keeps its name, and its new definition has a
 * higher risk, a more severe category, or a threat that was not there before: what was approved is not what is there now
 * ("rug pull": attack pattern AP-05, SAFE-T1201).
 */
export function worseBecause(change: Sides): string | null {
  const { before, after } = change;
  if (!before?.verdict || !after?.verdict) return null;
  const was = before.verdict;
  const is = after.verdict;
  const reasons = [
    ...(rise("category", change) > 0 ? [`its category was ${was.category} and is ${is.category} now`] : []),
    ...(rise("risk", change) > 0 ? [`its risk was ${was.risk} and is ${is.risk} now`] : []),
    ...newThreats(change).map(({ title }) => `its definition ${title}, which it did not before`),
  ];
  return reasons.length === 0 ? null : `This tool kept its name, but ${reasons.join("; ")}.`;
}

/** Counts of threats above this are as dangerous as this many. */
const mostThreats = 15;

/**
 * How dangerous a change is: the higher, the more. New threats that should be blocked count most, then other new threats, then
 * how far risk and category rose, then the risk that there is now. A server or a tool that went is least. At most 2^17.
 */
export function dangerOf(change: Sides): number {
  const found = newThreats(change);
  const blocking = found.filter(({ level }) => level === "block").length;
  const { after, kind } = change;
  // Digits of a number, the weightiest first: each with how many values it can have.
  const digits: [value: number, values: number][] = [
    [Math.min(blocking, mostThreats), mostThreats + 1],
    [Math.min(found.length, mostThreats), mostThreats + 1],
    [rise("risk", change), risks.length],
    [rise("category", change), categories.length],
    [after ? placeOf.risk(after) + 1 : 0, risks.length + 1],
    [kind === "tool-removed" || kind === "server-gone" ? 0 : 1, 2],
  ];
  return digits.reduce((danger, [value, values]) => danger * values + value, 0);
}
