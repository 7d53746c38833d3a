import { parts, type Node } from "../syntax.ts";
import { siteOf } from "./names.ts";
import { foundTool, isToolType } from "./sdk.ts";
import type { Machine } from "./machine.ts";
import { fieldsOf, typeOf, underlying } from "./types.ts";
import { isThing, list, unknown, type MapValue, type Scope, type StructValue, type Value } from "./value.ts";

/** A composite literal `TYPE{…}`, or what `make` and `new` give for a type when there is no body. */
export function literalOf(m: Machine, type: Node | null, body: Node | null, scope: Scope): Value {
  if (!type) return unknown("its type is not known");
  const named = typeOf(m, type, scope);
  const actual = underlying(m, type, scope);
  const elements = parts(body).filter((part) => part.type === "keyed_element" || part.type === "literal_element");
  if (
    actual?.node.type === "slice_type" ||
    actual?.node.type === "array_type" ||
    actual?.node.type === "implicit_length_array_type"
  ) {
    const element = actual.node.childForFieldName("element");
    return list(
      elements.map((part) =>
        elementOf(m, part, element, actual.scope === scope ? scope : { ...actual.scope, parent: scope }),
      ),
    );
  }
  if (actual?.node.type === "map_type") return mapOf(m, actual.node, elements, scope);
  if (named?.kind === "external" || actual?.node.type === "struct_type") {
    const made: StructValue = {
      kind: "struct",
      type: named ?? { kind: "type", name: "", node: type, source: scope.source },
      fields: new Map(),
      site: siteOf(body ?? type, scope),
    };
    const fields = actual?.node.type === "struct_type" ? fieldsOf(actual.node) : [];
    elements.forEach((part, at) => {
      const keyed = part.type === "keyed_element";
      const name = keyed ? (part.childForFieldName("key")?.text ?? "") : (fields[at]?.name ?? String(at));
      const fieldType = fields.find((one) => one.name === name)?.type ?? null;
      made.fields.set(name, elementOf(m, part, fieldType, scope));
    });
    if (isToolType(m, made) && body) foundTool(m, made);
    return made;
  }
  return unknown("its type is not known", siteOf(type, scope));
}

/** An element's value; a literal without a type has that of the elements. */
function elementOf(m: Machine, part: Node, type: Node | null, scope: Scope): Value {
  const value = part.type === "keyed_element" ? part.childForFieldName("value") : part;
  const [inner] = value?.type === "literal_element" ? parts(value) : [value];
  if (!inner) return unknown("it is missing");
  const plain = type?.type === "pointer_type" ? (parts(type)[0] ?? null) : type;
  return m.evaluate(inner, scope, plain);
}

function mapOf(m: Machine, type: Node, elements: Node[], scope: Scope): MapValue {
  const made: MapValue = { kind: "map", entries: new Map() };
  for (const part of elements) {
    const node = part.childForFieldName("key");
    const [inner] = node?.type === "literal_element" ? parts(node) : [node];
    const key = inner ? m.evaluate(inner, scope) : null;
    const value = elementOf(m, part, type.childForFieldName("value"), scope);
    if (typeof key === "string" || typeof key === "number") made.entries.set(String(key), value);
    else made.open ??= isThing(key) && key.kind === "unknown" ? key : unknown("a key is decided at run time");
  }
  return made;
}
