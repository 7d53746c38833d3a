import type { Json, JsonObject, ReadTool } from "../../../catalog/tool.ts";
import { onePerName, toReadTool } from "../keep-tools.ts";
import { parametersOf } from "./definitions.ts";
import { toJson, type Lost } from "./json.ts";
import type { FoundTool, Machine, SchemaContext } from "./machine.ts";
import { fieldSchema } from "./models.ts";
import { docstring } from "./text.ts";
import { isThing, lastName, settled, textOf, type FunctionValue, type Value } from "./value.ts";

/** Turns what was found into catalog tools: one per name, and a warning for everything that could not be known. */
export function toTools(m: Machine, found: readonly FoundTool[]): ReadTool[] {
  const made: { tool: ReadTool; lost: number }[] = [];
  const lostOf = new Map<ReadTool, { lost: Lost[]; one: FoundTool }>();
  const conditional = new Map<string, FoundTool>();
  const unnamed: FoundTool[] = [];
  const namedAt = new Set<string>();
  const place = ({ site }: FoundTool) => `${site.module.path}:${site.line}`;
  for (const one of found) {
    const name = textOf(settled(one.name));
    if (name === undefined) {
      unnamed.push(one);
      continue;
    }
    namedAt.add(place(one));
    if (one.conditional !== undefined) {
      conditional.set(name, one);
      continue;
    }
    const lost: Lost[] = [];
    const tool = toReadTool(
      { name, ...definitionOf(m, one, lost) },
      { reader: "python", file: one.site.module.path, line: one.site.line },
    );
    if ("refused" in tool) m.warn("refused-tool", `${name.slice(0, 80)} is left out: ${tool.refused}.`, one.site);
    else {
      made.push({ tool, lost: lost.length });
      lostOf.set(tool, { lost, one });
    }
  }
  const tools = onePerName(made);
  for (const tool of tools) {
    const { lost = [], one } = lostOf.get(tool) ?? {};
    for (const { why, site } of lost)
      m.warn("unknown-part", `${tool.name}: a part of it is left out: ${why}.`, site ?? one?.site);
  }
  const names = new Set(tools.map(({ name }) => name));
  for (const [name, one] of conditional)
    if (!names.has(name)) m.warn("conditional-tool", `${name} is not listed: ${one.conditional ?? ""}.`, one.site);
  for (const one of unnamed) {
    if (namedAt.has(place(one))) continue;
    const why = isThing(one.name) && one.name.kind === "unknown" ? one.name.why : "it is decided at run time";
    m.warn("unknown-name", `A tool is left out because its name is not known: ${why}.`, one.site);
  }
  return tools;
}

type Parts = { title?: Json; description?: Json; inputSchema?: Json; outputSchema?: Json; annotations?: Json };

function definitionOf(m: Machine, one: FoundTool, lost: Lost[]): Parts {
  const take = (...words: string[]): Json | undefined => {
    for (const word of words) {
      const value = one.given.get(word);
      if (value === undefined || value === null) continue;
      const inside: Lost[] = [];
      const json = toJson(value, inside, m.trace);
      lost.push(...inside.map((part) => ({ ...part, why: `in its ${word}, ${part.why}` })));
      if (json.ok) return json.value;
      lost.push({ ...json, why: `its ${word} is not known, because ${json.why}` });
    }
    return undefined;
  };
  const fn = one.fn === undefined ? undefined : shown(one.fn);
  const [title, annotations] = [take("title"), take("annotations")];
  // A function that another one makes often gets its text afterwards.
  const said = fn?.attrs.get("__doc__");
  if (said !== undefined && !one.given.has("description")) one.given.set("description", said);
  const description = one.given.has("description") || !fn ? take("description") : docstring(m, fn.node, fn.scope);
  const outputSchema = take("outputSchema", "output_schema");
  const schema = fn ? functionSchema(m, fn, one, lost) : take("inputSchema", "input_schema", "parameters");
  if (one.fn !== undefined && !fn) lost.push({ why: "its function is not seen" });
  const parts = { title, description, inputSchema: schema, outputSchema, annotations };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** The function whose docstring and signature a function shows. */
function shown(fn: Value, depth = 0): FunctionValue | undefined {
  if (!isThing(fn) || fn.kind !== "function") return undefined;
  return fn.wraps === undefined || depth > 20 ? fn : shown(fn.wraps, depth + 1);
}

const injected =
  /^(?:Depends|CurrentContext|CurrentFastMCP|CurrentRequest|CurrentHeaders|Progress|CurrentDocket|CurrentWorker)$/;

/** Whether a parameter is filled in by the library, so that clients do not see it. */
function isInjected(type: Value | undefined, given: Value | undefined): boolean {
  if (isThing(given) && given.kind === "instance" && given.of.kind === "external" && injected.test(lastName(given.of)))
    return true;
  if (type === undefined || !isThing(type)) return false;
  if (type.kind === "external") return lastName(type) === "Context";
  if (type.kind === "generic")
    return isInjected(type.of, undefined) || (isUnion(type.of) && type.args.some((arg) => isInjected(arg, undefined)));
  return type.kind === "class" && type.bases.some((base) => isInjected(base, undefined));
}

const isUnion = (type: Value): boolean =>
  isThing(type) && type.kind === "external" && /(?:Optional|Union|Annotated)$/.test(type.path);

/** The input schema that the libraries make of a function's parameters. */
function functionSchema(m: Machine, fn: FunctionValue, one: FoundTool, lost: Lost[]): JsonObject {
  const context: SchemaContext = { defs: {}, lost: [], scope: fn.scope, depth: 0, library: one.library };
  const properties = Object.create(null) as { [key: string]: Json };
  const required: string[] = [];
  const excluded = one.given.get("exclude_args") ?? null;
  const left = isThing(excluded) && excluded.kind === "list" ? excluded.items : [];
  const all = parametersOf(fn.node);
  for (const { name, type: hint, value, kind } of fn.self === undefined ? all : all.slice(1)) {
    if (left.includes(name) || ((kind === "rest" || kind === "named") && one.library === "fastmcp")) continue;
    const type = hint ? m.evaluate(hint, fn.scope) : undefined;
    const written = typeof type === "string" ? m.parseExpression(type) : undefined;
    const meant = written ? m.evaluate(written, fn.scope) : type;
    const given = value ? m.evaluate(value, fn.scope) : undefined;
    if (isInjected(meant, given)) continue;
    const { key, schema, needed } = fieldSchema(m, name, meant, given, context);
    // The SDK gives parameters without a hint the type of a text.
    properties[key] =
      meant === undefined && one.library === "sdk" ? { ...schema, title: name, type: "string" } : schema;
    if (needed) required.push(key);
    const [from, to] = [hint ?? value, value ?? hint];
    if (from && to) m.trace?.note(properties[key], fn.scope.module, from.startIndex, to.endIndex);
  }
  lost.push(...context.lost.map((part) => ({ ...part, why: `in its parameters, ${part.why}` })));
  return {
    ...(Object.keys(context.defs).length > 0 ? { $defs: context.defs } : {}),
    properties,
    ...(required.length > 0 ? { required } : {}),
    ...(one.library === "sdk" ? { title: `${fn.name}Arguments` } : {}),
    type: "object",
  };
}
