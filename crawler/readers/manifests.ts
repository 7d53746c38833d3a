import { z } from "zod";
import type { JsonObject, ReadTool, ReadWarning } from "../../catalog/tool.ts";
import { onePerName, toReadTool } from "./keep-tools.ts";
import type { PackageFiles } from "./package-files.ts";
import { parseJson } from "../source.ts";

const Text = z.string().nullish().catch(undefined);
/** An MCPB bundle's manifest.json (MANIFEST.md, "tools"): names and descriptions; before, the format was called DXT. */
const Bundle = z
  .object({ tools: z.array(z.unknown()), tools_generated: z.boolean().nullish().catch(undefined) })
  .and(z.union([z.object({ manifest_version: z.unknown() }), z.object({ dxt_version: z.unknown() })]));
const BundleTool = z.object({ name: z.string(), description: Text });
/** Docker's tools.json (docker/mcp-registry): a list of tools with their arguments. */
const DockerTools = z.array(z.unknown()).min(1);
const DockerTool = z.object({
  name: z.string(),
  description: z.string(),
  arguments: z
    .array(z.object({ name: z.string(), type: Text, desc: Text }))
    .nullish()
    .catch(undefined),
});

/** The tools that a package's manifests list. They are what the author wrote, which the code may have left behind. */
export function readManifests(files: PackageFiles): { tools: ReadTool[]; warnings: ReadWarning[] } {
  const found: { tool: ReadTool; lost: number }[] = [];
  const warnings: ReadWarning[] = [];
  const take = (path: string, definition: Parameters<typeof toReadTool>[0]): void => {
    const tool = toReadTool(definition, { reader: "manifest", file: path });
    if ("refused" in tool)
      warnings.push({ code: "refused-tool", message: `${path}: ${definition.name.slice(0, 80)}: ${tool.refused}` });
    else found.push({ tool, lost: 0 });
  };
  for (const path of files
    .paths()
    .filter((each) => /(?:^|\/)(?:manifest|tools)\.json$/.test(each) && each.split("/").length <= 4)) {
    const json = parseJson(files.text(path) ?? "");
    if (path.endsWith("manifest.json")) {
      const bundle = Bundle.safeParse(json).data;
      for (const item of bundle?.tools ?? []) {
        const tool = BundleTool.safeParse(item).data;
        if (tool) take(path, tool);
      }
      if (bundle?.tools_generated)
        warnings.push({
          code: "unknown-tools",
          message: `${path}: it says that there are more tools, made at run time.`,
        });
      continue;
    }
    const items = (DockerTools.safeParse(json).data ?? []).map((item) => DockerTool.safeParse(item));
    // A file of this name may be anything: it counts when every item has a tool's shape.
    if (!items.every(({ success }) => success)) continue;
    for (const { data } of items)
      if (data) take(path, { name: data.name, description: data.description, inputSchema: schemaOf(data) });
  }
  return { tools: onePerName(found), warnings };
}

function schemaOf({ arguments: given }: z.output<typeof DockerTool>): JsonObject | undefined {
  if (!given) return undefined;
  const properties = given.map(({ name, type, desc }): [string, JsonObject] => [
    name,
    { ...(type ? { type } : {}), ...(desc ? { description: desc } : {}) },
  ]);
  return { type: "object", properties: Object.fromEntries(properties) };
}
