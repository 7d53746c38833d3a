import type { Machine } from "./machine.ts";
import { environment, setting } from "./settings.ts";
import {
  isThing,
  newArray,
  newObject,
  presume,
  settled,
  truth,
  unknown,
  type Site,
  type Value,
  type ZodValue,
} from "./value.ts";
import { isOptional } from "./zod-kinds.ts";

const maxDepth = 12;

/**
 * What a schema makes of its input, for settings that a server checks when it starts: an object gets its defaults, and what is
 * already known goes through. Input is never refused.
 */
export function zodParse(m: Machine, schema: Value, input: Value, site: Site, depth = 0): Value {
  if (!isThing(schema) || schema.kind !== "zod" || depth > maxDepth) return input;
  const inner = (value: Value): Value => zodParse(m, schema.def.inner, value, site, depth + 1);
  const given = settled(input);
  const missing = given === undefined || (given === null && schema.def.type === "nullable");
  switch (schema.def.type) {
    case "object":
      return isThing(given) ? parseObject(m, schema, given, site, depth) : input;
    case "optional":
    case "nullable":
      return missing ? input : inner(input);
    case "default":
      return missing ? withPresumption(callable(m, schema.def.value, [], site), input) : inner(input);
    case "effects":
      return typeof schema.def.value === "object" ? callable(m, schema.def.value, [inner(input)], site) : inner(input);
    case "catch":
      return missing && !isOptional(schema.def.inner)
        ? withPresumption(callable(m, schema.def.value, [], site), input)
        : inner(input);
    case "readonly":
    case "nonoptional":
    case "preprocess":
      return inner(input);
    case "pipe": {
      const first = inner(input);
      return zodParse(m, schema.def.out, first, site, depth + 1);
    }
    case "array":
      return isThing(given) && given.kind === "array"
        ? newArray(
            site,
            given.items.map((item) => inner(item)),
            given.open,
          )
        : input;
    case "number":
    case "int":
    case "boolean":
    case "string":
      return schema.def.coerced && !isThing(given) ? withPresumption(coerced(schema.def.type, given), input) : input;
    default:
      return input;
  }
}

/** What `z.coerce` makes of a plain value. */
function coerced(type: string, value: string | number | boolean | null | undefined): Value {
  return type === "string" ? String(value) : type === "boolean" ? Boolean(value) : Number(value);
}

function parseObject(m: Machine, schema: ZodValue, given: Value, site: Site, depth: number): Value {
  const made = newObject(site);
  const shape = schema.def.shape;
  for (const key of shape?.props.keys() ?? [])
    made.props.set(key, zodParse(m, m.get(shape, key, site), inputMember(m, given, key, site), site, depth + 1));
  made.open = shape?.open;
  if (schema.def.extra === "loose" && isThing(given) && given.kind === "object") {
    for (const [key, value] of given.props) if (!made.props.has(key)) made.props.set(key, value);
    made.open ??= given.open;
  }
  return made;
}

/** What a setting is that a server reads from somewhere: like an environment variable of this name when nothing else is known. */
function inputMember(m: Machine, given: Value, key: string, site: Site): Value {
  if (isThing(given) && given.kind === "external")
    return setting(m, given.module, given.path, key)?.value ?? unknown("");
  if (isThing(given) && given.kind === "unknown") return environment(key);
  return m.get(given, key, site);
}

function callable(m: Machine, value: Value, args: Value[], site: Site): Value {
  return isThing(value) && (value.kind === "function" || value.kind === "native")
    ? m.call(value, undefined, args, site)
    : value;
}

function withPresumption(value: Value, input: Value): Value {
  return isThing(input) && input.kind === "unknown" ? presume(value, input) : value;
}

/** `schema.safeParse(input)`: it is presumed to be accepted. */
export function zodSafeParse(m: Machine, schema: Value, input: Value, site: Site): Value {
  const data = zodParse(m, schema, input, site);
  const sure = truth(data) !== undefined && !(isThing(data) && data.kind === "unknown");
  const success = unknown("it depends on what is parsed", site, { presumed: { value: true } });
  return newObject(site, [
    ["success", sure && !isThing(input) ? true : success],
    ["data", data],
    ["error", presume(undefined, success)],
  ]);
}
