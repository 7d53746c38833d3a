import type { Machine } from "./machine.ts";
import { isThing, newArray, newObject, type ObjectValue, type Site, type Value } from "./value.ts";

const optionalMark = "@@typebox:optional";
const plain: Record<string, string> = {
  String: "string",
  Number: "number",
  Integer: "integer",
  Boolean: "boolean",
  Null: "null",
};

/** An object schema made from others: `Type.Composite`, `Partial`, `Required`, `Pick` and `Omit`. */
function derived(m: Machine, name: string, args: Value[], site: Site): Value {
  const sources = name === "Composite" ? m.iterate(args[0], site).items : [args[0]];
  const named = new Set(m.iterate(args[1], site).items);
  const properties = newObject(site);
  const required: Value[] = [];
  for (const source of sources) {
    const members = m.get(source, "properties", site);
    if (!isThing(members) || members.kind !== "object") return undefined;
    const before = new Set(m.iterate(m.get(source, "required", site), site).items);
    for (const key of members.props.keys()) {
      if ((name === "Pick" && !named.has(key)) || (name === "Omit" && named.has(key))) continue;
      properties.props.set(key, m.get(members, key, site));
      if (name === "Required" || (name !== "Partial" && before.has(key))) required.push(key);
    }
  }
  const made = newObject(site, [
    ["type", "object"],
    ["properties", properties],
  ]);
  if (required.length > 0) made.props.set("required", newArray(site, required));
  return made;
}

/** A call of TypeBox's `Type.X(…)`: its schemas are JSON Schema objects already. */
export function typeboxCall(m: Machine, path: string[], args: Value[], site: Site): Value {
  const [name = ""] = path;
  const [first, second] = args;
  const make = (entries: [string, Value][], options?: Value): ObjectValue => {
    const made = newObject(site, entries);
    if (isThing(options) && options.kind === "object")
      for (const [key, value] of options.props) made.props.set(key, value);
    return made;
  };
  if (Object.hasOwn(plain, name)) return make([["type", plain[name]]], first);
  switch (name) {
    case "Any":
    case "Unknown":
    case "Unsafe":
      return make([], first);
    case "Literal":
      return make(
        [
          ["const", first],
          ["type", typeof first],
        ],
        second,
      );
    case "Array":
      return make(
        [
          ["type", "array"],
          ["items", first],
        ],
        second,
      );
    case "Union":
      return make([["anyOf", first]], second);
    case "Intersect":
      return make([["allOf", first]], second);
    case "Enum": {
      const values = isThing(first) && first.kind === "object" ? [...first.props.values()] : [];
      return make(
        [
          [
            "anyOf",
            newArray(
              site,
              values.map((value) =>
                newObject(site, [
                  ["const", value],
                  ["type", typeof value],
                ]),
              ),
            ),
          ],
        ],
        second,
      );
    }
    case "Record":
      return make(
        [
          ["type", "object"],
          ["patternProperties", newObject(site, [["^(.*)$", second]])],
        ],
        args[2],
      );
    case "Partial":
    case "Required":
    case "Composite":
    case "Pick":
    case "Omit":
      return derived(m, name, args, site);
    case "Recursive":
    case "Readonly":
      return first;
    case "Date":
      return make([["type", "string"]], first);
    case "Tuple":
      return make(
        [
          ["type", "array"],
          ["items", first],
        ],
        second,
      );
    case "Optional":
      return isThing(first) && first.kind === "object"
        ? { ...first, props: new Map([...first.props, [optionalMark, true]]) }
        : first;
    case "Object": {
      const required: Value[] = [];
      if (isThing(first) && first.kind === "object") {
        for (const key of first.props.keys()) {
          const member = m.get(first, key, site);
          if (!isThing(member) || member.kind !== "object" || !member.props.has(optionalMark)) required.push(key);
        }
      }
      const made = make(
        [
          ["type", "object"],
          ["properties", first],
        ],
        undefined,
      );
      if (required.length > 0) made.props.set("required", newArray(site, required));
      if (isThing(second) && second.kind === "object")
        for (const [key, value] of second.props) made.props.set(key, value);
      return made;
    }
    default:
      return undefined;
  }
}
