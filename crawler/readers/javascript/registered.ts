import type { FoundTool, Machine } from "./machine.ts";
import { isThing, type ObjectValue, type Site, type UnknownValue, type Value } from "./value.ts";

/** `registered.disable()` and `.remove()`: the tool is not listed until something else happens; `.update({ … })` changes it. */
export function switchTool(m: Machine, callee: UnknownValue, [change]: Value[], site: Site): void {
  const tool = callee.self === undefined ? undefined : m.registered.get(callee.self);
  if (!tool || m.weak > 0) return;
  if (callee.name === "disable" || callee.name === "remove")
    tool.conditional ??= "it is switched off when the server starts";
  else if (callee.name === "enable") tool.conditional = undefined;
  else if (callee.name === "update" && isThing(change) && change.kind === "object") updateTool(m, tool, change, site);
}

/** What the SDK's `RegisteredTool.update` takes. */
const updated = [
  ["title", "title"],
  ["description", "description"],
  ["paramsSchema", "inputSchema"],
  ["outputSchema", "outputSchema"],
  ["annotations", "annotations"],
] as const;

function updateTool(m: Machine, tool: FoundTool, change: ObjectValue, site: Site): void {
  const given = (key: string): Value => (change.props.has(key) ? m.get(change, key, site) : undefined);
  if (given("name") === null) tool.conditional ??= "it is switched off when the server starts";
  else tool.name = given("name") ?? tool.name;
  for (const [key, field] of updated) {
    const value = given(key);
    if (value !== undefined) tool.definition.set(field, value);
  }
  if (change.props.has("enabled"))
    tool.conditional = given("enabled") === false ? "it is switched off when the server starts" : undefined;
}
