import { limits, type Machine } from "./machine.ts";
import { iteratorOf } from "./iterators.ts";
import { normal, pathText } from "./node-path.ts";
import {
  isThing,
  native,
  newArray,
  newObject,
  settled,
  unknown,
  type NativeCall,
  type ObjectValue,
  type Site,
  type Value,
} from "./value.ts";

/** A `file:` URL of a path. */
export function fileUrl(path: string, site: Site): Value {
  return newObject(site, [
    ["href", `file://${path}`],
    ["pathname", path],
    ["protocol", "file:"],
    ["toString", native("toString", () => `file://${path}`)],
  ]);
}

function webUrl(path: string, base: string | undefined): URL | undefined {
  if (!/^https?:/.test(base ?? path) || !URL.canParse(path, base)) return undefined;
  return new URL(path, base);
}

/** `new URL("./file", import.meta.url)`, for files of the package, and URLs of the web. */
export function makeUrl(m: Machine, args: Value[], site: Site): Value {
  const path = pathText(args[0]);
  const base = pathText(isThing(args[1]) ? (hrefOf(m, args[1], site) ?? args[1]) : args[1]);
  if (path?.startsWith("file://")) return fileUrl(normal(path.slice(7)), site);
  const web = path === undefined ? undefined : webUrl(path, base);
  if (web) return webObject(m, web, site);
  if (path === undefined || !base?.startsWith("file://")) {
    return unknown("it is a URL", site, {
      truthy: true,
      ...(isThing(settled(args[0])) ? {} : { name: "URL" }),
    });
  }
  const folder = base.slice(7, base.lastIndexOf("/") + 1);
  const full = normal(path.startsWith("/") ? path : folder + path);
  return fileUrl(path.endsWith("/") ? `${full}/` : full, site);
}

/** The text of a URL that another one is made from. */
function hrefOf(m: Machine, url: Value, site: Site): Value {
  const given = settled(url);
  return isThing(given) && given.kind === "object" ? m.get(given, "href", site) : undefined;
}

const parts = [
  "href",
  "protocol",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
  "username",
  "password",
] as const;

function webObject(m: Machine, web: URL, site: Site): Value {
  // What was put into it that is not known.
  let lost: Value;
  const made = newObject(site);
  const accessor = (part: (typeof parts)[number]): Value => ({
    kind: "accessor",
    get: native(part, () => lost ?? web[part]),
    set: native(part, (_, [value], at) => {
      const given = settled(value);
      if (isThing(given)) lost = unknown("it is a part of a URL", at);
      else if (web.href.length + String(given).length < limits.text && (part !== "href" || URL.canParse(String(given))))
        web[part] = String(given);
      return undefined;
    }),
  });
  for (const part of parts) made.props.set(part, accessor(part));
  made.props.set("origin", web.origin);
  const params = parametersOf(m, web.searchParams, site, () => {
    lost = unknown("it is a part of a URL", site);
  });
  made.props.set("searchParams", params);
  for (const name of ["toString", "toJSON"])
    made.props.set(
      name,
      native(name, () => lost ?? web.href),
    );
  return made;
}

/** `new URLSearchParams(…)`: of a text, of an object, or of pairs. */
export function makeParameters(m: Machine, [from]: Value[], site: Site): Value {
  const given = settled(from);
  const params = new URLSearchParams(typeof given === "string" ? given.slice(0, limits.text) : "");
  const made = parametersOf(m, params, site);
  if (!isThing(given)) return made;
  const append = m.get(made, "append", site);
  const iterable = given.kind !== "object" || m.get(given, "@@iterator", site) !== undefined;
  const { items, open } = m.iterate(
    iterable ? given : m.call(m.get(m.globals.get("Object"), "entries", site), undefined, [given], site),
    site,
  );
  for (const item of items) m.call(append, made, [m.get(item, "0", site), m.get(item, "1", site)], site);
  if (open) m.call(append, made, [open, open], site);
  return made;
}

/** Parameters of a URL. `lose` is called when something is put in that is not known. */
function parametersOf(m: Machine, params: URLSearchParams, site: Site, lose?: () => void): ObjectValue {
  const made = newObject(site);
  const unknowns = new Set<string>();
  let open = false;
  const why = (at: Site): Value => unknown("it is a part of a URL", at);
  const known = (at: Site, value: Value): Value => (open || unknowns.size > 0 ? why(at) : value);
  const put =
    (name: "append" | "set"): NativeCall =>
    (_, [key, value]) => {
      const [one, other] = [settled(key), settled(value)];
      m.steps += params.size;
      if (params.size > limits.items || (typeof other === "string" && other.length > limits.text)) return undefined;
      if (isThing(one)) open = true;
      else if (isThing(other)) unknowns.add(String(one));
      else params[name](String(one), String(other));
      if (isThing(one) || isThing(other)) lose?.();
      return undefined;
    };
  const list =
    (items: () => Value[]): NativeCall =>
    (_, __, at) =>
      iteratorOf(at, items(), open || unknowns.size > 0 ? unknown("it is a part of a URL", at) : undefined);
  const pairs = (): Value[] => [...params].map((pair) => newArray(site, pair));
  const read =
    (run: (key: string) => Value): NativeCall =>
    (_, [key], at) => {
      const given = settled(key);
      return isThing(given) || open || unknowns.has(String(given)) ? why(at) : run(String(given));
    };
  const methods: Record<string, NativeCall> = {
    append: put("append"),
    set: put("set"),
    get: read((key) => params.get(key)),
    has: read((key) => params.has(key)),
    getAll: read((key) => newArray(site, params.getAll(key))),
    delete: read((key) => {
      params.delete(key);
      return undefined;
    }),
    sort: () => {
      params.sort();
      return undefined;
    },
    toString: (_: Value, __: Value[], at: Site) => known(at, params.toString()),
    keys: list(() => [...params.keys()]),
    values: list(() => [...params.values()]),
    entries: list(pairs),
    "@@iterator": list(pairs),
    forEach: (_, [fn], at) => {
      for (const [key, value] of [...params]) m.call(fn, undefined, [value, key, made], at);
      return undefined;
    },
  };
  const proto = newObject(site);
  for (const [name, call] of Object.entries(methods)) proto.props.set(name, native(name, call));
  const size: NativeCall = (_, __, at) => known(at, params.size);
  proto.props.set("size", { kind: "accessor", get: native("size", size) });
  made.proto = proto;
  return made;
}
