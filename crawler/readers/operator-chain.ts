import type { Node } from "./syntax.ts";

/** What a language makes of the parts of a chain; `sum` makes one value of texts that are added. */
type Arithmetic<Value> = {
  of: (node: Node | null) => Value;
  operate: (operator: string, left: Value, right: Value) => Value;
  sum: (texts: string[]) => Value;
};

/**
 * The value of operators one behind the other. A sum of many texts is a tree that leans to the left: it is walked without
 * recursion, and its texts are joined once.
 */
export function operatorChain<Value>(node: Node, { of, operate, sum }: Arithmetic<Value | string>): Value | string {
  const rest: { operator: string; right: Node | null }[] = [];
  let left: Node | null = node;
  while (left?.type === node.type) {
    rest.push({ operator: left.childForFieldName("operator")?.text ?? "", right: left.childForFieldName("right") });
    left = left.childForFieldName("left");
  }
  let value = of(left);
  let texts: string[] = typeof value === "string" ? [value] : [];
  for (const { operator, right } of rest.reverse()) {
    const next = of(right);
    if (operator === "+" && texts.length > 0 && typeof next === "string") {
      texts.push(next);
      continue;
    }
    if (texts.length > 0) value = texts.join("");
    value = operate(operator, value, next);
    texts = typeof value === "string" ? [value] : [];
  }
  return texts.length > 1 ? sum(texts) : value;
}
