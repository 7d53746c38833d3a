import { lineOf, type Node } from "../syntax.ts";
import type { Machine } from "./machine.ts";
import type { Scope, Site, Value } from "./value.ts";

export const siteOf = (node: Node, scope: Scope): Site => ({ source: scope.source, line: lineOf(node) });

/** Whether a name is bound in a function. */
export const has = (scope: Scope, name: string): boolean => {
  for (let at: Scope | undefined = scope; at; at = at.parent) if (at.vars.has(name)) return true;
  return false;
};

/** A name in scope, of the package, or of Go itself. */
export function lookup(m: Machine, name: string, scope: Scope): Value {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const known = at.vars.get(name);
    if (known !== undefined) return known;
  }
  const declaration = m.packageIn(scope.source.folder)?.declared.get(name);
  return declaration ? m.valueOf(name, declaration) : { kind: "external", path: "builtin", name };
}

export function imported(m: Machine, path: string, name: string): Value {
  const folder = m.folderOf(path);
  const declaration = folder === undefined ? undefined : m.packageIn(folder)?.declared.get(name);
  return declaration ? m.valueOf(name, declaration) : { kind: "external", path, name };
}

/** An import without an alias whose package has another name than its path says. */
export function importCalled(m: Machine, name: string, scope: Scope): string | undefined {
  for (const path of scope.source.imports.values()) {
    const folder = m.folderOf(path);
    const [first] = folder === undefined ? [] : [...(m.packageIn(folder)?.declared.values() ?? [])];
    if (first && new RegExp(`^package ${name}\\b`, "m").test(first.source.text)) return path;
  }
  return undefined;
}
