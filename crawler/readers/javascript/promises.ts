import { escape, type Handler, type Machine } from "./machine.ts";
import { attempt, isAnswer, rejected, rejectionOf } from "./tries.ts";
import { native, newArray, newObject, unknown, type NativeCall, type Site, type Value } from "./value.ts";

export function isPromiseMethod(name: string): boolean {
  return name === "then" || name === "catch" || name === "finally";
}

/** A promise is the value that it will have, or what it is rejected with: `then` and `catch` call back with it. */
export function promiseMethod(m: Machine, name: string): Value {
  return native(name, (self, [fn, other], site) => {
    const rejection = rejectionOf(self);
    if (name === "finally") {
      if (fn !== undefined) m.call(fn, undefined, [], site);
      return self;
    }
    const callback = rejection ? (name === "catch" ? fn : other) : name === "then" ? fn : undefined;
    if (callback === undefined) return self;
    return m.call(callback, undefined, [rejection ? rejection.value : self], site);
  });
}

/** Run the body of an async function: when it fails, its promise is rejected. */
export function asPromise(m: Machine, site: Site, work: () => Value): Value {
  const around = m.tries.findLast(({ end }) => end !== "rethrows");
  // Who awaits it decides what a failure means.
  const handler: Handler = { end: "rethrows", recovers: around?.recovers ?? false, weak: m.weak };
  const made = attempt(m, handler, work);
  return "done" in made ? made.done : rejected(made.failure.value, site);
}

/** `new Promise((resolve, reject) => …)`. */
export function newPromise(m: Machine, [executor]: Value[], site: Site): Value {
  let made: Value = unknown("it is a promise", site);
  let settled = false;
  const settle = (wrap: (value: Value) => Value): NativeCall => {
    return (_, [value]) => {
      // Where it is undecided which is called, the package is read on as if nothing failed.
      if (!settled) made = wrap(value);
      return undefined;
    };
  };
  const isPending = (): boolean => !settled && !rejectionOf(made);
  const resolve = settle((value) => {
    settled = true;
    return value;
  });
  const reject = settle((value) => (m.weak === weak ? rejected(value, site) : made));
  const { weak, timers } = m;
  const own: Value[] = [];
  m.timers = own;
  try {
    m.call(executor, undefined, [native("resolve", resolve), native("reject", reject)], site);
    // What waits for a timer has waited when somebody asks. One that gives up waiting comes too late.
    for (let at = 0; at < own.length && isPending(); at++) m.call(own[at], undefined, [], site);
  } finally {
    m.timers = timers;
  }
  return made;
}

/** `setTimeout(fn, …)`, `setImmediate(fn)` and the like: done when the promise around it is waited for, or in the end. */
export function timerGlobals(m: Machine): [string, Value][] {
  const later: NativeCall = (_, [fn], at) => {
    if (m.timers) m.timers.push(fn);
    else escape(m, [fn]);
    return unknown("it is a timer", at, { truthy: true });
  };
  return ["setTimeout", "setImmediate", "queueMicrotask"].map((name) => [name, native(name, later)]);
}

/** `Promise`. */
export function promiseMembers(m: Machine): Record<string, NativeCall> {
  const all: NativeCall = (_, [list], at) => {
    const { items, open } = m.iterate(list, at);
    return items.find((item) => rejectionOf(item)) ?? newArray(at, [...items], open);
  };
  return {
    resolve: (_, [value]) => value,
    all,
    allSettled: (_, [list], at) => {
      const { items, open } = m.iterate(list, at);
      const outcome = (item: Value): Value => {
        const rejection = rejectionOf(item) ?? (m.presuming && isAnswer(item) ? { value: item } : undefined);
        return newObject(at, [
          ["status", rejection ? "rejected" : "fulfilled"],
          rejection ? ["reason", rejection.value] : ["value", item],
        ]);
      };
      return newArray(at, items.map(outcome), open);
    },
    any: (_, [list], at) => {
      const { items } = m.iterate(list, at);
      return items.find((item) => !rejectionOf(item) && !isAnswer(item)) ?? items[0];
    },
    race: (_, [list], at) => m.iterate(list, at).items[0],
    reject: (_, [value], at) => rejected(value, at),
    try: (_, [fn, ...args], at) => asPromise(m, at, () => m.call(fn, undefined, args, at)),
  };
}
