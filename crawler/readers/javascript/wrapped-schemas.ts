import type { Machine } from "./machine.ts";
import { schemaValue } from "./schema-json.ts";
import { isThing, newObject, type ObjectValue, type Site, type Value, type ZodDef, type ZodValue } from "./value.ts";
import { shapeOf, zodValue } from "./zod.ts";

/** Where schemas of other libraries keep the zod schema that says the same. */
const key = "@@schema";

/** A schema of another library, with the zod schema that says the same. */
export function wrapped(zod: ZodValue, site: Site): ObjectValue {
  return newObject(site, [[key, zod]]);
}

/** The zod schema that says the same; a class that is made from a schema is one too. */
export function unwrapped(value: Value): ZodValue | undefined {
  if (!isThing(value)) return undefined;
  if (value.kind === "zod") return value;
  if (value.kind === "function") return unwrapped(value.parent);
  const inner = value.kind === "object" ? value.props.get(key) : undefined;
  return isThing(inner) && inner.kind === "zod" ? inner : undefined;
}

/** A schema with something changed. */
export function changed(zod: ZodValue, more: Partial<ZodDef>): ZodValue {
  return { ...zod, def: { ...zod.def, ...more } };
}

/** A schema with a keyword of JSON Schema more. */
export function keyword(zod: ZodValue, name: string, value: Value): ZodValue {
  const word = zod.def.type === "array" ? name.replace("Length", "Items") : name;
  return changed(zod, { json: new Map([...zod.def.json, [word, value]]) });
}

/** An object schema of fields, each of which `read` knows as a schema; one that it does not know is left unknown. */
export function objectOf(
  m: Machine,
  fields: Value,
  read: (value: Value) => ZodValue | undefined,
  site: Site,
  extra: ZodDef["extra"] = "strip",
): ZodValue {
  const shape = shapeOf(fields, site);
  const made = newObject(site);
  made.open = shape?.open;
  for (const name of shape?.props.keys() ?? []) {
    const field = m.get(shape, name, site);
    made.props.set(name, read(field) ?? field);
  }
  return zodValue(site, "object", 3, { shape: made, extra });
}

/** What packages that turn schemas of other libraries into JSON Schema give for one. */
export function convertedSchema(m: Machine, module: string, args: Value[], site: Site): Value {
  if (!/json|swagger/i.test(module)) return undefined;
  const zod = args.map((arg) => (isThing(arg) && arg.kind !== "zod" ? unwrapped(arg) : undefined)).find(Boolean);
  if (!zod) return undefined;
  const made = schemaValue(m, zod, 3, undefined, site);
  return /swagger/i.test(module) ? newObject(site, [["swagger", made]]) : made;
}
