import { isThing, settled, type Value } from "./value.ts";

/** Whether a property may be left out of what a caller sends. */
export function isOptional(value: Value): boolean {
  const given = settled(value);
  if (!isThing(given)) return false;
  if (given.kind === "choice") return given.options.some(isOptional);
  if (given.kind !== "zod") return false;
  const { type, version, inner, items, coerced } = given.def;
  if (type === "optional" || type === "default" || type === "catch" || type === "undefined") return true;
  // zod 3 takes a missing value for one of any type; zod 4 does not.
  if (type === "any" || type === "unknown") return version === 3;
  if (coerced) return version === 3 && (type === "boolean" || type === "string");
  if (type === "nullable" || type === "readonly" || type === "effects" || type === "pipe" || type === "preprocess")
    return isOptional(inner);
  if (type === "union") return (items ?? []).some(isOptional);
  return false;
}

/** Whether a schema is `any`. */
export function isAny(value: Value): boolean {
  return isThing(value) && value.kind === "zod" && value.def.type === "any";
}
