import type { Expression, ObjectExpression } from "oxc-parser";
import { assignName, assignPattern, keyOf } from "./assign.ts";
import { argumentList, callExpression, chainBody, member } from "./chains.ts";
import { addAccessor, makeClass } from "./classes.ts";
import { generatorResult, makeFunction, named } from "./functions.ts";
import { noteAnswer } from "./json-rpc.ts";
import { limits, step, under, type Machine } from "./machine.ts";
import { binaryChain, logical, logicalValue, siteOf, template, unary } from "./operations.ts";
import { importMeta } from "./import-meta.ts";
import { pathText } from "./node-path.ts";
import { binary, compoundOperator } from "./operators.ts";
import { ownKeys } from "./proxies.ts";
import { lookup } from "./scope.ts";
import { awaited } from "./tries.ts";
import {
  comesFrom,
  isThing,
  newArray,
  newObject,
  oneOf,
  presumedTruth,
  settled,
  unknown,
  type Scope,
  type Site,
  type Value,
} from "./value.ts";

/** What an expression evaluates to. Counts steps and depth, so that hostile code ends. */
export function evaluateExpression(m: Machine, node: Expression, scope: Scope): Value {
  step(m);
  if (m.depth > limits.depth) return unknown("it is nested too deeply", siteOf(node, scope));
  m.depth += 1;
  try {
    const value = evaluate(m, node, scope);
    if (m.trace) m.trace.note(value, scope.frame.source, node.start, node.end);
    return value;
  } finally {
    m.depth -= 1;
  }
}

function evaluate(m: Machine, node: Expression, scope: Scope): Value {
  switch (node.type) {
    case "Literal":
      if ("regex" in node) return { kind: "regexp", source: node.regex.pattern, flags: node.regex.flags };
      return typeof node.value === "bigint" ? unknown("it is a BigInt", siteOf(node, scope)) : node.value;
    case "Identifier":
      return readName(m, node.name, scope, siteOf(node, scope));
    case "MemberExpression":
      return member(m, node, scope).value;
    case "CallExpression":
      return callExpression(m, node, scope).value;
    case "ObjectExpression":
      return objectExpression(m, node, scope);
    case "ArrayExpression":
      return Object.assign(argumentList(m, node.elements, scope, siteOf(node, scope)), { level: m.weak });
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "FunctionDeclaration":
      return makeFunction(m, node, scope);
    case "ClassExpression":
    case "ClassDeclaration":
      return makeClass(m, node, scope);
    case "TemplateLiteral":
      return template(m, node, scope);
    case "BinaryExpression":
      return binaryChain(m, node, scope);
    case "LogicalExpression":
      return logical(m, node, scope);
    case "ConditionalExpression": {
      const test = presumedTruth(m.evaluate(node.test, scope));
      if (test !== undefined) return m.evaluate(test ? node.consequent : node.alternate, scope);
      return under(m, "weak", () => oneOf([m.evaluate(node.consequent, scope), m.evaluate(node.alternate, scope)]));
    }
    case "AssignmentExpression": {
      const { left, operator } = node;
      if (operator === "=") {
        const value = m.evaluate(node.right, scope);
        if (left.type === "Identifier") named(value, node.right, left.name);
        assignPattern(m, left, value, scope, false);
        return value;
      }
      if (left.type === "ArrayPattern" || left.type === "ObjectPattern") return undefined;
      const before = m.evaluate(left, scope);
      const short = operator === "||=" ? "||" : operator === "&&=" ? "&&" : operator === "??=" ? "??" : undefined;
      const value = short
        ? logicalValue(m, short, before, () => m.evaluate(node.right, scope))
        : binary(m, compoundOperator(operator), before, m.evaluate(node.right, scope), siteOf(node, scope));
      if (value !== before || !short) assignPattern(m, left, value, scope, false);
      return value;
    }
    case "UnaryExpression":
      return unary(m, node, scope);
    case "UpdateExpression": {
      const before = m.evaluate(node.argument, scope);
      const value = binary(m, node.operator === "++" ? "+" : "-", before, 1, siteOf(node, scope));
      if (node.argument.type === "Identifier") assignName(m, node.argument.name, value, scope);
      else assignPattern(m, node.argument, value, scope, false);
      return node.prefix ? value : before;
    }
    case "NewExpression": {
      const callee = m.evaluate(node.callee, scope);
      return m.construct(
        callee,
        argumentList(m, node.arguments, scope, siteOf(node, scope)).items,
        siteOf(node, scope),
      );
    }
    case "ThisExpression":
      return scope.frame.self;
    case "SequenceExpression": {
      let last: Value;
      for (const part of node.expressions) last = m.evaluate(part, scope);
      return last;
    }
    case "AwaitExpression":
      return awaited(m, m.evaluate(node.argument, scope));
    case "YieldExpression": {
      const value = node.argument ? m.evaluate(node.argument, scope) : undefined;
      if (!node.delegate) {
        scope.frame.yields.push(value);
        return scope.frame.callee?.awaited ? awaited(m, value) : value;
      }
      scope.frame.yields.push(...m.iterate(value, siteOf(node, scope)).items);
      return isThing(value) && value.kind === "array" && value.extras?.has(generatorResult)
        ? value.extras.get(generatorResult)
        : value;
    }
    case "ChainExpression":
      return m.evaluate(chainBody(node.expression), scope);
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSNonNullExpression":
    case "TSInstantiationExpression":
      return m.evaluate(node.expression, scope);
    case "ImportExpression": {
      const specifier = pathText(m.evaluate(node.source, scope));
      if (specifier !== undefined) return m.load(scope.frame.source.path, specifier, siteOf(node, scope));
      return unknown("it is imported under a name that is not known", siteOf(node, scope));
    }
    case "MetaProperty":
      return node.meta.name === "import"
        ? importMeta(m, scope, siteOf(node, scope))
        : newTarget(m, scope, siteOf(node, scope));
    case "TaggedTemplateExpression": {
      const tag = m.evaluate(node.tag, scope);
      const site = siteOf(node, scope);
      const cooked = newArray(
        site,
        node.quasi.quasis.map((part) => part.value.cooked ?? part.value.raw),
      );
      const raw = node.quasi.quasis.map((part) => part.value.raw);
      cooked.extras = new Map([["raw", newArray(site, raw)]]);
      return m.call(tag, undefined, [cooked, ...node.quasi.expressions.map((part) => m.evaluate(part, scope))], site);
    }
    default:
      return unknown(`${node.type} is not followed`, siteOf(node, scope));
  }
}

/** `new.target`: the class of the object that is being made. */
function newTarget(m: Machine, scope: Scope, site: Site): Value {
  const { self } = scope.frame;
  return isThing(self) && self.kind === "object" ? m.get(self, "constructor", site) : undefined;
}

function readName(m: Machine, name: string, scope: Scope, site: Site): Value {
  if (name === "undefined") return undefined;
  const found = lookup(scope, name);
  if (found) return found.binding.alias ? found.binding.alias() : found.binding.value;
  if (name === "arguments") return newArray(site, scope.frame.args);
  if (m.globals.has(name)) return m.globals.get(name);
  return unknown(`${name} is not defined in the package`, site, { name });
}

function objectExpression(m: Machine, node: ObjectExpression, scope: Scope): Value {
  const made = newObject(siteOf(node, scope), [], m.weak);
  for (const part of node.properties) {
    if (part.type === "SpreadElement") {
      spread(m, made, m.evaluate(part.argument, scope), siteOf(part, scope));
      continue;
    }
    const key = keyOf(m, part.key, part.computed, scope);
    if (key === undefined) {
      made.open ??= unknown("a property's name is not known", siteOf(part, scope));
      continue;
    }
    const value = named(m.evaluate(part.value, scope), part.value, key);
    if (isThing(value) && value.kind === "function" && (part.method || part.kind !== "init")) value.home = made;
    if (part.kind === "init") {
      if (key === "__proto__" && !part.computed && !part.shorthand) made.proto = value;
      else made.props.set(key, value);
    } else addAccessor(made.props, key, part.kind, value);
  }
  noteAnswer(m, made);
  const { props } = made;
  if (props.has("name") && props.has("description") && (props.has("inputSchema") || props.has("parameters"))) {
    if (m.toolShaped.length < limits.items) m.toolShaped.push(made);
  }
  return made;
}

/** Copy the properties of `value` into an object literal. */
function spread(m: Machine, into: ReturnType<typeof newObject>, value: Value, site: Site): void {
  const given = settled(value);
  if (!isThing(given)) return;
  if (given.kind === "object") {
    m.steps += given.props.size;
    for (const key of ownKeys(given, site)) into.props.set(key, m.get(given, key, site));
    if (given.open) into.open ??= given.open;
  } else if (given.kind === "choice") {
    for (const option of given.options) {
      const one = newObject(site);
      spread(m, one, option, site);
      for (const [key, member] of one.props)
        into.props.set(key, into.props.has(key) ? oneOf([into.props.get(key), member]) : member);
      if (one.open) into.open ??= one.open;
    }
  } else if (given.kind === "array") given.items.forEach((item, index) => into.props.set(String(index), item));
  else if (given.kind === "function") for (const [key, member] of given.props) into.props.set(key, member);
  else if (given.kind === "external") into.open ??= unknown(comesFrom(given.module), site, { self: given });
  else if (given.kind === "unknown") into.open ??= given;
}
