import type { Node } from "../syntax.ts";
import type { Trace } from "../trace.ts";
import type { Declaration, FunctionValue, Package, Scope, Site, Source, StructValue, Value } from "./value.ts";

/** How a statement ended, when not by falling through. */
export type Completion = undefined | { type: "return"; value: Value } | { type: "break" | "continue" };

/** A tool that was made, with the function whose parameters are its input when its schema says nothing. */
export type FoundTool = { tool: StructValue; handler?: Value; reflected?: Value };

export type Machine = {
  steps: number;
  stepsEnd: number;
  depth: number;
  callDepth: number;
  textMade: number;
  /** Conditions around us that could not be decided. */
  weak: number;
  found: Map<StructValue, FoundTool>;
  /** Functions without a name, of which code that we do not see may call some: what a command runs. */
  literals: FunctionValue[];
  /** Which expressions had which values, when somebody asks. */
  trace: Trace | undefined;
  warn(code: string, message: string, site?: Site): void;

  evaluate(node: Node, scope: Scope, type?: Node | null): Value;
  execute(block: Node, scope: Scope): Completion;
  call(callee: Value, args: Value[], site: Site): Value;
  /** The package in a folder, parsed once; undefined when there is none. */
  packageIn(folder: string): Package | undefined;
  /** The folder of an import of the package's own module. */
  folderOf(path: string): string | undefined;
  /** A declared name's value. */
  valueOf(name: string, declaration: Declaration): Value;
  method(type: string, name: string, from: Source): FunctionValue | undefined;
};

export function weakly<T>(m: Machine, work: () => T): T {
  m.weak += 1;
  try {
    return work();
  } finally {
    m.weak -= 1;
  }
}
