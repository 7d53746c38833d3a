import type { BindingPattern, Statement } from "oxc-parser";
import type { Binding, Frame, Scope, Value } from "./value.ts";

/** Scopes are made by the hundred thousand: their tables are made only when a name is declared. */
class LazyScope implements Scope {
  own: Map<string, Binding> | undefined;
  constructor(
    readonly parent: Scope | undefined,
    readonly frame: Frame,
    readonly level: number,
  ) {}
  get vars(): Map<string, Binding> {
    this.own ??= new Map();
    return this.own;
  }
}

export function newScope(parent: Scope | undefined, frame: Frame, level: number): Scope {
  return new LazyScope(parent, frame, level);
}

export function declare(scope: Scope, name: string, value: Value): void {
  const known = scope.vars.get(name);
  if (known && !known.alias) known.value = value;
  else scope.vars.set(name, { value });
}

/** The binding of a name, and the scope that has it. */
export function lookup(scope: Scope, name: string): { binding: Binding; scope: Scope } | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const binding = at.own?.get(name);
    if (binding) return { binding, scope: at };
  }
  return undefined;
}

const hoisted = new WeakMap<readonly Statement[], string[]>();

/** The names that `var` declares in these statements, in blocks too but not in functions. */
export function varNames(statements: readonly Statement[]): string[] {
  const known = hoisted.get(statements);
  if (known) return known;
  const names: string[] = [];
  const queue: (Statement | null | undefined)[] = [...statements];
  for (let node = queue.pop(); node !== undefined || queue.length > 0; node = queue.pop()) {
    if (!node) continue;
    switch (node.type) {
      case "VariableDeclaration":
        if (node.kind === "var") for (const declarator of node.declarations) patternNames(declarator.id, names);
        break;
      case "IfStatement":
        queue.push(node.consequent, node.alternate);
        break;
      case "ForStatement":
        if (node.init?.type === "VariableDeclaration") queue.push(node.init);
        queue.push(node.body);
        break;
      case "ForInStatement":
      case "ForOfStatement":
        if (node.left.type === "VariableDeclaration") queue.push(node.left);
        queue.push(node.body);
        break;
      case "WhileStatement":
      case "DoWhileStatement":
      case "LabeledStatement":
        queue.push(node.body);
        break;
      case "BlockStatement":
        queue.push(...node.body);
        break;
      case "TryStatement":
        queue.push(node.block, node.handler?.body, node.finalizer);
        break;
      case "SwitchStatement":
        for (const part of node.cases) queue.push(...part.consequent);
        break;
      case "ExportNamedDeclaration":
        if (node.declaration?.type === "VariableDeclaration") queue.push(node.declaration);
        break;
      default:
    }
  }
  hoisted.set(statements, names);
  return names;
}

/** The names that a pattern binds. */
export function patternNames(pattern: BindingPattern, into: string[] = []): string[] {
  switch (pattern.type) {
    case "Identifier":
      into.push(pattern.name);
      break;
    case "AssignmentPattern":
      patternNames(pattern.left, into);
      break;
    case "ObjectPattern":
      for (const part of pattern.properties)
        patternNames(part.type === "RestElement" ? part.argument : part.value, into);
      break;
    case "ArrayPattern":
      for (const part of pattern.elements) {
        if (part) patternNames(part.type === "RestElement" ? part.argument : part, into);
      }
      break;
  }
  return into;
}
