import type { Machine } from "./machine.ts";
import { isThing, settled, type Site, type Value } from "./value.ts";

/** What each type allows inside `z.templateLiteral([…])`, as zod 4 writes it. */
const patterns: Record<string, string> = {
  number: "-?\\d+(?:\\.\\d+)?",
  int: "-?\\d+",
  string: "[\\s\\S]{0,}",
  boolean: "(?:true|false)",
  bigint: "-?\\d+n?",
  null: "null",
  undefined: "undefined",
};

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function patternOf(part: Value): string | undefined {
  const given = settled(part);
  if (!isThing(given)) return escaped(String(given));
  if (given.kind !== "zod") return undefined;
  const { type, items, inner } = given.def;
  if (type === "enum" || type === "literal") {
    const known = (items ?? []).map(settled).map((item) => (isThing(item) ? undefined : escaped(String(item))));
    return known.includes(undefined) ? undefined : `(${known.join("|")})`;
  }
  if (type === "optional" || type === "nullable") {
    const made = patternOf(inner);
    return made === undefined ? undefined : type === "optional" ? `(${made})?` : `(${made}|null)`;
  }
  return Object.hasOwn(patterns, type) ? patterns[type] : undefined;
}

/** The pattern of `z.templateLiteral([…])`; undefined when a part of it is not known. */
export function templatePattern(m: Machine, parts: Value, site: Site): string[] | undefined {
  const { items, open } = m.iterate(parts, site);
  const made = items.map(patternOf);
  if (open || made.includes(undefined)) return undefined;
  return [`^${made.join("")}$`];
}
