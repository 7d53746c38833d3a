import { iterate } from "./iterate.ts";
import { argument, serverTools, type FoundTool, type Machine } from "./machine.ts";
import {
  ancestors,
  external,
  isThing,
  native,
  noInstanceArgs,
  settled,
  unknown,
  type Args,
  type InstanceValue,
  type Site,
  type UnknownValue,
  type Value,
} from "./value.ts";

const decorating = /(?:^|\.)(?:FastMCP|MCPServer|\w*MCP\w*)$/;
const lowLevel = /(?:^|\.)(?:mcp|lowlevel|server)(?:\.\w+)*\.Server$/;
const toolClasses = /(?:^|\.)(?:mcp|types|tools?|base|function_tool)(?:\.\w+)*\.(?:Tool|FunctionTool)$/;

const libraryOf = (m: Machine, path: string): FoundTool["library"] =>
  path.startsWith("mcp.") ? "sdk" : path.startsWith("fastmcp") ? "fastmcp" : m.library;

/** A member of a server object, or of a value that may be one; undefined when it is neither. */
export function serverMember(m: Machine, target: InstanceValue | UnknownValue, name: string): Value | undefined {
  if (target.kind === "unknown")
    return m.decorates || name === "list_tools" ? memberOf(m, null, name, m.library, true) : undefined;
  const paths = target.of.kind === "external" ? [target.of.path] : ancestors(target.of);
  const server = paths.find((path) => decorating.test(path));
  if (server !== undefined) return memberOf(m, target.behind ?? target, name, libraryOf(m, server), false);
  return name === "list_tools" && paths.some((path) => lowLevel.test(path)) ? listTools(m) : undefined;
}

function memberOf(
  m: Machine,
  server: InstanceValue | null,
  name: string,
  library: FoundTool["library"],
  guessed: boolean,
): Value | undefined {
  switch (name) {
    case "__init__":
      if (server) takeGiven(m, server, library);
      return undefined;
    case "tool":
      return native(name, (args, site) => decorator(m, server, library, args, site));
    case "add_tool":
      return native(name, (args, site) => addTool(m, server, library, args, site));
    case "mount":
    case "import_server":
      return guessed ? undefined : native(name, (args) => mount(m, server, args));
    case "remove_tool":
      return native(name, (args) => {
        const gone = argument(args, "name", 0);
        const known = serverTools(m, server);
        if (m.weak === 0) known.tools = known.tools.filter((tool) => tool.name !== gone);
        return null;
      });
    case "list_tools":
      return guessed ? listTools(m) : undefined;
    default:
      return undefined;
  }
}

/** `FastMCP(tools=[…])`. */
function takeGiven(m: Machine, server: InstanceValue, library: FoundTool["library"]): void {
  const given = server.args.named.get("tools");
  if (given === undefined || given === null) return;
  for (const item of iterate(m, given).items)
    addTool(m, server, library, { list: [item], named: new Map() }, server.site);
}

const isFunction = (value: Value | undefined): boolean =>
  isThing(value) && (value.kind === "function" || value.kind === "class");

function decorator(
  m: Machine,
  server: InstanceValue | null,
  library: FoundTool["library"],
  args: Args,
  site: Site,
): Value {
  const [first] = args.list;
  if (isFunction(first)) {
    register(m, server, library, first ?? null, { list: args.list.slice(1), named: args.named }, site);
    return first ?? null;
  }
  return native("tool", ({ list: [fn = null] }) => {
    register(m, server, library, fn, args, site);
    return fn;
  });
}

const words = ["name", "title", "description", "annotations", "output_schema", "exclude_args", "enabled", "parameters"];
const order = ["name", "title", "description", "annotations"];

function register(
  m: Machine,
  server: InstanceValue | null,
  library: FoundTool["library"],
  fn: Value,
  args: Args,
  site: Site,
): void {
  const given = new Map<string, Value>();
  for (const word of words) {
    const value = argument(args, word, order.includes(word) ? order.indexOf(word) : undefined);
    if (value !== undefined && value !== null) given.set(word, value);
  }
  const at = isThing(fn) && fn.kind === "function" ? fn.site : site;
  record(m, server, { name: given.get("name") ?? m.get(fn, "__name__", site), given, fn, library, site: at });
}

export function record(m: Machine, server: InstanceValue | null, tool: FoundTool): void {
  const off = tool.given.get("enabled") === false;
  const why = off
    ? "it is switched off"
    : m.against > 0
      ? "it is only there when the server is configured so"
      : tool.conditional;
  serverTools(m, server).tools.push(why === undefined ? tool : { ...tool, conditional: why });
}

function addTool(
  m: Machine,
  server: InstanceValue | null,
  library: FoundTool["library"],
  args: Args,
  site: Site,
): Value {
  const [tool = args.named.get("tool") ?? args.named.get("fn") ?? null] = args.list;
  const made = isThing(tool) && tool.kind === "instance" ? tool : undefined;
  if (made && (made.attrs.has("fn") || isToolObject(made))) {
    const fn = made.attrs.get("fn");
    if (fn === undefined) record(m, server, fromObject(made));
    else register(m, server, library, fn, { list: [], named: made.attrs }, made.site);
  } else register(m, server, library, tool, { list: args.list.slice(1), named: args.named }, site);
  return tool;
}

/** Tools of one server under another, most often with a prefix: `mount(child, prefix)`, in older versions the other way round. */
function mount(m: Machine, server: InstanceValue | null, args: Args): Value {
  const values = [...args.list, ...args.named.values()];
  const child = values.find((value): value is InstanceValue => isThing(value) && value.kind === "instance");
  const prefix =
    args.named.get("prefix") ?? args.named.get("namespace") ?? args.list.find((value) => typeof value === "string");
  if (child && child !== server) {
    serverTools(m, server).mounts.push({ child, prefix: prefix ?? null });
    serverTools(m, child).mounted = true;
  }
  return null;
}

/** `@server.list_tools()`: the function that it decorates is asked for the tools at the end. */
function listTools(m: Machine): Value {
  return native("list_tools", (outer, at) => {
    const take = (args: Args, site: Site): Value => {
      const [handler = null] = args.list;
      if (isFunction(handler)) m.listHandlers.push({ handler, against: m.against, site });
      return handler;
    };
    return outer.list.length > 0 ? take(outer, at) : native("list_tools", take);
  });
}

/** `types.Tool(name=…)`, `Tool.model_validate({…})`: an object that is remembered, since somebody may list it. */
export function lowLevelTool(m: Machine, path: string, args: Args, site: Site): Value | undefined {
  const [, cls, how] = /^(.*?)(?:\.(model_validate|parse_obj))?$/.exec(path) ?? [];
  if (cls === undefined || !toolClasses.test(cls)) return undefined;
  const from = settled(args.list[0] ?? null);
  let named = args.named;
  if (how !== undefined && isThing(from) && from.kind === "dict") {
    named = new Map(
      [...from.entries].flatMap(([key, value]) => (typeof key === "string" ? [[key, value] as const] : [])),
    );
  }
  const made: InstanceValue = { kind: "instance", of: external(cls), attrs: new Map(), args: { ...args, named }, site };
  if (m.against > 0) made.conditional = true;
  m.made.push(made);
  return made;
}

/** `Tool.from_function(fn, name=…)` of the libraries whose tools are functions. */
export function toolFromFunction(m: Machine, path: string, args: Args, site: Site): Value | undefined {
  if (!/(?:^|\.)(?:Function)?Tool\.from_function$/.test(path) || path.startsWith("langchain")) return undefined;
  const attrs = new Map(args.named);
  const fn = argument(args, "fn", 0);
  if (fn !== undefined) attrs.set("fn", fn);
  const [, name] = args.list;
  if (name !== undefined && !attrs.has("name")) attrs.set("name", name);
  return {
    kind: "instance",
    of: external(libraryOf(m, path) === "sdk" ? "mcp.server.fastmcp.tools.Tool" : "fastmcp.tools.Tool"),
    attrs,
    args: noInstanceArgs,
    site,
  };
}

export function isToolObject(value: InstanceValue): boolean {
  const paths = value.of.kind === "external" ? [value.of.path] : ancestors(value.of);
  return paths.some((path) => toolClasses.test(path));
}

/** A tool as an object describes it, of the protocol's class or of the package's own. */
export function fromObject(value: InstanceValue): FoundTool {
  const given = new Map([...value.args.named, ...value.attrs]);
  return {
    name: given.get("name") ?? unknown("it has no name", value.site),
    given,
    library: "low-level",
    site: value.site,
    ...(value.conditional ? { conditional: "it is only there when the server is configured so" } : {}),
  };
}
