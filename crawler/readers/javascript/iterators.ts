import { native, newArray, newObject, type ArrayValue, type Site, type UnknownValue, type Value } from "./value.ts";

/** What is gone through once: a list of what it gives, with `next()`. */
export function iteratorOf(
  site: Site,
  items: Value[],
  open?: UnknownValue,
  more: Iterable<[string, Value]> = [],
): ArrayValue {
  let at = 0;
  const next = native("next", (_, __, here) => {
    const ended = at >= items.length;
    const made = newObject(here, [
      ["value", ended ? open : items[at]],
      ["done", ended],
    ]);
    at += 1;
    return made;
  });
  return { ...newArray(site, items, open), extras: new Map<string, Value>([["next", next], ...more]) };
}
