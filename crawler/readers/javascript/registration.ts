import { inputList } from "./input-lists.ts";
import { escape, type FoundTool, type Machine } from "./machine.ts";
import { blame } from "./outside.ts";
import { isThing, newObject, settled, unknown, type ObjectValue, type Site, type Value } from "./value.ts";

type Recogniser = (m: Machine, args: Value[], site: Site) => boolean;

const recognisers: Record<string, Recogniser> = {
  registerTool,
  // The helper of the extension for apps: registerAppTool(server, name, config, callback).
  registerAppTool: (m, args, site) => registerTool(m, args.slice(1), site),
  Tool: decorator,
  registerToolTask: registerTool,
  tool,
  setRequestHandler,
  addTool,
  addTools,
  // tmcp: server.tools([defineTool({ name, … }, run), …]).
  tools: addTools,
};

/** Take note of a call, of an SDK's method `name`, that registers tools. Undefined when it is some other call. */
export function recogniseCall(
  m: Machine,
  name: string | undefined,
  args: Value[],
  site: Site,
): { value: Value } | undefined {
  if (name === undefined || !Object.hasOwn(recognisers, name)) return undefined;
  const before = m.found.length;
  if (!recognisers[name]?.(m, args, site)) return undefined;
  const value = unknown("it is a registered tool", site, { truthy: true });
  const made = m.found.at(-1);
  if (made && m.found.length === before + 1) m.registered.set(value, made);
  return { value };
}

function record(
  m: Machine,
  name: Value,
  definition: Map<string, Value>,
  site: Site,
  strength: FoundTool["strength"],
): true {
  const conditional = m.against > 0 ? "it is registered only under a configuration that is not the default" : undefined;
  m.found.push({ name, definition, site, strength, conditional });
  return true;
}

/** `server.registerTool(name, {title, description, inputSchema, outputSchema, annotations}, callback)`. */
function registerTool(m: Machine, args: Value[], site: Site): boolean {
  const [name, config] = args;
  if (isThing(name) && name.kind === "object" && looksLikeTool(m, name)) return recordObject(m, name, 3, site);
  if (args.length < 2) return false;
  const fields = ["title", "description", "inputSchema", "outputSchema", "annotations", "parameters"];
  const definition = new Map(fields.map((field) => [field, m.get(config, field, site)]));
  if (definition.get("inputSchema") === undefined) definition.set("inputSchema", noInput(site));
  return record(m, name, definition, site, 3);
}

/** What the SDK sends for a tool without an input schema. */
function noInput(site: Site): Value {
  return newObject(site, [
    ["type", "object"],
    ["properties", newObject(site)],
  ]);
}

/** `server.tool(name, [description], [shape], [annotations], callback)`. */
function tool(m: Machine, args: Value[], site: Site): boolean {
  const name = args[0];
  if (isThing(name) && name.kind === "object") {
    // Frameworks take one object: server.tool({ name, … }, callback).
    return looksLikeTool(m, name) && recordObject(m, name, 3, site);
  }
  const [, only] = args;
  if (args.length === 2 && isThing(only) && only.kind === "object" && runs(only))
    return recordObject(m, only, 3, site, name);
  const last = args.at(-1);
  const callable =
    isThing(last) &&
    (last.kind === "function" ||
      last.kind === "unknown" ||
      last.kind === "external" ||
      last.kind === "choice" ||
      last.kind === "native");
  if (args.length < 2 || !callable || (isThing(name) && name.kind === "function")) return false;
  const rest = args.slice(1, -1);
  const definition = new Map<string, Value>();
  if (rest.length > 0 && !isObject(settled(rest[0]))) definition.set("description", rest.shift());
  if (rest.length > 1) definition.set("annotations", rest[1]);
  if (rest.length > 0) {
    const only = rest.length === 1 && isAnnotations(m, rest[0], site);
    definition.set(only ? "annotations" : "inputSchema", rest[0]);
  }
  if (!definition.has("inputSchema")) definition.set("inputSchema", noInput(site));
  return record(m, name, definition, site, 3);
}

/** Whether an object has what runs a tool: frameworks take all but the name as one, `mcp.tool("name", { handler, … })`. */
function runs(value: ObjectValue): boolean {
  return ["handler", "execute", "run", "callback", "cb"].some((key) => {
    const member = value.props.get(key);
    return isThing(member) && (member.kind === "function" || member.kind === "unknown");
  });
}

function isObject(value: Value): boolean {
  return isThing(value) && (value.kind === "object" || value.kind === "zod");
}

/** The SDK tells a shape from annotations by whether any member is a schema. */
function isAnnotations(m: Machine, value: Value, site: Site): boolean {
  if (!isThing(value) || value.kind !== "object" || value.props.size === 0) return false;
  const hints = ["title", "readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];
  return [...value.props.keys()].every((key) => hints.includes(key) && !isThing(m.get(value, key, site)));
}

/** `server.setRequestHandler(ListToolsRequestSchema | "tools/list", handler)`. */
function setRequestHandler(m: Machine, args: Value[], site: Site): boolean {
  const [schema, handler] = args;
  const method = methodOf(m, schema, site);
  // Other handlers serve calls: what happens inside them defines no tools.
  if (method !== undefined && method !== "tools/list") return true;
  if (method === undefined) return false;
  m.listHandlers.push({ handler: args.length > 2 ? args[2] : handler, against: m.against, site });
  return true;
}

function methodOf(m: Machine, schema: Value, site: Site): string | undefined {
  const given = settled(schema);
  if (typeof given === "string") return given;
  if (!isThing(given)) return undefined;
  const name = given.kind === "external" ? given.path.at(-1) : given.kind === "unknown" ? given.name : undefined;
  if (name !== undefined) return name === "ListToolsRequestSchema" ? "tools/list" : name;
  const shape = m.get(given, "shape", site);
  const literal = m.get(m.get(shape, "method", site), "value", site);
  return typeof literal === "string" ? literal : undefined;
}

/** FastMCP and others: `server.addTool({name, description, parameters, execute})`. */
function addTool(m: Machine, args: Value[], site: Site): boolean {
  const [first] = args;
  if (isThing(first) && first.kind === "choice") {
    for (const option of first.options) addTool(m, [option], site);
    return true;
  }
  if (!isThing(first) || !looksLikeTool(m, first)) {
    escape(m, args);
    return false;
  }
  return recordObject(m, first, 3, site);
}

/** `@Tool({name, description, parameters})` of frameworks that find tools by decorator. */
function decorator(m: Machine, args: Value[], site: Site): boolean {
  const [first] = args;
  return args.length === 1 && looksLikeTool(m, first) && recordObject(m, first, 3, site);
}

function addTools(m: Machine, args: Value[], site: Site): boolean {
  const { items } = m.iterate(args[0], site);
  const tools = items.filter((item) => looksLikeTool(m, item));
  for (const item of tools) if (isThing(item)) recordObject(m, item, 3, site);
  return tools.length > 0;
}

/** Frameworks take a table of tools when a server is made, by name: `new MCPServer({ tools: { name: tool } })`. */
export function addToolTable(m: Machine, args: Value[], site: Site): void {
  const table = isThing(args[0]) ? m.get(args[0], "tools", site) : undefined;
  if (!isThing(table) || table.kind !== "object") return;
  for (const name of table.props.keys()) {
    const tool = m.get(table, name, site);
    if (looksLikeTool(m, tool)) recordObject(m, tool, 3, site, name);
  }
}

/**
 * What the helpers of agent frameworks give for a tool's definition: the definition. `createTool({ id, … })`,
 * `tool(run, { name, … })`, `new DynamicStructuredTool({ name, … })`.
 */
export function madeTool(m: Machine, helper: string | undefined, args: Value[], site: Site): Value {
  if (!/^(?:create|define|make|dynamic(?:structured)?)?tool$/i.test(helper ?? "")) return undefined;
  for (const arg of args) {
    if (!isThing(arg) || arg.kind !== "object") continue;
    const name = m.get(arg, "name", site) ?? m.get(arg, "id", site);
    if (typeof name !== "string" || m.get(arg, "description", site) === undefined) continue;
    return newObject(arg.site, [...arg.props, ["name", name]]);
  }
  return undefined;
}

/** Whether an object is a tool with a JSON Schema for its input, as a server without an SDK writes it. */
export function isSchemaTool(m: Machine, value: Value): boolean {
  if (!looksLikeTool(m, value) || !isThing(value) || value.kind !== "object") return false;
  return (
    typeof settled(m.get(value, "name", value.site)) === "string" && isThing(m.get(value, "inputSchema", value.site))
  );
}

/** Take note of a tool that a server lists without an SDK. */
export function recordTool(m: Machine, value: Value, site: Site): void {
  recordObject(m, value, 2, site);
}

function looksLikeTool(m: Machine, value: Value): boolean {
  if (!isThing(value) || value.kind !== "object") return false;
  const site = value.site;
  const name = m.get(value, "name", site);
  if (name === undefined || name === null) return false;
  return ["description", "inputSchema", "parameters", "schema"].some((key) => m.get(value, key, site) !== undefined);
}

/** Take note of a tool that is written as one object. */
function recordObject(
  m: Machine,
  value: Value,
  strength: FoundTool["strength"],
  site: Site,
  name = m.get(value, "name", site),
): true {
  const own = isThing(value) && value.kind === "object" ? value.site : site;
  const fields = [
    "title",
    "description",
    "inputSchema",
    "outputSchema",
    "annotations",
    "parameters",
    "schema",
    "input_schema",
  ];
  const definition = new Map(fields.map((field) => [field, m.get(value, field, own)]));
  const inputs = inputList(m, m.get(value, "inputs", own), own);
  if (inputs && definition.get("inputSchema") === undefined) definition.set("inputSchema", inputs);
  return record(m, name, definition, own, strength);
}

/**
 * Tools that are written down whole but whose registration was not followed (containers that inject them, folders that a
 * framework loads). Said with a warning, and only when no registration was seen at all.
 */
export function recordToolShaped(m: Machine): void {
  const before = m.found.length;
  for (const shaped of m.toolShaped.splice(0)) {
    const value = shaped.kind === "function" ? m.construct(shaped, [], shaped.site) : shaped;
    const name = m.get(value, "name", shaped.site);
    if (typeof name !== "string" || !/^[\w./-]{1,128}$/.test(name)) continue;
    if (shaped.kind === "function" || isDefinition(m, shaped)) recordObject(m, value, 1, shaped.site);
  }
  if (m.found.length > before) {
    m.warn("unregistered-tools", "The tools are defined in the package, but how they are registered was not followed.");
  }
}

/** Whether an object has a schema for its input and something that runs: what a tool has and a record does not. */
function isDefinition(m: Machine, value: ObjectValue): boolean {
  const schema = m.get(value, "inputSchema", value.site) ?? m.get(value, "parameters", value.site);
  if (!isThing(schema) || typeof m.get(value, "description", value.site) !== "string") return false;
  const isSchema = schema.kind === "zod" || (schema.kind === "object" && schema.props.get("type") === "object");
  return (
    isSchema &&
    [...value.props.values()].some(
      (member) => isThing(member) && (member.kind === "function" || member.kind === "unknown"),
    )
  );
}

/** Ask a tools/list handler for its answer, as a client would. */
export function askForTools(m: Machine, handler: Value, site: Site): void {
  const answer = m.call(
    handler,
    undefined,
    [unknown("it is the client's request", site), unknown("it is the request's context", site)],
    site,
  );
  const { items, open } = m.iterate(m.get(answer, "tools", site), site);
  for (const item of items) {
    if (isThing(item) && (item.kind === "object" || item.kind === "unknown")) {
      if (item.kind === "object") recordObject(m, item, 3, site);
      else {
        blame(m, item.why);
        m.warn("unknown-tool", `A tool in the list cannot be read: ${item.why}.`, item.site ?? site);
      }
    } else if (isThing(item) && item.kind === "choice") {
      for (const option of item.options)
        if (isThing(option) && option.kind === "object") recordObject(m, option, 3, site);
    }
  }
  if (open) blame(m, open.why);
  if (open) m.warn("unknown-tools", `There may be more tools: ${open.why}.`, open.site ?? site);
}
