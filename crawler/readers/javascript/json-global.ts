import { isShallow, type Json } from "../../../catalog/tool.ts";
import { errorObject } from "./errors.ts";
import { fromJson, toJson, type Converted } from "./json.ts";
import { step, type Machine } from "./machine.ts";
import { table } from "./object-global.ts";
import { fail } from "./tries.ts";
import { isThing, newArray, newObject, settled, unknown, type NativeValue, type Site, type Value } from "./value.ts";

/** `JSON`. */
export function jsonGlobal(m: Machine): NativeValue {
  return table("JSON", {
    stringify: (_, [value, replacer, indent], at) => {
      const by = settled(indent);
      const chosen = replacer === undefined || replacer === null ? value : replaced(m, value, replacer, at);
      const json = toJson(chosen, undefined, (part) => ownJson(m, part, at));
      if (!json.ok || isThing(by)) return unknown("its JSON is not known", at);
      return json.value === undefined
        ? undefined
        : JSON.stringify(json.value, null, typeof by === "boolean" ? undefined : (by ?? undefined));
    },
    parse: (_, [value, reviver], at) => {
      const given = settled(value);
      if (typeof given !== "string") return unknown("it is parsed from a text that is not known", at);
      if (!isJson(given)) fail(m, errorObject(m, "The text is not JSON", at, "", "SyntaxError"), "sure");
      const parsed = parsedJson(given, at);
      return reviver === undefined || reviver === null ? parsed : revived(m, parsed, reviver, at);
    },
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The value of a JSON text of the package. */
export function parsedJson(text: string, site: Site): Value {
  try {
    const parsed = JSON.parse(text) as Json;
    return isShallow(parsed, 200) ? fromJson(parsed, site) : unknown("the JSON is nested too deeply", site);
  } catch {
    return unknown("the JSON cannot be parsed", site);
  }
}

/** What an object with `toJSON()` is as JSON. */
function ownJson(m: Machine, value: Value, site: Site): Converted | undefined {
  if (!isThing(value) || value.kind !== "object" || (value.proto === undefined && !value.props.has("toJSON")))
    return undefined;
  const method = m.get(value, "toJSON", site);
  if (!isThing(method) || (method.kind !== "function" && method.kind !== "native")) return undefined;
  return toJson(m.call(method, value, [], site));
}

const maxDepth = 50;

type Visit = (holder: Value, key: string, value: Value) => Value;

/** A value, with every member as `visit` gives it; one that is undefined is left out of an object. */
function members(m: Machine, value: Value, site: Site, visit: Visit): Value {
  const given = settled(value);
  if (!isThing(given)) return value;
  if (given.kind === "array")
    return newArray(
      site,
      given.items.map((item, at) => visit(given, String(at), item)),
      given.open,
    );
  if (given.kind !== "object") return value;
  const made = newObject(site, [], m.weak);
  made.open = given.open;
  for (const key of given.props.keys()) {
    const member = visit(given, key, m.get(given, key, site));
    if (member !== undefined) made.props.set(key, member);
  }
  return made;
}

/** What a replacer makes of a value: a function of every member, or a list of the keys that are kept. */
function replaced(m: Machine, value: Value, replacer: Value, site: Site): Value {
  const given = settled(replacer);
  if (!isThing(given)) return value;
  const kept =
    given.kind === "array" ? new Set(given.items.map((item) => String(isThing(item) ? "" : item))) : undefined;
  if (!kept && given.kind !== "function" && given.kind !== "native") return unknown("its JSON is not known", site);
  const walk = (holder: Value, key: string, member: Value, depth: number): Value => {
    step(m);
    if (depth > maxDepth) return unknown("it is nested too deeply", site);
    const inList = isThing(holder) && holder.kind === "array";
    if (kept && depth > 0 && !inList && !kept.has(key)) return undefined;
    const made = kept ? member : m.call(given, holder, [key, member], site);
    return members(m, made, site, (owner, name, inner) => walk(owner, name, inner, depth + 1));
  };
  return walk(newObject(site, [["", value]]), "", value, 0);
}

/** What a reviver makes of a value that was parsed: the innermost members first. */
function revived(m: Machine, value: Value, reviver: Value, site: Site): Value {
  const walk = (holder: Value, key: string, member: Value): Value => {
    step(m);
    return m.call(reviver, holder, [key, members(m, member, site, walk)], site);
  };
  return walk(newObject(site, [["", value]]), "", value);
}
