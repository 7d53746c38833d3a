import type { Expression, TemplateLiteral } from "oxc-parser";
import { keyOf } from "./assign.ts";
import { madeText, step, under, type Machine } from "./machine.ts";
import { binary, typeOf } from "./operators.ts";
import { toText } from "./text-of.ts";
import { lookup } from "./scope.ts";
import { isThing, oneOf, presumedTruth, settled, truth, unknown, type Scope, type Site, type Value } from "./value.ts";

/** The place of a node. */
export function siteOf(node: { start: number }, scope: Scope): Site {
  return { source: scope.frame.source, offset: node.start };
}

/** A template literal: text when every hole is known. */
export function template(m: Machine, node: TemplateLiteral, scope: Scope): Value {
  let made: Value = node.quasis[0]?.value.cooked ?? "";
  node.expressions.forEach((part, index) => {
    made = binary(
      m,
      "+",
      binary(m, "+", made, "", siteOf(node, scope)),
      toText(m, m.evaluate(part, scope), siteOf(part, scope)),
      siteOf(part, scope),
    );
    made = binary(m, "+", made, node.quasis[index + 1]?.value.cooked ?? "", siteOf(node, scope));
  });
  return typeof made === "string" ? (madeText(m, made) ?? unknown("the text is too long", siteOf(node, scope))) : made;
}

type BinaryNode = Extract<Expression, { type: "BinaryExpression" }>;

/** `a + b + c …` nests to the left as deep as there are terms: walk down that side instead of recursing. */
export function binaryChain(m: Machine, node: BinaryNode, scope: Scope): Value {
  const spine: BinaryNode[] = [];
  let left: Expression | BinaryNode["left"] = node;
  while (left.type === "BinaryExpression") {
    spine.push(left);
    left = left.left;
  }
  // `#field in object` asks about a private name; whether an object has it is not followed.
  let value =
    left.type === "PrivateIdentifier" ? unknown("#name in object", siteOf(node, scope)) : m.evaluate(left, scope);
  for (const part of spine.reverse()) {
    step(m);
    value = binary(m, part.operator, value, m.evaluate(part.right, scope), siteOf(part, scope));
  }
  return value;
}

type LogicalNode = Extract<Expression, { type: "LogicalExpression" }>;

/** `a || b && c …`, walked down the side that chains nest on. */
export function logical(m: Machine, node: LogicalNode, scope: Scope): Value {
  const spine: LogicalNode[] = [];
  let left: Expression = node;
  while (left.type === "LogicalExpression") {
    spine.push(left);
    left = left.left;
  }
  let value = m.evaluate(left, scope);
  for (const part of spine.reverse()) {
    step(m);
    value = logicalValue(m, part.operator, value, () => m.evaluate(part.right, scope));
  }
  return value;
}

/** `left || right` and the like; `right` is evaluated only when it matters. */
export function logicalValue(m: Machine, operator: "||" | "&&" | "??", left: Value, right: () => Value): Value {
  const given = settled(left);
  if (operator === "??") {
    if (given === undefined || given === null) return right();
    if (!isThing(given) || given.kind !== "unknown" || given.truthy) return left;
    return under(m, "weak", () => oneOf([left, right()]));
  }
  const known = truth(given);
  if (known !== undefined) return known === (operator === "&&") ? right() : left;
  return under(m, "weak", () => (operator === "&&" ? conjunction(left, right()) : oneOf([left, right()])));
}

/** `test && value`: the value or something that is false; only the value matters where it is spread or listed. */
function conjunction(left: Value, right: Value): Value {
  if (!isThing(right) && !right) return right;
  return isThing(right) && right.kind !== "unknown" ? oneOf([undefined, right]) : oneOf([left, right]);
}

type UnaryNode = Extract<Expression, { type: "UnaryExpression" }>;

/** A unary operator. */
export function unary(m: Machine, node: UnaryNode, scope: Scope): Value {
  const site = siteOf(node, scope);
  if (node.operator === "typeof" && node.argument.type === "Identifier" && !lookup(scope, node.argument.name)) {
    return m.globals.has(node.argument.name) ? typeOf(m.globals.get(node.argument.name), site) : "undefined";
  }
  const value = m.evaluate(node.argument, scope);
  const given = settled(value);
  switch (node.operator) {
    case "!": {
      const known = truth(value);
      if (known !== undefined) return !known;
      const presumed = presumedTruth(value);
      return unknown(
        "it depends on something unknown",
        site,
        presumed === undefined ? {} : { presumed: { value: !presumed } },
      );
    }
    case "void":
      return undefined;
    case "typeof":
      return typeOf(given, site);
    case "-":
      return typeof given === "number" ? -given : unknown("it is computed from something unknown", site);
    case "+":
      return isThing(given) ? unknown("it is computed from something unknown", site) : Number(given);
    case "~":
      return typeof given === "number" ? ~given : unknown("it is computed from something unknown", site);
    case "delete":
      if (node.argument.type === "MemberExpression") removeMember(m, node.argument, scope);
      return true;
  }
}

function removeMember(m: Machine, node: Extract<Expression, { type: "MemberExpression" }>, scope: Scope): void {
  const object = m.evaluate(node.object, scope);
  const key = keyOf(m, node.property, node.computed, scope);
  if (isThing(object) && object.kind === "object" && key !== undefined && m.weak <= object.level)
    object.props.delete(key);
}
