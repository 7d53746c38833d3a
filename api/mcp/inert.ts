import { visibleText } from "../../catalog/text.ts";

const line = /[^\n\t]+/g;

/**
 * A value whose texts a model can be shown: control and invisible characters, which may hide orders, are written as `\u{…}`;
 * line breaks and tabs stay.
 */
export function inert<T>(value: T): T {
  // Nothing but strings changes, so the type stays.
  return map(value) as T;
}

function map(value: unknown): unknown {
  if (typeof value === "string") return value.replace(line, visibleText);
  if (Array.isArray(value)) return value.map(map);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [visibleText(key), map(member)]));
  return value;
}
