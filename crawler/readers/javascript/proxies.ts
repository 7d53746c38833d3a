import type { Machine } from "./machine.ts";
import { isThing, newObject, truth, type ObjectValue, type Site, type Value } from "./value.ts";

/**
 * `new Proxy(target, handler)`: what it stands for, as far as tools are concerned, unless its handler says what its members are.
 * It shares the properties of what it stands for.
 */
export function makeProxy(m: Machine, [target, handler]: Value[], site: Site): Value {
  const trap = (name: string): Value => {
    const found = isThing(handler) && handler.kind === "object" ? m.get(handler, name, site) : undefined;
    return isThing(found) && (found.kind === "function" || found.kind === "native") ? found : undefined;
  };
  if (!isThing(target) || trap("get") === undefined) return target;
  const made = newObject(site, [], m.weak);
  if (target.kind === "object") Object.assign(made, { props: target.props, proto: target.proto, open: target.open });
  else if (target.kind === "unknown") made.open = target;
  made.proxied = {
    target,
    get: (key, at) => m.call(trap("get"), handler, [target, key, made], at),
    set: (key, value, at) => {
      const set = trap("set");
      if (set === undefined) m.set(target, key, value);
      else m.call(set, handler, [target, key, value, made], at);
    },
    has: (key, at) => (trap("has") === undefined ? undefined : truth(m.call(trap("has"), handler, [target, key], at))),
    keys: (at) => {
      const { items, open } = m.iterate(m.call(trap("ownKeys"), handler, [target], at), at);
      const names = items.filter((item) => typeof item === "string");
      return trap("ownKeys") === undefined || open || names.length < items.length ? undefined : names;
    },
  };
  return made;
}

/** What an object stands for. */
export function behind(value: Value): Value {
  return isThing(value) && value.kind === "object" && value.proxied ? value.proxied.target : value;
}

/** The keys that are gone through of an object. */
export function ownKeys(object: ObjectValue, site: Site): string[] {
  return object.proxied?.keys(site) ?? [...object.props.keys()];
}
