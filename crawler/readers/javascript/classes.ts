import type { Class } from "oxc-parser";
import { keyOf } from "./assign.ts";
import { collectionClass, collectionPrototype, fillCollection } from "./backed.ts";
import { noteParameters } from "./containers.ts";
import { emitterPrototype, isEmitter } from "./emitters.ts";
import { errorPrototype, isErrorClass } from "./errors.ts";
import { isClass, makeFunction, newFunction, runBody } from "./functions.ts";
import type { Machine } from "./machine.ts";
import { declare, newScope } from "./scope.ts";
import {
  isThing,
  native,
  newArray,
  newObject,
  unknown,
  type Frame,
  type FunctionValue,
  type ObjectValue,
  type Scope,
  type Site,
  type Value,
} from "./value.ts";

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
    if (isToolClass(made.parent)) m.toolShaped.push(made);
    const collection = collectionClass(made.parent);
    if (isEmitter(made.parent)) prototype.proto = emitterPrototype(m, made.site);
    else if (isErrorClass(made.parent)) prototype.proto = errorPrototype(m, made.site);
    else if (collection) prototype.proto = collectionPrototype(m, collection, made.site);
    else
      prototype.proto =
        made.parent.kind === "function" ? prototypeOf(made.parent) : unknown("a class from outside", made.site);
  }
  for (const part of node.body.body) {
    if (part.type === "MethodDefinition" && part.kind !== "constructor") {
      // `@Tool({ name, … })` above a method registers it.
      const decorators = part.decorators.map((decorator) => m.evaluate(decorator.expression, inner));
      const key = keyOf(m, part.key, part.computed, scope);
      if (key === undefined) continue;
      const method = makeFunction(m, part.value, inner);
      const place = part.static ? made : prototype;
      method.home = place;
      if (part.kind === "method") place.props.set(key, method);
      else addAccessor(place.props, key, part.kind, method);
      decorate(m, decorators, method, place, key);
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
  noteParameters(m, made, node, inner);
  for (const decorator of node.decorators) {
    const fn = m.evaluate(decorator.expression, inner);
    if (isThing(fn) && (fn.kind === "function" || fn.kind === "native"))
      m.call(fn, undefined, [made, context("class", made.site, "", prototype)], made.site);
  }
  return made;
}

/** Whether a class is mcp-framework's MCPTool, or is made from it: the framework finds its tools by that. */
function isToolClass(cls: Value, depth = 0): boolean {
  if (!isThing(cls) || depth > 50) return false;
  if (cls.kind === "external") return cls.path.at(-1) === "MCPTool";
  return cls.kind === "function" && isToolClass(cls.parent, depth + 1);
}

/** Call the package's own decorators of a method: as the standard says, or as TypeScript did before (`experimentalDecorators`). */
function decorate(
  m: Machine,
  decorators: Value[],
  method: FunctionValue,
  place: ObjectValue | FunctionValue,
  key: string,
): void {
  for (const fn of decorators) {
    if (!isThing(fn) || (fn.kind !== "function" && fn.kind !== "native")) continue;
    const second = fn.kind === "function" && "params" in fn.node ? fn.node.params[1] : undefined;
    const standard = second?.type === "Identifier" && /^(?:ctx|context)$/i.test(second.name);
    const descriptor = newObject(method.site, [["value", method]]);
    const args = standard ? [method, context("method", method.site, key, place)] : [place, key, descriptor];
    m.call(fn, undefined, args, method.site);
  }
}

/** Where a prototype keeps what decorators want to be called on every instance. */
const initializers = "@@initializers";

function context(kind: string, site: Site, name: string, place: ObjectValue | FunctionValue): Value {
  const addInitializer = native("addInitializer", (_, added) => {
    const known = place.props.get(initializers);
    const before = isThing(known) && known.kind === "array" ? known.items : [];
    if (place.kind === "object") place.props.set(initializers, newArray(site, [...before, ...added]));
    return undefined;
  });
  return newObject(site, [
    ["kind", kind],
    ["name", name],
    ["static", place.kind === "function"],
    ["addInitializer", addInitializer],
  ]);
}

/** Add a getter or setter to what is already there under this key. */
export function addAccessor(props: Map<string, Value>, key: string, kind: "get" | "set", fn: Value): void {
  const known = props.get(key);
  const accessor = isThing(known) && known.kind === "accessor" ? { ...known } : { kind: "accessor" as const };
  accessor[kind] = fn;
  props.set(key, accessor);
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
    const collection = collectionClass(cls);
    if (collection) {
      fillCollection(collection, self, args, site);
      return undefined;
    }
    if (isThing(cls) && cls.kind === "native") return cls.call(self, args, site);
    if (isEmitter(cls)) return undefined;
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
  const prototype = cls.props.get("prototype");
  const added = isThing(prototype) && prototype.kind === "object" ? prototype.props.get(initializers) : undefined;
  if (isThing(added) && added.kind === "array") for (const fn of added.items) m.call(fn, self, [], cls.site);
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
