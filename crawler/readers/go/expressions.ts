import { parts, type Node } from "../syntax.ts";
import { has, importCalled, imported, lookup, siteOf } from "./names.ts";
import { typeOf } from "./types.ts";
import { limits, madeText, step } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { operatorChain } from "../operator-chain.ts";
import { literalOf } from "./literals.ts";
import { member } from "./members.ts";
import { noText, settled, isThing, unknown, type FunctionValue, type Scope, type Value } from "./value.ts";

type Evaluate = (m: Machine, node: Node, scope: Scope, type?: Node | null) => Value;

const field = (node: Node, name: string) => node.childForFieldName(name);

/** What an expression is, as far as it can be known. `type`: the element type of the literal that it stands in. */
export function evaluateNode(m: Machine, node: Node, scope: Scope, type?: Node | null): Value {
  step(m);
  const evaluate = expressions[node.type];
  if (!evaluate) return unknown(`its source has a ${node.type.replaceAll("_", " ")}`, siteOf(node, scope));
  if (m.depth > limits.depth) return unknown("it is nested too deeply", siteOf(node, scope));
  m.depth += 1;
  try {
    const value = evaluate(m, node, scope, type);
    if (m.trace) m.trace.note(value, scope.source, node.startIndex, node.endIndex);
    return isThing(value) && value.kind === "unknown" && !value.site ? { ...value, site: siteOf(node, scope) } : value;
  } finally {
    m.depth -= 1;
  }
}

const of = (m: Machine, node: Node | null | undefined, scope: Scope): Value =>
  node ? m.evaluate(node, scope) : unknown("a part of it is missing");

const escapes: Record<string, string> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** A text in double quotes (The Go Programming Language Specification, "String literals"); bytes of it are taken for UTF-8. */
function interpreted(text: string): string {
  if (!text.includes("\\")) return text;
  const bytes: number[] = [];
  const flush = () => Buffer.from(bytes.splice(0)).toString("utf8");
  let made = "";
  for (const [all, octal, x, u, long, one] of text.matchAll(
    /\\(?:([0-7]{3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))|[^\\]+/g,
  )) {
    const byte = octal !== undefined ? parseInt(octal, 8) : x !== undefined ? parseInt(x, 16) : undefined;
    if (byte !== undefined) {
      bytes.push(byte & 255);
      continue;
    }
    if (bytes.length > 0) made += flush();
    const code = u ?? long;
    if (code !== undefined)
      made += parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(parseInt(code, 16)) : "\ufffd";
    else made += one === undefined ? all : (escapes[one] ?? one);
  }
  return made + flush();
}

const expressions: Record<string, Evaluate> = {
  interpreted_string_literal: (_m, node) => interpreted(node.text.slice(1, -1)),
  // Carriage returns are not part of a raw string's value.
  raw_string_literal: (_m, node) => node.text.slice(1, -1).replaceAll("\r", ""),
  rune_literal: () => unknown("it is a letter's number"),
  int_literal: (_m, node) => Number(node.text.replaceAll("_", "").replace(/^0(?=\d)/, "0o")),
  float_literal: (_m, node) => Number(node.text.replaceAll("_", "")),
  true: () => true,
  false: () => false,
  nil: () => null,
  iota: (_m, _node, scope) => scope.vars.get("iota") ?? unknown("it is a number of its own"),
  identifier: (m, node, scope) => lookup(m, node.text, scope),
  parenthesized_expression: (m, node, scope) => of(m, parts(node)[0], scope),
  expression_list(m, node, scope) {
    const values = parts(node).map((part) => m.evaluate(part, scope));
    return values.length === 1 ? (values[0] ?? null) : { kind: "tuple", items: values };
  },
  literal_element: (m, node, scope, type) => {
    const [inner] = parts(node);
    return inner ? m.evaluate(inner, scope, type) : null;
  },
  literal_value: (m, node, scope, type) => literalOf(m, type ?? null, node, scope),
  composite_literal: (m, node, scope) => literalOf(m, field(node, "type"), field(node, "body") ?? node, scope),
  func_literal(m, node, scope): FunctionValue {
    const calls = { count: 0 };
    const made: FunctionValue = { kind: "function", name: "func", node, source: scope.source, scope, calls };
    if (m.literals.length < limits.items) m.literals.push(made);
    return made;
  },
  selector_expression(m, node, scope) {
    const operand = field(node, "operand");
    const name = field(node, "field")?.text ?? "";
    if (operand?.type === "identifier" && !has(scope, operand.text)) {
      const path = scope.source.imports.get(operand.text);
      if (path !== undefined) return imported(m, path, name);
      const aliased = importCalled(m, operand.text, scope);
      if (aliased !== undefined) return imported(m, aliased, name);
    }
    return member(m, of(m, operand, scope), name, siteOf(node, scope));
  },
  call_expression(m, node, scope) {
    const callee = field(node, "function");
    const given = parts(field(node, "arguments"));
    const args: Value[] = [];
    if (
      callee?.type === "identifier" &&
      (callee.text === "make" || callee.text === "new") &&
      !has(scope, callee.text)
    ) {
      const [type] = given;
      return type ? literalOf(m, type, null, scope) : unknown("it is made at run time");
    }
    for (const arg of given) {
      const value = arg.type === "variadic_argument" ? of(m, parts(arg)[0], scope) : m.evaluate(arg, scope);
      if (arg.type !== "variadic_argument") {
        if (given.length === 1 && isThing(value) && value.kind === "tuple") args.push(...value.items);
        else args.push(value);
      } else if (isThing(value) && value.kind === "list") args.push(...value.items);
      else if (value !== null)
        args.push(isThing(value) && value.kind === "unknown" ? { ...value, type: "..." } : value);
    }
    return m.call(of(m, callee, scope), args, siteOf(node, scope));
  },
  unary_expression(m, node, scope) {
    const value = of(m, field(node, "operand"), scope);
    switch (field(node, "operator")?.text) {
      case "&":
      case "+":
        return value;
      case "-":
        return typeof value === "number" ? -value : unknown("it is calculated");
      case "!":
        return typeof value === "boolean" ? !value : unknown("it is decided at run time");
      default:
        return unknown("it is calculated at run time");
    }
  },
  binary_expression(m, node, scope) {
    return operatorChain<Value>(node, {
      of: (part) => {
        step(m);
        return of(m, part, scope);
      },
      operate,
      sum: (texts) => madeText(m, texts.join("")) ?? unknown("it is too long"),
    });
  },
  index_expression(m, node, scope) {
    const operand = of(m, field(node, "operand"), scope);
    if (isThing(operand) && (operand.kind === "function" || operand.kind === "external" || operand.kind === "type"))
      return operand;
    const key = of(m, field(node, "index"), scope);
    if (isThing(operand) && operand.kind === "map" && typeof key === "string")
      return operand.entries.get(key) ?? unknown("it has no such key");
    if (isThing(operand) && operand.kind === "list" && typeof key === "number")
      return operand.items[key] ?? unknown("it has no such item");
    return isThing(operand) && operand.kind === "unknown"
      ? operand
      : unknown("which item it is is decided at run time");
  },
  type_instantiation_expression: (m, node, scope) => of(m, field(node, "type") ?? parts(node)[0], scope),
  type_assertion_expression: (m, node, scope) => of(m, field(node, "operand"), scope),
  type_conversion_expression: (m, node, scope) => of(m, field(node, "operand"), scope),
  slice_expression(m, node, scope) {
    const operand = of(m, field(node, "operand"), scope);
    return field(node, "start") || field(node, "end") ? unknown("which part of it is decided at run time") : operand;
  },
  type_identifier: (m, node, scope) => lookup(m, node.text, scope),
  qualified_type: (m, node, scope) => typeOf(m, node, scope) ?? unknown("it is a type that is not known"),
  slice_type: () => unknown("it is a type"),
  map_type: () => unknown("it is a type"),
  pointer_type: (m, node, scope) => of(m, parts(node)[0], scope),
  generic_type: (m, node, scope) => of(m, field(node, "type"), scope),
};

function operate(operator: string, left: Value, right: Value): Value {
  const [a, b] = [settled(left), settled(right)];
  if (a !== left || b !== right) {
    const value = operate(operator, a, b);
    return isThing(value) && value.kind === "unknown"
      ? value
      : unknown("it depends on how the server is started", undefined, { presumed: { value } });
  }
  if (operator === "==" || operator === "!=") {
    const same = isThing(a) || isThing(b) ? sameThing(a, b) : a === b;
    return same === undefined ? unknown("it is decided at run time") : same === (operator === "==");
  }
  if (operator === "&&" || operator === "||") {
    const stops = operator === "||";
    if (a === stops || b === stops) return stops;
    return typeof a === "boolean" && typeof b === "boolean" ? !stops : unknown("it is decided at run time");
  }
  if (operator === "+" && typeof a === "string" && typeof b === "string") return a + b;
  if (typeof a === "number" && typeof b === "number") {
    const made =
      operator === "+"
        ? a + b
        : operator === "-"
          ? a - b
          : operator === "*"
            ? a * b
            : operator === "/" && b !== 0
              ? a / b
              : NaN;
    return Number.isFinite(made) ? made : unknown("it is calculated at run time");
  }
  if (isThing(a) && a.kind === "unknown") return a;
  return isThing(b) && b.kind === "unknown" ? b : unknown(noText);
}

/** Whether what is not known is nil: errors are presumed to be. */
function sameThing(a: Value, b: Value): boolean | undefined {
  if (a !== null && b !== null) return undefined;
  const other = a ?? b;
  if (!isThing(other) || other.kind === "unknown" || other.kind === "external") return undefined;
  return false;
}
