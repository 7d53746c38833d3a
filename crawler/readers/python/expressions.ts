import { lineOf, parts, type Node } from "../syntax.ts";
import { comprehension, loop } from "./comprehensions.ts";
import { assign } from "./assign.ts";
import { makeFunction } from "./definitions.ts";
import { iterate } from "./iterate.ts";
import { limits, step } from "../budget.ts";
import { under, type Machine } from "./machine.ts";
import { compare, operate } from "./operators.ts";
import { operatorChain } from "../operator-chain.ts";
import { subscript } from "./members.ts";
import { literal } from "./text.ts";
import {
  dict,
  isThing,
  list,
  oneOf,
  settled,
  truth,
  unknown,
  type Args,
  type DictValue,
  type ListValue,
  type Scope,
  type Site,
  type Value,
} from "./value.ts";

type Evaluate = (m: Machine, node: Node, scope: Scope) => Value;

/** What an expression is, as far as it can be known. */
export function evaluateNode(m: Machine, node: Node, scope: Scope): Value {
  step(m);
  const evaluate = expressions[node.type];
  if (!evaluate) return unknown(`its source has a ${node.type.replaceAll("_", " ")}`, siteOf(node, scope));
  if (m.depth > limits.depth) return unknown("it is nested too deeply", siteOf(node, scope));
  m.depth += 1;
  try {
    const value = evaluate(m, node, scope);
    if (m.trace) m.trace.note(value, scope.module, node.startIndex, node.endIndex);
    if (isThing(value) && value.kind === "unknown" && !value.site) return { ...value, site: siteOf(node, scope) };
    return value;
  } finally {
    m.depth -= 1;
  }
}

const siteOf = (node: Node, scope: Scope): Site => ({ module: scope.module, line: lineOf(node) });
const field = (node: Node, name: string) => node.childForFieldName(name);
const of = (m: Machine, node: Node | null | undefined, scope: Scope): Value =>
  node ? m.evaluate(node, scope) : unknown("a part of it is missing");
const inner: Evaluate = (m, node, scope) => of(m, parts(node)[0], scope);

const expressions: Record<string, Evaluate> = {
  identifier: (m, node, scope) => m.lookup(node.text, scope, siteOf(node, scope)),
  string: literal,
  concatenated_string(m, node, scope) {
    return sum(
      m,
      parts(node).map((part) => m.evaluate(part, scope)),
    );
  },
  integer: (_m, node) => Number(node.text.replaceAll("_", "")),
  float: (_m, node) => Number(node.text.replaceAll("_", "")),
  true: () => true,
  false: () => false,
  none: () => null,
  ellipsis: () => unknown("it is left out (...)"),
  parenthesized_expression: inner,
  type: inner,
  await: inner,
  expression_list: (m, node, scope) => list(items(m, node, scope).items, "tuple"),
  list: (m, node, scope) => items(m, node, scope),
  tuple: (m, node, scope) => ({ ...items(m, node, scope), type: "tuple" }),
  set: (m, node, scope) => ({ ...items(m, node, scope), type: "set" }),
  dictionary(m, node, scope) {
    const made = dict();
    for (const part of parts(node)) {
      if (part.type === "pair") put(made, of(m, field(part, "key"), scope), of(m, field(part, "value"), scope));
      else if (part.type === "dictionary_splat") merge(made, of(m, parts(part)[0], scope));
    }
    if (made.entries.has("tools") && m.answers.length < 1_000) m.answers.push(made);
    return made;
  },
  list_comprehension: (m, node, scope) => comprehension(m, node, scope, "list"),
  set_comprehension: (m, node, scope) => comprehension(m, node, scope, "set"),
  generator_expression: (m, node, scope) => comprehension(m, node, scope, "list"),
  dictionary_comprehension(m, node, scope) {
    const made = dict();
    made.open = loop(m, node, scope, (pair, inside) => {
      put(made, of(m, field(pair, "key"), inside), of(m, field(pair, "value"), inside));
    });
    if (!made.open) delete made.open;
    return made;
  },
  call(m, node, scope) {
    const callee = of(m, field(node, "function"), scope);
    const given = field(node, "arguments");
    const args: Args =
      given?.type === "generator_expression"
        ? { list: [m.evaluate(given, scope)], named: new Map() }
        : argumentsOf(m, given, scope);
    return m.call(callee, args, siteOf(node, scope));
  },
  attribute(m, node, scope) {
    return m.get(of(m, field(node, "object"), scope), field(node, "attribute")?.text ?? "", siteOf(node, scope));
  },
  subscript(m, node, scope) {
    const keys = node.childrenForFieldName("subscript");
    const target = of(m, field(node, "value"), scope);
    if (keys[0]?.type === "slice") return slice(m, target, keys[0], scope);
    const values = keys.map((key) => annotation(m, key, scope));
    return subscript(m, target, values, siteOf(node, scope));
  },
  generic_type(m, node, scope) {
    const [name, params] = parts(node);
    const args = parts(params ?? null).map((param) => annotation(m, parts(param)[0] ?? param, scope));
    return subscript(m, of(m, name, scope), args, siteOf(node, scope));
  },
  union_type(m, node, scope) {
    const [left, right] = parts(node);
    return operate(m, "|", annotation(m, left ?? node, scope), annotation(m, right ?? node, scope));
  },
  member_type(m, node, scope) {
    const [object, name] = parts(node);
    return m.get(of(m, object, scope), name?.text ?? "", siteOf(node, scope));
  },
  binary_operator(m, node, scope) {
    return operatorChain<Value>(node, {
      of: (part) => {
        step(m);
        return of(m, part, scope);
      },
      operate: (operator, left, right) => operate(m, operator, left, right),
      sum: (texts) => sum(m, texts),
    });
  },
  unary_operator(m, node, scope) {
    const value = of(m, field(node, "argument"), scope);
    const sign = field(node, "operator")?.text;
    return typeof value === "number" && sign === "-"
      ? -value
      : typeof value === "number" && sign === "+"
        ? value
        : unknown("it is calculated");
  },
  not_operator(m, node, scope) {
    const value = of(m, field(node, "argument"), scope);
    const known = truth(value);
    if (known !== undefined) return !known;
    const presumed = truth(settled(value));
    return unknown("it is decided at run time", undefined, presumed === undefined ? undefined : { value: !presumed });
  },
  boolean_operator(m, node, scope) {
    const left = of(m, field(node, "left"), scope);
    const stopsAt = field(node, "operator")?.text === "or";
    const known = truth(left);
    if (known !== undefined) return known === stopsAt ? left : of(m, field(node, "right"), scope);
    const presumed = truth(settled(left));
    const right = of(m, field(node, "right"), scope);
    // `False and what is not known` stays false, `True or …` true.
    if (truth(right) === stopsAt && typeof right === "boolean") return right;
    if (presumed === undefined) return stopsAt ? oneOf([left, right]) : unknown("it is decided at run time");
    return unknown("it is decided at run time", undefined, {
      value: presumed === stopsAt ? settled(left) : settled(right),
    });
  },
  comparison_operator(m, node, scope) {
    const operands = parts(node);
    const operators = node.childrenForFieldName("operators").map((each) => each.text.replace(/\s+/g, " "));
    const values = operands.map((operand) => m.evaluate(operand, scope));
    const decide = (known: Value[]): boolean | undefined => {
      let all: boolean | undefined = true;
      operators.forEach((operator, at) => {
        const one = compare(operator, known[at] ?? null, known[at + 1] ?? null);
        all = one === undefined ? undefined : all && one;
      });
      return all;
    };
    const result = decide(values);
    if (result !== undefined) return result;
    const presumed = decide(values.map(settled));
    return unknown("it is decided at run time", undefined, presumed === undefined ? undefined : { value: presumed });
  },
  conditional_expression(m, node, scope) {
    const [then, condition, otherwise] = parts(node);
    const value = of(m, condition, scope);
    const known = truth(value);
    if (known !== undefined) return of(m, known ? then : otherwise, scope);
    const presumed = truth(settled(value));
    if (presumed === undefined) return under(m, "weak", () => oneOf([of(m, then, scope), of(m, otherwise, scope)]));
    return unknown("it depends on how the server is started", undefined, {
      value: of(m, presumed ? then : otherwise, scope),
    });
  },
  lambda: (m, node, scope) => makeFunction(m, node, scope),
  named_expression(m, node, scope) {
    const value = of(m, field(node, "value"), scope);
    const name = field(node, "name");
    if (name) assign(m, name, value, scope);
    return value;
  },
  yield(m, node, scope) {
    const [value] = parts(node);
    const made = value ? m.evaluate(value, scope) : null;
    const yields = (scope.frame ??= { returns: [] }).yields;
    if (yields && node.text.startsWith("yield from")) yields.items.push(...iterate(m, made).items);
    else if (yields) yields.items.push(made);
    return unknown("it is sent from outside");
  },
};

/** Types may be written as texts, for names that come later. They are left as texts, and read where a type is wanted. */
const annotation: Evaluate = (m, node, scope) =>
  node.type === "list" || node.type === "tuple" ? list(items(m, node, scope).items, "tuple") : m.evaluate(node, scope);

function sum(m: Machine, values: Value[]): Value {
  if (values.every((value) => typeof value === "string")) return values.join("");
  return values.reduce((left, right) => operate(m, "+", left, right));
}

function items(m: Machine, node: Node, scope: Scope): ListValue {
  const made = list([]);
  for (const part of parts(node)) {
    if (part.type !== "list_splat") {
      made.items.push(m.evaluate(part, scope));
      continue;
    }
    const more = iterate(m, of(m, parts(part)[0], scope));
    made.items.push(...more.items.slice(0, limits.items));
    if (more.open) made.open ??= more.open;
  }
  return made;
}

function put(to: DictValue, key: Value, value: Value): void {
  if (isThing(key) && (key.kind === "unknown" || key.kind === "choice"))
    to.open ??= unknown("a key is decided at run time");
  else to.entries.set(key, value);
}

function merge(to: DictValue, from: Value): void {
  const known = settled(from);
  if (isThing(known) && known.kind === "dict") {
    for (const [key, value] of known.entries) to.entries.set(key, value);
    if (known.open) to.open ??= known.open;
  } else to.open ??= isThing(from) && from.kind === "unknown" ? from : unknown("what is put into it is not known");
}

function argumentsOf(m: Machine, node: Node | null, scope: Scope): Args {
  const args: Args = { list: [], named: new Map() };
  for (const part of parts(node)) {
    if (part.type === "keyword_argument")
      args.named.set(field(part, "name")?.text ?? "", of(m, field(part, "value"), scope));
    else if (part.type === "list_splat") {
      const more = iterate(m, of(m, parts(part)[0], scope));
      args.list.push(...more.items);
      if (more.open) args.open = more.open;
    } else if (part.type === "dictionary_splat") {
      const more = dict();
      merge(more, of(m, parts(part)[0], scope));
      for (const [key, value] of more.entries) if (typeof key === "string") args.named.set(key, value);
      if (more.open) args.open = more.open;
    } else args.list.push(m.evaluate(part, scope));
  }
  return args;
}

function slice(m: Machine, target: Value, node: Node, scope: Scope): Value {
  const known = settled(target);
  const [from, to] = node.text.split(":").map((part) => part.trim());
  const bound = (text: string | undefined, at: number): number | undefined => {
    if (text === undefined || text === "") return undefined;
    const inside = parts(node)[at];
    const value = inside ? m.evaluate(inside, scope) : undefined;
    return typeof value === "number" ? value : NaN;
  };
  const start = bound(from, 0);
  const end = bound(to, from === "" ? 0 : 1);
  if (node.text.split(":").length > 2 || Number.isNaN(start) || Number.isNaN(end))
    return unknown("which part of it is decided at run time");
  if (typeof known === "string") return known.slice(start, end);
  if (isThing(known) && known.kind === "list") return list(known.items.slice(start, end), known.type, known.open);
  return isThing(target) && target.kind === "unknown" ? target : unknown("a part of what is not known");
}
