import type { Expression, Statement } from "oxc-parser";
import type { PackageFiles } from "../package-files.ts";
import type { Trace } from "../trace.ts";
import type { Dialect } from "./json-dialect.ts";
import type { WantedPackage } from "./resolve.ts";
import type { FunctionValue, Metadata, ObjectValue, Scope, Services, Site, UnknownValue, Value } from "./value.ts";

/** How a statement ended, when not by falling through. */
export type Completion =
  undefined | { type: "return" | "throw"; value: Value } | { type: "break" | "continue"; label?: string };

/** A tool definition that was met, before it is turned into a catalog tool. */
export type FoundTool = {
  name: Value;
  definition: Map<string, Value>;
  site: Site;
  /** Registration with the SDK beats a definition that was merely seen. */
  strength: 1 | 2 | 3;
  /** Why it is not offered by default. */
  conditional?: string;
};

/** Bounds on one reading. Steps are expressions and statements; 10 million take 2 to 4 seconds on one core. */
export const limits = {
  steps: 20_000_000,
  taskSteps: 6_000_000,
  fruitlessSteps: 400_000,
  fruitlessCallbacks: 4_000_000,
  reprieves: 24,
  reprieveSteps: 400_000,
  wrapperLength: 300,
  depth: 900,
  callDepth: 180,
  undecidedRecursion: 6,
  undecidedWrappers: 40,
  text: 1_000_000,
  totalText: 200_000_000,
  items: 20_000,
  answers: 1_000,
  rounds: 20_000,
  parsedBytes: 40_000_000,
} as const;

/**
 * The calls of one function: `spent` are steps that registered nothing, `active` calls have not ended yet, and `weak` is how
 * many undecided conditions were around the outermost of them.
 */
export type Runs = { spent: number; active: number; weak: number };

/** Thrown when a reading has used up its budget, and caught where a task starts. */
export class OutOfBudget extends Error {}

/**
 * What is around what may fail. `end`: what its handler does, go on without what failed, throw again, or leave (process.exit).
 * `recovers`: it puts something in the place of what failed. `expects`: it asks whether something is missing before it throws
 * again. `starts`: what is tried starts the server, which is known to start. `weak`: the machine's count of undecided conditions there.
 */
export type Handler = {
  end: "goes on" | "rethrows" | "leaves";
  recovers: boolean;
  expects?: boolean;
  starts?: boolean;
  weak: number;
};

/**
 * The state of one reading, and the operations that need each other. Each operation lives in its own file and takes the machine,
 * so that no two files import each other.
 */
export type Machine = {
  files: PackageFiles;
  zodVersion: 3 | 4;
  /** The dialect of JSON Schema that the SDK writes, as far as the manifest says. */
  dialect: Dialect | undefined;
  /** The file that the package is started with. */
  program: string;
  steps: number;
  stepsEnd: number;
  /** How often work may still go on after something took too much of it. */
  reprieves: number;
  depth: number;
  callDepth: number;
  /** Steps of the calls that the function being run has made. */
  nested: number;
  textMade: number;
  /** Conditions around us that could not be decided. */
  weak: number;
  /** Conditions around us that are presumed false. */
  against: number;
  /** What is around us that handles what fails. */
  tries: Handler[];
  /** Whether what needs optional settings or the network is presumed to fail, and how often it was. */
  presuming: boolean;
  presumed: number;
  /** What the promise that is being made waits for. */
  timers: Value[] | undefined;
  /** Which expressions had which values, when somebody asks. */
  trace: Trace | undefined;
  found: FoundTool[];
  /** What registering a tool gave back, and the tool: it may be switched off through that. */
  registered: Map<Value, FoundTool>;
  /** Functions given to code that we do not see: it will call them. */
  callbacks: { fn: FunctionValue; against: number; given?: Value }[];
  /** Functions to ask for the list of tools when everything else has run. */
  listHandlers: { handler: Value; against: number; site: Site }[];
  /** Functions that mention registration and were made; the ones never called matter when nothing was found. */
  candidates: FunctionValue[];
  /** Objects and classes that look like tool definitions: what is left to say when no registration was seen. */
  toolShaped: (FunctionValue | ObjectValue)[];
  /** Objects with `tools` in them, and functions that are kept under `tools/list`: what a server without an SDK answers. */
  answers: ObjectValue[];
  answerers: FunctionValue[];
  /** What decorators say, and what containers make. */
  metadata: Metadata;
  services: Services;
  /** What the calls of each function have cost so far. */
  runs: Map<FunctionValue["node"], Runs>;
  globals: Map<string, Value>;
  /** Other packages whose files are there and are read like the package's own. */
  follow: ReadonlySet<string>;
  /** Other packages that were imported, and those that something was lost for. */
  wanted: Map<string, WantedPackage>;
  blamed: Set<string>;
  /** YAML texts that were parsed, as JSON; null when they cannot be. */
  yaml: Map<string, string | null>;
  /** Defaults of the command line's options, as far as the package declares them. */
  options: Map<string, Value>;
  /** How often the package has tried to leave (process.exit). */
  exits: number;
  warn(code: string, message: string, site?: Site): void;

  evaluate(node: Expression, scope: Scope): Value;
  execute(statements: readonly Statement[], scope: Scope): Completion;
  call(callee: Value, self: Value, args: Value[], site: Site): Value;
  construct(callee: Value, args: Value[], site: Site): Value;
  get(target: Value, key: string, site: Site): Value;
  set(target: Value, key: string, value: Value): void;
  iterate(value: Value, site: Site): { items: Value[]; open?: UnknownValue };
  load(from: string, specifier: string, site: Site): Value;
  requireFrom(path: string): Value;
};

/** Count one step; throws when the budget is used up. */
export function step(m: Machine): void {
  m.steps += 1;
  if (m.steps > m.stepsEnd) throw new OutOfBudget("Reading took more steps than allowed.");
}

/** How many registrations were met so far: what work is worth is told by whether this grows. */
export function fruits(m: Machine): number {
  return m.found.length + m.listHandlers.length;
}

/** Give functions to code that we do not see: called later, with `given` or with arguments that nobody knows. */
export function escape(m: Machine, values: readonly Value[], given?: Value): void {
  for (const value of values) {
    if (typeof value !== "object" || value === null) continue;
    if (value.kind === "function" && value.node.type !== "ClassDeclaration" && value.node.type !== "ClassExpression") {
      m.callbacks.push({ fn: value, against: m.against, given });
    } else if (value.kind === "object" && value.props.size < 50) {
      for (const member of value.props.values()) {
        if (typeof member === "object" && member?.kind === "function" && member.node.type !== "ClassExpression") {
          m.callbacks.push({ fn: member, against: m.against, given });
        }
      }
    } else if (value.kind === "array" && value.items.length < 50) {
      for (const item of value.items)
        if (typeof item === "object" && item?.kind === "function") escape(m, [item], given);
    }
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

/** Whether what is done now to something made at a level is done only under a configuration that is not the default. */
export function isPresumedNot(m: Machine, level = 0): boolean {
  return m.against > 0 && level < m.weak;
}

/** Whether what is done now to something is done only under a condition that is undecided: it loses nothing by that. */
export function mayNotHappen(m: Machine, { level = 0 }: { level?: number }): boolean {
  return m.weak > level;
}

/** Count text that evaluation makes, so that doubling a string in a loop ends. Undefined when it is too much. */
export function madeText(m: Machine, text: string): string | undefined {
  m.textMade += text.length;
  return text.length > limits.text || m.textMade > limits.totalText ? undefined : text;
}
