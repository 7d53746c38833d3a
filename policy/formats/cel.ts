import type { Constraint } from "../recommendation.ts";

/** A text as a CEL string literal (CEL specification, "String and Bytes Values"). */
export function celString(text: string): string {
  // JSON's escapes are CEL's too; what JSON leaves as it is may stand in a CEL string.
  return JSON.stringify(text);
}

/** A JSON value as a CEL literal. JSON numbers are doubles there, and a double is not compared with an integer. */
function celValue(value: unknown): string | undefined {
  if (typeof value === "string") return celString(value);
  if (typeof value === "number") return Number.isInteger(value) ? `${value}.0` : String(value);
  if (typeof value === "boolean" || value === null) return String(value);
  if (!Array.isArray(value)) return undefined;
  const items = value.map(celValue);
  return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
}

const comparisons: Partial<Record<Constraint["op"], string>> = {
  eq: "==",
  neq: "!=",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
  in: "in",
};

/** A constraint as a CEL expression over `root`, or undefined where CEL cannot say it. Errors count as no match. */
export function celCondition(root: string, { path, op, value }: Constraint): string | undefined {
  const at = path.reduce((expression, key) => `${expression}[${celString(key)}]`, root);
  const literal = celValue(value);
  if (literal === undefined) return undefined;
  const comparison = comparisons[op];
  if (comparison) return `${at} ${comparison} ${literal}`;
  const parent = path.slice(0, -1).reduce((expression, key) => `${expression}[${celString(key)}]`, root);
  switch (op) {
    case "not_in":
      return `!(${at} in ${literal})`;
    case "regex":
      return `${at}.matches(${literal})`;
    case "contains":
      return typeof value === "string"
        ? `(type(${at}) == string ? ${at}.contains(${literal}) : ${literal} in ${at})`
        : `${literal} in ${at}`;
    case "exists": {
      const has = `(${celString(path.at(-1) ?? "")} in ${parent} && ${at} != null)`;
      return value === true ? has : `!${has}`;
    }
    default:
      return undefined;
  }
}
