import type { Node } from "../syntax.ts";

/** A module of the package: `globals` are filled when it is run, at most once. */
export type Module = {
  path: string;
  /** Its dotted name, such as `package.tools.search`. */
  name: string;
  isPackage: boolean;
  text: string;
  state: "new" | "running" | "done";
  scope: Scope;
  /** Modules outside the package of which all names were imported. */
  stars: string[];
};
export type Site = { module: Module; line: number };

/**
 * What the evaluator knows about a value. Primitives are themselves (`null` is None); everything else is a `Thing`. Nothing here is
 * ever run: a stranger's code is only ever data.
 */
export type Value = null | boolean | number | string | Thing;
export type Thing =
  | ListValue
  | DictValue
  | FunctionValue
  | NativeValue
  | ClassValue
  | InstanceValue
  | ModuleValue
  | ExternalValue
  | GenericValue
  | UnknownValue
  | ChoiceValue;

export type ListValue = { kind: "list"; type: "list" | "tuple" | "set"; items: Value[]; open?: UnknownValue };
export type DictValue = { kind: "dict"; entries: Map<Value, Value>; open?: UnknownValue };
export type FunctionValue = {
  kind: "function";
  name: string;
  node: Node;
  scope: Scope;
  self?: Value;
  /** The class that a method is defined in, for `super`. */
  home?: ClassValue;
  /** The function whose name, docstring and signature this one shows (functools.wraps). */
  wraps?: Value;
  role?: "property" | "static" | "class";
  attrs: Map<string, Value>;
  calls: { count: number };
  site: Site;
};
export type Args = { list: Value[]; named: Map<string, Value>; open?: UnknownValue };
export type NativeValue = { kind: "native"; name: string; call: (args: Args, site: Site) => Value };
export type Field = { name: string; type: Node; value: Node | null };
export type ClassValue = {
  kind: "class";
  name: string;
  node: Node;
  scope: Scope;
  bases: Value[];
  members: Map<string, Value>;
  /** Annotated names, in order. */
  fields: Field[];
  decorators: Value[];
  keywords: Map<string, Value>;
  site: Site;
};
/** An object. Of a class outside the package, only what it was made with is known. */
export type InstanceValue = {
  kind: "instance";
  of: ClassValue | ExternalValue;
  attrs: Map<string, Value>;
  args: Args;
  /** Made under a condition that is presumed false. */
  conditional?: true;
  /** For `super()`: the object itself. */
  behind?: InstanceValue;
  site: Site;
};
type ModuleValue = { kind: "module"; module: Module };
/** Something outside the package, by its dotted path from the module's name. */
export type ExternalValue = { kind: "external"; path: string };
/** A type with arguments: `list[str]`, `A | B` (of `typing.Union`), `Annotated[…]`. */
export type GenericValue = { kind: "generic"; of: Value; args: Value[] };
/** A value that cannot be known. `presumed` is what it is when the server starts with no optional configuration. */
export type UnknownValue = { kind: "unknown"; why: string; site?: Site; presumed?: { value: Value } };
/** One of several values; which one is decided at run time. */
type ChoiceValue = { kind: "choice"; options: Value[] };

export type Scope = {
  vars: Map<string, Value | (() => Value)>;
  parent?: Scope;
  module: Module;
  kind: "module" | "function" | "class";
  frame?: Frame;
  /** How many undecided conditions were around it when it was made: deeper changes are uncertain. */
  weak?: number;
  globals?: Set<string>;
  /** Of a class: its annotated names. */
  fields?: Field[];
};
/** One call of a function: what it may have returned under conditions that could not be decided. */
export type Frame = { returns: Value[]; yields?: ListValue; home?: ClassValue; self?: Value };

export function isThing(value: Value | undefined): value is Thing {
  return typeof value === "object" && value !== null;
}

export function unknown(why: string, site?: Site, presumed?: { value: Value }): UnknownValue {
  return { kind: "unknown", why, ...(site ? { site } : {}), ...(presumed ? { presumed } : {}) };
}

export function list(items: Value[], type: ListValue["type"] = "list", open?: UnknownValue): ListValue {
  return { kind: "list", type, items, ...(open ? { open } : {}) };
}

export function dict(entries: Iterable<readonly [Value, Value]> = [], open?: UnknownValue): DictValue {
  return { kind: "dict", entries: new Map(entries), ...(open ? { open } : {}) };
}

export function native(name: string, call: NativeValue["call"]): NativeValue {
  return { kind: "native", name, call };
}

export function external(path: string): ExternalValue {
  return { kind: "external", path };
}

/** The last name of an external path. */
export function lastName({ path }: ExternalValue): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

const maxOptions = 8;

/** One of `values`: the value itself when they agree. */
export function oneOf(values: readonly Value[]): Value {
  const options = new Set<Value>();
  for (const value of values) {
    if (isThing(value) && value.kind === "choice") for (const option of value.options) options.add(option);
    else options.add(value);
  }
  const [first = null, ...more] = options;
  if (more.length === 0) return first;
  return options.size > maxOptions ? unknown("it is one of many values") : { kind: "choice", options: [...options] };
}

/** The presumption behind an unknown value, or the value itself. */
export function settled(value: Value): Value {
  return isThing(value) && value.kind === "unknown" && value.presumed ? value.presumed.value : value;
}

/** The text that a value is, also when it is a member of an enumeration of texts. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  const inner = isThing(value) && value.kind === "instance" ? value.attrs.get("value") : undefined;
  return typeof inner === "string" && isEnumMember(value) ? inner : undefined;
}

export function isEnumMember(value: Value): value is InstanceValue & { of: ClassValue } {
  return isThing(value) && value.kind === "instance" && value.of.kind === "class" && isKind(value.of, enumBases);
}

export const enumBases = /(?:^|\.)(?:Enum|StrEnum|IntEnum|Flag|IntFlag)$/;
export const modelBases = /(?:^|\.)(?:BaseModel|BaseSettings|RootModel|SQLModel)$/;
const maxBases = 40;

/** The external classes that a class comes from, by path. */
export function ancestors(value: Value, seen = new Set<Value>()): string[] {
  if (!isThing(value) || seen.has(value) || seen.size > maxBases) return [];
  seen.add(value);
  if (value.kind === "external") return [value.path];
  if (value.kind === "generic") return ancestors(value.of, seen);
  return value.kind === "class" ? value.bases.flatMap((base) => ancestors(base, seen)) : [];
}

/** Whether a class is another one or comes from it. */
export function comesFrom(cls: Value, other: Value, depth = 0): boolean {
  if (cls === other) return true;
  if (!isThing(cls) || depth > maxBases) return false;
  if (cls.kind === "external") return isThing(other) && other.kind === "external" && cls.path === other.path;
  if (cls.kind === "generic") return comesFrom(cls.of, other, depth + 1);
  return cls.kind === "class" && cls.bases.some((base) => comesFrom(base, other, depth + 1));
}

export function isKind(value: Value, bases: RegExp): boolean {
  return ancestors(value).some((path) => bases.test(path));
}

/** Whether a value counts as true; undefined when that cannot be decided. */
export function truth(value: Value): boolean | undefined {
  if (!isThing(value)) return Boolean(value);
  if (value.kind === "unknown" || value.kind === "external") return undefined;
  if (value.kind === "choice") {
    const all = new Set(value.options.map(truth));
    return all.size === 1 ? [...all][0] : undefined;
  }
  if (value.kind === "list") return value.items.length > 0 ? true : value.open ? undefined : false;
  if (value.kind === "dict") return value.entries.size > 0 ? true : value.open ? undefined : false;
  return true;
}

export const noInstanceArgs: Args = { list: [], named: new Map() };
