import type { Argument, CallExpression, ChainElement, Expression } from "oxc-parser";
import { keyOf } from "./assign.ts";
import { callSuper, superMember } from "./classes.ts";
import { isPromiseMethod, promiseMethod } from "./promises.ts";
import { limits, step, under, type Handler, type Machine } from "./machine.ts";
import { siteOf } from "./operations.ts";
import { attempt, awaited, callbackHandler, recovered, rejected } from "./tries.ts";
import { isThing, native, newArray, oneOf, settled, unknown, type Scope, type Site, type Value } from "./value.ts";

/** The expression inside `a?.b`. */
export function chainBody(node: ChainElement): Expression {
  return node;
}

type MemberNode = Extract<Expression, { type: "MemberExpression" }>;

/** A part of a chain: `short` when an optional part before it had nothing, so that the rest of the chain has neither. */
type Link = { self: Value; value: Value; short?: true };

/** `object.key`. */
export function member(m: Machine, node: MemberNode, scope: Scope): Link {
  const site = siteOf(node, scope);
  if (node.object.type === "Super") {
    const key = keyOf(m, node.property, node.computed, scope);
    return {
      self: scope.frame.self,
      value: key === undefined ? unknown("super[…]", site) : superMember(m, scope, key, site),
    };
  }
  const object = link(m, node.object, scope);
  const self = object.value;
  if (self === undefined || self === null) {
    if (!node.computed && node.property.type === "Identifier" && isPromiseMethod(node.property.name)) {
      return { self, value: promiseMethod(m, node.property.name) };
    }
    return node.optional || object.short
      ? { self, value: undefined, short: true }
      : { self, value: unknown("it is read from something undefined", site) };
  }
  const presumed = settled(self);
  if ((node.optional || object.short) && (presumed === undefined || presumed === null))
    return { self, value: self, short: true };
  const key = keyOf(m, node.property, node.computed, scope);
  if (key !== undefined) return { self, value: m.get(self, key, site) };
  // A key that is not known: any of the members, as a table of tools keyed by name is read.
  const given = settled(self);
  if (isThing(given) && given.kind === "object" && !given.open && given.props.size > 0 && given.props.size <= 8) {
    return { self, value: oneOf([...given.props.keys()].map((name) => m.get(given, name, site))) };
  }
  return { self, value: unknown("it is read by a key that is not known", site) };
}

/** An expression that others are chained to. */
function link(m: Machine, node: Expression, scope: Scope): Link {
  if (node.type === "MemberExpression") return member(m, node, scope);
  if (node.type !== "CallExpression" || m.depth > limits.depth)
    return { self: undefined, value: m.evaluate(node, scope) };
  step(m);
  m.depth += 1;
  try {
    const made = callExpression(m, node, scope);
    if (m.trace) m.trace.note(made.value, scope.frame.source, node.start, node.end);
    return made;
  } finally {
    m.depth -= 1;
  }
}

/** `callee(…)`. */
export function callExpression(m: Machine, node: CallExpression, scope: Scope): Link {
  const site = siteOf(node, scope);
  if (node.callee.type === "Super")
    return { self: undefined, value: callSuper(m, scope, argumentList(m, node.arguments, scope, site).items, site) };
  const callee = calleeOf(m, node, scope, site);
  const target = node.optional || callee.short ? settled(callee.value) : callee;
  if (target === undefined || target === null) return { self: undefined, value: callee.value, short: true };
  const args = argumentList(m, node.arguments, scope, site);
  const call = (): Value => m.call(callee.value, callee.self, args.items, site);
  return { self: undefined, value: args.open ? under(m, "weak", call) : call() };
}

/** What is called. In `promise.catch(callback)` the promise may fail: the callback handles that. */
function calleeOf(m: Machine, node: CallExpression, scope: Scope, site: Site): Link {
  const callee = node.callee.type === "ChainExpression" ? chainBody(node.callee.expression) : node.callee;
  const handler =
    callee.type === "MemberExpression" && !callee.computed ? handlerIn(m, callee, node, scope) : undefined;
  if (!handler) return link(m, callee, scope);
  const made = attempt(m, handler, () => {
    const inner = link(m, callee, scope);
    awaited(m, inner.self);
    return inner;
  });
  if ("done" in made) return made.done;
  const { failure } = made;
  const self = rejected(failure.value, site);
  const call = native("catch", (_, args) => recovered(m.call(args.at(-1), undefined, [failure.value], site), failure));
  return { self, value: call };
}

function handlerIn(
  m: Machine,
  callee: MemberNode,
  { arguments: args }: CallExpression,
  scope: Scope,
): Handler | undefined {
  if (callee.property.type !== "Identifier") return undefined;
  const { name } = callee.property;
  const callback =
    name === "catch" && args.length === 1 ? args[0] : name === "then" && args.length === 2 ? args[1] : undefined;
  return callback && callbackHandler(scope.frame.source.text.slice(callback.start, callback.end), m.weak);
}

/** Arguments of a call, or items of an array literal. */
export function argumentList(
  m: Machine,
  nodes: readonly (Argument | null)[],
  scope: Scope,
  site: Site,
): ReturnType<typeof newArray> {
  const made = newArray(site, []);
  for (const node of nodes) {
    if (node?.type === "SpreadElement") {
      const { items, open } = m.iterate(m.evaluate(node.argument, scope), site);
      m.steps += items.length;
      for (const item of items.slice(0, limits.items - made.items.length)) made.items.push(item);
      if (open) made.open ??= open;
    } else made.items.push(node ? m.evaluate(node, scope) : undefined);
  }
  return made;
}
