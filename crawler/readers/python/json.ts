import type { Json } from "../../../catalog/tool.ts";
import type { Trace } from "../trace.ts";
import { dict, isEnumMember, isThing, list, settled, textOf, type Site, type Value } from "./value.ts";

export type Lost = { why: string; site?: Site };
/** A JSON value, or the reason why it cannot be known. */
export type Converted = { ok: true; value: Json } | ({ ok: false } & Lost);

/** A value read from JSON, as the evaluator sees it. */
export function fromJson(json: Json): Value {
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return list(json.map(fromJson));
  return dict(Object.entries(json).map(([key, value]) => [key, fromJson(value)] as const));
}

const maxDepth = 64;
const maxNodes = 100_000;

const plain = <T extends Json>(value: T): T | null =>
  typeof value === "number" && !Number.isFinite(value) ? null : value;

/** A value as JSON. Parts that cannot be known are left out and reported in `lost`, and the rest is given. */
export function toJson(value: Value, lost: Lost[], trace?: Trace): Converted {
  if (!isThing(value)) return { ok: true, value: plain(value) };
  let nodes = 0;
  const object = (entries: Iterable<readonly [Value, Value]>, depth: number): Json => {
    const made = Object.create(null) as { [key: string]: Json };
    for (const [key, member] of entries) {
      const name = textOf(key) ?? (isThing(key) ? undefined : JSON.stringify(key));
      const part = convert(member, depth + 1);
      if (name === undefined) lost.push({ why: "a key is not known" });
      else if (part.ok) made[name] = part.value;
      else lost.push(part);
    }
    return made;
  };
  const traced = (made: Json, from: Value): Json => {
    trace?.link(made, from);
    return made;
  };
  const convert = (given: Value, depth: number): Converted => {
    nodes += 1;
    if (depth > maxDepth || nodes > maxNodes) return { ok: false, why: "it is too large or nested too deeply" };
    const known = settled(given);
    if (!isThing(known)) return { ok: true, value: plain(known) };
    switch (known.kind) {
      case "dict":
        if (known.open) lost.push({ why: known.open.why, site: known.open.site });
        return { ok: true, value: traced(object(known.entries, depth), known) };
      case "list": {
        if (known.open) lost.push({ why: known.open.why, site: known.open.site });
        const items: Json[] = [];
        for (const item of known.items) {
          const part = convert(item, depth + 1);
          if (part.ok) items.push(part.value);
          else lost.push(part);
        }
        return { ok: true, value: items };
      }
      case "instance":
        if (isEnumMember(known)) return convert(known.attrs.get("value") ?? null, depth + 1);
        return { ok: true, value: object(known.of.kind === "external" ? known.args.named : known.attrs, depth) };
      case "unknown":
        return { ok: false, why: known.why, ...(known.site ? { site: known.site } : {}) };
      case "choice":
        return { ok: false, why: "which of several values it has is decided at run time" };
      case "external":
        return { ok: false, why: `it comes from ${known.path}` };
      default:
        return { ok: false, why: `it is a ${known.kind}` };
    }
  };
  return convert(value, 0);
}
