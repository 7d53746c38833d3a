import { allFields, bindArguments } from "./definitions.ts";
import { callExternal } from "./external.ts";
import { iterate } from "./iterate.ts";
import { limits, step } from "../budget.ts";
import { argument, escape, under, type Machine } from "./machine.ts";
import {
  enumBases,
  isKind,
  isThing,
  list,
  oneOf,
  unknown,
  type Args,
  type ClassValue,
  type Frame,
  type FunctionValue,
  type InstanceValue,
  type Scope,
  type Site,
  type Value,
} from "./value.ts";

/** What a call gives, as far as it can be known; functions that are handed to code that we do not see are called later. */
export function callValue(m: Machine, callee: Value, args: Args, site: Site): Value {
  step(m);
  if (!isThing(callee)) return unknown("what is called is not a function", site);
  switch (callee.kind) {
    case "native":
      return callee.call(args, site);
    case "function":
      return callFunction(m, callee, args, site);
    case "class":
      return construct(m, callee, args, site);
    case "external":
      return callExternal(m, callee, args, site);
    case "generic":
      return callValue(m, callee.of, args, site);
    case "choice":
      return under(m, "weak", () => oneOf(callee.options.map((option) => callValue(m, option, args, site))));
    case "instance": {
      const call = callee.of.kind === "class" ? m.get(callee, "__call__", site) : null;
      if (isThing(call) && call.kind === "function") return callFunction(m, call, args, site);
      escape(m, args);
      return unknown("it is made by code outside the package", site);
    }
    case "unknown":
      escape(m, args);
      return callee.presumed
        ? callValue(m, callee.presumed.value, args, site)
        : unknown(callee.why, callee.site ?? site);
    default:
      escape(m, args);
      return unknown("what is called is not a function", site);
  }
}

function callFunction(m: Machine, fn: FunctionValue, args: Args, site: Site): Value {
  if (m.callDepth > limits.callDepth) return unknown("its calls are nested too deeply", site);
  if (fn.calls.count >= limits.callsOfOne) return unknown(`${fn.name} is called too often`, site);
  fn.calls.count += 1;
  m.callDepth += 1;
  try {
    const frame: Frame = { returns: [], yields: list([]), home: fn.home, self: fn.self };
    const scope: Scope = {
      vars: new Map(),
      parent: closureOf(fn.scope),
      module: fn.scope.module,
      kind: "function",
      frame,
      weak: m.weak,
    };
    bindArguments(m, fn, args, scope);
    if (fn.node.type === "lambda") {
      const body = fn.node.childForFieldName("body");
      return body ? m.evaluate(body, scope) : null;
    }
    const body = fn.node.childForFieldName("body");
    const done = body ? m.execute(body, scope) : undefined;
    if (frame.yields && frame.yields.items.length > 0) return frame.yields;
    const last =
      done?.type === "return" ? [done.value] : done?.type === "raise" || frame.returns.length > 0 ? [] : [null];
    const all = [...frame.returns, ...last];
    return all.length === 0 ? unknown(`${fn.name} gives nothing`, site) : oneOf(all);
  } finally {
    m.callDepth -= 1;
  }
}

const closureOf = (scope: Scope): Scope => (scope.kind === "class" && scope.parent ? closureOf(scope.parent) : scope);

function construct(m: Machine, cls: ClassValue, args: Args, site: Site): Value {
  if (isKind(cls, enumBases)) {
    const [wanted] = args.list;
    const found = iterate(m, cls).items.find(
      (member) => isThing(member) && member.kind === "instance" && member.attrs.get("value") === wanted,
    );
    return found ?? unknown(`which ${cls.name} it is is decided at run time`, site);
  }
  const made: InstanceValue = { kind: "instance", of: cls, attrs: new Map(), args, site };
  const init = m.get(made, "__init__", site);
  if (isThing(init) && init.kind === "function") callFunction(m, init, args, site);
  else setFields(m, made, cls, args);
  const after = m.get(made, "__post_init__", site);
  if (isThing(after) && after.kind === "function") callFunction(m, after, { list: [], named: new Map() }, site);
  m.made.push(made);
  return made;
}

/** What dataclasses, pydantic models and named tuples do: arguments become attributes, in the order of the fields. */
function setFields(m: Machine, made: InstanceValue, cls: ClassValue, args: Args): void {
  const fields = allFields(cls);
  fields.forEach(({ name }, at) => {
    const given = argument(args, name, at);
    if (given !== undefined) made.attrs.set(name, given);
  });
  for (const [name, value] of args.named) made.attrs.set(name, value);
  for (const { name } of fields) {
    if (made.attrs.has(name)) continue;
    const given = m.get(cls, name, made.site);
    if (!isThing(given) || given.kind !== "instance" || given.of.kind !== "external") continue;
    // `field(default_factory=list)`, `Field(default=…)`.
    const factory = given.args.named.get("default_factory");
    const value = argument(given.args, "default", 0);
    made.attrs.set(
      name,
      factory === undefined
        ? value === undefined
          ? unknown("it has no default", made.site)
          : value
        : m.call(factory, { list: [], named: new Map() }, made.site),
    );
  }
}

/** Calls a function that code outside the package calls, with arguments that nobody knows. */
export function callBlind(m: Machine, fn: FunctionValue): void {
  const why = unknown("it is given by code outside the package", fn.site);
  callFunction(m, fn, { list: [], named: new Map(), open: why }, fn.site);
}
