import { madeText } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { external, isThing, list, dict, settled, textOf, unknown, type Value } from "./value.ts";
import { formatPercent } from "./text.ts";

/** `left OPERATOR right`, for the operators that texts, numbers, lists, dicts and types have. */
export function operate(m: Machine, operator: string, left: Value, right: Value): Value {
  const presumedLeft = settled(left);
  const presumedRight = settled(right);
  if (presumedLeft !== left || presumedRight !== right) {
    const value = operate(m, operator, presumedLeft, presumedRight);
    return isThing(value) && value.kind === "unknown"
      ? value
      : unknown("it depends on how the server is started", undefined, { value });
  }
  for (const side of [left, right]) if (isThing(side) && side.kind === "unknown" && operator !== "|") return side;
  const [a, b] = [textOf(left) ?? left, textOf(right) ?? right];
  if (operator === "+") return add(m, a, b);
  if (operator === "%" && typeof a === "string") return formatPercent(m, a, right);
  if (operator === "|") return union(left, right);
  if (operator === "*") {
    const [text, count] = typeof a === "string" ? [a, b] : [b, a];
    if (typeof text === "string" && typeof count === "number")
      return text.length * count > 100_000
        ? unknown("it is too long")
        : (madeText(m, text.repeat(Math.max(count, 0))) ?? unknown("it is too long"));
  }
  if (operator === "/" && isThing(left) && left.kind !== "list") return unknown("it is a path that is not known");
  return arithmetic(operator, a, b);
}

function add(m: Machine, a: Value, b: Value): Value {
  if (typeof a === "string" && typeof b === "string") return madeText(m, a + b) ?? unknown("it is too long");
  if (isThing(a) && isThing(b) && a.kind === "list" && b.kind === "list") {
    if (a.items.length + b.items.length > 50_000) return unknown("it is too long");
    return list([...a.items, ...b.items], a.type, a.open ?? b.open);
  }
  if (isThing(a) && a.kind === "list") return list(a.items, a.type, unknown("what is added to it is not known"));
  if (isThing(b) && b.kind === "list") return list(b.items, b.type, unknown("what it is added to is not known"));
  return arithmetic("+", a, b);
}

function union(left: Value, right: Value): Value {
  if (isThing(left) && isThing(right) && left.kind === "dict" && right.kind === "dict") {
    return dict([...left.entries, ...right.entries], left.open ?? right.open);
  }
  if (typeof left === "number" && typeof right === "number") return left | right;
  const args = [left, right].flatMap((side) =>
    isThing(side) &&
    side.kind === "generic" &&
    isThing(side.of) &&
    side.of.kind === "external" &&
    side.of.path === "typing.Union"
      ? side.args
      : [side],
  );
  return { kind: "generic", of: external("typing.Union"), args };
}

function arithmetic(operator: string, a: Value, b: Value): Value {
  const [x, y] = [typeof a === "boolean" ? Number(a) : a, typeof b === "boolean" ? Number(b) : b];
  if (typeof x !== "number" || typeof y !== "number") return unknown("it is calculated at run time");
  const value = ((): number => {
    switch (operator) {
      case "+":
        return x + y;
      case "-":
        return x - y;
      case "*":
        return x * y;
      case "/":
        return x / y;
      case "//":
        return Math.floor(x / y);
      case "%":
        return x - y * Math.floor(x / y);
      case "**":
        return x ** y;
      case "<<":
        return x * 2 ** y;
      case ">>":
        return Math.floor(x / 2 ** y);
      default:
        return NaN;
    }
  })();
  return Number.isFinite(value) ? value : unknown("it is calculated at run time");
}

/** `left OPERATOR right` for comparisons; undefined when it cannot be decided. */
export function compare(operator: string, left: Value, right: Value): boolean | undefined {
  const [a, b] = [textOf(left) ?? left, textOf(right) ?? right];
  const known = (value: Value): boolean =>
    !isThing(value) || (value.kind !== "unknown" && value.kind !== "choice" && value.kind !== "external");
  if (operator === "in" || operator === "not in") {
    const inside = isIn(a, b);
    return inside === undefined ? undefined : inside === (operator === "in");
  }
  if (!known(a) || !known(b)) return undefined;
  switch (operator) {
    case "==":
    case "is":
      return isThing(a) && isThing(b) && a.kind === b.kind && a.kind !== "class" && a !== b ? undefined : a === b;
    case "!=":
    case "is not": {
      const same = compare("==", a, b);
      return same === undefined ? undefined : !same;
    }
    default:
      if ((typeof a !== "number" || typeof b !== "number") && (typeof a !== "string" || typeof b !== "string"))
        return undefined;
      return operator === "<"
        ? a < b
        : operator === "<="
          ? a <= b
          : operator === ">"
            ? a > b
            : operator === ">="
              ? a >= b
              : undefined;
  }
}

function isIn(item: Value, container: Value): boolean | undefined {
  if (isThing(item)) return undefined;
  if (typeof container === "string") return typeof item === "string" ? container.includes(item) : undefined;
  if (!isThing(container)) return undefined;
  const items =
    container.kind === "list" ? container.items : container.kind === "dict" ? [...container.entries.keys()] : undefined;
  if (!items) return undefined;
  if (items.some((each) => (textOf(each) ?? each) === item)) return true;
  return (container.kind === "list" || container.kind === "dict") &&
    (container.open || items.some((each) => isThing(each) && textOf(each) === undefined))
    ? undefined
    : false;
}
