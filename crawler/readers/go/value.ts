import type { Node } from "../syntax.ts";
import type { LateBodies } from "./parse-hollow.ts";

/** One file of a package, what its imports are called in it, and the bodies of functions that its tree lacks, once it is parsed. */
export type Source = { path: string; folder: string; text: string; imports: Map<string, string>; bodies?: LateBodies };
export type Site = { source: Source; line: number };
/** A name that a package declares. `value`: of a constant or variable; `iota`: its place in its group. */
export type Declaration = {
  node: Node;
  source: Source;
  value?: Node | undefined;
  at: number;
  iota: number;
  known?: { value: Value };
};
export type Package = { folder: string; declared: Map<string, Declaration>; methods: Map<string, Declaration> };

/** What the evaluator knows about a value; `null` is nil. Nothing here is ever run: a stranger's code is only ever data. */
export type Value = null | boolean | number | string | Thing;
export type Thing =
  | ListValue
  | MapValue
  | StructValue
  | FunctionValue
  | NativeValue
  | ExternalValue
  | TypeValue
  | TupleValue
  | UnknownValue;
export type ListValue = { kind: "list"; items: Value[]; open?: UnknownValue };
export type MapValue = { kind: "map"; entries: Map<string, Value>; open?: UnknownValue };
/** `type`: the declaration of a struct type of the package, or a type outside. Pointers are what they point to. */
export type StructValue = { kind: "struct"; type: TypeValue | ExternalValue; fields: Map<string, Value>; site: Site };
export type FunctionValue = {
  kind: "function";
  name: string;
  node: Node;
  source: Source;
  scope?: Scope;
  self?: Value;
  calls: { count: number };
};
export type NativeValue = { kind: "native"; call: (args: Value[], site: Site) => Value };
/** Something of another module: the import's path, and a name in it. */
export type ExternalValue = { kind: "external"; path: string; name: string };
export type TypeValue = { kind: "type"; name: string; node: Node; source: Source };
type TupleValue = { kind: "tuple"; items: Value[] };
/** A value that cannot be known; `type` is how its type is written, for parameters. */
export type UnknownValue = { kind: "unknown"; why: string; site?: Site; type?: string; presumed?: { value: Value } };

export type Scope = { vars: Map<string, Value>; parent?: Scope; source: Source; frame: { returns: Value[] } };

export function isThing(value: Value | undefined): value is Thing {
  return typeof value === "object" && value !== null;
}

export function unknown(why: string, site?: Site, more: Partial<UnknownValue> = {}): UnknownValue {
  return { kind: "unknown", why, ...(site ? { site } : {}), ...more };
}

export function list(items: Value[], open?: UnknownValue): ListValue {
  return { kind: "list", items, ...(open ? { open } : {}) };
}

export function native(call: NativeValue["call"]): NativeValue {
  return { kind: "native", call };
}

/** The presumption behind an unknown value, or the value itself. */
export function settled(value: Value | undefined): Value {
  if (value === undefined) return null;
  return isThing(value) && value.kind === "unknown" && value.presumed ? value.presumed.value : value;
}

export const noText = "a part of it is decided at run time";
