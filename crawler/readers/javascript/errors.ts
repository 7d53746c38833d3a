import type { Machine } from "./machine.ts";
import {
  isThing,
  native,
  newObject,
  type NativeCall,
  type NativeValue,
  type ObjectValue,
  type Site,
  type Value,
} from "./value.ts";

const names = [
  "Error",
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
  "AggregateError",
] as const;

const prototypes = new WeakMap<Machine, ObjectValue>();

/** What errors inherit. */
export function errorPrototype(m: Machine, site: Site): ObjectValue {
  const known = prototypes.get(m);
  if (known) return known;
  const toString: NativeCall = (self, _, at) => {
    const [name, message] = ["name", "message"].map((key) => m.get(self, key, at));
    if (isThing(name)) return name;
    if (isThing(message)) return message;
    return message === undefined || message === "" ? String(name) : `${String(name)}: ${String(message)}`;
  };
  const made = newObject(site, [
    ["name", "Error"],
    ["message", ""],
    ["toString", native("toString", toString)],
  ]);
  prototypes.set(m, made);
  return made;
}

/** Whether a value is one of JavaScript's own classes of errors. */
export function isErrorClass(value: Value): value is NativeValue {
  return isThing(value) && value.kind === "native" && (names as readonly string[]).includes(value.name);
}

/** Whether a value is an instance of one of JavaScript's own classes of errors, or of a class that is made from it. */
export function isErrorOf(value: Value, cls: NativeValue): boolean {
  if (!isThing(value) || value.kind !== "object") return false;
  const made = value.props.get(madeAs);
  return made !== undefined && (cls.name === "Error" || made === cls.name);
}

const madeAs = "@@error";

/** An error that Node throws. */
export function errorObject(m: Machine, message: string, site: Site, code = "", name = "Error"): Value {
  const made = newObject(site, [
    ["message", message],
    ["name", name],
    ["stack", ""],
    [madeAs, name],
  ]);
  if (code !== "") made.props.set("code", code);
  made.proto = errorPrototype(m, site);
  return made;
}

/** JavaScript's own classes of errors. */
export function errorClasses(m: Machine): [string, Value][] {
  return names.map((name) => [
    name,
    native(
      name,
      (self, [first, second, third], at) => {
        // A class that extends it calls it on the object that it makes.
        const made = isThing(self) && self.kind === "object" ? self : newObject(at);
        const [message, options] = name === "AggregateError" ? [second, third] : [first, second];
        if (made !== self) made.proto = errorPrototype(m, at);
        if (message !== undefined) made.props.set("message", message);
        if (name !== "Error") made.props.set("name", name);
        made.props.set("stack", "");
        made.props.set(madeAs, name);
        if (name === "AggregateError") made.props.set("errors", first);
        const cause = isThing(options) ? m.get(options, "cause", at) : undefined;
        if (cause !== undefined) made.props.set("cause", cause);
        return made === self ? undefined : made;
      },
      new Map([["captureStackTrace", native("captureStackTrace", () => undefined)]]),
    ),
  ]);
}
