import type { Json, JsonObject } from "../../../catalog/tool.ts";
import type { PackageFiles } from "../package-files.ts";
import type { Node } from "../syntax.ts";
import type { Trace } from "../trace.ts";
import type { Lost } from "./json.ts";
import {
  isThing,
  type Args,
  type ClassValue,
  type DictValue,
  type FunctionValue,
  type InstanceValue,
  type Module,
  type Scope,
  type Site,
  type Value,
} from "./value.ts";

/** How a statement ended, when not by falling through. */
export type Completion = undefined | { type: "return"; value: Value } | { type: "raise" | "break" | "continue" };

/** A tool that was met, before it is turned into a catalog tool. */
export type FoundTool = {
  name: Value;
  /** The definition's own words (`description`, `inputSchema`, …), or the function that they follow from. */
  given: Map<string, Value>;
  fn?: Value;
  /** Which library made it: their schemas differ. */
  library: "sdk" | "fastmcp" | "low-level";
  site: Site;
  /** Why it is not offered by default. */
  conditional?: string;
};

/** A server object: its own tools, and the servers that it takes the tools of, with what is put before their names. */
export type ServerTools = { tools: FoundTool[]; mounts: { child: Value; prefix: Value }[]; mounted: boolean };

/** What is made besides a schema: definitions of classes, and what could not be known. `scope`: where types written as texts are looked up. */
export type SchemaContext = {
  defs: { [key: string]: Json };
  lost: Lost[];
  scope: Scope;
  depth: number;
  library: "sdk" | "fastmcp" | "low-level";
};

/** The state of one reading, and the operations that need each other. Each operation lives in a file of its own. */
export type Machine = {
  files: PackageFiles;
  steps: number;
  stepsEnd: number;
  depth: number;
  callDepth: number;
  textMade: number;
  /** Conditions around us that could not be decided. */
  weak: number;
  /** Conditions around us that are presumed false. */
  against: number;
  /** Tools by the server object that they were given to; under `null` those of servers that are not known. */
  servers: Map<InstanceValue | null, ServerTools>;
  /** Functions given to code that we do not see: it will call them. */
  callbacks: { fn: FunctionValue; against: number }[];
  /** Functions that list a low-level server's tools. */
  listHandlers: { handler: Value; against: number; site: Site }[];
  /** Tool objects that were made: what is left to say when no registration was seen. */
  made: InstanceValue[];
  /** What has `tools` in it: a server without an SDK may answer `tools/list` with it. */
  answers: DictValue[];
  /** Functions that hold registrations, in the order in which they were made. */
  candidates: FunctionValue[];
  /** Which expressions had which values, when somebody asks. */
  trace: Trace | undefined;
  warn(code: string, message: string, site?: Site): void;

  evaluate(node: Node, scope: Scope): Value;
  execute(block: Node, scope: Scope): Completion;
  call(callee: Value, args: Args, site: Site): Value;
  get(target: Value, name: string, site: Site): Value;
  /** The JSON Schema of a class: a reference to its definition. */
  classSchema(cls: ClassValue, context: SchemaContext): JsonObject;
  lookup(name: string, scope: Scope, site: Site): Value;
  /** A module of the package by its dotted name. */
  find(name: string): Module | undefined;
  run(module: Module): void;
  /** An expression that is written as a text, such as a type that comes later. */
  parseExpression(text: string): Node | undefined;
  /** Whether the package has a server whose tools are decorated functions: then `.tool` of what is not known is one. */
  decorates: boolean;
  /** The library that such servers come from, where a server itself is not known. */
  library: FoundTool["library"];
};

/** What a function outside the package gives; undefined when that is not known. */
export type ExternalCall = (m: Machine, args: Args, site: Site) => Value | undefined;

/** Give functions to code that we do not see: called later, with arguments that nobody knows. */
export function escape(m: Machine, { list, named }: Args): void {
  for (const value of [...list, ...named.values()]) {
    if (isThing(value) && value.kind === "function") m.callbacks.push({ fn: value, against: m.against });
  }
}

/** Do something under a condition that could not be decided, or that is presumed false. */
export function under<T>(m: Machine, kind: "weak" | "against", work: () => T): T {
  m.weak += 1;
  if (kind === "against") m.against += 1;
  try {
    return work();
  } finally {
    m.weak -= 1;
    if (kind === "against") m.against -= 1;
  }
}

/** What is known of a server object. */
export function serverTools(m: Machine, server: InstanceValue | null): ServerTools {
  let known = m.servers.get(server);
  if (!known) m.servers.set(server, (known = { tools: [], mounts: [], mounted: false }));
  return known;
}

/** An argument by its name, or its place. */
export function argument({ list, named }: Args, name: string, at?: number): Value | undefined {
  // None is a value of its own: only what is not given is undefined.
  return named.has(name) ? named.get(name) : at === undefined ? undefined : list[at];
}

export const argsOf = (...list: Value[]): Args => ({ list, named: new Map() });
