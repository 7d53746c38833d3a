import { expect } from "vitest";
import type { ToolDefinition } from "../../catalog/tool.ts";
import type { Evidence } from "../../catalog/verdict.ts";

/** The text at a JSON Pointer; where that is no string, the pointer's last key, which must be there. */
function textAt(tool: ToolDefinition, path: string): string {
  const keys = path
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  let value: unknown = tool;
  for (const key of keys) {
    expect(Object.keys(value as object)).toContain(key);
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === "string" ? value : (keys.at(-1) ?? "");
}

/** Expects that each quote stands where it is said to. */
export function expectHonest(tool: ToolDefinition, evidence: readonly Evidence[]): void {
  for (const { path, start, quote } of evidence) {
    expect(textAt(tool, path).slice(start, start + quote.length)).toBe(quote);
    expect(quote.length).toBeGreaterThan(0);
  }
}
