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

/** Methods whose callback gets the second argument as its `this`. */
const withThis = new Set(["map", "flatMap", "forEach", "filter", "find", "findIndex", "findLast", "some", "every"]);

/** The arguments of a method of lists and maps, with the callback bound to the `this` that it is given. */
export function boundCallback(m: Machine, method: string, args: Value[], site: Site): Value[] {
  const [fn, self] = args;
  if (self === undefined || !withThis.has(method)) return args;
  return [m.call(m.get(fn, "bind", site), fn, [self], site)];
}
