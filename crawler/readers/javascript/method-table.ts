import type { Machine } from "./machine.ts";
import { native, type NativeValue, type Site, type Value } from "./value.ts";

type Call = (self: Value, args: Value[], site: Site) => Value;

/**
 * The native methods of one kind of value, as a function that makes them once for each machine: `a.map === b.map` holds
 * inside one package, and nothing is shared between packages.
 */
export function methodTable(methodsOf: (m: Machine) => Map<string, Call>): (m: Machine) => Map<string, NativeValue> {
  const tables = new WeakMap<Machine, Map<string, NativeValue>>();
  return (m) => {
    const known = tables.get(m);
    if (known) return known;
    const table = new Map([...methodsOf(m)].map(([name, call]) => [name, native(name, call)]));
    tables.set(m, table);
    return table;
  };
}
