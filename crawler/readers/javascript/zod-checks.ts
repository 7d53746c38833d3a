import type { Machine } from "./machine.ts";
import { isThing, type ObjectValue, type Site, type Value, type ZodValue } from "./value.ts";
import { checkArguments, checkMethod } from "./zod.ts";

/** `schema.check(z.minLength(1), …)`: each does what a method does. */
export function checked(m: Machine, zod: ZodValue, checks: Value[], site: Site): Value {
  let made: Value = zod;
  for (const check of checks) {
    if (!isThing(check) || check.kind !== "object") continue;
    const found = named(m, check, site) ?? bundled(m, check, site);
    if (found) made = m.call(m.get(made, found.method, site), made, found.args, site);
  }
  return made;
}

type Check = { method: string; args: Value[] };

function named(m: Machine, check: ObjectValue, site: Site): Check | undefined {
  const method = check.props.get(checkMethod);
  if (typeof method !== "string") return undefined;
  return { method, args: m.iterate(check.props.get(checkArguments), site).items };
}

/** What a check of zod 4's core is called as a method, by what it is called in its definition, and where its value is there. */
const kinds: Record<string, [string, string]> = {
  min_length: ["min", "minimum"],
  max_length: ["max", "maximum"],
  length_equals: ["length", "length"],
  min_size: ["min", "minimum"],
  max_size: ["max", "maximum"],
  multiple_of: ["multipleOf", "value"],
  starts_with: ["startsWith", "prefix"],
  ends_with: ["endsWith", "suffix"],
  includes: ["includes", "includes"],
  regex: ["regex", "pattern"],
};

/** A check that a bundled copy of zod made. */
function bundled(m: Machine, check: ObjectValue, site: Site): Check | undefined {
  const def = check.props.get("_def");
  if (!isThing(def) || def.kind !== "object") return undefined;
  const get = (key: string): Value => m.get(def, key, site);
  const kind = get("check") === "string_format" ? get("format") : get("check");
  if (typeof kind !== "string") return undefined;
  if (kind === "greater_than") return { method: get("inclusive") ? "gte" : "gt", args: [get("value")] };
  if (kind === "less_than") return { method: get("inclusive") ? "lte" : "lt", args: [get("value")] };
  const [method, place] = Object.hasOwn(kinds, kind) ? (kinds[kind] ?? []) : [];
  return method === undefined || place === undefined ? undefined : { method, args: [get(place)] };
}
