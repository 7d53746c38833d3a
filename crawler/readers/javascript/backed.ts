import { arrayMethods } from "./arrays.ts";
import type { Machine } from "./machine.ts";
import { mapMethods } from "./maps.ts";
import {
  isThing,
  native,
  newArray,
  newObject,
  type NativeValue,
  type ObjectValue,
  type Site,
  type Value,
} from "./value.ts";

/** Where an instance of a class that extends Map, Set or Array keeps what it holds. */
const backing = "@@backing";

function held(self: Value): Value {
  return isThing(self) && self.kind === "object" ? self.props.get(backing) : undefined;
}

/** A class that is JavaScript's own Map, Set or Array, whose instances hold items. */
export function collectionClass(value: Value): NativeValue | undefined {
  return isThing(value) && value.kind === "native" && /^(?:Weak)?(?:Map|Set)$|^Array$/.test(value.name)
    ? value
    : undefined;
}

/** What the prototype of a class that extends one of those inherits: its methods, on what the instance holds. */
export function collectionPrototype(m: Machine, cls: NativeValue, site: Site): ObjectValue {
  const methods = cls.name === "Array" ? arrayMethods(m) : mapMethods(m);
  const made = newObject(site);
  for (const [name, method] of methods)
    made.props.set(
      name,
      native(name, (self, args, at) => {
        const inside = held(self);
        const result = method.call(inside, args, at);
        return isThing(result) && result === inside ? self : result;
      }),
    );
  const items = native("iterator", (self, _, at) => newArray(at, m.iterate(held(self), at).items));
  made.props.set("@@iterator", items);
  const count = cls.name === "Array" ? "length" : "size";
  made.props.set(count, { kind: "accessor", get: native(count, (self, _, at) => m.get(held(self), count, at)) });
  return made;
}

/** What such an instance holds from its start: what the class makes of the constructor's arguments. */
export function fillCollection(cls: NativeValue, self: ObjectValue, args: Value[], site: Site): void {
  self.props.set(backing, cls.call(undefined, args, site));
}
