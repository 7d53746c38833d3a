import { madeText, step, type Machine } from "./machine.ts";
import { isThing, oneOf, presume, settled, unknown, type ArrayValue, type Site, type Value } from "./value.ts";

const maxDepth = 10;

/** What a value is as a text (ECMA-262, ToString); unknown where that cannot be known. */
export function toText(m: Machine, value: Value, site: Site, depth = 0): Value {
  if (!isThing(value)) return String(value);
  switch (value.kind) {
    case "unknown":
      return value.presumed ? presume(toText(m, value.presumed.value, site, depth), value) : value;
    case "choice":
      return oneOf(value.options.map((option) => toText(m, option, site, depth)));
    case "array":
      return depth > maxDepth ? unknown("it is nested too deeply", site) : joined(m, value, ",", site, depth + 1);
    case "object": {
      const primitive = m.get(value, "@@toPrimitive", site);
      const method = isThing(primitive) ? primitive : m.get(value, "toString", site);
      const made = m.call(method, value, isThing(primitive) ? ["string"] : [], site);
      return isThing(made) && made.kind !== "unknown" ? unknown("an object's text is not followed", site) : made;
    }
    case "regexp":
      return `/${value.source}/${value.flags}`;
    default:
      return unknown("its text is not followed", site);
  }
}

/** The items of a list as one text (ECMA-262, Array.prototype.join). */
export function joined(m: Machine, list: ArrayValue, by: string, site: Site, depth = 0): Value {
  if (list.open) return unknown("it joins a list that is not all known", site);
  const parts: string[] = [];
  for (const item of list.items.map(settled)) {
    step(m);
    const part = item === undefined || item === null ? "" : toText(m, item, site, depth);
    if (isThing(part)) return unknown(part.kind === "unknown" ? part.why : "it joins things that are not text", site);
    parts.push(String(part));
  }
  return madeText(m, parts.join(by)) ?? unknown("the text is too long", site);
}
