import { iterate } from "./iterate.ts";
import type { FoundTool, Machine } from "./machine.ts";
import { fromObject, isToolObject, record } from "./servers.ts";
import { isThing, lastName, settled, unknown, type InstanceValue, type Site, type Value } from "./value.ts";

/** Asks a function that lists tools, and keeps what it gives. */
export function askForTools(m: Machine, handler: Value, site: Site): void {
  const before = m.made.length;
  const counted = count(m);
  const answer = m.call(handler, { list: [], named: new Map(), open: unknown("it is given by the client") }, site);
  keep(m, answer, site, 0);
  if (count(m) > counted) return;
  // What it returns is not seen, but the tools that it made are.
  for (const made of m.made.slice(before)) if (isToolObject(made)) record(m, null, fromObject(made));
}

function count(m: Machine): number {
  return [...m.servers.values()].reduce((sum, { tools }) => sum + tools.length, 0);
}

function keep(m: Machine, answer: Value, site: Site, depth: number): void {
  if (depth > 6) return;
  const known = settled(answer);
  if (!isThing(known)) return;
  if (known.kind === "choice") for (const option of known.options) keep(m, option, site, depth + 1);
  if (known.kind === "instance") {
    const tools =
      known.args.named.get("tools") ??
      (known.of.kind === "external" && lastName(known.of) === "ServerResult" ? known.args.list[0] : undefined);
    const isList = known.of.kind === "external" && /Result$/.test(lastName(known.of));
    if (isList && tools !== undefined) keep(m, tools, site, depth + 1);
    else keepOne(m, known, site);
    return;
  }
  if (known.kind === "dict") {
    if (known.entries.has("tools")) keep(m, known.entries.get("tools") ?? null, site, depth + 1);
    else if (known.entries.has("name")) keepOne(m, known, site);
    return;
  }
  const { items, open } = iterate(m, known);
  for (const item of items) {
    const one = settled(item);
    if (isThing(one) && (one.kind === "list" || one.kind === "choice")) keep(m, one, site, depth + 1);
    else keepOne(m, one, site);
  }
  if (open) m.warn("unknown-tools", `There are tools that are not known: ${open.why}.`, open.site ?? site);
}

function keepOne(m: Machine, item: Value, site: Site): void {
  if (isThing(item) && item.kind === "instance") {
    const tool = fromObject(item);
    for (const word of ["name", "description", "inputSchema", "input_schema", "annotations", "title"]) {
      // Of a class of the package, its attributes may be its class's, or calculated.
      if (tool.given.has(word) || item.of.kind !== "class") continue;
      const value = m.get(item, word, site);
      if (!isThing(value) || value.kind !== "unknown") tool.given.set(word, value);
    }
    record(m, null, { ...tool, name: tool.given.get("name") ?? tool.name });
  } else if (isThing(item) && item.kind === "dict") {
    const given = new Map(
      [...item.entries].flatMap(([key, value]) => (typeof key === "string" ? [[key, value] as const] : [])),
    );
    if (given.has("name")) record(m, null, { name: given.get("name") ?? null, given, library: "low-level", site });
  } else
    m.warn(
      "unknown-tool",
      `A tool is not known: ${isThing(item) && item.kind === "unknown" ? item.why : "it is made at run time"}.`,
      isThing(item) && item.kind === "unknown" ? (item.site ?? site) : site,
    );
}

/** When no registration was seen: the objects of the protocol's own class that were made. */
export function keepMade(m: Machine): void {
  for (const made of m.made)
    if (isToolObject(made) && (made.args.named.has("inputSchema") || made.args.named.has("description")))
      record(m, null, fromObject(made));
}

/** What a package answers to `tools/list` without an SDK: dicts with a schema. */
export function keepAnswers(m: Machine, site: Site): void {
  for (const answer of m.answers.splice(0)) {
    const { items } = iterate(m, answer.entries.get("tools") ?? null);
    for (const item of items.map(settled))
      if (isThing(item) && item.kind === "dict" && item.entries.has("name") && item.entries.has("inputSchema"))
        keepOne(m, item, site);
  }
}

/** All tools of all servers, with the names that mounting gives them. */
export function allTools(m: Machine): FoundTool[] {
  const found: FoundTool[] = [];
  const visit = (server: InstanceValue | null, prefixes: Value[], path: Set<unknown>): void => {
    const known = m.servers.get(server);
    if (!known || path.has(server) || path.size > 10) return;
    for (const tool of known.tools)
      found.push(prefixes.length === 0 ? tool : { ...tool, name: prefixed(prefixes, tool.name) });
    for (const { child, prefix } of known.mounts) {
      if (isThing(child) && child.kind === "instance")
        visit(child, prefix === null || prefix === "" ? prefixes : [...prefixes, prefix], new Set([...path, server]));
    }
  };
  for (const [server, { mounted }] of m.servers) if (!mounted) visit(server, [], new Set());
  return found;
}

function prefixed(prefixes: Value[], name: Value): Value {
  const parts = [...prefixes, name].map(settled);
  const texts = parts.filter((part) => typeof part === "string");
  if (texts.length === parts.length) return texts.join("_");
  return (
    parts.find((part) => isThing(part) && part.kind === "unknown") ??
    unknown("what is put before its name is not known")
  );
}
