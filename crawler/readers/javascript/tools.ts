import { toolLimits, type JsonObject, type ReadTool } from "../../../catalog/tool.ts";
import { toReadTool } from "../keep-tools.ts";
import { toJson } from "./json.ts";
import type { FoundTool, Machine } from "./machine.ts";
import { blame } from "./outside.ts";
import { isThing, settled, type Site, type Value } from "./value.ts";
import { schemaToJson } from "./schema-json.ts";

type Lost = { why: string; site?: Site };

/** Turn what was found into catalog tools: one per name, and a warning for everything that could not be known. */
export function toTools(m: Machine, found: readonly FoundTool[]): ReadTool[] {
  const byName = new Map<string, { tool: ReadTool; strength: number; lost: number }>();
  const conditional = new Map<string, FoundTool>();
  for (const one of found) {
    for (const name of namesOf(m, one)) {
      if (one.conditional !== undefined) {
        conditional.set(name, one);
        continue;
      }
      const lost: Lost[] = [];
      const tool = toTool(m, name, one, lost);
      if (!tool) continue;
      const known = byName.get(name);
      if (known && (known.strength > one.strength || (known.strength === one.strength && known.lost <= lost.length)))
        continue;
      for (const part of lost) {
        blame(m, part.why);
        m.warn("unknown-part", `${name}: a part of it is left out: ${part.why}.`, part.site ?? one.site);
      }
      byName.set(name, { tool, strength: one.strength, lost: lost.length });
      if (byName.size >= toolLimits.tools) return [...byName.values()].map((entry) => entry.tool);
    }
  }
  if (byName.size === 0 && conditional.size > 0) {
    m.warn("conditional-tools", "The package registers tools only under a configuration that is not the default.");
    return toTools(
      m,
      found.map((one) => ({ ...one, conditional: undefined })),
    );
  }
  for (const [name, one] of conditional) {
    if (!byName.has(name)) m.warn("conditional-tool", `${name} is not listed: ${one.conditional ?? ""}.`, one.site);
  }
  return [...byName.values()].map((entry) => entry.tool);
}

function namesOf(m: Machine, one: FoundTool): string[] {
  const name = settled(one.name);
  if (typeof name === "string") return [name];
  const why = isThing(name) && name.kind === "unknown" ? name.why : "it is decided at run time";
  blame(m, why);
  m.warn("unknown-name", `A tool is left out because its name is not known: ${why}.`, one.site);
  return [];
}

function textOf(value: Value): { text?: string; why?: string; site?: Site } {
  const given = settled(value);
  if (typeof given === "string") return { text: given };
  if (given === undefined || given === null) return {};
  if (!isThing(given)) return { why: "it is not a text" };
  if (given.kind === "unknown") return { why: given.why, site: given.site };
  return { why: given.kind === "choice" ? "which of several texts it has is decided at run time" : "it is not a text" };
}

function toTool(m: Machine, name: string, one: FoundTool, lost: Lost[]): ReadTool | undefined {
  const { definition, site } = one;
  const text = (field: "title" | "description"): string | undefined => {
    const { text: known, why, site: at } = textOf(definition.get(field));
    if (why !== undefined) lost.push({ why: `its ${field} is not known, because ${why}`, site: at });
    return known;
  };
  const schema = (...fields: string[]): JsonObject | undefined => {
    for (const field of fields) {
      const value = definition.get(field);
      if (value === undefined || value === null) continue;
      const parts: Lost[] = [];
      const json = schemaToJson(m, value, parts, field === "outputSchema");
      for (const part of parts) lost.push({ ...part, why: `in its ${field}, ${part.why}` });
      if (!json.ok) lost.push({ ...json, why: `its ${field} is not known, because ${json.why}` });
      else if (typeof json.value === "object" && json.value !== null && !Array.isArray(json.value)) return json.value;
    }
    return undefined;
  };
  const claims = toJson(definition.get("annotations"), lost);
  const annotations = claims.ok ? claims.value : undefined;
  const tool = toReadTool(
    {
      name,
      title: text("title"),
      description: text("description"),
      inputSchema: schema("inputSchema", "parameters", "schema", "input_schema"),
      outputSchema: schema("outputSchema"),
      annotations,
    },
    { reader: "javascript", file: site.source.path, line: site.source.lineAt(site.offset) },
  );
  if ("refused" in tool) {
    m.warn("refused-tool", `${name.slice(0, 80)} is left out: ${tool.refused}.`, site);
    return undefined;
  }
  if (m.trace && tool.annotations)
    m.trace.link(JSON.stringify(tool.annotations), settled(definition.get("annotations")));
  return tool;
}
