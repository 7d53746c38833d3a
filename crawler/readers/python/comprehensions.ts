import { parts, type Node } from "../syntax.ts";
import { assign } from "./assign.ts";
import { iterate } from "./iterate.ts";
import { limits, step } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { list, settled, truth, unknown, type ListValue, type Scope, type Value } from "./value.ts";

const field = (node: Node, name: string) => node.childForFieldName(name);

/** A list or set comprehension, or a generator. */
export function comprehension(m: Machine, node: Node, scope: Scope, type: ListValue["type"]): Value {
  const made = list([], type);
  const open = loop(m, node, scope, (body, inside) => made.items.push(m.evaluate(body, inside)));
  return open ? { ...made, open } : made;
}

/** Runs a comprehension's body for all that its clauses give; says why there may be more. */
export function loop(
  m: Machine,
  node: Node,
  scope: Scope,
  each: (body: Node, inside: Scope) => void,
): ListValue["open"] {
  const body = field(node, "body");
  const clauses = parts(node).filter(({ type }) => type === "for_in_clause" || type === "if_clause");
  const inside: Scope = { ...scope, vars: new Map(), parent: scope, kind: "function" };
  let open: ListValue["open"];
  const run = (at: number): void => {
    step(m);
    const clause = clauses[at];
    if (!clause) {
      if (body) each(body, inside);
      return;
    }
    if (clause.type === "if_clause") {
      const value = condition(m, parts(clause)[0], inside);
      if (truth(value) ?? truth(settled(value)) ?? true) run(at + 1);
      return;
    }
    const [left, right] = [field(clause, "left"), field(clause, "right")];
    if (!left || !right) return;
    const more = iterate(m, m.evaluate(right, at === 0 ? scope : inside));
    open ??= more.open;
    for (const item of more.items.slice(0, limits.items)) {
      assign(m, left, item, inside);
      run(at + 1);
    }
  };
  run(0);
  return open;
}

const condition = (m: Machine, node: Node | undefined, scope: Scope): Value =>
  node ? m.evaluate(node, scope) : unknown("a part of it is missing");
