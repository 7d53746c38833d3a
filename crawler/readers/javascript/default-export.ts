import type { Statement } from "oxc-parser";
import { makeClass } from "./classes.ts";
import type { Machine } from "./machine.ts";
import { declare } from "./scope.ts";
import type { Scope } from "./value.ts";

type DefaultNode = Extract<Statement, { type: "ExportDefaultDeclaration" }>["declaration"];

/** The name under which a module's default export is kept in its scope: no identifier can have it. */
export const defaultName = "*default*";

/** `export default …`. */
export function executeDefault(m: Machine, node: DefaultNode, scope: Scope): void {
  if (node.type === "FunctionDeclaration") return;
  if (node.type === "ClassDeclaration") {
    const made = makeClass(m, node, scope);
    if (node.id) declare(scope, node.id.name, made);
    declare(scope, defaultName, made);
  } else if (!node.type.startsWith("TS") || node.type === "TSAsExpression" || node.type === "TSSatisfiesExpression") {
    if (
      node.type !== "TSInterfaceDeclaration" &&
      node.type !== "TSDeclareFunction" &&
      node.type !== "TSEmptyBodyFunctionExpression"
    ) {
      declare(scope, defaultName, m.evaluate(node, scope));
    }
  }
}
