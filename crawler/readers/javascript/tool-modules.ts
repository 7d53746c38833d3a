import type { Machine } from "./machine.ts";
import type { Modules } from "./modules.ts";
import { recordTool } from "./registration.ts";
import { isThing, newObject, settled, type Value } from "./value.ts";

/**
 * Tools that a framework finds by their files (xmcp): each exports its `schema`, its `metadata` with a description, and a
 * function. Said with a warning, since nothing registers them.
 */
export function recordToolModules(m: Machine, modules: Modules): void {
  const before = m.found.length;
  for (const { exports, cjs, esm, path } of modules.all()) {
    const exported = esm ? exports : cjs?.props.get("exports");
    if (!isThing(exported) || exported.kind !== "object" || !exported.props.has("metadata")) continue;
    const get = (of: Value, key: string): Value => (isThing(of) ? m.get(of, key, exported.site) : undefined);
    const metadata = get(exported, "metadata");
    const run = get(exported, "default");
    if (!isThing(metadata) || metadata.kind !== "object" || !isThing(run) || run.kind !== "function") continue;
    if (typeof settled(get(metadata, "description")) !== "string") continue;
    const annotations = get(metadata, "annotations");
    const tool = newObject(metadata.site, [
      ["name", get(metadata, "name") ?? path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "")],
      ["description", get(metadata, "description")],
      ["inputSchema", get(exported, "schema") ?? newObject(metadata.site)],
      ["annotations", annotations],
    ]);
    recordTool(m, tool, metadata.site);
  }
  if (m.found.length > before)
    m.warn("unregistered-tools", "The tools are defined in the package, but how they are registered was not followed.");
}
