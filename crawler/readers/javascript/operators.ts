import type { BinaryExpression } from "oxc-parser";
import { isErrorClass, isErrorOf } from "./errors.ts";
import { madeText, type Machine } from "./machine.ts";
import { hasVariable, isEnvironment } from "./settings.ts";
import { toText } from "./text-of.ts";
import { zodHas } from "./zod-definition.ts";
import {
  isThing,
  oneOf,
  presume,
  settled,
  textOf,
  unknown,
  type Site,
  type Thing,
  type UnknownValue,
  type Value,
} from "./value.ts";

type Operator = BinaryExpression["operator"];

/** The operator inside a compound assignment: `+` for `+=`. */
export function compoundOperator(assignment: string): Operator {
  return assignment.slice(0, -1) as Operator;
}

/** `left operator right`, as far as it can be known. */
export function binary(m: Machine, operator: Operator, left: Value, right: Value, site: Site): Value {
  if (!isThing(left) && !isThing(right)) return primitives(m, operator, left, right, site);
  if (operator === "in") {
    const held = hasMember(settled(left), settled(right), site);
    for (const side of [left, right]) if (isThing(side) && side.kind === "unknown") return presume(held, side);
    return held;
  }
  if (operator === "instanceof") return instanceOf(left, right, site);
  if (isThing(left) && left.kind === "unknown") {
    return left.presumed
      ? presume(binary(m, operator, left.presumed.value, right, site), left)
      : spoiled(operator, left, right, site);
  }
  if (isThing(right) && right.kind === "unknown") {
    return right.presumed
      ? presume(binary(m, operator, left, right.presumed.value, site), right)
      : spoiled(operator, right, left, site);
  }
  if (isThing(left) && left.kind === "choice")
    return oneOf(left.options.map((option) => binary(m, operator, option, right, site)));
  if (isThing(right) && right.kind === "choice")
    return oneOf(right.options.map((option) => binary(m, operator, left, option, site)));
  const equality = operator === "===" || operator === "==";
  if (equality || operator === "!==" || operator === "!=") {
    if (isThing(left) && left.kind === "external" && isThing(right))
      return unknown("it compares things from outside", site);
    return (left === right) === equality;
  }
  if (operator === "+") {
    const [one, other] = [toText(m, left, site), toText(m, right, site)];
    if (!isThing(one) && !isThing(other)) return primitives(m, "+", one, other, site);
    const lost = isThing(one) ? one : other;
    return isThing(lost) && lost.kind === "unknown" ? lost : unknown("its text is not followed", site);
  }
  return unknown("it is computed from something unknown", site);
}

/** The classes of values that have no prototype chain here. */
const nativeClasses: Record<string, (value: Value) => boolean> = {
  Array: (value) => isThing(value) && value.kind === "array",
  Map: (value) => isThing(value) && value.kind === "map" && !value.set,
  Set: (value) => isThing(value) && value.kind === "map" && value.set,
  WeakMap: (value) => isThing(value) && value.kind === "map" && !value.set,
  WeakSet: (value) => isThing(value) && value.kind === "map" && value.set,
  RegExp: (value) => isThing(value) && value.kind === "regexp",
  Function: (value) => isThing(value) && (value.kind === "function" || value.kind === "native"),
};

/** `left instanceof right`, where both come from the package, or one is zod's or JavaScript's own. */
function instanceOf(left: Value, right: Value, site: Site): Value {
  const undecided = unknown("instanceof is not decided", site);
  if (!isThing(left)) return false;
  if (!isThing(right) || ["unknown", "choice", "external"].includes(left.kind)) return undecided;
  const zodClass = zodClassName(right);
  if (zodClass !== undefined && (left.kind === "array" || left.kind === "native")) return false;
  if (left.kind === "zod") {
    const name = zodClass;
    if (name === undefined) return undecided;
    const type = left.def.type === "int" ? "number" : left.def.type;
    return (
      /^\$?Zod(?:Type|Schema)(?:Any)?$/.test(name) || name.toLowerCase().replace(/^\$?zod/, "") === type.toLowerCase()
    );
  }
  if (isErrorClass(right) && left.kind === "object" && !left.open) return isErrorOf(left, right);
  if (right.kind === "native" && Object.hasOwn(nativeClasses, right.name))
    return nativeClasses[right.name]?.(left) ?? undecided;
  // What is written as a literal is of no class that another package has.
  if (
    (right.kind === "external" || zodClass !== undefined) &&
    (left.kind === "array" || (left.kind === "object" && !left.proto && !left.open))
  )
    return false;
  if (right.kind !== "function" || (left.kind !== "object" && left.kind !== "function")) return undecided;
  const wanted = right.props.get("prototype");
  let at: Value = left.kind === "object" ? left.proto : undefined;
  for (let depth = 0; isThing(at) && depth < 100; depth++) {
    if (at === wanted) return true;
    if (at.kind !== "object") return undecided;
    at = at.proto;
  }
  return left.kind === "object" && left.open ? undecided : false;
}

/** Which class of zod's a value is, in a bundled copy of version 3 too: its `create` says so. */
function zodClassName(value: Thing): string | undefined {
  let name: string | undefined;
  if (value.kind === "external") name = value.path.at(-1);
  else if (value.kind === "native") ({ name } = value);
  else if (value.kind === "function") {
    const create = value.props.get("create");
    if (isThing(create) && create.kind === "function")
      name = /\btypeName:\s*[\w$]+\.(Zod[A-Z]\w*)/.exec(textOf(create).slice(0, 2_000))?.[1];
  }
  return name !== undefined && /^\$?Zod/.test(name) ? name : undefined;
}

/** An operation on an unknown value. Things that are certainly there are not null. */
function spoiled(operator: Operator, one: UnknownValue, other: Value, site: Site): Value {
  if (one.truthy && (other === undefined || other === null)) {
    if (operator === "===" || operator === "==") return false;
    if (operator === "!==" || operator === "!=") return true;
  }
  return unknown(one.why, one.site ?? site);
}

function hasMember(key: Value, target: Value, site: Site): Value {
  const undecided = unknown("whether it has this property is not known", site);
  if (typeof key !== "string" || !isThing(target)) return undecided;
  if (isEnvironment(target)) return hasVariable(key);
  if (target.kind === "function" && target.props.has(key)) return true;
  const trapped = target.kind === "object" ? target.proxied?.has(key, site) : undefined;
  if (trapped !== undefined) return trapped;
  if (target.kind === "zod") return zodHas(target, key) ?? undecided;
  let at: Value = target;
  for (let depth = 0; isThing(at) && depth < 100; depth++) {
    if (at.kind !== "object") return undecided;
    if (at.props.has(key)) return true;
    if (at.open) return undecided;
    at = at.proto;
  }
  return isThing(at) ? undecided : false;
}

type Primitive = string | number | boolean | null | undefined;

function primitives(m: Machine, operator: Operator, a: Primitive, b: Primitive, site: Site): Value {
  const text = typeof a === "string" || typeof b === "string";
  switch (operator) {
    case "+":
      if (text) return madeText(m, `${String(a)}${String(b)}`) ?? unknown("the text is too long", site);
      return Number(a) + Number(b);
    case "-":
      return Number(a) - Number(b);
    case "*":
      return Number(a) * Number(b);
    case "/":
      return Number(a) / Number(b);
    case "%":
      return Number(a) % Number(b);
    case "**":
      return Number(a) ** Number(b);
    case "===":
      return a === b;
    case "!==":
      return a !== b;
    case "==":
      return a === b || ((a ?? null) === null ? (b ?? null) === null : (b ?? null) !== null && String(a) === String(b));
    case "!=":
      return primitives(m, "==", a, b, site) === false;
    case "<":
      return typeof a === "string" && typeof b === "string" ? a < b : Number(a) < Number(b);
    case "<=":
      return typeof a === "string" && typeof b === "string" ? a <= b : Number(a) <= Number(b);
    case ">":
      return typeof a === "string" && typeof b === "string" ? a > b : Number(a) > Number(b);
    case ">=":
      return typeof a === "string" && typeof b === "string" ? a >= b : Number(a) >= Number(b);
    case "|":
      return Number(a) | Number(b);
    case "&":
      return Number(a) & Number(b);
    case "^":
      return Number(a) ^ Number(b);
    case "<<":
      return Number(a) << Number(b);
    case ">>":
      return Number(a) >> Number(b);
    case ">>>":
      return Number(a) >>> Number(b);
    default:
      return unknown(`${operator} is not followed`, site);
  }
}

const namespaces = new Set(["Reflect", "JSON", "Math", "console"]);

/** `typeof value`. */
export function typeOf(value: Value, site: Site): Value {
  if (!isThing(value)) return value === null ? "object" : typeof value;
  switch (value.kind) {
    case "unknown":
    case "choice":
    case "external":
      return unknown("its type is not known", site);
    case "native":
      return namespaces.has(value.name) ? "object" : "function";
    case "function":
      return "function";
    default:
      return "object";
  }
}
