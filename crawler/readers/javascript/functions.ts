import type { ArrowFunctionExpression, Class, Function as FunctionNode, Statement } from "oxc-parser";
import { assignPattern } from "./assign.ts";
import { iteratorOf } from "./iterators.ts";
import { fruits, OutOfBudget, step, under, type Completion, type Machine, type Runs, limits } from "./machine.ts";
import { asPromise } from "./promises.ts";
import { declare, newScope, varNames } from "./scope.ts";
import { mentionsRegistration } from "./sdk.ts";
import { fail, rejected } from "./tries.ts";
import {
  isThing,
  native,
  newArray,
  oneOf,
  unknown,
  type Frame,
  type FunctionValue,
  type ObjectValue,
  type Scope,
  type Site,
  type Value,
} from "./value.ts";

/** A function as a value. Nothing of it runs until it is called. */
export function makeFunction(m: Machine, node: FunctionNode | ArrowFunctionExpression, scope: Scope): FunctionValue {
  const made = newFunction(node, scope);
  if (mentionsRegistration(made)) m.candidates.push(made);
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
  label?: string;
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
  return Object.assign(made, {
    parent: fn.parent,
    home: fn.home,
    calls: fn.calls,
    bound,
    awaited: fn.awaited,
    label: fn.label,
  });
}

/** A function or class as a value. */
export function newFunction(node: FunctionNode | ArrowFunctionExpression | Class, scope: Scope): FunctionValue {
  const site = { source: scope.frame.source, offset: node.start };
  return new LazyFunction(node, scope, site);
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

/** Name a function without a name of its own by the place where it is written (ECMA-262, NamedEvaluation). */
export function named(value: Value, node: { type: string } | null | undefined, name: string): Value {
  const anonymous =
    node?.type === "ArrowFunctionExpression" || node?.type === "FunctionExpression" || node?.type === "ClassExpression";
  if (anonymous && isThing(value) && value.kind === "function") value.label ??= name;
  return value;
}

/** Whether a function is a class. */
export function isClass(node: FunctionValue["node"]): node is Class {
  return node.type === "ClassDeclaration" || node.type === "ClassExpression";
}

/** Run a function's body in a frame of its own. */
export function runBody(m: Machine, fn: FunctionValue, frame: Frame, args: Value[], site: Site): Value {
  const { node } = fn;
  if (isClass(node) || !node.body) return undefined;
  if (m.callDepth >= limits.callDepth) return unknown("functions call each other too deeply", site);
  const runs = runsOf(m, node);
  // What has cost much and registered nothing (loggers, instrumentation) is not worth more.
  if (runs.spent > limits.fruitlessSteps) return unknown("the function takes too much work", site);
  // Recursion that only conditions end which cannot be decided would go as deep as it may.
  const deep = node.end - node.start > limits.wrapperLength ? limits.undecidedRecursion : limits.undecidedWrappers;
  if (runs.active > deep && m.weak - runs.weak >= deep)
    return unknown("how often the function calls itself is not known", site);
  if (m.against === 0) fn.calls += 1;
  step(m);
  if (runs.active === 0) runs.weak = m.weak;
  runs.active += 1;
  const before = { steps: m.steps, fruits: fruits(m), nested: m.nested, depth: m.depth };
  m.nested = 0;
  m.callDepth += 1;
  try {
    const scope = newScope(fn.scope, frame, m.weak);
    if (node.type === "FunctionExpression" && node.id) declare(scope, node.id.name, fn);
    bindParameters(m, node, args, scope);
    const { body } = node;
    const run = (): Value => {
      if (body.type !== "BlockStatement") return m.evaluate(body, scope);
      return runBlock(m, fn, fn.site.source.bodies?.get(body.start)?.() ?? body.body, scope, site);
    };
    return (node.async && !node.generator) || fn.awaited ? asPromise(m, site, run) : run();
  } catch (error) {
    // The innermost call that took much and registered nothing is given up, and what comes after it goes on.
    const much = m.steps - before.steps >= limits.reprieveSteps && fruits(m) === before.fruits;
    if (!(error instanceof OutOfBudget) || !much || m.reprieves === 0) throw error;
    m.reprieves -= 1;
    m.stepsEnd += limits.reprieveSteps;
    m.depth = before.depth;
    runs.spent = Infinity;
    m.warn("too-much-work", "A part of the package takes more work to read than is allowed: tools may be missing.");
    return unknown("the function takes too much work", site);
  } finally {
    m.callDepth -= 1;
    runs.active -= 1;
    const steps = m.steps - before.steps;
    // Short functions are wrappers, such as a bundler's around every module: what they call has a budget of its own,
    // and theirs is a quarter.
    const own = node.end - node.start > limits.wrapperLength ? steps : (steps - m.nested) * 4;
    m.nested = before.nested + steps;
    if (fruits(m) === before.fruits) runs.spent += own;
  }
}

function runsOf(m: Machine, node: FunctionValue["node"]): Runs {
  const known = m.runs.get(node);
  if (known) return known;
  const made: Runs = { spent: 0, active: 0, weak: 0 };
  m.runs.set(node, made);
  return made;
}

function runBlock(m: Machine, fn: FunctionValue, body: readonly Statement[], scope: Scope, site: Site): Value {
  const { frame } = scope;
  for (const name of varNames(body)) if (!scope.vars.has(name)) declare(scope, name, undefined);
  const done = m.execute(body, scope);
  const list = "generator" in fn.node && fn.node.generator && !fn.awaited;
  if (list && frame.yields.length > 0) return generated(frame, done, site);
  if (done?.type === "throw" && frame.returns.length === 0) {
    fail(m, done.value, "sure");
    return rejected(done.value, site, "the function throws");
  }
  if (done?.type === "return") return oneOf([...frame.returns, done.value]);
  return frame.returns.length > 0 ? oneOf(frame.returns) : undefined;
}

/** What a generator gives in `yield* generator()`: what it returns. */
export const generatorResult = "@@result";

/** A generator: the list of what it yields, with `next()`. */
function generated(frame: Frame, done: Completion, site: Site): Value {
  return iteratorOf(site, frame.yields, undefined, [
    [generatorResult, done?.type === "return" ? done.value : undefined],
  ]);
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
