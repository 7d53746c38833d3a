import type { JsonObject } from "../catalog/tool.ts";
import type { Constraint } from "./recommendation.ts";

type Suggestion = {
  words: RegExp;
  types: readonly string[];
  constraint: (path: string[], schema: JsonObject) => Constraint | undefined;
};

// What is proposed here is a form to fill in: the values are examples, so nothing of it is enforced unless asked for.
const suggestions: readonly Suggestion[] = [
  {
    words:
      /^(?:amount|price|total|cost|budget|max_?price|spend|quantity|qty|shares)$|_(?:amount|price|cost|budget|quantity)$/i,
    types: ["number", "integer"],
    constraint: (path) => ({
      path,
      op: "lte",
      value: 100,
      why: "the most that one call may move: put your own number",
    }),
  },
  {
    words: /^(?:sql|query|sql_?query|statement)$/i,
    types: ["string"],
    constraint: (path, schema) =>
      /sql|select|database|postgres|mysql|sqlite/i.test(textOf(schema)) || path.at(-1)?.toLowerCase().includes("sql")
        ? {
            path,
            op: "regex",
            value: "(?i)^\\s*(?:select|show|describe|desc)\\b[^;]*;?\\s*$",
            why: "one statement that reads; a database role that may only read is the surer way",
          }
        : undefined,
  },
  {
    words:
      /(?:^|_)(?:path|file|filename|filepath|file_?path|dir|directory|folder|cwd)$|(?:Path|File|Dir|Directory|Folder)$/,
    types: ["string"],
    constraint: (path) => ({
      path,
      op: "regex",
      value: "^/workspace(?:/[^./][^/]*)*/?$",
      why: "under one folder, and no part of it begins with a dot: put your own folder",
    }),
  },
  {
    words: /(?:^|_)(?:url|uri|endpoint|webhook|webhook_?url|link|href)$|(?:Url|URL|Uri)$/,
    types: ["string"],
    constraint: (path) => ({
      path,
      op: "regex",
      value: "^https://(?:[a-z0-9-]+\\.)*example\\.com(?:[/?#]|$)",
      why: "one host and what is below it: put your own host",
    }),
  },
  {
    words: /^(?:branch|base|target_?branch|base_?branch|ref)$|Branch$/,
    types: ["string"],
    constraint: (path) => ({
      path,
      op: "not_in",
      value: ["main", "master", "production"],
      why: "not the branches that are released from",
    }),
  },
  {
    words: /^(?:to|recipients?|email|to_?email|to_?address)$/i,
    types: ["string"],
    constraint: (path) => ({
      path,
      op: "regex",
      value: "^[^@\\s]+@example\\.com$",
      why: "to your own people: put your own domain",
    }),
  },
];

const maxSuggestions = 5;
const maxEnum = 50;

function textOf(schema: JsonObject): string {
  return typeof schema.description === "string" ? schema.description.slice(0, 2_000) : "";
}

/**
 * Constraints that make sense for a tool's arguments, from its input schema: amounts, SQL, paths, hosts, branches, recipients
 * and enumerations at the top level. Conditions on what is missing never hold, so only required arguments get one.
 */
export function suggestConstraints(inputSchema: JsonObject | undefined): Constraint[] {
  const properties = inputSchema?.properties;
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) return [];
  const required = Array.isArray(inputSchema?.required) ? inputSchema.required : [];
  const made: Constraint[] = [];
  for (const [name, schema] of Object.entries(properties)) {
    if (made.length >= maxSuggestions) break;
    // A dot would be read as a step into an object.
    if (name.includes(".") || !required.includes(name)) continue;
    if (typeof schema !== "object" || schema === null || Array.isArray(schema)) continue;
    const constraint = fromEnum(name, schema) ?? fromName(name, schema);
    if (constraint) made.push(constraint);
  }
  return made;
}

function fromName(name: string, schema: JsonObject): Constraint | undefined {
  const { type } = schema;
  if (typeof type !== "string") return undefined;
  const found = suggestions.find(({ words, types }) => types.includes(type) && words.test(name));
  return found?.constraint([name], schema);
}

function fromEnum(name: string, schema: JsonObject): Constraint | undefined {
  const { enum: values } = schema;
  if (!Array.isArray(values) || values.length < 2 || values.length > maxEnum) return undefined;
  return {
    path: [name],
    op: "in",
    value: values,
    why: "the values that it knows: leave out those that you do not want",
  };
}
