import {
  isThing,
  native,
  newArray,
  newObject,
  type ObjectValue,
  type Site,
  type Value,
  type ZodValue,
} from "./value.ts";

/** What zod calls the class of a type. */
function typeName(type: string): string {
  const name = type === "int" ? "number" : type;
  return `Zod${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** What zod 4 says of a type in its definition. */
const versionFour: Record<string, string> = { int: "number", effects: "pipe", discriminatedUnion: "union" };

/**
 * `schema._def`, which code goes through that writes schemas as JSON by itself. What version 3 has as a function, such as the
 * shape of an object and a default, version 4 has as a value; a list's `type` is its items' schema in the former.
 */
export function zodDefinition(zod: ZodValue, site: Site): ObjectValue {
  const { def } = zod;
  const old = def.version === 3;
  const given = (value: Value): Value => (old ? native("given", () => value) : value);
  const values = newArray(site, def.items ?? []);
  const entries = newObject(
    site,
    (def.items ?? []).flatMap((item) => (isThing(item) ? [] : [[String(item), item] as const])),
  );
  const made = newObject(site, [
    ["typeName", typeName(def.type)],
    ["type", old && isThing(def.inner) ? def.inner : (versionFour[def.type] ?? def.type)],
    ["description", def.description],
  ]);
  const add = (...more: [string, Value][]): void => {
    for (const [key, value] of more) if (value !== undefined) made.props.set(key, value);
  };
  add(["innerType", def.inner], ["schema", def.inner], ["getter", def.getter], ["catchall", def.catchall]);
  add(["keyType", def.key], ["valueType", def.value], ["rest", def.rest]);
  if (def.type === "object") {
    add(["shape", given(def.shape)]);
    add(["unknownKeys", def.extra === "loose" ? "passthrough" : (def.extra ?? "strip")]);
  }
  if (def.type === "array") add(["element", def.inner]);
  if (def.type === "default") add(["defaultValue", given(def.value)]);
  if (def.type === "pipe" || def.type === "effects") add(["in", def.inner], ["out", def.out]);
  if (def.items) add(["values", values], ["options", values], ["items", values], ["entries", entries]);
  if (def.items?.length === 1) add(["value", def.items[0]]);
  if (def.type === "intersection") add(["left", def.items?.[0]], ["right", def.items?.[1]]);
  add(["checks", newArray(site, [])]);
  return made;
}

/** Whether a schema has a property, which code asks to find schemas among shapes and JSON Schemas. Undefined: not known. */
export function zodHas(zod: ZodValue, key: string): boolean | undefined {
  if (/^(?:_def|parse|safeParse|parseAsync|safeParseAsync|describe|optional|~standard)$/.test(key)) return true;
  if (/^(?:_zod|def|toJSONSchema)$/.test(key)) return zod.def.version === 4;
  if (key === "shape") return zod.def.type === "object";
  if (key === "type" || key === "element") return undefined;
  return /^(?:properties|required|\$schema|\$ref|anyOf|items|name|inputSchema)$/.test(key) ? false : undefined;
}
