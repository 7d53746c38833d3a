import type { ToolFields } from "./tool.ts";

export type Where = "description" | "title" | "parameter" | "parameter name" | "enum" | "default" | "output";

/** A tool that has the text in one place; a parameter's is "name: text". */
export function toolWith(where: Where, name: string, text: string): ToolFields {
  const at = text.indexOf(":");
  const [key, value] = [text.slice(0, at), text.slice(at + 1)];
  const schema = (property: Record<string, unknown>): ToolFields =>
    ({ name, inputSchema: { type: "object", properties: { [key]: property } } }) as ToolFields;
  switch (where) {
    case "description":
      return { name, description: text };
    case "title":
      return { name, title: text };
    case "parameter":
      return schema({ type: "string", description: value });
    case "parameter name":
      return { name, inputSchema: { type: "object", properties: { [text]: { type: "string" } } } };
    case "enum":
      return schema({ type: "string", enum: ["a", value] });
    case "default":
      return schema({ type: "string", default: value });
    case "output":
      return { name, outputSchema: { type: "object", properties: { result: { type: "string", description: text } } } };
  }
}
