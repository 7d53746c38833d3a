import { parts, type Node } from "../syntax.ts";
import { limits, step } from "../budget.ts";
import { weakly, type Completion, type Machine } from "./machine.ts";
import { specsOf } from "./packages.ts";
import { siteOf } from "./names.ts";
import { literalOf } from "./literals.ts";
import { isThing, settled, unknown, type Scope, type Value } from "./value.ts";

type Run = (m: Machine, node: Node, scope: Scope) => Completion;
const field = (node: Node, name: string) => node.childForFieldName(name);
const inner = (scope: Scope): Scope => ({ vars: new Map(), parent: scope, source: scope.source, frame: scope.frame });

/** Runs the statements of a block, as data; stops where they leave it. */
export function executeBlock(m: Machine, block: Node, scope: Scope): Completion {
  for (const node of parts(block)) {
    step(m);
    if (m.depth > limits.depth) return undefined;
    m.depth += 1;
    try {
      const done = statements[node.type]?.(m, node, scope);
      if (done) return done;
    } finally {
      m.depth -= 1;
    }
  }
  return undefined;
}

const declaration: Run = (m, node, scope) => {
  for (const { name, value, at, iota, type, count } of specsOf(node)) {
    scope.vars.set("iota", iota);
    if (value)
      scope.vars.set(name, count > 1 && at > 0 ? partOf(m.evaluate(value, scope), at) : m.evaluate(value, scope));
    else scope.vars.set(name, type?.text === "string" ? "" : type ? literalOf(m, type, null, scope) : null);
  }
  return undefined;
};

const statements: Record<string, Run> = {
  statement_list: executeBlock,
  block: (m, node, scope) => executeBlock(m, node, inner(scope)),
  expression_statement(m, node, scope) {
    for (const each of parts(node)) m.evaluate(each, scope);
    return undefined;
  },
  const_declaration: declaration,
  var_declaration: declaration,
  short_var_declaration(m, node, scope) {
    assign(m, parts(field(node, "left")), field(node, "right"), scope, true);
    return undefined;
  },
  assignment_statement(m, node, scope) {
    const [left, right] = [parts(field(node, "left")), field(node, "right")];
    const operator = field(node, "operator")?.text ?? "=";
    const [target] = left;
    if (operator === "=") assign(m, left, right, scope, false);
    else if (target && right) {
      const [before, more] = [m.evaluate(target, scope), m.evaluate(right, scope)];
      const text =
        operator === "+=" && typeof before === "string" && typeof more === "string"
          ? before + more
          : unknown("it is calculated at run time", siteOf(node, scope));
      store(m, target, text, scope, false);
    }
    return undefined;
  },
  return_statement(m, node, scope) {
    const [values] = parts(node);
    const value = values ? m.evaluate(values, scope) : null;
    return { type: "return", value };
  },
  go_statement: (m, node, scope) => statements.expression_statement?.(m, node, scope),
  defer_statement: (m, node, scope) => statements.expression_statement?.(m, node, scope),
  labeled_statement: (m, node, scope) => executeBlock(m, node, scope),
  break_statement: () => ({ type: "break" }),
  continue_statement: () => ({ type: "continue" }),
  if_statement(m, node, scope) {
    const own = inner(scope);
    const [first, condition] = [field(node, "initializer"), field(node, "condition")];
    if (first) statements[first.type]?.(m, first, own);
    const value = condition ? settled(ifError(condition) ?? m.evaluate(condition, own)) : null;
    const [then, otherwise] = [field(node, "consequence"), field(node, "alternative")];
    const run = (branch: Node | null): Completion => (branch ? statements[branch.type]?.(m, branch, own) : undefined);
    if (typeof value === "boolean") return run(value ? then : otherwise);
    const [a, b] = weakly(m, () => [run(then), run(otherwise)]);
    if (a?.type === "return" && b?.type === "return") return a;
    maybe(scope, a);
    maybe(scope, b);
    return undefined;
  },
  for_statement(m, node, scope) {
    const body = field(node, "body");
    const own = inner(scope);
    const range = parts(node).find(({ type }) => type === "range_clause");
    const clause = parts(node).find(({ type }) => type === "for_clause");
    const first = clause ? field(clause, "initializer") : null;
    if (first) statements[first.type]?.(m, first, own);
    const targets = range ? parts(field(range, "left")) : [];
    const right = range ? field(range, "right") : null;
    const value = right ? settled(m.evaluate(right, scope)) : unknown("it goes on as long as a condition holds");
    const rows: [Value, Value][] = [];
    if (isThing(value) && value.kind === "list")
      rows.push(...value.items.map((item, at): [Value, Value] => [at, item]));
    else if (isThing(value) && value.kind === "map") rows.push(...value.entries);
    else if (value !== null)
      rows.push([
        unknown("it is counted at run time"),
        isThing(value) && value.kind === "unknown" ? value : unknown("it is part of what is not known"),
      ]);
    const certain = isThing(value) && (value.kind === "list" || value.kind === "map");
    for (const [key, item] of rows.slice(0, limits.items)) {
      step(m);
      const each = inner(own);
      if (targets[0]) store(m, targets[0], key, each, true);
      if (targets[1]) store(m, targets[1], item, each, true);
      const done = body
        ? certain
          ? executeBlock(m, body, each)
          : weakly(m, () => executeBlock(m, body, each))
        : undefined;
      if (done?.type === "return" && certain) return done;
      maybe(scope, done);
      if (done?.type === "break") break;
    }
    return undefined;
  },
  expression_switch_statement: runCases,
  type_switch_statement: runCases,
  select_statement: runCases,
};

/** Which case holds is not decided: all are looked at, unless its value is known. */
function runCases(m: Machine, node: Node, scope: Scope): Completion {
  const own = inner(scope);
  const value = field(node, "value");
  const subject = value && node.type === "expression_switch_statement" ? settled(m.evaluate(value, own)) : undefined;
  const cases = parts(node).filter(({ type }) => /case$/.test(type));
  if (typeof subject === "string" || typeof subject === "number") {
    for (const one of cases) {
      const values = parts(field(one, "value")).map((each) => settled(m.evaluate(each, own)));
      if (one.type === "default_case" || values.includes(subject)) return bodyOf(m, one, own);
      if (values.some(isThing)) break;
    }
  }
  weakly(m, () => {
    for (const one of cases) maybe(scope, bodyOf(m, one, own));
  });
  return undefined;
}

function bodyOf(m: Machine, one: Node, scope: Scope): Completion {
  const body = parts(one).filter(({ type }) => type === "statement_list");
  for (const each of body) {
    const done = executeBlock(m, each, inner(scope));
    if (done?.type === "return") return done;
  }
  return undefined;
}

function maybe(scope: Scope, done: Completion): void {
  if (done?.type === "return") scope.frame.returns.push(done.value);
}

/** Errors are presumed not to happen: what is done about them is not how a server works. */
function ifError(condition: Node): boolean | undefined {
  return /^\(?(?:\w*[eE]rr|\w*\.err)\s*(!=|==)\s*nil\)?$/.test(condition.text)
    ? condition.text.includes("==")
    : undefined;
}

const partOf = (value: Value, at: number): Value => {
  if (isThing(value) && value.kind === "tuple") return value.items[at] ?? null;
  if (isThing(value) && value.kind === "unknown") return value;
  return at === 0 ? value : unknown("it is a part of what is not known");
};

function assign(m: Machine, targets: readonly Node[], right: Node | null, scope: Scope, declares: boolean): void {
  const given = parts(right);
  const values = given.length === targets.length ? given.map((each) => m.evaluate(each, scope)) : undefined;
  const whole = values ? null : right ? m.evaluate(right, scope) : null;
  targets.forEach((target, at) => {
    store(m, target, values ? (values[at] ?? null) : partOf(whole, at), scope, declares);
  });
}

function store(m: Machine, target: Node, value: Value, scope: Scope, declares: boolean): void {
  if (target.type === "identifier") {
    if (target.text === "_") return;
    let at: Scope | undefined = scope;
    if (!declares) while (at && !at.vars.has(target.text)) at = at.parent;
    // Under a condition that is not decided it may still be what it was.
    const before = at?.vars.get(target.text);
    const unsure =
      m.weak > 0 &&
      !declares &&
      before !== undefined &&
      before !== null &&
      before !== "" &&
      before !== value &&
      !(isThing(before) && before.kind === "list");
    (at ?? scope).vars.set(
      target.text,
      unsure && !isThing(value) ? unknown("it is decided at run time", siteOf(target, scope)) : value,
    );
    return;
  }
  if (target.type === "selector_expression") {
    const object = settled(m.evaluate(field(target, "operand") ?? target, scope));
    if (isThing(object) && object.kind === "struct") object.fields.set(field(target, "field")?.text ?? "", value);
    return;
  }
  if (target.type === "index_expression") {
    const object = settled(m.evaluate(field(target, "operand") ?? target, scope));
    const index = field(target, "index");
    const key = index ? settled(m.evaluate(index, scope)) : null;
    if (isThing(object) && object.kind === "map") {
      if (typeof key === "string") object.entries.set(key, value);
      else object.open ??= unknown("a key is decided at run time", siteOf(target, scope));
    } else if (isThing(object) && object.kind === "list" && typeof key === "number") object.items[key] = value;
    return;
  }
  if (target.type === "unary_expression") {
    const object = m.evaluate(target, scope);
    if (isThing(object) && object.kind === "struct" && isThing(value) && value.kind === "struct")
      for (const [name, each] of value.fields) object.fields.set(name, each);
  }
}
