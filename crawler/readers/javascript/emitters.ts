import { escape, limits, step, type Machine } from "./machine.ts";
import { isThing, native, newArray, newObject, type ObjectValue, type Site, type Value } from "./value.ts";

const listening = ["on", "addListener", "prependListener", "once", "prependOnceListener"];
const place = (event: Value): string => `@@listeners:${String(isThing(event) ? "" : event)}`;

/** What node:events' `EventEmitter` gives its instances: what is emitted reaches the listeners that were added before. */
export function emitterPrototype(m: Machine, site: Site): ObjectValue {
  const made = newObject(site);
  const method = (name: string, run: (self: ObjectValue, args: Value[], at: Site) => Value): void => {
    made.props.set(
      name,
      native(name, (self, args, at) => (isThing(self) && self.kind === "object" ? run(self, args, at) : self)),
    );
  };
  for (const name of listening)
    method(name, (self, [event, fn], at) => {
      const known = self.props.get(place(event));
      if (isThing(known) && known.kind === "array") known.items.push(fn);
      else self.props.set(place(event), newArray(at, [fn]));
      // Others may emit it too.
      escape(m, [fn]);
      return self;
    });
  method("emit", (self, [event, ...args], at) => {
    const known = self.props.get(place(event));
    if (!isThing(known) || known.kind !== "array") return false;
    // A listener may emit what it listens to.
    if (m.callDepth >= limits.callDepth) return true;
    m.callDepth += 1;
    try {
      for (const fn of [...known.items]) {
        step(m);
        m.call(fn, self, args, at);
      }
    } finally {
      m.callDepth -= 1;
    }
    return true;
  });
  for (const name of ["off", "removeListener", "removeAllListeners", "setMaxListeners"]) method(name, (self) => self);
  return made;
}

/** Whether something that another package exports is Node's `EventEmitter`. */
export function isEmitter(value: Value): boolean {
  return (
    isThing(value) &&
    value.kind === "external" &&
    value.module === "node:events" &&
    /^(?:|EventEmitter|default)$/.test(value.path.at(-1) ?? "")
  );
}
