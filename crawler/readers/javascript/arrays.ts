import { iteratorOf } from "./iterators.ts";
import { isPresumedNot, limits, mayNotHappen, step, under, type Machine } from "./machine.ts";
import { boundCallback, methodTable } from "./method-table.ts";
import { joined, toText } from "./text-of.ts";
import {
  isThing,
  newArray,
  oneOf,
  presumedTruth,
  settled,
  unknown,
  type ArrayValue,
  type Site,
  type Value,
} from "./value.ts";

type Method = (m: Machine, list: ArrayValue, args: Value[], site: Site) => Value;

/** Call back once for every item, and once under doubt when there may be more. */
function each(
  m: Machine,
  list: ArrayValue,
  fn: Value,
  site: Site,
  take: (made: Value, item: Value) => boolean | undefined,
): void {
  const items = [...list.items];
  for (let at = 0; at < items.length; at++) {
    step(m);
    if (take(m.call(fn, undefined, [items[at], at, list], site), items[at])) return;
  }
  const { open } = list;
  if (open)
    under(m, "weak", () =>
      m.call(fn, undefined, [unknown(open.why, open.site), unknown("it is an index"), list], site),
    );
}

const methods: Record<string, Method> = {
  map: (m, list, [fn], site) => {
    const made: Value[] = [];
    each(m, list, fn, site, (value) => {
      made.push(value);
      return false;
    });
    return newArray(site, made, list.open);
  },
  flatMap: (m, list, [fn], site) => {
    const made = newArray(site, [], list.open);
    each(m, list, fn, site, (value) => {
      flatten(m, value, 1, made, site);
      return false;
    });
    return made;
  },
  forEach: (m, list, [fn], site) => {
    each(m, list, fn, site, () => false);
    return undefined;
  },
  filter: (m, list, [fn], site) => {
    const made: Value[] = [];
    // What a filter decides is often not known: keep what may stay.
    each(m, list, fn, site, (value, item) => {
      if (presumedTruth(value) !== false) made.push(item);
      return false;
    });
    return newArray(site, made, list.open);
  },
  find: (m, list, [fn], site) => {
    const maybe: Value[] = [];
    const sure: Value[] = [];
    each(m, list, fn, site, (value, item) => {
      const holds = presumedTruth(value);
      if (holds !== false) maybe.push(item);
      if (holds) sure.push(item);
      return holds === true;
    });
    if (maybe.length === 0) return list.open;
    return sure.length > 0 ? oneOf(maybe) : oneOf([undefined, ...maybe]);
  },
  some: (m, list, [fn], site) => any(m, list, fn, site, true),
  every: (m, list, [fn], site) => any(m, list, fn, site, false),
  findIndex: (m, list, [fn], site) => {
    let found = -1;
    let at = -1;
    let doubt = list.open !== undefined;
    each(m, list, fn, site, (value) => {
      at += 1;
      const holds = presumedTruth(value);
      if (holds === undefined) doubt = true;
      if (holds) found = at;
      return holds === true;
    });
    return doubt ? unknown("its place is not known", site) : found;
  },
  reduce: (m, list, args, site) => {
    const items = [...list.items];
    let total = args.length > 1 ? args[1] : items.shift();
    items.forEach((item, at) => {
      step(m);
      total = m.call(args[0], undefined, [total, item, at, list], site);
    });
    const { open } = list;
    if (open) total = under(m, "weak", () => m.call(args[0], undefined, [total, unknown(open.why, open.site)], site));
    return total;
  },
  push: (m, list, items) => {
    if (!isPresumedNot(m, list.level) && list.items.length + items.length <= limits.items) list.items.push(...items);
    return list.items.length;
  },
  unshift: (m, list, items) => {
    if (!isPresumedNot(m, list.level) && list.items.length + items.length <= limits.items) list.items.unshift(...items);
    return list.items.length;
  },
  pop: (m, list) => (mayNotHappen(m, list) ? (list.items.at(-1) ?? list.open) : (list.items.pop() ?? list.open)),
  shift: (m, list) => (mayNotHappen(m, list) ? (list.items[0] ?? list.open) : (list.items.shift() ?? list.open)),
  concat: (m, list, parts, site) => {
    const made = newArray(site, [...list.items], list.open);
    for (const part of parts) {
      if (isThing(part) && (part.kind === "array" || part.kind === "choice" || part.kind === "unknown")) {
        const { items, open } = m.iterate(part, site);
        made.items.push(...items.slice(0, limits.items));
        made.open ??= open;
      } else made.items.push(part);
    }
    return made;
  },
  flat: (m, list, [depth], site) => {
    const made = newArray(site, [], list.open);
    flatten(m, list, typeof depth === "number" ? Math.min(depth, 20) : 1, made, site);
    return made;
  },
  slice: (_, list, [from, to], site) => {
    const [start, end] = [settled(from), settled(to)];
    if (isThing(start) || isThing(end)) return newArray(site, [...list.items], list.open);
    return newArray(site, list.items.slice(number(start), number(end)), list.open);
  },
  splice: (m, list, [from, count, ...items], site) => {
    if (isThing(from) || isThing(count)) return unknown("it is spliced in a way that is not known", site);
    if (mayNotHappen(m, list)) {
      if (!isPresumedNot(m, list.level)) list.items.push(...items);
      return newArray(
        site,
        list.items.slice(Number(from), count === undefined ? undefined : Number(from) + Number(count)),
      );
    }
    if (list.items.length + items.length > limits.items) return newArray(site, []);
    const removed =
      count === undefined ? list.items.splice(Number(from)) : list.items.splice(Number(from), Number(count), ...items);
    return newArray(site, removed);
  },
  join: (m, list, [given], site) => {
    const by = settled(given);
    return isThing(by)
      ? unknown("it joins a list that is not all known", site)
      : joined(m, list, by === undefined ? "," : String(by), site);
  },
  includes: (_, list, [item], site) => {
    const wanted = settled(item);
    if (list.items.some((one) => Object.is(settled(one), wanted))) return true;
    const doubt =
      list.open ??
      (isThing(wanted) ? wanted : list.items.find((one) => isThing(one) && one.kind === "unknown" && !one.presumed));
    return doubt ? unknown("whether it is in the list is not known", site) : false;
  },
  indexOf: (_, list, [item], site) => {
    const at = list.items.indexOf(item);
    return at < 0 && (list.open ?? isThing(item)) ? unknown("its place is not known", site) : at;
  },
  at: (_, list, [given]) => {
    const at = settled(given);
    return typeof at === "number" ? (list.items.at(at) ?? list.open) : list.open;
  },
  toString: (m: Machine, list: ArrayValue, _: Value[], site: Site) => toText(m, list, site),
  reverse: (_, list) => {
    list.items.reverse();
    return list;
  },
  toReversed: (_, list, __, site) => newArray(site, [...list.items].reverse(), list.open),
  sort: (m, list, [compare], site) => {
    list.items = sorted(m, list.items, compare, site);
    return list;
  },
  toSorted: (m, list, [compare], site) => newArray(site, sorted(m, list.items, compare, site), list.open),
  toArray: (_, list) => list,
  take: (_, list, [count], site) => newArray(site, list.items.slice(0, Number(isThing(count) ? 0 : count)), list.open),
  findLast: (m, list, args, site) =>
    methods.find?.(m, newArray(site, [...list.items].reverse(), list.open), args, site),
  findLastIndex: (m, list, args, site) => {
    const at = methods.findIndex?.(m, newArray(site, [...list.items].reverse(), list.open), args, site);
    return typeof at === "number" && at >= 0 ? list.items.length - 1 - at : at;
  },
  with: (_, list, [at, value], site) =>
    typeof at === "number" && Math.abs(at) <= list.items.length
      ? newArray(site, list.items.toSpliced(at, 1, value), list.open)
      : unknown("its place is not known", site),
  toSpliced: (m, list, args, site) => {
    const made = { ...newArray(site, [...list.items], list.open), level: m.weak };
    const removed = methods.splice?.(m, made, args, site);
    return isThing(removed) && removed.kind === "unknown" ? removed : made;
  },
  copyWithin: (_, list, [to, from, end]) => {
    if (!isThing(to) && !isThing(from) && !isThing(end)) list.items.copyWithin(Number(to), Number(from), number(end));
    return list;
  },
  lastIndexOf: (_, list, [item], site) =>
    (list.open ?? isThing(item)) ? unknown("its place is not known", site) : list.items.lastIndexOf(item),
  reduceRight: (m, list, args, site) =>
    methods.reduce?.(m, newArray(site, [...list.items].reverse(), list.open), args, site),
  fill: (_, list, [value, from, to]) => {
    if (!isThing(from) && !isThing(to)) list.items.fill(value, number(from), number(to));
    return list;
  },
  keys: (_, list, __, site) =>
    iteratorOf(
      site,
      list.items.map((___, at) => at),
      list.open,
    ),
  values: (_, list, __, site) => iteratorOf(site, [...list.items], list.open),
  "@@iterator": (_, list, __, site) => iteratorOf(site, [...list.items], list.open),
  entries: (_, list, __, site) =>
    iteratorOf(
      site,
      list.items.map((item, at) => newArray(site, [at, item])),
      list.open,
    ),
};

/** Sorted as JavaScript does; a list whose order cannot be known stays as it is. */
function sorted(m: Machine, items: Value[], compare: Value, site: Site): Value[] {
  const order = { known: true };
  const between = (one: Value, other: Value): number => {
    if (!order.known) return 0;
    step(m);
    const [a, b] = [settled(one), settled(other)];
    const made = compare === undefined ? undefined : settled(m.call(compare, undefined, [one, other], site));
    if (typeof made === "number" || typeof made === "boolean") return Number(made);
    if (compare !== undefined || isThing(a) || isThing(b)) order.known = false;
    else return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
    return 0;
  };
  const made = [...items].sort(between);
  return order.known ? made : items;
}

function number(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function any(m: Machine, list: ArrayValue, fn: Value, site: Site, wanted: boolean): Value {
  const sure: Value[] = [];
  let doubt = list.open !== undefined;
  each(m, list, fn, site, (value) => {
    const holds = presumedTruth(value);
    if (holds === undefined) doubt = true;
    if (holds === wanted) sure.push(value);
    return holds === wanted;
  });
  if (sure.length > 0) return wanted;
  return doubt ? unknown("it depends on something unknown", site) : !wanted;
}

function flatten(m: Machine, value: Value, depth: number, into: ArrayValue, site: Site): void {
  if (!isThing(value) || (value.kind !== "array" && value.kind !== "choice" && value.kind !== "unknown") || depth < 0) {
    into.items.push(value);
    return;
  }
  const { items, open } = m.iterate(value, site);
  for (const item of items) {
    if (isThing(item) && item.kind === "array" && depth > 0) flatten(m, item, depth - 1, into, site);
    else if (into.items.length < limits.items) into.items.push(item);
  }
  into.open ??= open;
}

/** The methods of arrays. */
export const arrayMethods = methodTable(
  (m) =>
    new Map(
      Object.entries(methods).map(([name, method]) => [
        name,
        (self, args, site) => {
          const list = settled(self);
          const { items, open } = isThing(list) && list.kind === "array" ? list : m.iterate(list, site);
          const own = isThing(list) && list.kind === "array" ? list : newArray(site, items, open);
          const made = method(m, own, boundCallback(m, name, args, site), site);
          // Lists that grow while they are copied take memory long before they take steps.
          if (isThing(made) && made.kind === "array" && made !== own) {
            m.steps += made.items.length >> 2;
            made.level ??= m.weak;
          }
          return made;
        },
      ]),
    ),
);
