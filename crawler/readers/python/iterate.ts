import type { Machine } from "./machine.ts";
import { isKind, enumBases, isThing, list, unknown, type UnknownValue, type Value } from "./value.ts";

/** The items of a value; `open` says why there may be more. */
export function iterate(m: Machine, value: Value): { items: Value[]; open?: UnknownValue } {
  if (typeof value === "string") return { items: Array.from(value) };
  if (!isThing(value)) return { items: [] };
  switch (value.kind) {
    case "list":
      return { items: [...value.items], ...(value.open ? { open: value.open } : {}) };
    case "dict":
      return { items: [...value.entries.keys()], ...(value.open ? { open: value.open } : {}) };
    case "choice": {
      // All that it may be: which of them is decided at run time.
      const each = value.options.map((option) => iterate(m, option));
      const open = each.find((one) => one.open)?.open;
      return { items: [...new Set(each.flatMap(({ items }) => items))], ...(open ? { open } : {}) };
    }
    case "unknown":
      if (value.presumed) return iterate(m, value.presumed.value);
      return { items: [], open: value };
    case "class":
      if (isKind(value, enumBases)) return { items: enumMembers(value.members) };
      return { items: [], open: unknown(`it is all of the class ${value.name}`) };
    case "instance": {
      // A tuple with names.
      if (value.of.kind === "external" && value.of.path === "pkgutil.ModuleInfo")
        return { items: [...value.attrs.values()] };
      const inner = m.get(value, "__iter__", value.site);
      if (isThing(inner) && inner.kind === "function")
        return iterate(m, m.call(inner, { list: [], named: new Map() }, value.site));
      return { items: [], open: unknown("it is an object that decides itself what is in it") };
    }
    default:
      return {
        items: [],
        open: unknown(value.kind === "external" ? `${value.path} is not in the package` : "it is not a list"),
      };
  }
}

function enumMembers(members: ReadonlyMap<string, Value>): Value[] {
  return [...members.values()].filter((member) => isThing(member) && member.kind === "instance");
}

/** The items as a list of its own. */
export function listFrom(m: Machine, value: Value, type: "list" | "tuple" | "set" = "list"): Value {
  const { items, open } = iterate(m, value);
  return list(type === "set" ? [...new Set(items)] : items, type, open);
}
