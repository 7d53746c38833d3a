import type { Statement, TSEnumDeclaration, TSModuleDeclaration } from "oxc-parser";
import { keyOf } from "./assign.ts";
import type { Machine } from "./machine.ts";
import { declare, lookup, newScope, patternNames, varNames } from "./scope.ts";
import { isThing, newObject, type Scope, type Value } from "./value.ts";

/** The object that an enum is at run time. */
export function makeEnum(m: Machine, node: TSEnumDeclaration, scope: Scope): Value {
  const made = newObject({ source: scope.frame.source, offset: node.start });
  const inner = newScope(scope, scope.frame, m.weak);
  let next: Value = 0;
  for (const member of node.body.members) {
    const key = member.id.type === "Identifier" ? member.id.name : keyOf(m, member.id, true, scope);
    if (key === undefined) continue;
    const value: Value = member.initializer ? m.evaluate(member.initializer, inner) : next;
    made.props.set(key, value);
    declare(inner, key, value);
    if (typeof value === "number") {
      made.props.set(String(value), key);
      next = value + 1;
    }
  }
  return made;
}

/** Run a namespace's body and keep what it exports under its name. */
export function makeNamespace(m: Machine, node: TSModuleDeclaration, scope: Scope): void {
  if (node.id.type !== "Identifier" || node.body?.type !== "TSModuleBlock") return;
  const known = lookup(scope, node.id.name)?.binding.value;
  const made =
    isThing(known) && known.kind === "object" ? known : newObject({ source: scope.frame.source, offset: node.start });
  declare(scope, node.id.name, made);
  const inner = newScope(scope, scope.frame, m.weak);
  const body = node.body.body as readonly Statement[];
  for (const name of varNames(body)) declare(inner, name, undefined);
  m.execute(body, inner);
  for (const statement of body) {
    if (statement.type !== "ExportNamedDeclaration" || !statement.declaration) continue;
    const { declaration } = statement;
    const names =
      declaration.type === "VariableDeclaration"
        ? declaration.declarations.flatMap((part) => patternNames(part.id))
        : "id" in declaration && declaration.id?.type === "Identifier"
          ? [declaration.id.name]
          : [];
    for (const name of names) made.props.set(name, inner.vars.get(name)?.value);
  }
}
