import type { Machine } from "./machine.ts";
import { fieldsOf, structOf } from "./types.ts";
import { isThing, native, settled, unknown, type Site, type StructValue, type Value } from "./value.ts";

/** A field or method of a value. */
export function member(m: Machine, target: Value, name: string, site: Site): Value {
  const known = settled(target);
  if (!isThing(known)) return unknown(`what ${name} is of is not known`, site);
  switch (known.kind) {
    case "struct":
      return ofStruct(m, known, name, site);
    case "external":
      return { kind: "external", path: `${known.path}.${known.name}`, name };
    case "tuple":
      return member(m, known.items[0] ?? null, name, site);
    case "unknown": {
      const type = /(\w+)(?:\[[^\]]*\])?$/.exec(known.type ?? "")?.[1];
      const method = type === undefined ? undefined : m.method(type, name, site.source);
      if (method) return { ...method, self: known };
      return { ...unknown(known.why, known.site ?? site), type: `?.${name}` };
    }
    default:
      return unknown(`it has no ${name} that can be seen`, site);
  }
}

function ofStruct(m: Machine, target: StructValue, name: string, site: Site): Value {
  const own = target.fields.get(name);
  if (own !== undefined) return own;
  if (target.type.kind === "external") return methodOutside(target, name, site);
  const method = m.method(target.type.name, name, target.type.source);
  if (method) return { ...method, self: target };
  const struct = structOf(m, target.type);
  const field = struct && fieldsOf(struct.node).find((one) => one.name === name);
  if (field) return zeroOf(field.type.type, field.type.text, site);
  for (const { name: inner, embedded } of struct ? fieldsOf(struct.node) : []) {
    const value = embedded ? target.fields.get(inner) : undefined;
    if (value !== undefined) return member(m, value, name, site);
  }
  return unknown(`it has no ${name} that can be seen`, site);
}

/** A field that a literal leaves out has its type's zero value. */
function zeroOf(kind: string, text: string, site: Site): Value {
  if (kind === "slice_type" || kind === "map_type" || kind === "pointer_type" || kind === "function_type") return null;
  if (text === "string") return "";
  if (text === "bool") return false;
  return /^u?int|^float/.test(text) ? 0 : unknown("it is not set", site, { type: text });
}

function methodOutside(target: StructValue, name: string, site: Site): Value {
  // strings.Builder, for texts that are put together.
  if (target.type.name === "Builder") {
    if (/^Write(?:String|Rune|Byte)$/.test(name)) {
      return native(([text = null]) => {
        const before = target.fields.get("text") ?? "";
        target.fields.set(
          "text",
          typeof before === "string" && typeof text === "string"
            ? before + text
            : unknown("a part of it is decided at run time", site),
        );
        return null;
      });
    }
    if (name === "String") return native(() => target.fields.get("text") ?? "");
  }
  return { ...unknown("what it does is not seen", site), type: `?.${name}` };
}
