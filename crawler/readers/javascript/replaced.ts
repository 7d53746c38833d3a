import { fruits, type Machine } from "./machine.ts";
import { isThing, native, unknown, type Site, type UnknownValue, type Value } from "./value.ts";

/** `server.registerTool = (name, …) => original(prefix + name, …)`: from now on the package's own function is called. */
export function replaceMethod(m: Machine, target: UnknownValue, key: string, value: Value): void {
  if (m.weak > 0 || !isThing(value) || value.kind !== "function") return;
  target.replaced ??= new Map();
  target.replaced.set(key, value);
}

/** The function in the place of a method. Where it registers nothing that is seen, the method itself is taken to be called. */
export function replacedMethod(m: Machine, target: UnknownValue, key: string, site: Site): Value {
  const original = unknown(target.why, target.site ?? site, { name: key, self: target });
  return native(key, (self, args, at) => {
    const before = fruits(m);
    const made = m.call(target.replaced?.get(key), self, args, at);
    return fruits(m) > before ? made : m.call(original, self, args, at);
  });
}
