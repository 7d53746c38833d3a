import { addAccessor } from "./classes.ts";
import { type Machine } from "./machine.ts";
import { ownKeys } from "./proxies.ts";
import { isEnvironment } from "./settings.ts";
import {
  comesFrom,
  isThing,
  native,
  newArray,
  newObject,
  settled,
  unknown,
  type NativeCall,
  type NativeValue,
  type ObjectValue,
  type Site,
  type Value,
} from "./value.ts";

/** A global that is a function or a namespace with functions in it. */
export function table(name: string, members: Record<string, NativeCall>, call?: NativeCall): NativeValue {
  const props = new Map<string, Value>(Object.entries(members).map(([key, run]) => [key, native(key, run)]));
  return native(name, call ?? ((_, __, site) => unknown(`${name} is not followed`, site)), props);
}

/** The own enumerable members of a value. */
export function entriesOf(
  m: Machine,
  value: Value,
  site: Site,
): { entries: [string, Value][]; open?: ReturnType<typeof unknown> } {
  const given = settled(value);
  if (isThing(given)) {
    if (given.kind === "object") {
      // Node lists keys that are whole numbers first; names of tools and parameters never are.
      const keys = ownKeys(given, site).filter((key) => !key.startsWith("#") && !key.startsWith("@@"));
      return { entries: keys.map((key) => [key, m.get(given, key, site)]), open: given.open };
    }
    if (given.kind === "array") return { entries: given.items.map((item, at) => [String(at), item]), open: given.open };
    if (given.kind === "function") return { entries: [...given.props], open: undefined };
    if (given.kind === "choice") {
      const parts = given.options.map((option) => entriesOf(m, option, site));
      return {
        entries: [...new Map(parts.flatMap((part) => part.entries))],
        open: parts.find((part) => part.open)?.open,
      };
    }
    if (given.kind === "unknown") return { entries: [], open: given };
    const why = given.kind === "external" ? comesFrom(given.module) : "it is an object from outside the package";
    return { entries: [], open: unknown(why, site) };
  }
  return { entries: [] };
}

/** The members that are gone through: code that goes through the environment looks for optional settings. */
function listedOf(m: Machine, value: Value, site: Site): ReturnType<typeof entriesOf> {
  return isEnvironment(value) ? { entries: [] } : entriesOf(m, value, site);
}

/** `Object`. */
export function objectGlobal(m: Machine): NativeValue {
  return table(
    "Object",
    {
      keys: (_, [value], site) => {
        const { entries, open } = listedOf(m, value, site);
        return newArray(
          site,
          entries.map(([key]) => key),
          open,
        );
      },
      values: (_, [value], site) => {
        const { entries, open } = entriesOf(m, value, site);
        return newArray(
          site,
          entries.map(([, member]) => member),
          open,
        );
      },
      entries: (_, [value], site) => {
        const { entries, open } = listedOf(m, value, site);
        return newArray(
          site,
          entries.map(([key, member]) => newArray(site, [key, member])),
          open,
        );
      },
      getOwnPropertyNames: (_, [value], site) =>
        newArray(
          site,
          entriesOf(m, value, site).entries.map(([key]) => key),
        ),
      fromEntries: (_, [list], site) => {
        const { items, open } = m.iterate(list, site);
        const made = newObject(site, [], m.weak);
        made.open = open;
        for (const item of items) {
          const key = settled(m.get(item, "0", site));
          if (typeof key === "string" || typeof key === "number") made.props.set(String(key), m.get(item, "1", site));
          else made.open ??= unknown("a property's name is not known", site);
        }
        return made;
      },
      assign: (_, [target, ...sources], site) => {
        for (const source of sources) {
          const { entries, open } = entriesOf(m, source, site);
          for (const [key, member] of entries) m.set(target, key, member);
          if (open && isThing(target) && target.kind === "object") target.open ??= open;
        }
        return target;
      },
      groupBy: (_, [list, fn], site) => {
        const { items, open } = m.iterate(list, site);
        const made = newObject(site);
        made.open = open;
        for (const [at, item] of items.entries()) {
          const key = settled(m.call(fn, undefined, [item, at], site));
          if (isThing(key)) made.open ??= unknown("a property's name is not known", site);
          else {
            const group = made.props.get(String(key)) ?? newArray(site, []);
            if (isThing(group) && group.kind === "array") group.items.push(item);
            made.props.set(String(key), group);
          }
        }
        return made;
      },
      is: (_, [one, other], site) =>
        isThing(one) || isThing(other)
          ? unknown("whether they are the same is not known", site)
          : Object.is(one, other),
      isFrozen: (_, __, site) => unknown("whether it is frozen is not followed", site),
      freeze: (_, [value]) => value,
      seal: (_, [value]) => value,
      create: (_, [proto], site) => Object.assign(newObject(site, [], m.weak), { proto: proto ?? undefined }),
      getPrototypeOf: (_, [value]) => {
        if (!isThing(value)) return undefined;
        return value.kind === "object" ? value.proto : value.kind === "function" ? value.parent : undefined;
      },
      setPrototypeOf: (_, [value, proto]) => {
        if (isThing(value) && value.kind === "object") value.proto = proto;
        return value;
      },
      getOwnPropertyDescriptor: (_, [value, key], site) =>
        typeof key === "string" ? descriptorOf(value, key, site) : undefined,
      getOwnPropertyDescriptors: (_, [value], site) => {
        const { entries, open } = entriesOf(m, value, site);
        const made = newObject(
          site,
          entries.map(([key]) => [key, descriptorOf(value, key, site)]),
        );
        made.open = open;
        return made;
      },
      getOwnPropertySymbols: (_, __, site) => newArray(site, []),
      defineProperty: (_, [target, key, descriptor], site) => {
        if (typeof key === "string") define(m, target, key, descriptor, site);
        return target;
      },
      defineProperties: (_, [target, all], site) => {
        const { entries, open } = entriesOf(m, all, site);
        for (const [key, descriptor] of entries) define(m, target, key, descriptor, site);
        if (open && isThing(target) && target.kind === "object") target.open ??= open;
        return target;
      },
      hasOwn: (_, [value, key], site) => m.call(m.get(value, "hasOwnProperty", site), value, [key], site),
    },
    (_, [value], site) => value ?? newObject(site),
  );
}

/** What `Object.getOwnPropertyDescriptor` says of a member. */
function descriptorOf(value: Value, key: string, site: Site): Value {
  const owner = settled(value);
  if (!isThing(owner) || (owner.kind !== "object" && owner.kind !== "function") || !owner.props.has(key))
    return undefined;
  const member = owner.props.get(key);
  const isAccessor = isThing(member) && member.kind === "accessor";
  return newObject(site, [
    ...(isAccessor
      ? ([
          ["get", member.get],
          ["set", member.set],
        ] as const)
      : ([
          ["value", member],
          ["writable", true],
        ] as const)),
    ["enumerable", true],
    ["configurable", true],
  ]);
}

function define(m: Machine, target: Value, key: string, descriptor: Value, site: Site): void {
  if (!isThing(target) || (target.kind !== "object" && target.kind !== "function")) return;
  const get = m.get(descriptor, "get", site);
  const set = m.get(descriptor, "set", site);
  if (get !== undefined) addAccessor(target.props, key, "get", get);
  if (set !== undefined) addAccessor(target.props, key, "set", set);
  if (get === undefined && set === undefined) target.props.set(key, m.get(descriptor, "value", site));
}

/** The prototype that `Object.prototype.hasOwnProperty.call(…)` and the like are read from. */
export function objectPrototype(m: Machine, site: Site): ObjectValue {
  const own = native("hasOwnProperty", (self, [key]) => {
    if (isThing(self) && self.kind === "object" && typeof key === "string") return self.props.has(key);
    return unknown("whether it has this property is not known", site);
  });
  return newObject(
    site,
    [
      ["hasOwnProperty", own],
      ["toString", native("toString", () => unknown("its text is not known"))],
    ],
    m.weak,
  );
}
