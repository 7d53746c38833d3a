import type { Machine } from "./machine.ts";
import { isThing, native, newObject, type Site, type Value, type ZodValue } from "./value.ts";
import { changed, keyword, objectOf, unwrapped, wrapped } from "./wrapped-schemas.ts";
import { zodValue } from "./zod.ts";

/** Functions of joi and yup that begin a schema, and zod's types that say the same. */
const starts: Record<string, string> = {
  string: "string",
  number: "number",
  boolean: "boolean",
  bool: "boolean",
  date: "date",
  any: "any",
  mixed: "any",
  object: "object",
  array: "array",
  alternatives: "union",
};
const formats: Record<string, string> = {
  email: "email",
  uri: "uri",
  url: "uri",
  guid: "uuid",
  uuid: "uuid",
  isoDate: "date-time",
};

/** A call of joi's or yup's functions; undefined when it is something else. Fields need not be there unless they say so. */
export function fluentCall(m: Machine, module: string, name: string, args: Value[], site: Site): Value {
  if (!/^(?:@hapi\/)?joi$|^yup$/.test(module) || !Object.hasOwn(starts, name)) return undefined;
  const type = starts[name] ?? "any";
  if (type === "object")
    return builder(m, objectOf(m, args[0], unwrapped, site, module === "yup" ? "strip" : "strict"), site);
  if (type === "array")
    return builder(m, zodValue(site, "array", 3, { inner: args[0] ?? zodValue(site, "any", 3) }), site);
  return builder(
    m,
    zodValue(site, type, 3, { items: type === "union" ? args.map((arg) => unwrapped(arg) ?? arg) : undefined }),
    site,
  );
}

/** A schema whose methods give another one. */
function builder(m: Machine, zod: ZodValue, site: Site, required = false): Value {
  const inner = required ? zod : zodValue(site, "optional", 3, { inner: zod });
  const made = wrapped(inner, site);
  const proxied = { ...made, props: made.props };
  proxied.proxied = {
    target: made,
    get: (key) =>
      key.startsWith("@@")
        ? made.props.get(key)
        : native(key, (_, args, at) =>
            builder(m, changedBy(m, zod, key, args, at), at, key === "required" || (required && key !== "optional")),
          ),
    set: () => undefined,
    has: () => undefined,
    keys: () => [],
  };
  return proxied;
}

function changedBy(m: Machine, zod: ZodValue, method: string, args: Value[], site: Site): ZodValue {
  const [first] = args;
  const values = isThing(first) && first.kind === "array" ? first.items : args;
  if (Object.hasOwn(formats, method)) return keyword(zod, "format", formats[method]);
  switch (method) {
    case "description":
    case "label":
      return method === "label" && zod.def.description !== undefined ? zod : changed(zod, { description: first });
    case "meta":
      return changed(zod, { description: m.get(first, "description", site) ?? zod.def.description });
    case "min":
    case "max":
      return keyword(zod, `${method}${zod.def.type === "number" || zod.def.type === "int" ? "imum" : "Length"}`, first);
    case "integer":
      return changed(zod, { type: "int" });
    case "valid":
    case "oneOf":
      return zodValue(site, "enum", 3, { items: values, description: zod.def.description });
    case "try":
      return changed(zod, { items: values.map((value) => unwrapped(value) ?? value) });
    case "items":
    case "of":
      return changed(zod, { inner: required(unwrapped(first)) ?? first });
    case "keys":
    case "shape":
    case "append": {
      const more = objectOf(m, first, unwrapped, site).def.shape;
      const shape = newObject(site, [...(zod.def.shape?.props ?? []), ...(more?.props ?? [])]);
      shape.open = zod.def.shape?.open ?? more?.open;
      return changed(zod, { shape });
    }
    case "default":
      return zodValue(site, "default", 3, { inner: zod, value: first });
    default:
      return zod;
  }
}

/** A schema of items, which are there. */
function required(zod: ZodValue | undefined): Value {
  return zod?.def.type === "optional" ? zod.def.inner : zod;
}
