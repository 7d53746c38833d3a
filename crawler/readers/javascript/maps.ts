import { iteratorOf } from "./iterators.ts";
import { isPresumedNot, limits, mayNotHappen, step, under, type Machine } from "./machine.ts";
import { boundCallback, methodTable } from "./method-table.ts";
import { isThing, newArray, oneOf, settled, unknown, type MapValue, type Site, type Value } from "./value.ts";

/** A Map or Set, filled from what its constructor was given. */
export function makeMap(m: Machine, set: boolean, from: Value, site: Site): MapValue {
  const made: MapValue = { kind: "map", set, entries: new Map(), level: m.weak };
  if (from === undefined || from === null) return made;
  const { items, open } = m.iterate(from, site);
  m.steps += items.length;
  for (const item of items) {
    if (set) made.entries.set(settled(item), item);
    else made.entries.set(settled(m.get(item, "0", site)), m.get(item, "1", site));
  }
  made.open = open;
  return made;
}

function pairs(map: MapValue, site: Site): Value[] {
  return [...map.entries].map(([key, value]) => newArray(site, [key, value]));
}

type Method = (m: Machine, map: MapValue, args: Value[], site: Site) => Value;

const methods: Record<string, Method> = {
  get: (_, map, [key], site) => {
    if (map.entries.has(key)) return map.entries.get(key);
    return map.open ?? (isThing(key) && key.kind === "unknown" ? unknown("its key is not known", site) : undefined);
  },
  has: (_, map, [key], site) => {
    if (map.entries.has(key)) return true;
    const doubt = map.open ?? (isThing(key) && key.kind === "unknown");
    return doubt ? unknown("whether it is in the map is not known", site) : false;
  },
  set: (m, map, [key, value], site) => {
    if (isPresumedNot(m, map.level)) return map;
    if (isThing(key) && key.kind === "unknown") map.open ??= unknown("a key is not known", site);
    else if (map.entries.size < limits.items) map.entries.set(key, value);
    return map;
  },
  add: (m, map, [value]) => {
    if (!isPresumedNot(m, map.level) && map.entries.size < limits.items) map.entries.set(value, value);
    return map;
  },
  delete: (m, map, [key]) => (mayNotHappen(m, map) ? map.entries.has(key) : map.entries.delete(key)),
  clear: (m, map) => {
    if (!mayNotHappen(m, map)) map.entries.clear();
    return undefined;
  },
  keys: (_, map, __, site) => iteratorOf(site, [...map.entries.keys()], map.open),
  values: (_, map, __, site) => iteratorOf(site, [...map.entries.values()], map.open),
  entries: (_, map, __, site) => iteratorOf(site, pairs(map, site), map.open),
  "@@iterator": (_, map, __, site) => iteratorOf(site, map.set ? [...map.entries.keys()] : pairs(map, site), map.open),
  forEach: (m, map, [fn], site) => {
    for (const [key, value] of [...map.entries]) {
      step(m);
      m.call(fn, undefined, [value, key, map], site);
    }
    const { open } = map;
    if (open) under(m, "weak", () => m.call(fn, undefined, [unknown(open.why), unknown(open.why), map], site));
    return undefined;
  },
};

/** The methods of maps and sets. */
export const mapMethods = methodTable(
  (m) =>
    new Map(
      Object.entries(methods).map(([name, method]) => [
        name,
        (self, args, site) => {
          if (isThing(self) && self.kind === "choice")
            return under(m, "weak", () =>
              oneOf(self.options.map((one) => m.call(m.get(one, name, site), one, args, site))),
            );
          if (!isThing(self) || self.kind !== "map") return unknown("it is not a map", site);
          const [key, ...rest] = boundCallback(m, name, args, site);
          // What is presumed is as good a key as what is known.
          return method(m, self, [settled(key), ...rest], site);
        },
      ]),
    ),
);
