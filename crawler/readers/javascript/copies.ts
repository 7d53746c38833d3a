import { step, type Machine } from "./machine.ts";
import { isThing, newArray, newObject, type Site, type Value } from "./value.ts";

const maxDepth = 60;

/** `structuredClone(value)`: a copy of objects, lists and maps all the way down. */
export function deepCopy(m: Machine, value: Value, site: Site): Value {
  const copies = new Map<Value, Value>();
  const copy = (given: Value, depth: number): Value => {
    step(m);
    if (!isThing(given) || depth > maxDepth) return given;
    if (copies.has(given)) return copies.get(given);
    if (given.kind === "array") {
      const made = newArray(given.site, [], given.open);
      made.level = m.weak;
      copies.set(given, made);
      made.items.push(...given.items.map((item) => copy(item, depth + 1)));
      return made;
    }
    if (given.kind === "object") {
      const made = newObject(given.site, [], m.weak);
      copies.set(given, made);
      // Dates keep their time, and what it takes to read it.
      if (given.props.has("@@time")) made.proto = given.proto;
      made.open = given.open;
      for (const key of given.props.keys()) made.props.set(key, copy(m.get(given, key, site), depth + 1));
      return made;
    }
    if (given.kind === "map") {
      const made = { ...given, entries: new Map<Value, Value>(), level: m.weak };
      copies.set(given, made);
      for (const [key, member] of given.entries) made.entries.set(copy(key, depth + 1), copy(member, depth + 1));
      return made;
    }
    return given;
  };
  return copy(value, 0);
}
