import { arrayMethods } from "./arrays.ts";
import { changed } from "./assign.ts";
import { prototypeOf } from "./classes.ts";
import { isYargs } from "./command-lines.ts";
import { functionMember } from "./functions.ts";
import { escape, isPresumedNot, mayNotHappen, limits, step, type Machine } from "./machine.ts";
import { mapMethods } from "./maps.ts";
import { nodeMember } from "./node.ts";
import { isPromiseMethod, promiseMethod } from "./promises.ts";
import { ownKeys } from "./proxies.ts";
import { regexpMember } from "./regexps.ts";
import { replacedMethod, replaceMethod } from "./replaced.ts";
import { allOptions, setting } from "./settings.ts";
import { stringMethods } from "./strings.ts";
import {
  comesFrom,
  isThing,
  native,
  newArray,
  oneOf,
  presume,
  settled,
  truth,
  unknown,
  type FunctionValue,
  type NativeValue,
  type ObjectValue,
  type Site,
  type UnknownValue,
  type Value,
} from "./value.ts";
import { zodMember } from "./zod-methods.ts";

/** `target.key`. Only what the package wrote is looked at: a key such as `__proto__` never reaches JavaScript's own objects. */
export function getMember(m: Machine, target: Value, key: string, site: Site): Value {
  const member = memberOf(m, target, key, site);
  return member === undefined && isPromiseMethod(key) ? promiseMethod(m, key) : member;
}

function memberOf(m: Machine, target: Value, key: string, site: Site): Value {
  if (typeof target === "string") {
    if (key === "length") return target.length;
    const at = index(key);
    return at === undefined ? stringMethods(m).get(key) : target[at];
  }
  if (!isThing(target)) {
    if (typeof target === "number" || typeof target === "boolean") return numberMember(target, key);
    return unknown("it is read from something undefined", site);
  }
  switch (target.kind) {
    case "object":
      if (target.proxied) return target.proxied.get(key, site);
      return objectMember(m, target, target, key, site, 0);
    case "array": {
      if (target.extras?.has(key)) return target.extras.get(key);
      if (key === "length") return target.open ? unknown(target.open.why, target.open.site) : target.items.length;
      const at = index(key);
      if (at !== undefined) return at < target.items.length ? target.items[at] : target.open;
      return arrayMethods(m).get(key);
    }
    case "function":
      return functionOwn(m, target, key, site);
    case "native":
      return target.props?.get(key) ?? functionMember(m, target, key);
    case "map":
      if (key === "size") return target.open ?? target.entries.size;
      return mapMethods(m).get(key);
    case "zod":
      return zodMember(m, target, key, site);
    case "external": {
      const known = setting(m, target.module, target.path, key);
      if (known) return known.value;
      if (target.module === "yargs" && key === "argv") return allOptions();
      // A default import is the module itself here (modules.ts).
      if (key === "default" && target.path.length === 0) return target;
      if (target.module.startsWith("node:")) {
        const constant = nodeMember(target.module.slice(5), key);
        if (constant !== undefined) return constant;
      }
      if (target.path.length > 20) return unknown("it is deep inside another package", site);
      return { kind: "external", module: target.module, path: [...target.path, key] };
    }
    case "choice":
      return oneOf(target.options.map((option) => getMember(m, option, key, site)));
    case "regexp":
      return regexpMember(m, target, key, site);
    case "unknown":
      if (target.presumed) {
        const { value } = target.presumed;
        if (value === undefined || value === null) return unknown(target.why, target.site ?? site, { name: key });
        const member = getMember(m, value, key, site);
        return isThing(member) && member.kind === "native"
          ? presumedMethod(member, value, target)
          : presume(member, target);
      }
      if (target.rejected && isPromiseMethod(key)) return promiseMethod(m, key);
      if (key === "argv" && isYargs(target)) return allOptions();
      if (target.replaced?.has(key)) return replacedMethod(m, target, key, site);
      return { kind: "unknown", why: target.why, site: target.site ?? site, name: key, self: target };
    case "accessor":
      return undefined;
  }
}

function numberMember(target: number | boolean, key: string): Value {
  if (key === "toFixed")
    return native(key, (_, [digits]) =>
      typeof digits === "number" && digits <= 20 ? Number(target).toFixed(digits) : Number(target).toFixed(),
    );
  if (key === "toLocaleString") return native(key, () => target.toLocaleString("en-US"));
  return key === "toString" || key === "valueOf"
    ? native(key, (_, [base]) =>
        typeof base === "number" && base >= 2 && base <= 36 ? Number(target).toString(base) : String(target),
      )
    : undefined;
}

function presumedMethod(method: NativeValue, self: Value, why: UnknownValue): Value {
  return native(method.name, (_, args, site) => presume(method.call(self, args, site), why));
}

function objectMember(m: Machine, target: Value, self: Value, key: string, site: Site, depth: number): Value {
  if (!isThing(target) || depth > 100) return undefined;
  if (target.kind !== "object") {
    return target.kind === "unknown" || target.kind === "external"
      ? outside(m, target, key, self, site)
      : getMember(m, target, key, site);
  }
  if (target.props.has(key)) {
    const value = target.props.get(key);
    if (isThing(value) && value.kind === "accessor")
      return value.get === undefined ? undefined : m.call(value.get, self, [], site);
    return value;
  }
  const inherited = objectMember(m, target.proto, self, key, site, depth + 1);
  if (inherited !== undefined) return inherited;
  if (target.open) return outside(m, target.open, key, self, site);
  if (key === "hasOwnProperty") {
    return native(key, (owner, [name]) => {
      if (isThing(owner) && owner.kind === "object" && typeof name === "string" && !owner.open)
        return owner.props.has(name);
      return unknown("whether it has this property is not known", site);
    });
  }
  if (key === "toString") return native(key, () => "[object Object]");
  return undefined;
}

function outside(m: Machine, target: Value, key: string, self: Value, site: Site): Value {
  // `{ ...process.env }` has what the environment has.
  if (isThing(target) && target.kind === "unknown" && isThing(target.self) && target.self.kind === "external") {
    const known = setting(m, target.self.module, target.self.path, key);
    if (known) return known.value;
  }
  const why = isThing(target) && target.kind === "unknown" ? target.why : "it comes from outside the package";
  return unknown(why, site, { name: key, self });
}

/** A static member, or what functions have; a getter that a class inherits is of the class that is asked. */
function functionOwn(m: Machine, fn: FunctionValue, key: string, site: Site, self = fn, depth = 0): Value {
  if (key === "prototype" && fn.node.type !== "ArrowFunctionExpression") return prototypeOf(fn);
  if (fn.props.has(key)) {
    const value = fn.props.get(key);
    return isThing(value) && value.kind === "accessor" ? m.call(value.get, self, [], site) : value;
  }
  if (key === "name") return fn.node.id?.name ?? fn.label ?? "";
  if (key === "length") return "params" in fn.node ? fn.node.params.length : 0;
  const member = functionMember(m, fn, key);
  if (member !== undefined) return member;
  if (!isThing(fn.parent) || depth > 100) return undefined;
  return fn.parent.kind === "function"
    ? functionOwn(m, fn.parent, key, site, self, depth + 1)
    : m.get(fn.parent, key, site);
}

function index(key: string): number | undefined {
  return /^(?:0|[1-9]\d{0,8})$/.test(key) ? Number(key) : undefined;
}

/** `target.key = value`. */
export function setMember(m: Machine, target: Value, key: string, value: Value): void {
  if (!isThing(target)) return;
  if (target.kind === "object") {
    if (target.proxied) {
      target.proxied.set(key, value, target.site);
      return;
    }
    const before = ownOrInherited(target, key);
    if (isThing(before) && before.kind === "accessor") {
      if (before.set !== undefined) m.call(before.set, target, [value], target.site);
      return;
    }
    // The SDK calls `server.oninitialized` when a client has connected.
    if (key === "oninitialized") escape(m, [value]);
    if (key === "__proto__") target.proto = value;
    else if (target.props.has(key) && target.level < m.weak) target.props.set(key, changed(m, before, value));
    else if (!isPresumedNot(m, target.level)) target.props.set(key, value);
  } else if (target.kind === "unknown" || target.kind === "external") {
    if (target.kind === "unknown") replaceMethod(m, target, key, value);
    // `server.oninitialized = () => …` hands a function over as much as a call does.
    escape(m, [value]);
  } else if (target.kind === "function") target.props.set(key, value);
  else if (target.kind === "native") {
    target.props ??= new Map();
    target.props.set(key, value);
  } else if (target.kind === "array") {
    const at = index(key);
    if (at !== undefined && at < limits.items) target.items[at] = value;
    else if (key === "length" && typeof value === "number" && value < target.items.length && !mayNotHappen(m, target))
      target.items.length = value;
  }
}

function ownOrInherited(target: ObjectValue, key: string): Value {
  let at: Value = target;
  for (let depth = 0; isThing(at) && at.kind === "object" && depth < 20; depth++) {
    if (at.props.has(key)) {
      const value = at.props.get(key);
      if (at === target || (isThing(value) && value.kind === "accessor")) return value;
      return undefined;
    }
    at = at.proto;
  }
  return undefined;
}

/** The items of anything that can be looped over; `open` when there may be more. */
export function iterateValue(m: Machine, value: Value, site: Site): { items: Value[]; open?: UnknownValue } {
  if (typeof value === "string") return { items: Array.from(value.slice(0, limits.items)) };
  if (!isThing(value)) return { items: [] };
  switch (value.kind) {
    case "array":
      return { items: value.items, open: value.open };
    case "map": {
      const entries = [...value.entries];
      const items = value.set
        ? entries.map(([key]) => key)
        : entries.map(([key, member]) => newArray(site, [key, member]));
      return { items, open: value.open };
    }
    case "choice": {
      const parts = value.options.map((option) => iterateValue(m, option, site));
      const items = [...new Set(parts.flatMap((part) => part.items))];
      return { items, open: parts.find((part) => part.open)?.open };
    }
    case "object":
    case "function": {
      const own = m.get(value, "@@iterator", site) ?? m.get(value, "@@asyncIterator", site);
      if (own !== undefined) return drained(m, m.call(own, value, [], site), site);
      return { items: [], open: value.kind === "object" ? value.open : unknown("it is not a list", site) };
    }
    case "unknown":
      return value.presumed ? iterateValue(m, value.presumed.value, site) : { items: [], open: value };
    default:
      return {
        items: [],
        open: unknown(value.kind === "external" ? comesFrom(value.module) : "it is not a list", site),
      };
  }
}

/** What an iterator gives until it is done: a generator's list, or what `next()` says. */
function drained(m: Machine, iterator: Value, site: Site): { items: Value[]; open?: UnknownValue } {
  const next = isThing(iterator) && iterator.kind === "object" ? m.get(iterator, "next", site) : undefined;
  if (!isThing(next) || next.kind !== "function")
    return isThing(iterator) && iterator.kind === "object"
      ? { items: [], open: iterator.open ?? unknown("it is not a list", site) }
      : m.iterate(iterator, site);
  const items: Value[] = [];
  while (items.length < limits.rounds) {
    step(m);
    const result = m.call(next, iterator, [], site);
    const done = truth(settled(m.get(result, "done", site)));
    if (done === undefined) return { items, open: unknown("how long it goes on is not known", site) };
    if (done) break;
    items.push(m.get(result, "value", site));
  }
  return { items };
}

/** What `for … in` goes through; `open` when there may be more. */
export function keysOf(value: Value, site: Site): { items: Value[]; open?: UnknownValue } {
  const given = settled(value);
  if (!isThing(given)) return { items: [] };
  if (given.kind === "object") return { items: ownKeys(given, site), open: given.open };
  if (given.kind === "array") return { items: given.items.map((_, index) => String(index)), open: given.open };
  return { items: [], open: unknown("the keys of an unknown object", site) };
}
