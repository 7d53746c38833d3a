import { type Machine } from "./machine.ts";
import {
  isThing,
  native,
  newArray,
  newObject,
  unknown,
  type Site,
  type Value,
  type ZodDef,
  type ZodValue,
} from "./value.ts";
import { zodDefinition } from "./zod-definition.ts";
import { isOptional } from "./zod-kinds.ts";
import { zodParse, zodSafeParse } from "./zod-parse.ts";
import { formatOf, formats, shapeOf, zodValue } from "./zod.ts";
import { checked } from "./zod-checks.ts";

type ZodMethod = (m: Machine, zod: ZodValue, args: Value[], site: Site) => Value;
const wrap =
  (type: string): ZodMethod =>
  (_, zod, args, site) =>
    zodValue(site, type, zod.def.version, { inner: zod, value: args[0], description: zod.def.description });
const same: ZodMethod = (_, zod) => zod;
const withDef = (zod: ZodValue, more: Partial<ZodDef>): ZodValue => ({ ...zod, def: { ...zod.def, ...more } });
const keyword =
  (...names: string[]): ZodMethod =>
  (_, zod, args) => {
    const json = new Map(zod.def.json);
    for (const name of names) json.set(name, args[0]);
    return withDef(zod, { json });
  };
const size =
  (end: "min" | "max"): ZodMethod =>
  (m, zod, args, site) => {
    const words =
      zod.def.type === "string" ? "Length" : zod.def.type === "array" || zod.def.type === "set" ? "Items" : "imum";
    return keyword(`${end}${words}`)(m, zod, args, site);
  };
const bound =
  (name: string, value?: number): ZodMethod =>
  (m, zod, args, site) =>
    keyword(name)(m, zod, value === undefined ? args : [value], site);

type Part = string | ((version: 3 | 4) => string);
/** `startsWith("x")` and the like: a pattern with what is special in it escaped. */
const contains =
  (before: Part, after: Part): ZodMethod =>
  (_, zod, [text]) => {
    if (typeof text !== "string") return zod;
    const [start, end] = [before, after].map((part) => (typeof part === "string" ? part : part(zod.def.version)));
    const pattern = `${start ?? ""}${text.replace(/[^A-Za-z0-9]/g, (char) => `\\${char}`)}${end ?? ""}`;
    return withDef(zod, { patterns: [...(zod.def.patterns ?? []), pattern] });
  };

const methods: Record<string, ZodMethod> = {
  optional: wrap("optional"),
  exactOptional: wrap("optional"),
  nullable: wrap("nullable"),
  readonly: wrap("readonly"),
  default: wrap("default"),
  prefault: wrap("default"),
  catch: wrap("catch"),
  nonoptional: wrap("nonoptional"),
  nullish: (m, zod, args, site) => wrap("optional")(m, wrap("nullable")(m, zod, [], site) as ZodValue, args, site),
  array: (_, zod, __, site) => zodValue(site, "array", zod.def.version, { inner: zod }),
  describe: (_, zod, [text]) => withDef(zod, { description: text }),
  meta: (m, zod, [meta], site) =>
    meta === undefined
      ? newObject(site, [["description", zod.def.description]])
      : withDef(zod, {
          description: m.get(meta, "description", site) ?? zod.def.description,
          ...(isThing(meta) && meta.kind === "object" ? { meta } : {}),
        }),
  min: size("min"),
  max: size("max"),
  nonempty: (m, zod, _, site) => size("min")(m, zod, [1], site),
  length: (m, zod, args, site) => size("max")(m, size("min")(m, zod, args, site) as ZodValue, args, site),
  gt: bound("exclusiveMinimum"),
  gte: bound("minimum"),
  lt: bound("exclusiveMaximum"),
  lte: bound("maximum"),
  multipleOf: bound("multipleOf"),
  step: bound("multipleOf"),
  positive: bound("exclusiveMinimum", 0),
  nonnegative: bound("minimum", 0),
  negative: bound("exclusiveMaximum", 0),
  nonpositive: bound("maximum", 0),
  int: (_, zod) => withDef(zod, { type: "int" }),
  safe: (_, zod) =>
    zod.def.version === 4
      ? withDef(zod, { type: "int" })
      : withDef(zod, {
          json: new Map<string, Value>([
            ...zod.def.json,
            ["minimum", Number.MIN_SAFE_INTEGER],
            ["maximum", Number.MAX_SAFE_INTEGER],
          ]),
        }),
  startsWith: contains("^", (version) => (version === 4 ? ".*" : "")),
  endsWith: contains((version) => (version === 4 ? ".*" : ""), "$"),
  includes: contains("", ""),
  finite: same,
  regex: (_, zod, [pattern]) =>
    isThing(pattern) && pattern.kind === "regexp"
      ? withDef(zod, { patterns: [...(zod.def.patterns ?? []), pattern.source] })
      : zod,
  ip: (_, zod) => zod,
  or: (_, zod, [other], site) => zodValue(site, "union", zod.def.version, { items: [zod, other] }),
  and: (_, zod, [other], site) => zodValue(site, "intersection", zod.def.version, { items: [zod, other] }),
  transform: wrap("effects"),
  overwrite: same,
  refine: same,
  superRefine: same,
  check: checked,
  with: checked,
  trim: same,
  toLowerCase: same,
  toUpperCase: same,
  slugify: same,
  brand: same,
  register: same,
  normalize: same,
  clone: same,
  pipe: (_, zod, [out], site) =>
    zodValue(site, "pipe", zod.def.version, { inner: zod, out, description: zod.def.description }),
  extend: (m, zod, [shape], site) => merged(zod, membersOf(m, shape, site), site),
  safeExtend: (m, zod, [shape], site) => merged(zod, membersOf(m, shape, site), site),
  augment: (m, zod, [shape], site) => merged(zod, membersOf(m, shape, site), site),
  merge: (m, zod, [other], site) =>
    merged(
      zod,
      membersOf(m, isThing(other) && other.kind === "zod" ? other.def.shape : other, site),
      site,
      isThing(other) && other.kind === "zod" ? other.def.extra : undefined,
    ),
  pick: (m, zod, [mask], site) => filtered(m, zod, mask, true, site),
  omit: (m, zod, [mask], site) => filtered(m, zod, mask, false, site),
  partial: (m, zod, [mask], site) =>
    mapped(zod, site, (value, key) =>
      mask === undefined || has(m, mask, key, site)
        ? zodValue(site, "optional", zod.def.version, { inner: value })
        : value,
    ),
  deepPartial: (_, zod, __, site) =>
    mapped(zod, site, (value) => zodValue(site, "optional", zod.def.version, { inner: value })),
  required: (m, zod, [mask], site) =>
    mapped(zod, site, (value, key) => {
      const named = mask === undefined || has(m, mask, key, site);
      if (!named || !isThing(value) || value.kind !== "zod") return value;
      if (value.def.type === "optional") return value.def.inner;
      return zod.def.version === 4 && isOptional(value) ? zodValue(site, "nonoptional", 4, { inner: value }) : value;
    }),
  strict: (_, zod) => withDef(zod, { extra: "strict" }),
  passthrough: (_, zod) => withDef(zod, { extra: "loose" }),
  loose: (_, zod) => withDef(zod, { extra: "loose" }),
  strip: (_, zod) => withDef(zod, { extra: "strip" }),
  nonstrict: (_, zod) => withDef(zod, { extra: "loose" }),
  catchall: (_, zod, [value]) => withDef(zod, { catchall: value }),
  keyof: (_, zod, __, site) =>
    zodValue(site, "enum", zod.def.version, { items: [...(zod.def.shape?.props.keys() ?? [])] }),
  isOptional: (_, zod) => isOptional(zod),
  isNullable: (_, zod) => ["nullable", "null", "any", "unknown"].includes(zod.def.type),
  unwrap: (_, zod) => zod.def.inner,
  removeDefault: (_, zod) => zod.def.inner,
  innerType: (_, zod) => zod.def.inner,
  sourceType: (_, zod) => zod.def.inner,
  rest: (_, zod, [rest]) => withDef(zod, { rest }),
  exclude: (_, zod, [list]) =>
    withDef(zod, {
      items: (zod.def.items ?? []).filter(
        (item) => !(isThing(list) && list.kind === "array" && list.items.includes(item)),
      ),
    }),
  extract: (_, zod, [list]) =>
    withDef(zod, {
      items: (zod.def.items ?? []).filter(
        (item) => isThing(list) && list.kind === "array" && list.items.includes(item),
      ),
    }),
};

function membersOf(m: Machine, shape: Value, site: Site): ZodDef["shape"] {
  const given = isThing(shape) && shape.kind === "zod" ? shape.def.shape : shape;
  return shapeOf(given, site);
}

function merged(zod: ZodValue, more: ZodDef["shape"], site: Site, extra?: ZodDef["extra"]): ZodValue {
  const shape = newObject(site, [...(zod.def.shape?.props ?? []), ...(more?.props ?? [])]);
  shape.open = zod.def.shape?.open ?? more?.open;
  return withDef({ ...zod, site }, { shape, description: undefined, extra: extra ?? zod.def.extra });
}

function mapped(zod: ZodValue, site: Site, change: (value: Value, key: string) => Value): ZodValue {
  const shape = newObject(
    site,
    [...(zod.def.shape?.props ?? [])].map(([key, value]) => [key, change(value, key)] as const),
  );
  shape.open = zod.def.shape?.open;
  return withDef({ ...zod, site }, { shape, description: undefined });
}

function has(m: Machine, mask: Value, key: string, site: Site): boolean {
  return isThing(mask) && mask.kind === "object" && mask.props.has(key) && m.get(mask, key, site) !== undefined;
}

function filtered(m: Machine, zod: ZodValue, mask: Value, keep: boolean, site: Site): ZodValue {
  const shape = newObject(
    site,
    [...(zod.def.shape?.props ?? [])].filter(([key]) => has(m, mask, key, site) === keep),
  );
  shape.open = zod.def.shape?.open;
  return withDef({ ...zod, site }, { shape, description: undefined });
}

/** `schema.member`. */
export function zodMember(m: Machine, zod: ZodValue, key: string, site: Site): Value {
  const { def } = zod;
  switch (key) {
    case "shape":
      return def.shape;
    case "description":
      return def.description;
    case "value":
      return def.items?.[0];
    case "options":
      return newArray(site, def.items ?? []);
    case "values":
    case "enum":
    case "Values":
    case "Enum":
      return newObject(
        site,
        (def.items ?? []).map((item) => [String(isThing(item) ? "" : item), item] as const),
      );
    case "element":
      return def.inner;
    case "_def":
    case "def":
      return zodDefinition(zod, site);
    case "_zod":
      return newObject(site, [["def", zodDefinition(zod, site)]]);
    case "toJSONSchema":
      return { kind: "external", module: "zod", path: ["toJSONSchema"] };
    default:
  }
  // Code asks which of these a schema has in order to find out its kind.
  if (unwrapping.has(key) && def.inner === undefined) return undefined;
  if (Object.hasOwn(methods, key)) {
    return native(key, (self, args, at) =>
      methods[key]?.(m, isThing(self) && self.kind === "zod" ? self : zod, args, at),
    );
  }
  if (def.type === "string" && Object.hasOwn(formats, key)) {
    return native(key, () => withDef(zod, { json: new Map([...def.json, ...formatOf(key, def.version)]) }));
  }
  if (/^parse(?:Async)?$/.test(key)) return native(key, (_, [input], at) => zodParse(m, zod, input, at));
  if (/^safeParse(?:Async)?$/.test(key)) return native(key, (_, [input], at) => zodSafeParse(m, zod, input, at));
  return unknown(`${key} of a zod schema is not followed`, site, { name: key, self: zod });
}

const unwrapping = new Set(["unwrap", "innerType", "sourceType", "removeDefault"]);
