import type {
  AssignmentTarget,
  AssignmentTargetMaybeDefault,
  BindingPattern,
  PropertyKey as KeyNode,
} from "oxc-parser";
import { type Machine } from "./machine.ts";
import { declare, lookup } from "./scope.ts";
import { isThing, newArray, newObject, oneOf, settled, unknown, type Scope, type Site, type Value } from "./value.ts";

type Pattern = BindingPattern | AssignmentTargetMaybeDefault;

/** Bind or assign what a pattern names. `declares` makes new names in this scope; otherwise existing ones change. */
export function assignPattern(m: Machine, pattern: Pattern, value: Value, scope: Scope, declares: boolean): void {
  const site: Site = { source: scope.frame.source, offset: pattern.start };
  switch (pattern.type) {
    case "Identifier":
      if (declares) declare(scope, pattern.name, value);
      else assignName(m, pattern.name, value, scope);
      return;
    case "AssignmentPattern": {
      const given = settled(value);
      const chosen = given === undefined ? m.evaluate(pattern.right, scope) : given;
      assignPattern(m, pattern.left, chosen, scope, declares);
      return;
    }
    case "ObjectPattern": {
      const taken = new Set<string>();
      for (const part of pattern.properties) {
        if (part.type === "RestElement") {
          assignPattern(m, part.argument, restOf(value, taken, site), scope, declares);
          continue;
        }
        const key = keyOf(m, part.key, part.computed, scope);
        if (key !== undefined) taken.add(key);
        const member = key === undefined ? unknown("its key is not known", site) : m.get(value, key, site);
        assignPattern(m, part.value, member, scope, declares);
      }
      return;
    }
    case "ArrayPattern": {
      const { items, open } = m.iterate(value, site);
      pattern.elements.forEach((part, index) => {
        if (part?.type === "RestElement") {
          assignPattern(m, part.argument, newArray(site, items.slice(index), open), scope, declares);
        } else if (part) assignPattern(m, part, index < items.length ? items[index] : open, scope, declares);
      });
      return;
    }
    default:
      assignTarget(m, pattern, value, scope);
  }
}

function assignTarget(m: Machine, target: AssignmentTarget, value: Value, scope: Scope): void {
  switch (target.type) {
    case "MemberExpression": {
      const key = keyOf(m, target.property, target.computed, scope);
      const object = m.evaluate(target.object, scope);
      if (key !== undefined) m.set(object, key, value);
      else if (isThing(object) && object.kind === "object") {
        object.open ??= unknown("a property was set whose name is not known", {
          source: scope.frame.source,
          offset: target.start,
        });
      }
      return;
    }
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
      if (target.expression.type === "Identifier" || target.expression.type === "MemberExpression") {
        assignTarget(m, target.expression, value, scope);
      }
      return;
    case "Identifier":
      assignName(m, target.name, value, scope);
      return;
    default:
  }
}

/** Assign to a name. Under a condition that could not be decided, what it held before stays possible. */
export function assignName(m: Machine, name: string, value: Value, scope: Scope): void {
  const found = lookup(scope, name);
  if (!found || found.binding.alias) {
    if (!found) m.globals.set(name, value);
    return;
  }
  const before = found.binding.value;
  found.binding.value = found.scope.level < m.weak ? changed(m, before, value) : value;
}

/** What a place holds after an assignment that may not have happened. */
export function changed(m: Machine, before: Value, value: Value): Value {
  // A branch presumed not taken leaves things as they are.
  if (m.against > 0) return before;
  return before === undefined || before === null ? value : oneOf([before, value]);
}

/** The name that a property key stands for, or undefined when it is computed and not known. */
export function keyOf(m: Machine, key: KeyNode, computed: boolean, scope: Scope): string | undefined {
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  if (!computed && key.type === "Identifier") return key.name;
  const value = settled(m.evaluate(key, scope));
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function restOf(value: Value, taken: Set<string>, site: Site): Value {
  const given = settled(value);
  if (!isThing(given) || given.kind !== "object") return unknown("it is the rest of an unknown object", site);
  const rest = newObject(
    site,
    [...given.props].filter(([key]) => !taken.has(key)),
  );
  rest.open = given.open;
  return rest;
}
