import type { Json } from "../../../catalog/tool.ts";
import { builtins } from "./builtins.ts";
import { fromJson, toJson } from "./json.ts";
import { escape, type ExternalCall, type Machine } from "./machine.ts";
import { commandLines } from "./command-lines.ts";
import { scanning } from "./scanning.ts";
import { lowLevelTool, serverMember, toolFromFunction } from "./servers.ts";
import { cleandoc, dedent } from "./text.ts";
import { typeSchema } from "./types.ts";
import {
  dict,
  external,
  isThing,
  lastName,
  list,
  native,
  unknown,
  type Args,
  type ExternalValue,
  type InstanceValue,
  type Site,
  type UnknownValue,
  type Value,
} from "./value.ts";
import { iterate } from "./iterate.ts";

function environment(_m: Machine, args: Args, site: Site): Value {
  const otherwise = args.list[1] ?? args.named.get("default") ?? null;
  const plain = !isThing(otherwise) || otherwise.kind !== "unknown";
  return unknown("it depends on the environment", site, plain ? { value: otherwise } : undefined);
}

const transformed =
  (change: (text: string) => string): ExternalCall =>
  (_m, { list: [text] }) =>
    typeof text === "string" ? change(text) : undefined;

/** Functions outside the package that definitions are made with, by path. */
const functions: Record<string, ExternalCall> = {
  ...builtins,
  ...scanning,
  ...commandLines,
  "textwrap.dedent": transformed(dedent),
  "inspect.cleandoc": transformed(cleandoc),
  "os.getenv": environment,
  "os.environ.get": environment,
  "typing.cast": (_m, args) => args.list[1],
  "copy.copy": (_m, args) => args.list[0],
  "copy.deepcopy": (_m, args) => copied(args.list[0] ?? null, 0),
  "functools.wraps": (_m, { list: [wrapped = null] }) =>
    native("wraps", ({ list: [wrapper = null] }) => {
      if (isThing(wrapper) && wrapper.kind === "function") wrapper.wraps = wrapped;
      return wrapper;
    }),
  "functools.update_wrapper": (_m, { list: [wrapper = null, wrapped = null] }) => {
    if (isThing(wrapper) && wrapper.kind === "function") wrapper.wraps = wrapped;
    return wrapper;
  },
  "functools.lru_cache": (_m, { list: [fn] }) => (isThing(fn) ? fn : native("cache", (args) => args.list[0] ?? null)),
  "functools.cache": (_m, { list: [fn] }) => fn,
  "contextlib.asynccontextmanager": (_m, { list: [fn] }) => fn,
  "contextlib.contextmanager": (_m, { list: [fn] }) => fn,
  "json.dumps": (_m, { list: [value = null], named }) => {
    const json = toJson(value, []);
    if (!json.ok) return undefined;
    const indent = named.get("indent");
    return typeof indent === "number" ? JSON.stringify(json.value, null, indent) : JSON.stringify(json.value);
  },
  "json.loads": (_m, { list: [text] }) => {
    if (typeof text !== "string") return undefined;
    try {
      return fromJson(JSON.parse(text) as Json);
    } catch {
      return undefined;
    }
  },
  "itertools.chain": (m, { list: all }) => chain(m, all),
  "itertools.chain.from_iterable": (m, { list: [all = null] }) => chain(m, iterate(m, all).items),
  "enum.auto": (_m, args, site) => instance(external("enum.auto"), args, site),
  "dataclasses.field": (_m, args, site) => instance(external("dataclasses.field"), args, site),
  "dataclasses.dataclass": (_m, { list: [cls] }) => cls ?? native("dataclass", (args) => args.list[0] ?? null),
  "types.MappingProxyType": (_m, { list: [of] }) => of,
  "types.SimpleNamespace": (_m, args, site) => instance(external("types.SimpleNamespace"), args, site),
};

function chain(m: Machine, all: Value[]): Value {
  const each = all.map((one) => iterate(m, one));
  return list(
    each.flatMap(({ items }) => items),
    "list",
    each.find(({ open }) => open)?.open,
  );
}

function copied(value: Value, depth: number): Value {
  if (!isThing(value) || depth > 30) return value;
  if (value.kind === "list") return { ...value, items: value.items.map((item) => copied(item, depth + 1)) };
  if (value.kind === "dict")
    return dict(
      [...value.entries].map(([key, item]) => [key, copied(item, depth + 1)] as const),
      value.open,
    );
  return value;
}

function instance(of: ExternalValue, args: Args, site: Site): InstanceValue {
  return { kind: "instance", of, attrs: new Map(), args, site };
}

/** A call of something outside the package. */
export function callExternal(m: Machine, callee: ExternalValue, args: Args, site: Site): Value {
  const path = callee.path.replace(/^typing_extensions\./, "typing.");
  const known = Object.hasOwn(functions, path) ? functions[path] : undefined;
  if (known) return known(m, args, site) ?? unknown(`what ${callee.path} gives is decided at run time`, site);
  const tool = lowLevelTool(m, path, args, site) ?? toolFromFunction(m, path, args, site);
  if (tool) return tool;
  escape(m, args);
  if (/^[A-Z]/.test(lastName(callee))) {
    const made = instance(callee, args, site);
    // A low-level server of the newer kind is made with its handlers.
    const handler = /(?:^|\.)Server$/.test(path) ? args.named.get("on_list_tools") : undefined;
    if (handler !== undefined) m.listHandlers.push({ handler, against: m.against, site });
    serverMember(m, made, "__init__");
    return made;
  }
  return unknown(`what ${callee.path} gives is decided outside the package`, site);
}

/** A member of an object that comes from outside the package; undefined when it is none that we know. */
export function externalMember(m: Machine, target: InstanceValue | UnknownValue, name: string): Value | undefined {
  const server = serverMember(m, target, name);
  if (server !== undefined) return server;
  if (target.kind !== "instance" || target.of.kind !== "external") return undefined;
  if (name === "json_schema" && lastName(target.of) === "TypeAdapter") {
    return native(name, (_args, site) => {
      const defs = Object.create(null) as { [key: string]: Json };
      const schema = typeSchema(m, target.args.list[0] ?? null, {
        defs,
        lost: [],
        scope: site.module.scope,
        depth: 0,
        library: "sdk",
      });
      return fromJson(Object.keys(defs).length > 0 ? { ...schema, $defs: defs } : schema);
    });
  }
  if (lastName(target.of) === "SimpleNamespace") return target.args.named.get(name);
  return undefined;
}
