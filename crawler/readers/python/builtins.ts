import { iterate, listFrom } from "./iterate.ts";
import { argsOf, under, type ExternalCall, type Machine } from "./machine.ts";
import { asText, repr } from "./text.ts";
import { moduleMember } from "./scanning.ts";
import {
  comesFrom,
  dict,
  external,
  isThing,
  list,
  native,
  settled,
  truth,
  unknown,
  type FunctionValue,
  type Scope,
  type Value,
} from "./value.ts";

const roleOf =
  (role: FunctionValue["role"]): ExternalCall =>
  (_m, { list: [fn] }) => {
    if (fn && isThing(fn) && fn.kind === "function") fn.role = role;
    return fn;
  };

const decided = (value: boolean | undefined): Value => value ?? unknown("it is decided at run time");

/** Python's own functions and types, as far as definitions are made with them. */
export const builtins: Record<string, ExternalCall> = {
  "builtins.property": roleOf("property"),
  "functools.cached_property": roleOf("property"),
  "builtins.staticmethod": roleOf("static"),
  "builtins.classmethod": roleOf("class"),
  "builtins.print": () => null,
  "builtins.list": (m, { list: [of] }) => (of === undefined ? list([]) : listFrom(m, of)),
  "builtins.tuple": (m, { list: [of] }) => (of === undefined ? list([], "tuple") : listFrom(m, of, "tuple")),
  "builtins.set": (m, { list: [of] }) => (of === undefined ? list([], "set") : listFrom(m, of, "set")),
  "builtins.frozenset": (m, { list: [of] }) => (of === undefined ? list([], "set") : listFrom(m, of, "set")),
  "builtins.sorted": (m, { list: [of = null], named }) => {
    const { items, open } = iterate(m, of);
    const texts = items.every((item) => typeof item === "string");
    const order = texts && !named.has("key") ? [...items].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)) : items;
    return list(order, "list", open);
  },
  "builtins.reversed": (m, { list: [of = null] }) => {
    const { items, open } = iterate(m, of);
    return list(items.reverse(), "list", open);
  },
  "builtins.iter": (_m, { list: [of] }) => of,
  "builtins.dict": (m, { list: [of], named }) => {
    const made = dict();
    const from = of === undefined ? null : settled(of);
    if (isThing(from) && from.kind === "dict") for (const [key, value] of from.entries) made.entries.set(key, value);
    else if (from !== null) {
      const { items, open } = iterate(m, from);
      for (const item of items) {
        const [key = null, value = null] = isThing(item) && item.kind === "list" ? item.items : [];
        made.entries.set(key, value);
      }
      if (open) made.open = open;
    }
    for (const [key, value] of named) made.entries.set(key, value);
    return made;
  },
  "builtins.str": (_m, { list: [of = ""] }) => asText(settled(of)),
  "builtins.repr": (_m, { list: [of = null] }) => (typeof of === "string" ? repr(of) : asText(of)),
  "builtins.int": (_m, { list: [of = 0] }) => {
    const known = settled(of);
    const value =
      typeof known === "string" && /^\s*[+-]?\d+\s*$/.test(known)
        ? Number(known)
        : typeof known === "number"
          ? Math.trunc(known)
          : undefined;
    if (value === undefined) return undefined;
    return known === of ? value : unknown("it depends on how the server is started", undefined, { value });
  },
  "builtins.float": (_m, { list: [of = 0] }) => (typeof of === "number" ? of : undefined),
  "builtins.bool": (_m, { list: [of = null] }) => truth(of),
  "builtins.len": (_m, { list: [of = null] }) => {
    if (typeof of === "string") return Array.from(of).length;
    if (!isThing(of)) return undefined;
    if (of.kind === "list") return of.open ? undefined : of.items.length;
    return of.kind === "dict" && !of.open ? of.entries.size : undefined;
  },
  "builtins.range": (_m, { list: numbers }) => {
    const [a = 0, b, step = 1] = numbers;
    const [from, to] = b === undefined ? [0, a] : [a, b];
    if (typeof from !== "number" || typeof to !== "number" || typeof step !== "number" || step === 0) return undefined;
    const count = Math.max(0, Math.ceil((to - from) / step));
    return count > 10_000 ? undefined : list(Array.from({ length: count }, (_, at) => from + at * step));
  },
  "builtins.enumerate": (m, { list: [of = null, start = 0], named }) => {
    const { items, open } = iterate(m, of);
    const from = named.get("start") ?? start;
    return list(
      items.map((item, at) => list([typeof from === "number" ? from + at : at, item], "tuple")),
      "list",
      open,
    );
  },
  "builtins.zip": (m, { list: all }) => {
    const each = all.map((one) => iterate(m, one));
    const length = Math.min(...each.map(({ items }) => items.length), Infinity);
    const rows = Number.isFinite(length)
      ? Array.from({ length }, (_, at) =>
          list(
            each.map(({ items }) => items[at] ?? null),
            "tuple",
          ),
        )
      : [];
    return list(rows, "list", each.find(({ open }) => open)?.open);
  },
  "builtins.map": (m, { list: [fn = null, of = null] }, site) => {
    const { items, open } = iterate(m, of);
    return list(
      items.map((item) => m.call(fn, argsOf(item), site)),
      "list",
      open,
    );
  },
  "builtins.filter": (m, { list: [fn = null, of = null] }, site) => {
    const { items, open } = iterate(m, of);
    const kept = items.filter((item) => {
      const value = under(m, "weak", () => (fn === null ? item : m.call(fn, argsOf(item), site)));
      return truth(value) ?? truth(settled(value)) ?? true;
    });
    return list(kept, "list", open);
  },
  "builtins.any": (m, { list: [of = null] }) => {
    const { items, open } = iterate(m, of);
    const all = items.map(truth);
    return decided(all.includes(true) ? true : open || all.includes(undefined) ? undefined : false);
  },
  "builtins.all": (m, { list: [of = null] }) => {
    const { items, open } = iterate(m, of);
    const all = items.map(truth);
    return decided(all.includes(false) ? false : open || all.includes(undefined) ? undefined : true);
  },
  "builtins.next": (m, { list: [of = null, otherwise] }) => {
    const { items, open } = iterate(m, of);
    return items[0] ?? (open ? undefined : otherwise);
  },
  "builtins.getattr": (m, { list: [of = null, name, otherwise] }, site) => {
    if (typeof name !== "string") return undefined;
    const value = m.get(of, name, site);
    if (otherwise === undefined || !isThing(value) || value.kind !== "unknown" || value.presumed) return value;
    return isThing(of) && of.kind !== "unknown" && of.kind !== "external" ? otherwise : value;
  },
  "builtins.setattr": (_m, { list: [of = null, name, value = null] }) => {
    if (isThing(of) && of.kind === "instance" && typeof name === "string") of.attrs.set(name, value);
    if (isThing(of) && of.kind === "function" && typeof name === "string") of.attrs.set(name, value);
    return null;
  },
  "builtins.callable": (_m, { list: [of = null] }) =>
    isThing(of) && of.kind !== "unknown" && of.kind !== "choice" && of.kind !== "external"
      ? of.kind === "function" || of.kind === "class" || of.kind === "native"
      : undefined,
  "builtins.isinstance": (_m, { list: [of = null, type = null] }) => {
    if (isThing(of) && of.kind === "instance" && of.of.kind === "class" && comesFrom(of.of, type)) return true;
    if (!isThing(type) || type.kind !== "external") return undefined;
    if (typeof of === "string") return type.path === "builtins.str";
    if (isThing(of) && of.kind === "dict") return type.path === "builtins.dict";
    if (isThing(of) && of.kind === "list") return type.path === `builtins.${of.type}`;
    return undefined;
  },
  "builtins.type": (_m, { list: [of = null] }) => (isThing(of) && of.kind === "instance" ? of.of : undefined),
  "builtins.vars": (m, { list: [of = null] }, site) => m.get(of, "__dict__", site),
};

const names = new Set(
  "abs all any ascii bin bool bytes bytearray callable chr classmethod complex dict dir divmod enumerate filter float format frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum tuple type vars zip".split(
    " ",
  ),
);

/** A name of Python's own. */
export function builtin(m: Machine, name: string, scope: Scope): Value | undefined {
  switch (name) {
    case "__path__":
    case "__package__":
      return moduleMember(scope.module, name);
    case "__name__":
      if (scope.module.isPackage) return scope.module.name;
      return unknown("it depends on how the module is started");
    case "__file__":
      return scope.module.path;
    case "__doc__":
      return unknown("it is the module's own text");
    case "NotImplemented":
    case "Ellipsis":
      return unknown("it is left out");
    case "super":
      return native("super", () => superOf(scope));
    default:
      return names.has(name) || /^[A-Z]\w*(?:Error|Exception|Warning)$/.test(name)
        ? external(`builtins.${name}`)
        : undefined;
  }
}

function superOf(scope: Scope): Value {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const { home, self } = at.frame ?? {};
    if (!home || !self || !isThing(self) || self.kind !== "instance") continue;
    return { ...self, of: { ...home, members: new Map(), fields: [] }, behind: self.behind ?? self };
  }
  return unknown("what it comes from is not seen");
}
