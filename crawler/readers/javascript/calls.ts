import { callExternal, constructExternal } from "./external.ts";
import { callFunction, constructFunction } from "./functions.ts";
import { environmentModule } from "./globals.ts";
import { escape, limits, under, type Machine } from "./machine.ts";
import { recogniseCall } from "./registration.ts";
import {
  isThing,
  native,
  newObject,
  oneOf,
  textOf,
  unknown,
  type FunctionValue,
  type Site,
  type UnknownValue,
  type Value,
} from "./value.ts";
import { toJsonSchemaCall, zodFromInstance } from "./zod-bundled.ts";

/** Call anything. Calls that register tools are taken note of; code that we do not see is given up on. */
export function callValue(m: Machine, callee: Value, self: Value, args: Value[], site: Site): Value {
  if (!isThing(callee)) return unknown("something is called that is not a function", site);
  switch (callee.kind) {
    case "function": {
      const handled = recogniseCall(m, callee, self, args, site) ?? bundledCall(m, callee, args, site);
      return handled ? handled.value : callFunction(m, callee, self, args, site);
    }
    case "native":
      return callee.call(self, args, site);
    case "choice":
      return under(m, "weak", () =>
        oneOf(callee.options.filter(isThing).map((option) => m.call(option, self, args, site))),
      );
    case "external": {
      const handled = recogniseCall(m, callee, self, args, site);
      return handled ? handled.value : callExternal(m, callee, args, site);
    }
    case "unknown": {
      const handled = recogniseCall(m, callee, self, args, site);
      if (handled) return handled.value;
      return callUnknown(m, callee, args, site);
    }
    default:
      return unknown("something is called that is not a function", site);
  }
}

function callUnknown(m: Machine, callee: UnknownValue, args: Value[], site: Site): Value {
  // A promise is its value: what is passed to `then` is called with it.
  if (callee.name === "then" && args[0] !== undefined) return m.call(args[0], undefined, [callee.self], site);
  if (callee.name === "catch" || callee.name === "finally") return callee.self;
  escape(m, args);
  // commander's `program.opts()` and yargs' `.parseSync()` give what the command line says.
  if ((callee.name === "opts" || callee.name === "parseSync") && args.length === 0) {
    return { kind: "external", module: environmentModule, path: [] };
  }
  return unknown(callee.why, callee.site ?? site, { name: "()", self: callee.self });
}

/** `new X(...)`. */
export function constructValue(m: Machine, callee: Value, args: Value[], site: Site): Value {
  if (!isThing(callee)) return unknown("something is constructed that is not a class", site);
  switch (callee.kind) {
    case "function": {
      const zod = zodFromInstance(m, callee, args, site);
      return zod ?? constructFunction(m, callee, args, site);
    }
    case "native":
      return callee.name === "Promise" ? newPromise(m, args, site) : callee.call(undefined, args, site);
    case "external":
      return constructExternal(m, callee, args, site);
    case "choice":
      return under(m, "weak", () =>
        oneOf(callee.options.filter(isThing).map((option) => m.construct(option, args, site))),
      );
    default:
      escape(m, args);
      return unknown("it is an instance of a class from outside the package", site, { truthy: true });
  }
}

function newPromise(m: Machine, args: Value[], site: Site): Value {
  let resolved: Value = unknown("it is a promise", site);
  const resolve = native("resolve", (_, [value]) => {
    resolved = value;
    return undefined;
  });
  m.call(args[0], undefined, [resolve, native("reject", () => undefined)], site);
  return resolved;
}

/** Calls into libraries that a bundler copied into the package, known by what their code says. */
function bundledCall(m: Machine, callee: FunctionValue, args: Value[], site: Site): { value: Value } | undefined {
  const [first, second] = args;
  // zod 4 makes its classes with $constructor("ZodString", (instance, def) => …).
  if (typeof first === "string" && /^\$?Zod[A-Z]\w*$/.test(first) && isThing(second) && second.kind === "function") {
    return { value: zodClass(m, first) };
  }
  if (callee.node.end - callee.node.start > limits.items) return undefined;
  if (isThing(first) && first.kind === "zod") return toJsonSchemaCall(m, callee, textOf(callee), first, args, site);
  return undefined;
}

function zodClass(m: Machine, name: string): Value {
  const make = native(name, (_, args, site) => {
    const zod = zodFromInstance(m, make, args, site);
    return (
      zod ??
      newObject(site, [
        ["_def", args[0]],
        ["zodClass", name],
      ])
    );
  });
  return make;
}
