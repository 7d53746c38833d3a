import type { ArrowFunctionExpression, Class, Function as FunctionNode } from "oxc-parser";
import type { LateBodies } from "./hollow.ts";

/** A parsed file, how to turn an offset into a line (from 1), and the bodies of functions that its tree lacks. */
export type Source = { path: string; text: string; lineAt(offset: number): number; bodies?: LateBodies };
/** A place in a file. */
export type Site = { source: Source; offset: number };

/**
 * What the evaluator knows about a value. Primitives are themselves; everything else is a `Thing`. Nothing here is ever a live
 * JavaScript function or object of the package: a stranger's code is only ever data.
 */
export type Value = undefined | null | boolean | number | string | Thing;
export type Thing =
  | ObjectValue
  | ArrayValue
  | FunctionValue
  | NativeValue
  | UnknownValue
  | ChoiceValue
  | ExternalValue
  | MapValue
  | RegexpValue
  | ZodValue
  | AccessorValue;

/** `level` is the machine's count of undecided conditions when the value was made: changes made deeper than that are uncertain. */
export type ObjectValue = {
  kind: "object";
  props: Map<string, Value>;
  proto?: Value;
  /** Why there may be properties that we do not see. */
  open?: UnknownValue;
  /** It is a proxy: what its members are is asked of its handler. */
  proxied?: Proxied;
  site: Site;
  level: number;
};
type Proxied = {
  target: Value;
  get(key: string, site: Site): Value;
  set(key: string, value: Value, site: Site): void;
  has(key: string, site: Site): boolean | undefined;
  keys(site: Site): string[] | undefined;
};
/** `extras`: what it has besides items, such as `raw` of a tagged template's texts and `groups` of a match. */
export type ArrayValue = {
  kind: "array";
  items: Value[];
  open?: UnknownValue;
  site: Site;
  extras?: ReadonlyMap<string, Value>;
  level?: number;
};
export type FunctionValue = {
  kind: "function";
  node: FunctionNode | ArrowFunctionExpression | Class;
  scope: Scope;
  props: Map<string, Value>;
  /** A class's superclass. */
  parent?: Value;
  /** Where a method is defined, for `super`. */
  home?: ObjectValue | FunctionValue;
  bound?: { self: Value; args: Value[] };
  /** What it is called by the place where it is written: `const name = () => …`. */
  label?: string;
  /** A generator that a compiler's helper runs as an async function: its result is what it returns. */
  awaited?: boolean;
  site: Site;
  calls: number;
};
export type NativeCall = (self: Value, args: Value[], site: Site) => Value;
export type NativeValue = { kind: "native"; name: string; call: NativeCall; props?: Map<string, Value> };
/** A value that cannot be known. `presumed` is what it is when the server starts with no optional configuration. */
export type UnknownValue = {
  kind: "unknown";
  why: string;
  site?: Site;
  name?: string;
  self?: Value;
  truthy?: boolean;
  presumed?: { value: Value };
  /** It is a promise that is rejected with this, or what a function gives that throws it. */
  rejected?: { value: Value };
  /** Functions that the package has put in the place of its methods. */
  replaced?: Map<string, FunctionValue>;
};
/** One of several values; which one is decided at run time. */
type ChoiceValue = { kind: "choice"; options: Value[] };
/** Something that another package exports: `path` is the chain of names from the package's namespace. */
export type ExternalValue = { kind: "external"; module: string; path: string[] };
/** A Map, or a Set when `set` (then keys and values are the same). */
export type MapValue = {
  kind: "map";
  set: boolean;
  entries: Map<Value, Value>;
  open?: UnknownValue;
  level?: number;
};
/** `lastIndex`: where the next search with a global or sticky one begins. */
export type RegexpValue = { kind: "regexp"; source: string; flags: string; lastIndex?: number };
type AccessorValue = { kind: "accessor"; get?: Value; set?: Value };
export type ZodValue = { kind: "zod"; def: ZodDef; site: Site };

/** A zod schema, of version 3 or 4, in the words that both share. */
export type ZodDef = {
  type: string;
  version: 3 | 4;
  /** Checks, already as JSON Schema keywords. */
  json: Map<string, Value>;
  description?: Value;
  inner?: Value;
  out?: Value;
  items?: Value[];
  rest?: Value;
  shape?: ObjectValue;
  key?: Value;
  value?: Value;
  extra?: "strict" | "loose" | "strip";
  /** Made by `z.coerce`: it takes values of other types too. */
  coerced?: boolean;
  /** Patterns of `startsWith`, `endsWith` and `includes`. */
  patterns?: string[];
  /** What `meta` says besides the description. */
  meta?: ObjectValue;
  /** A record that need not have all of the keys that it may have. */
  partial?: boolean;
  catchall?: Value;
  getter?: Value;
};

/** One name in a scope. `alias` reads a name that lives in another module. */
export type Binding = { value: Value; alias?: () => Value };
/** The names of one block or function. Most declare none: `own` is made when the first is, through `vars`. */
export type Scope = {
  readonly vars: Map<string, Binding>;
  readonly own: Map<string, Binding> | undefined;
  parent?: Scope;
  frame: Frame;
  level: number;
};
/** One call of a function, or the top level of a module. */
export type Frame = {
  source: Source;
  self: Value;
  callee?: FunctionValue;
  args: Value[];
  /** Values that were returned under conditions that could not be decided. */
  returns: Value[];
  yields: Value[];
  left: boolean;
  /** Why it may have returned something before, though it is presumed that it has not. */
  doubt?: UnknownValue;
};

/** What decorators have said of a class, an object or one of its members, by the key that they said it under. */
export type Metadata = Map<Value, Map<string, Value>>;

/**
 * Containers that make objects with what they ask for: tsyringe, inversify and NestJS. One set of services for all of a package's
 * containers, and one object for each class.
 */
export type Services = {
  /** What gives the values of a token. */
  bound: Map<Value, (() => Value)[]>;
  made: Map<FunctionValue, Value>;
  /** Which token each parameter of a class's constructor asks for, and whether for all of its values. */
  asked: Map<Value, Map<number, { token: Value; all: boolean }>>;
  modules: Map<Value, ObjectValue>;
};

/** Why something that another package exports is not known; whoever reports it finds the package's name at its end. */
export function comesFrom(module: string): string {
  return `it comes from the package ${module}`;
}

/** Whether a value is a Thing and not a primitive. */
export function isThing(value: Value): value is Thing {
  return typeof value === "object" && value !== null;
}

export function unknown(why: string, site?: Site, more?: Partial<UnknownValue>): UnknownValue {
  return { kind: "unknown", why, site, ...more };
}

export function newObject(site: Site, entries: Iterable<readonly [string, Value]> = [], level = 0): ObjectValue {
  return { kind: "object", props: new Map(entries), site, level };
}

export function newArray(site: Site, items: Value[], open?: UnknownValue): ArrayValue {
  return { kind: "array", items, site, open };
}

export function native(name: string, call: NativeCall, props?: Map<string, Value>): NativeValue {
  return { kind: "native", name, call, props };
}

const maxOptions = 8;

/** One of `values`: the value itself when they agree. */
export function oneOf(values: Value[]): Value {
  const options = new Set<Value>();
  for (const value of values) {
    if (isThing(value) && value.kind === "choice") for (const option of value.options) options.add(option);
    else options.add(value);
  }
  if (options.size === 1) return [...options][0];
  const unknowns = [...options].filter((option) => isThing(option) && option.kind === "unknown");
  // Several unknowns say no more than one: keep the first, so that choices stay small.
  for (const extra of unknowns.slice(1)) options.delete(extra);
  if (options.size > maxOptions) return unknown("it is one of many values");
  return options.size === 1 ? [...options][0] : { kind: "choice", options: [...options] };
}

/** Whether a value counts as true: undefined when that cannot be decided. */
export function truth(value: Value): boolean | undefined {
  if (!isThing(value)) return Boolean(value);
  if (value.kind === "unknown") return value.truthy;
  if (value.kind === "choice") {
    const all = new Set(value.options.map(truth));
    return all.size === 1 ? [...all][0] : undefined;
  }
  return true;
}

/** `truth`, with what holds when the server starts with no optional configuration. */
export function presumedTruth(value: Value): boolean | undefined {
  return isThing(value) && value.kind === "unknown" && value.presumed ? truth(value.presumed.value) : truth(value);
}

/** A value that follows from a presumption: unknown, but presumed to be this. */
export function presume(value: Value, why: UnknownValue): Value {
  if (isThing(value) && value.kind === "unknown") return value;
  return { kind: "unknown", why: why.why, site: why.site, presumed: { value } };
}

/** The presumption behind an unknown value, or the value itself. */
export function settled(value: Value): Value {
  return isThing(value) && value.kind === "unknown" && value.presumed ? value.presumed.value : value;
}

/** The source text of a function. */
export function textOf(fn: FunctionValue): string {
  return fn.site.source.text.slice(fn.node.start, fn.node.end);
}
