import { iterate } from "./iterate.ts";
import { parts, type Node } from "../syntax.ts";
import { type Machine } from "./machine.ts";
import { isThing, list, oneOf, unknown, type Scope, type Value } from "./value.ts";

/** Binds a name, an attribute, an item or several of these to a value. */
export function assign(m: Machine, target: Node, value: Value, scope: Scope): void {
  switch (target.type) {
    case "identifier":
      bind(m, target.text, value, scope);
      return;
    case "attribute": {
      const object = m.evaluate(target.childForFieldName("object") ?? target, scope);
      const name = target.childForFieldName("attribute")?.text ?? "";
      setAttribute(m, object, name, value);
      return;
    }
    case "subscript": {
      const object = m.evaluate(target.childForFieldName("value") ?? target, scope);
      const [at] = target.childrenForFieldName("subscript");
      const key = at ? m.evaluate(at, scope) : null;
      if (!isThing(object)) return;
      if (object.kind === "dict") {
        if (isThing(key) && (key.kind === "unknown" || key.kind === "choice"))
          object.open ??= unknown("a key is decided at run time");
        else object.entries.set(key, value);
      } else if (object.kind === "list" && typeof key === "number") {
        if (key in object.items) object.items[key] = value;
      }
      return;
    }
    case "pattern_list":
    case "tuple_pattern":
    case "list_pattern":
    case "expression_list":
    case "tuple":
    case "list":
      unpack(m, parts(target), value, scope);
      return;
    case "parenthesized_expression":
    case "as_pattern_target":
      for (const inner of parts(target)) assign(m, inner, value, scope);
      return;
    case "list_splat_pattern":
      for (const inner of parts(target)) assign(m, inner, value, scope);
      return;
    default:
  }
}

function unpack(m: Machine, targets: readonly Node[], value: Value, scope: Scope): void {
  const known = isThing(value) && (value.kind === "list" || value.kind === "instance") ? iterate(m, value) : undefined;
  const items = known && !known.open ? known.items : undefined;
  const star = targets.findIndex(({ type }) => type === "list_splat_pattern");
  targets.forEach((target, at) => {
    if (!items) assign(m, target, unknown("it is a part of a value that is not known"), scope);
    else if (star === -1 || at < star) assign(m, target, items[at] ?? null, scope);
    else if (at === star) assign(m, target, list(items.slice(at, items.length - (targets.length - at - 1))), scope);
    else assign(m, target, items[items.length - (targets.length - at)] ?? null, scope);
  });
}

export function bind(m: Machine, name: string, value: Value, scope: Scope): void {
  const to = scope.globals?.has(name) ? scope.module.scope : scope;
  const before = to.vars.get(name);
  // Under a condition that is not decided it may still be what it was.
  const both =
    m.weak > (to.weak ?? 0) && before !== undefined && typeof before !== "function" && to.frame === scope.frame;
  to.vars.set(name, both ? oneOf([before, value]) : value);
}

function setAttribute(m: Machine, object: Value, name: string, value: Value): void {
  if (!isThing(object)) return;
  const attrs =
    object.kind === "instance" || object.kind === "function"
      ? object.attrs
      : object.kind === "class"
        ? object.members
        : undefined;
  const before = attrs?.get(name);
  attrs?.set(name, m.weak > 0 && before !== undefined ? oneOf([before, value]) : value);
  if (object.kind === "module") object.module.scope.vars.set(name, value);
}
