import type { Json } from "../../../catalog/tool.ts";
import { canonicalJson } from "../../../catalog/hash.ts";
import type { Trace } from "../trace.ts";
import { comesFrom, isThing, newArray, newObject, type Site, type UnknownValue, type Value } from "./value.ts";

/** A JSON value, or the reason why it cannot be known. */
export type Converted = { ok: true; value: Json | undefined } | { ok: false; why: string; site?: Site };

/** A value read from JSON, as the evaluator sees it. */
export function fromJson(json: Json, site: Site): Value {
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json))
    return newArray(
      site,
      json.map((item) => fromJson(item, site)),
    );
  return newObject(
    site,
    Object.entries(json).map(([key, member]) => [key, fromJson(member, site)] as const),
  );
}

type Lost = { why: string; site?: Site };
const maxDepth = 64;
const maxNodes = 100_000;

/**
 * A value as JSON. With `lossy`, parts that cannot be known are left out and reported there, and the rest is given; otherwise one
 * unknown part makes the whole unknown.
 */
export function toJson(
  value: Value,
  lossy?: Lost[],
  special?: (value: Value) => Converted | undefined,
  trace?: Trace,
): Converted {
  let nodes = 0;
  const convert = (given: Value, depth: number): Converted => {
    nodes += 1;
    if (depth > maxDepth || nodes > maxNodes) return { ok: false, why: "it is too large or nested too deeply" };
    const handled = special?.(given);
    if (handled) return handled;
    if (!isThing(given)) {
      return typeof given === "number" && !Number.isFinite(given)
        ? { ok: true, value: null }
        : { ok: true, value: given };
    }
    switch (given.kind) {
      case "object": {
        const made = Object.create(null) as { [key: string]: Json };
        for (const [key, member] of given.props) {
          if (key.startsWith("#") || key.startsWith("@@")) continue;
          const part = convert(member, depth + 1);
          if (!part.ok) {
            if (!lossy) return part;
            lossy.push(part);
          } else if (part.value !== undefined) made[key] = part.value;
        }
        if (given.open) {
          if (!lossy) return openPart(given.open);
          lossy.push(openPart(given.open));
        }
        trace?.link(made, given);
        return { ok: true, value: made };
      }
      case "array": {
        const made: Json[] = [];
        for (const item of given.items) {
          const part = convert(item, depth + 1);
          if (part.ok) made.push(part.value ?? null);
          else if (lossy) lossy.push(part);
          else return part;
        }
        if (given.open) {
          if (!lossy) return openPart(given.open);
          lossy.push(openPart(given.open));
        }
        return { ok: true, value: made };
      }
      case "choice": {
        const options = given.options.map((option) => convert(option, depth + 1));
        const first = options.find((option) => option.ok && option.value !== undefined);
        if (options.every((option) => option.ok && option.value !== undefined)) {
          const texts = new Set(options.map((option) => (option.ok ? canonicalJson(option.value) : "")));
          if (texts.size === 1 && first) return first;
        }
        return { ok: false, why: "which of several values it has is decided at run time" };
      }
      case "unknown":
        return given.presumed ? convert(given.presumed.value, depth + 1) : openPart(given);
      case "function":
      case "native":
        return { ok: true, value: undefined };
      case "external":
        return { ok: false, why: comesFrom(given.module) };
      case "map":
        return { ok: true, value: {} };
      default:
        return { ok: false, why: `it is a ${given.kind}` };
    }
  };
  return convert(value, 0);
}

function openPart(value: UnknownValue): Converted & { ok: false } {
  return { ok: false, why: value.why, site: value.site };
}
