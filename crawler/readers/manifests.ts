import { z } from "zod";
import type { JsonObject, ReadTool, ReadWarning } from "../../catalog/tool.ts";
import { onePerName, toReadTool, type Found } from "./keep-tools.ts";
import { isOwn, type PackageFiles } from "./package-files.ts";
import { parseJson } from "../source.ts";

const Text = z.string().nullish().catch(undefined);
/** An MCPB bundle's manifest.json (MANIFEST.md, "tools"): names and descriptions; before, the format was called DXT. */
const Bundle = z
  .object({ tools: z.array(z.unknown()), tools_generated: z.boolean().nullish().catch(undefined) })
  .and(z.union([z.object({ manifest_version: z.unknown() }), z.object({ dxt_version: z.unknown() })]));
const BundleTool = z.object({ name: z.string(), description: Text });
/** The whole answer to tools/list that bundles may hold for Windows (MANIFEST.md, `_meta["com.microsoft.windows"]`). */
const StaticAnswer = z.object({
  _meta: z.object({
    "com.microsoft.windows": z.object({
      static_responses: z.object({ "tools/list": z.object({ tools: z.array(z.unknown()) }) }),
    }),
  }),
});
const AnsweredTool = z.object({
  name: z.string(),
  title: z.unknown().optional(),
  description: z.unknown().optional(),
  inputSchema: z.unknown().optional(),
  outputSchema: z.unknown().optional(),
  annotations: z.unknown().optional(),
});
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

const Start = z.object({ server: z.object({ type: z.string(), entry_point: z.string() }) });

/** The file that an MCPB bundle starts its server with, and in what (`node`, `python`, `uv`, `binary`). */
export function bundleStart(files: PackageFiles): { type: string; path: string } | undefined {
  const start = Start.safeParse(parseJson(files.text("manifest.json") ?? "")).data?.server;
  return start && { type: start.type, path: start.entry_point.replace(/^(?:\$\{__dirname\}\/|\.?\/)+/, "") };
}

/** The tools that a package's manifests list. They are what the author wrote, which the code may have left behind. */
export function readManifests(files: PackageFiles): { tools: ReadTool[]; warnings: ReadWarning[] } {
  const found: { tool: ReadTool; lost: number }[] = [];
  const warnings: ReadWarning[] = [];
  const take = (path: string, definition: Found): void => {
    const tool = toReadTool(definition, { reader: "manifest", file: path });
    if ("refused" in tool)
      warnings.push({ code: "refused-tool", message: `${path}: ${definition.name.slice(0, 80)}: ${tool.refused}` });
    else found.push({ tool, lost: 0 });
  };
  for (const path of files
    .paths()
    .filter((each) => isOwn(each) && /(?:^|\/)(?:manifest|tools)\.json$/.test(each) && each.split("/").length <= 4)) {
    const json = parseJson(files.text(path) ?? "");
    if (path.endsWith("manifest.json")) {
      for (const item of answeredIn(json)) take(path, item);
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

function answeredIn(manifest: unknown): Found[] {
  const answer = StaticAnswer.safeParse(manifest).data;
  const tools = answer?._meta["com.microsoft.windows"].static_responses["tools/list"].tools ?? [];
  return tools.flatMap((item) => AnsweredTool.safeParse(item).data ?? []);
}

function schemaOf({ arguments: given }: z.output<typeof DockerTool>): JsonObject | undefined {
  if (!given) return undefined;
  const properties = given.map(({ name, type, desc }): [string, JsonObject] => [
    name,
    { ...(type ? { type } : {}), ...(desc ? { description: desc } : {}) },
  ]);
  return { type: "object", properties: Object.fromEntries(properties) };
}
