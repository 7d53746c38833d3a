import { describe, expect, it } from "vitest";
import { unstorableText, visibleJson, visibleText } from "../../catalog/text.ts";
import { isShallow, ToolDefinition, toolLimits } from "../../catalog/tool.ts";

describe("ToolDefinition", () => {
  it("keeps the defining fields, takes null for absent, and drops the rest", () => {
    const parsed = ToolDefinition.parse({
      name: "a",
      description: null,
      inputSchema: { type: "object" },
      execution: {},
      annotations: { readOnlyHint: true, other: 1 },
    });
    expect(JSON.parse(JSON.stringify(parsed))).toEqual({
      name: "a",
      inputSchema: { type: "object" },
      annotations: { readOnlyHint: true },
    });
  });

  it("refuses what is no tool or is beyond its limits", () => {
    let deep: unknown = {};
    for (let i = 0; i < 200_000; i++) deep = { a: deep };
    for (const bad of [
      {},
      { name: "" },
      { name: 1 },
      { name: "x".repeat(toolLimits.name + 1) },
      { name: "a", inputSchema: [] },
      { name: "a", inputSchema: deep },
      { name: "a", description: "x".repeat(toolLimits.text + 1) },
      null,
      "a",
    ])
      expect(ToolDefinition.safeParse(bad).success).toBe(false);
  });

  it("measures depth without recursion", () => {
    expect(isShallow({ a: { b: 1 } }, 2)).toBe(true);
    expect(isShallow({ a: { b: [1] } }, 2)).toBe(false);
  });
});

describe("text", () => {
  it("finds what PostgreSQL cannot store, in values and keys", () => {
    expect(unstorableText({ a: ["fine", { b: "é 查询" }] })).toBeNull();
    expect(unstorableText({ a: [{ "k\u0000": 1 }] })).toContain("NUL");
    expect(unstorableText(["\ud800"])).toContain("surrogate");
    expect(unstorableText([undefined, null, "\u0000"])).toContain("NUL");
  });

  it("writes them as escapes in JSON, which stays the same JSON", () => {
    const value = { "a\u009b31m": "\u202e\u{e0041}\u2028\u0007 查询 👍" };
    const text = visibleJson(JSON.stringify(value, null, 2));
    expect(text).not.toMatch(/[\u007f-\u009f\u202e\u2028]|\u{e0041}/u);
    expect(text).toContain("查询 👍");
    expect(JSON.parse(text)).toEqual(value);
  });

  it("shows control, bidi and zero-width characters", () => {
    expect(visibleText("a\u001b[31m\u202eb\u200bc\u{e0041}")).toBe("a\\u{1b}[31m\\u{202e}b\\u{200b}c\\u{e0041}");
    expect(visibleText("查询 é 👍")).toBe("查询 é 👍");
  });
});
