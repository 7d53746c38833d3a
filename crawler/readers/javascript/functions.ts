import type { ArrowFunctionExpression, Class, Function as FunctionNode } from "oxc-parser";
import { assignPattern, keyOf } from "./assign.ts";
import { step, under, type Machine, type Runs, limits } from "./machine.ts";
import { declare, newScope, varNames } from "./scope.ts";
import {
  isThing,
  native,
  newArray,
  newObject,
  oneOf,
  textOf,
  unknown,
  type Frame,
  type FunctionValue,
  type ObjectValue,
  type Scope,
  type Site,
  type Value,
} from "./value.ts";

const mentionsRegistration = /registerTool|setRequestHandler|\.tool\(|addTool/;
const longestCandidate = 200_000;

/** A function as a value. Nothing of it runs until it is called. */
export function makeFunction(m: Machine, node: FunctionNode | ArrowFunctionExpression, scope: Scope): FunctionValue {
  const made = newFunction(node, scope);
  const length = node.end - node.start;
  if (length < longestCandidate && mentionsRegistration.test(textOf(made))) m.candidates.push(made);
  return made;
}

/** A function's table of properties is made when it is first looked at: few functions have any. */
class LazyFunction implements FunctionValue {
  readonly kind = "function";
  calls = 0;
  parent?: Value;
  home?: ObjectValue | FunctionValue;
  bound?: FunctionValue["bound"];
  awaited?: boolean;
  private own?: Map<string, Value>;
  constructor(
    readonly node: FunctionValue["node"],
    readonly scope: Scope,
    readonly site: Site,
  ) {}
  get props(): Map<string, Value> {
    this.own ??= new Map();
    return this.own;
  }
}

function withBound(fn: FunctionValue, bound: FunctionValue["bound"]): FunctionValue {
  const made = new LazyFunction(fn.node, fn.scope, fn.site);
  return Object.assign(made, { parent: fn.parent, home: fn.home, calls: fn.calls, bound, awaited: fn.awaited });
}

function newFunction(node: FunctionNode | ArrowFunctionExpression | Class, scope: Scope): FunctionValue {
  const site = { source: scope.frame.source, offset: node.start };
  return new LazyFunction(node, scope, site);
}

/** The object that instances inherit from, made when first asked for. */
export function prototypeOf(fn: FunctionValue): Value {
  if (!fn.props.has("prototype")) {
    const made = newObject(fn.site);
    made.props.set("constructor", fn);
    fn.props.set("prototype", made);
  }
  return fn.props.get("prototype");
}

/** A class: methods on its prototype, static members on itself. Fields are set when it is instantiated. */
export function makeClass(m: Machine, node: Class, scope: Scope): FunctionValue {
  const inner = newScope(scope, scope.frame, m.weak);
  const made = newFunction(node, inner);
  if (node.id) declare(inner, node.id.name, made);
  if (node.superClass) made.parent = m.evaluate(node.superClass, scope);
  const prototype = newObject(made.site);
  prototype.props.set("constructor", made);
  made.props.set("prototype", prototype);
  if (isThing(made.parent)) {
    // mcp-framework finds its tools by class: every class made from its MCPTool is one.
    if (made.parent.kind === "external" && made.parent.path.at(-1) === "MCPTool") m.toolShaped.push(made);
    prototype.proto =
      made.parent.kind === "function" ? prototypeOf(made.parent) : unknown("a class from outside", made.site);
  }
  for (const part of node.body.body) {
    if (part.type === "MethodDefinition" && part.kind !== "constructor") {
      // `@Tool({ name, … })` above a method registers it.
      for (const decorator of part.decorators) m.evaluate(decorator.expression, inner);
      const key = keyOf(m, part.key, part.computed, scope);
      if (key === undefined) continue;
      const method = makeFunction(m, part.value, inner);
      const place = part.static ? made : prototype;
      method.home = place;
      if (part.kind === "method") place.props.set(key, method);
      else addAccessor(place.props, key, part.kind, method);
    }
  }
  const staticFrame: Frame = { ...scope.frame, self: made, callee: made };
  for (const part of node.body.body) {
    if (part.type === "PropertyDefinition" && part.static) {
      const key = keyOf(m, part.key, part.computed, scope);
      const value = part.value ? m.evaluate(part.value, newScope(inner, staticFrame, m.weak)) : undefined;
      if (key !== undefined) made.props.set(key, value);
    } else if (part.type === "StaticBlock") m.execute(part.body, newScope(inner, staticFrame, m.weak));
  }
  return made;
}

/** Add a getter or setter to what is already there under this key. */
export function addAccessor(props: Map<string, Value>, key: string, kind: "get" | "set", fn: Value): void {
  const known = props.get(key);
  const accessor = isThing(known) && known.kind === "accessor" ? { ...known } : { kind: "accessor" as const };
  accessor[kind] = fn;
  props.set(key, accessor);
}

/** Call a function of the package with these arguments, and say what it returns. */
export function callFunction(m: Machine, fn: FunctionValue, self: Value, args: Value[], site: Site): Value {
  if (fn.bound) return callFunction(m, withBound(fn, undefined), fn.bound.self, [...fn.bound.args, ...args], site);
  const { node } = fn;
  if (isClass(node)) return m.construct(fn, args, site);
  const arrow = node.type === "ArrowFunctionExpression";
  const outer = fn.scope.frame;
  const frame: Frame = {
    source: fn.site.source,
    self: arrow ? outer.self : self,
    callee: arrow ? outer.callee : fn,
    args: arrow ? outer.args : args,
    returns: [],
    yields: [],
    left: false,
  };
  return runBody(m, fn, frame, args, site);
}

function isClass(node: FunctionValue["node"]): node is Class {
  return node.type === "ClassDeclaration" || node.type === "ClassExpression";
}

function runBody(m: Machine, fn: FunctionValue, frame: Frame, args: Value[], site: Site): Value {
  const { node } = fn;
  if (isClass(node) || !node.body) return undefined;
  if (m.callDepth >= limits.callDepth) return unknown("functions call each other too deeply", site);
  const runs = runsOf(m, node);
  // What has cost much and registered nothing (loggers, instrumentation) is not worth more.
  if (runs.spent > limits.fruitlessSteps) return unknown("the function takes too much work", site);
  // Recursion that only conditions end which cannot be decided would go as deep as it may.
  if (runs.active > limits.undecidedRecursion && m.weak - runs.weak >= limits.undecidedRecursion)
    return unknown("how often the function calls itself is not known", site);
  if (m.against === 0) fn.calls += 1;
  step(m);
  if (runs.active === 0) runs.weak = m.weak;
  runs.active += 1;
  const before = { steps: m.steps, fruits: m.found.length + m.listHandlers.length, nested: m.nested };
  m.nested = 0;
  m.callDepth += 1;
  try {
    const scope = newScope(fn.scope, frame, m.weak);
    if (node.type === "FunctionExpression" && node.id) declare(scope, node.id.name, fn);
    bindParameters(m, node, args, scope);
    if (node.body.type !== "BlockStatement") return m.evaluate(node.body, scope);
    for (const name of varNames(node.body.body)) if (!scope.vars.has(name)) declare(scope, name, undefined);
    const done = m.execute(node.body.body, scope);
    return result(
      done?.type === "throw" ? "throw" : done?.type === "return" ? { value: done.value } : undefined,
      frame,
      node.generator && !fn.awaited,
      site,
    );
  } finally {
    m.callDepth -= 1;
    runs.active -= 1;
    const steps = m.steps - before.steps;
    // Short functions are wrappers, such as a bundler's around every module: what they call has a budget of its own,
    // and theirs is a quarter.
    const own = node.end - node.start > limits.wrapperLength ? steps : (steps - m.nested) * 4;
    m.nested = before.nested + steps;
    if (m.found.length + m.listHandlers.length === before.fruits) runs.spent += own;
  }
}

function runsOf(m: Machine, node: FunctionValue["node"]): Runs {
  const known = m.runs.get(node);
  if (known) return known;
  const made: Runs = { spent: 0, active: 0, weak: 0 };
  m.runs.set(node, made);
  return made;
}

type Ended = "throw" | { value: Value } | undefined;

function result(done: Ended, frame: Frame, list: boolean, site: Site): Value {
  if (list && frame.yields.length > 0) return newArray(site, frame.yields);
  if (done === "throw") return frame.returns.length > 0 ? oneOf(frame.returns) : unknown("the function throws", site);
  if (frame.returns.length === 0) return done?.value;
  return done ? oneOf([...frame.returns, done.value]) : oneOf(frame.returns);
}

function bindParameters(m: Machine, node: FunctionNode | ArrowFunctionExpression, args: Value[], scope: Scope): void {
  node.params.forEach((parameter, index) => {
    if (parameter.type === "RestElement") {
      const site = { source: scope.frame.source, offset: parameter.start };
      assignPattern(m, parameter.argument, newArray(site, args.slice(index)), scope, true);
    } else if (parameter.type === "TSParameterProperty") {
      assignPattern(m, parameter.parameter, args[index], scope, true);
      const pattern = parameter.parameter;
      const target = pattern.type === "AssignmentPattern" ? pattern.left : pattern;
      if (target.type === "Identifier") m.set(scope.frame.self, target.name, scope.vars.get(target.name)?.value);
    } else assignPattern(m, parameter, args[index], scope, true);
  });
}

/** Make an instance of a class, or of a function used as one. */
export function constructFunction(m: Machine, cls: FunctionValue, args: Value[], site: Site): Value {
  const self = newObject(site, [], m.weak);
  self.proto = prototypeOf(cls);
  const made = initialise(m, cls, self, args, site);
  return isThing(made) && (made.kind === "object" || made.kind === "zod" || made.kind === "array") ? made : self;
}

/** Run a class's constructor chain on `self`: what `super(...)` and `new` share. */
function initialise(m: Machine, cls: Value, self: ObjectValue, args: Value[], site: Site): Value {
  if (!isThing(cls) || cls.kind !== "function") {
    if (isThing(cls) && cls.kind === "native") return cls.call(self, args, site);
    self.open ??= unknown("its class comes from outside the package", site, { truthy: true });
    return undefined;
  }
  const { node } = cls;
  const frame: Frame = { source: cls.site.source, self, callee: cls, args, returns: [], yields: [], left: false };
  if (!isClass(node)) return runBody(m, cls, frame, args, site);
  const constructor = node.body.body.find((part) => part.type === "MethodDefinition" && part.kind === "constructor");
  if (constructor?.type !== "MethodDefinition") {
    if (cls.parent !== undefined && cls.parent !== null) initialise(m, cls.parent, self, args, site);
    setFields(m, cls, self);
    return undefined;
  }
  if (cls.parent === undefined || cls.parent === null) setFields(m, cls, self);
  return runBody(m, newFunction(constructor.value, cls.scope), frame, args, site);
}

/** `super(...)` inside a constructor. */
export function callSuper(m: Machine, scope: Scope, args: Value[], site: Site): Value {
  const { callee, self } = scope.frame;
  if (!callee || !isThing(self) || self.kind !== "object") return undefined;
  const made = initialise(m, callee.parent, self, args, site);
  setFields(m, callee, self);
  return made;
}

function setFields(m: Machine, cls: FunctionValue, self: ObjectValue): void {
  const { node } = cls;
  if (!isClass(node)) return;
  const frame: Frame = { source: cls.site.source, self, callee: cls, args: [], returns: [], yields: [], left: false };
  const scope = newScope(cls.scope, frame, m.weak);
  for (const part of node.body.body) {
    if (part.type !== "PropertyDefinition" || part.static || part.declare) continue;
    const key = keyOf(m, part.key, part.computed, scope);
    if (key !== undefined) self.props.set(key, part.value ? m.evaluate(part.value, scope) : undefined);
  }
}

/** Look `super.key` up. */
export function superMember(m: Machine, scope: Scope, key: string, site: Site): Value {
  const home = scope.frame.callee?.home;
  if (home?.kind === "function") return m.get(home.parent, key, site);
  const proto = home?.kind === "object" ? home.proto : undefined;
  if (proto !== undefined) return m.get(proto, key, site);
  const parent = scope.frame.callee?.parent;
  if (isThing(parent) && parent.kind === "function") return m.get(prototypeOf(parent), key, site);
  return unknown("a method of a class from outside the package", site, { name: key, self: scope.frame.self });
}

export function isPromiseMethod(name: string): boolean {
  return name === "then" || name === "catch" || name === "finally";
}

/** A promise is the value that it will have: `then` calls back with it, and nothing is ever rejected. */
export function promiseMethod(m: Machine, name: string): Value {
  return native(name, (self, [fn], site) => {
    if (name === "then" && fn !== undefined) return m.call(fn, undefined, [self], site);
    if (name === "finally" && fn !== undefined) m.call(fn, undefined, [], site);
    return self;
  });
}

/** The value of `fn.call`, `fn.apply` and `fn.bind`. */
export function functionMember(m: Machine, fn: Value, key: string): Value {
  if (key === "call") return native("call", (_, [self, ...args], at) => m.call(fn, self, args, at));
  if (key === "apply") {
    return native("apply", (_, [self, list], at) => {
      const { items, open } = m.iterate(list, at);
      return open ? under(m, "weak", () => m.call(fn, self, items, at)) : m.call(fn, self, items, at);
    });
  }
  if (key === "bind") {
    return native("bind", (_, [self, ...args]) => {
      if (isThing(fn) && fn.kind === "function") return withBound(fn, fn.bound ?? { self, args });
      if (isThing(fn) && fn.kind === "native")
        return native(fn.name, (__, more, at) => fn.call(self, [...args, ...more], at));
      return fn;
    });
  }
  return undefined;
}

/** Run a generator as an async function, as helpers of compilers do. */
export function callAwaited(m: Machine, body: Value, self: Value, args: Value, site: Site): Value {
  if (isThing(body) && body.kind === "function") body.awaited = true;
  return m.call(body, self, m.iterate(args, site).items, site);
}
