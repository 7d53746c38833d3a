import type { Machine } from "./machine.ts";
import { native, newObject, type NativeCall, type Site, type Value } from "./value.ts";

/** `new AsyncLocalStorage()` of node:async_hooks: what is run with a store finds it there. */
export function localStorageOf(m: Machine, site: Site): Value {
  let store: Value;
  const within = (inner: Value, fn: Value, args: Value[], at: Site): Value => {
    const before = store;
    store = inner;
    try {
      return m.call(fn, undefined, args, at);
    } finally {
      store = before;
    }
  };
  const methods: Record<string, NativeCall> = {
    run: (_, [inner, fn, ...args], at) => within(inner, fn, args, at),
    exit: (_, [fn, ...args], at) => within(undefined, fn, args, at),
    getStore: () => store,
    enterWith: (_, [inner]) => {
      store = inner;
      return undefined;
    },
    disable: () => undefined,
  };
  return newObject(
    site,
    Object.entries(methods).map(([name, call]) => [name, native(name, call)] as const),
  );
}
