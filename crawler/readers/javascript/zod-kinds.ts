import { isThing, settled, type Value, type ZodValue } from "./value.ts";

/** Whether a property may be left out of what a caller sends; or, with `output`, of what a schema of version 4 gives. */
export function isOptional(value: Value, output = false): boolean {
  const given = settled(value);
  if (!isThing(given)) return false;
  if (given.kind === "choice") return given.options.some((option) => isOptional(option, output));
  if (given.kind !== "zod") return false;
  const { type, version, inner, items, coerced } = given.def;
  if (type === "optional" || type === "undefined") return true;
  if (type === "default") return !(output && version === 4);
  if (type === "catch") return version === 3 || (!output && isOptional(inner));
  // zod 3 takes a missing value for one of any type; zod 4 does not.
  if (type === "any" || type === "unknown") return version === 3;
  if (coerced) return version === 3 && (type === "boolean" || type === "string");
  if (type === "nullable" || type === "readonly" || type === "effects" || type === "pipe" || type === "preprocess")
    return isOptional(inner, output);
  if (type === "union") return (items ?? []).some((item) => isOptional(item, output));
  return false;
}

/** Whether a schema allows only certain values. */
export function isConstant(value: Value): value is ZodValue {
  return isThing(value) && value.kind === "zod" && (value.def.type === "enum" || value.def.type === "literal");
}

/** Whether a schema is of functions, which zod-to-json-schema leaves out. */
export function isFunctionSchema(value: Value): boolean {
  if (!isThing(value) || value.kind !== "zod") return false;
  return value.def.type === "function" || (value.def.type === "optional" && isFunctionSchema(value.def.inner));
}

/** Whether a schema is `any`. */
export function isAny(value: Value): boolean {
  return isThing(value) && value.kind === "zod" && value.def.type === "any";
}
