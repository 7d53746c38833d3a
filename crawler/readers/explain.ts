import type { Json, JsonObject, ReadTool } from "../../catalog/tool.ts";
import { shortened, type Step, type Trace } from "./trace.ts";

/**
 * How one field of a tool came about: a JSON Pointer (RFC 6901) into its definition, the value there, and the expressions that
 * had this very value, from where the tool is made to where it is written down. The empty pointer is the tool itself.
 */
export type Explained = { path: string; value: Json | undefined; steps: Step[] };

const maxProperties = 200;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** How each field of a tool came about, as far as its reader can tell: values that are set by nobody have no steps. */
export function explainTool(tool: ReadTool, trace: Trace): Explained[] {
  const { source, ...definition } = tool;
  const place = source.file?.slice(source.file.indexOf("!") + 1);
  const near = { file: place, line: source.line };
  const made: Explained[] = [{ path: "", value: tool.name, steps: madeAt(tool, place, trace) }];
  const add = (path: string, value: Json | undefined): void => {
    if (value !== undefined) made.push({ path, value, steps: trace.stepsTo(value, near) });
  };
  add("/name", definition.name);
  add("/title", definition.title);
  add("/description", definition.description);
  for (const field of ["inputSchema", "outputSchema"] as const) {
    const schema = definition[field];
    add(`/${field}`, schema);
    if (!isObject(schema?.properties)) continue;
    for (const [name, property] of Object.entries(schema.properties).slice(0, maxProperties)) {
      const path = `/${field}/properties/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      const steps = trace.stepsTo(property, near);
      if (steps.length > 0) made.push({ path, value: property, steps });
      else if (isObject(property) && typeof property.description === "string")
        add(`${path}/description`, property.description);
    }
  }
  const claims = definition.annotations && trace.stepsTo(JSON.stringify(definition.annotations), near);
  if (claims && claims.length > 0)
    made.push({ path: "/annotations", value: { ...definition.annotations }, steps: claims });
  return made;
}

/** Where the tool is made: the line of the file that its reader names, or the reader alone. */
function madeAt({ source }: ReadTool, place: string | undefined, trace: Trace): Step[] {
  if (place === undefined) return [];
  const { line = 1 } = source;
  return [{ file: source.file ?? place, line, text: shortened(trace.lineAt(place, line)) }];
}
