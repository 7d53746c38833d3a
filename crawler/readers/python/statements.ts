import { lineOf, parts, type Node } from "../syntax.ts";
import { assign, bind } from "./assign.ts";
import { makeClass, makeFunction } from "./definitions.ts";
import { iterate } from "./iterate.ts";
import { limits, step } from "../budget.ts";
import { under, type Completion, type Machine } from "./machine.ts";
import type { Modules } from "./modules.ts";
import { operate } from "./operators.ts";
import { isThing, oneOf, settled, truth, unknown, type Scope, type Value } from "./value.ts";

type Run = (m: Machine, node: Node, scope: Scope, modules: Modules) => Completion;

/** Runs the statements of a block, as data; stops where they leave it. */
export function executeBlock(m: Machine, block: Node, scope: Scope, modules: Modules): Completion {
  for (const statement of parts(block)) {
    const left = executeOne(m, statement, scope, modules);
    if (left) return left;
  }
  return undefined;
}

function executeOne(m: Machine, node: Node, scope: Scope, modules: Modules): Completion {
  step(m);
  if (m.depth > limits.depth) return undefined;
  m.depth += 1;
  try {
    const run = statements[node.type];
    if (run) return run(m, node, scope, modules);
    if (node.type.endsWith("import_statement") || node.type === "import_from_statement")
      modules.importStatement(node, scope);
    return undefined;
  } finally {
    m.depth -= 1;
  }
}

const field = (node: Node, name: string) => node.childForFieldName(name);
const body = (m: Machine, node: Node | null, scope: Scope): Completion => (node ? m.execute(node, scope) : undefined);

const statements: Record<string, Run> = {
  expression_statement(m, node, scope, modules) {
    for (const inner of parts(node)) {
      if (inner.type === "assignment") assignment(m, inner, scope);
      else if (inner.type === "augmented_assignment") augmented(m, inner, scope);
      else if (statements[inner.type]) statements[inner.type]?.(m, inner, scope, modules);
      else if (inner.type !== "string") m.evaluate(inner, scope);
    }
    return undefined;
  },
  return_statement(m, node, scope) {
    const [value] = parts(node);
    return { type: "return", value: value ? m.evaluate(value, scope) : null };
  },
  raise_statement: () => ({ type: "raise" }),
  break_statement: () => ({ type: "break" }),
  continue_statement: () => ({ type: "continue" }),
  block: (m, node, scope, modules) => executeBlock(m, node, scope, modules),
  if_statement(m, node, scope) {
    const branches = [node, ...node.childrenForFieldName("alternative")];
    return ifElse(m, branches, scope);
  },
  for_statement(m, node, scope) {
    const [left, right] = [field(node, "left"), field(node, "right")];
    if (!left || !right) return undefined;
    const { items, open } = iterate(m, m.evaluate(right, scope));
    for (const item of items.slice(0, limits.items)) {
      step(m);
      assign(m, left, item, scope);
      const done = body(m, field(node, "body"), scope);
      if (done?.type === "return" || done?.type === "raise") return done;
      if (done?.type === "break") return undefined;
    }
    if (open) {
      under(m, "weak", () => {
        assign(m, left, open, scope);
        maybe(scope, body(m, field(node, "body"), scope));
      });
    }
    return undefined;
  },
  while_statement(m, node, scope) {
    const condition = field(node, "condition");
    if (!condition || truth(settled(m.evaluate(condition, scope))) === false) return undefined;
    under(m, "weak", () => {
      maybe(scope, body(m, field(node, "body"), scope));
    });
    return undefined;
  },
  try_statement(m, node, scope) {
    // Presumed to go well: what else it does in trouble is not its normal working.
    const done = body(m, field(node, "body"), scope);
    if (done?.type === "raise") {
      const handler = parts(node).find(({ type }) => type === "except_clause");
      return handler ? body(m, parts(handler).at(-1) ?? null, scope) : done;
    }
    if (done) return done;
    for (const clause of parts(node)) {
      if (clause.type !== "else_clause" && clause.type !== "finally_clause") continue;
      const after = body(m, field(clause, "body") ?? parts(clause).at(-1) ?? null, scope);
      if (after) return after;
    }
    return undefined;
  },
  with_statement(m, node, scope) {
    for (const item of parts(parts(node).find(({ type }) => type === "with_clause") ?? null)) {
      const value = field(item, "value");
      if (!value) continue;
      if (value.type !== "as_pattern") {
        m.evaluate(value, scope);
        continue;
      }
      const [made, target] = parts(value);
      if (made && target) assign(m, target, m.evaluate(made, scope), scope);
    }
    return body(m, field(node, "body"), scope);
  },
  match_statement(m, node, scope) {
    for (const clause of parts(field(node, "body"))) {
      under(m, "weak", () => {
        maybe(scope, body(m, field(clause, "consequence"), scope));
      });
    }
    return undefined;
  },
  function_definition(m, node, scope) {
    bind(m, field(node, "name")?.text ?? "", makeFunction(m, node, scope), scope);
    return undefined;
  },
  class_definition(m, node, scope) {
    bind(m, field(node, "name")?.text ?? "", makeClass(m, node, scope, []), scope);
    return undefined;
  },
  decorated_definition(m, node, scope) {
    const definition = field(node, "definition");
    if (!definition) return undefined;
    const decorators = parts(node).filter(({ type }) => type === "decorator");
    const name = field(definition, "name")?.text ?? "";
    if (definition.type === "class_definition") {
      const values = decorators.flatMap((decorator) => parts(decorator).map((each) => m.evaluate(each, scope)));
      bind(m, name, makeClass(m, definition, scope, values), scope);
      return undefined;
    }
    let value: Value = makeFunction(m, definition, scope);
    for (const decorator of decorators.reverse()) value = decorate(m, decorator, value, scope);
    bind(m, name, value, scope);
    return undefined;
  },
  global_statement(_m, node, scope) {
    scope.globals ??= new Set();
    for (const name of parts(node)) scope.globals.add(name.text);
    return undefined;
  },
};

function decorate(m: Machine, decorator: Node, value: Value, scope: Scope): Value {
  const [expression] = parts(decorator);
  if (!expression) return value;
  const site = { module: scope.module, line: lineOf(decorator) };
  const applied = m.evaluate(expression, scope);
  if (isThing(applied) && (applied.kind === "unknown" || applied.kind === "external")) {
    // What we do not see most often hands the function on; somebody outside may call it.
    if (isThing(value) && value.kind === "function") m.callbacks.push({ fn: value, against: m.against });
    return value;
  }
  const made = m.call(applied, { list: [value], named: new Map() }, site);
  return isThing(made) && made.kind === "unknown" ? value : made;
}

/** Under a condition that is not decided, a function may return here, and may go on. */
function maybe(scope: Scope, done: Completion): void {
  if (done?.type === "return") scope.frame?.returns.push(done.value);
}

/** An if with its elifs and its else: each branch is a node with `condition` and `consequence`, or `body`. */
function ifElse(m: Machine, branches: Node[], scope: Scope): Completion {
  const [branch, ...rest] = branches;
  if (!branch) return undefined;
  const condition = field(branch, "condition");
  const then = field(branch, "consequence") ?? field(branch, "body");
  if (!condition) return body(m, then, scope);
  const value = m.evaluate(condition, scope);
  const known = truth(value);
  if (known !== undefined) return known ? body(m, then, scope) : ifElse(m, rest, scope);
  const presumed = truth(settled(value));
  const first = under(m, presumed === false ? "against" : "weak", () => body(m, then, scope));
  const second = under(m, presumed === true ? "against" : "weak", () => ifElse(m, rest, scope));
  if (presumed !== undefined) {
    const taken = presumed ? first : second;
    maybe(scope, presumed ? second : first);
    // Raising for want of configuration is what a server does that is not set up yet: go on as if it were.
    return taken?.type === "raise" ? undefined : taken;
  }
  if (first && second) {
    const returned = [first, second].flatMap((done) => (done.type === "return" ? [done.value] : []));
    return returned.length > 0 ? { type: "return", value: oneOf(returned) } : first;
  }
  maybe(scope, first);
  maybe(scope, second);
  return undefined;
}

function assignment(m: Machine, node: Node, scope: Scope): void {
  const [left, right] = [field(node, "left"), field(node, "right")];
  const type = field(node, "type");
  if (left?.type === "identifier" && type && scope.kind === "class")
    scope.fields?.push({ name: left.text, type, value: right });
  if (!left || !right) return;
  if (right.type === "assignment") {
    assignment(m, right, scope);
    const inner = field(right, "left");
    assign(m, left, inner ? m.evaluate(inner, scope) : unknown("it is not known"), scope);
  } else assign(m, left, m.evaluate(right, scope), scope);
}

function augmented(m: Machine, node: Node, scope: Scope): void {
  const [left, right] = [field(node, "left"), field(node, "right")];
  if (!left || !right) return;
  const [before, more] = [m.evaluate(left, scope), m.evaluate(right, scope)];
  const operator = (field(node, "operator")?.text ?? "").slice(0, -1);
  if (operator === "+" && isThing(before) && before.kind === "list") {
    const { items, open } = iterate(m, more);
    before.items.push(...items.slice(0, limits.items));
    if (open) before.open ??= open;
    return;
  }
  if (operator === "|" && isThing(before) && before.kind === "dict" && isThing(more) && more.kind === "dict") {
    for (const [key, value] of more.entries) before.entries.set(key, value);
    return;
  }
  assign(m, left, operate(m, operator, before, more), scope);
}
