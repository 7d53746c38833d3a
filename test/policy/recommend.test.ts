import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Policy } from "../../catalog/policy.ts";
import { baseRisk, categories, type Category, type Risk } from "../../catalog/verdict.ts";
import { formatPolicyLayer } from "../../policy/formats/policylayer.ts";
import { presetNames, type PresetName } from "../../policy/presets.ts";
import { recommend, recommendPolicy } from "../../policy/recommend.ts";
import { sharedFile } from "../support/shared.ts";

const anyTool = fc.record({ name: fc.string({ minLength: 1 }), category: fc.constantFrom(...categories) });

describe("the recommended policy", () => {
  it("of the reference case is equal to the byte", () => {
    expect(formatPolicyLayer(recommendPolicy([{ name: "execute_workflow", category: "Execute" }]))).toBe(`{
  "version": "1",
  "default": "deny",
  "tools": {
    "execute_workflow": {
      "limits": [
        {
          "counter": "execute_workflow_rate",
          "window": "minute",
          "max": 10,
          "scope": "grant"
        }
      ]
    }
  }
}
`);
  });

  it("of a server has terms for each category", () => {
    const tools = categories.map((category) => ({ name: category.toLowerCase(), category }));
    expect(recommendPolicy(tools)).toEqual({
      version: "1",
      default: "deny",
      hide: ["destructive"],
      tools: {
        read: {},
        write: { limits: [{ counter: "write_rate", window: "minute", max: 30, scope: "grant" }] },
        execute: { limits: [{ counter: "execute_rate", window: "minute", max: 10, scope: "grant" }] },
        financial: { deny_if: [{ conditions: [], on_deny: "Requires human approval." }] },
      },
    });
    expect(recommendPolicy([])).toEqual({ version: "1", default: "deny" });
  });

  it("treats a tool that is riskier than its category as strictly as a category of its risk", () => {
    const terms = (preset: PresetName, category: Category, risk?: Risk) =>
      recommend("s", [{ name: "t", category, risk }], { preset }).tools[0];
    for (const preset of presetNames)
      for (const [risk, like] of [
        ["medium", "Write"],
        ["high", "Execute"],
        ["critical", "Destructive"],
      ] as const) {
        const [raised, wanted] = [terms(preset, "Read", risk), terms(preset, like)];
        expect([raised?.action, raised?.limits]).toEqual([wanted?.action, wanted?.limits]);
        expect(raised?.because).toEqual(["Read tool", expect.stringContaining(`its risk is ${risk}`)]);
      }
    for (const category of categories)
      expect(terms("balanced", category, baseRisk[category])).toEqual(terms("balanced", category));
  });

  it("keeps its key order and every tool, whatever the tools are called", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.oneof(
            anyTool,
            fc.record({
              name: fc.constantFrom("__proto__", "constructor", 'a"b', "查询", "a.b/c d"),
              category: fc.constantFrom(...categories),
            }),
          ),
          { selector: ({ name }) => name },
        ),
        (tools) => {
          const text = formatPolicyLayer(recommendPolicy(tools));
          const policy = Policy.parse(JSON.parse(text));
          const listed = [
            ...(text.includes('"tools"') ? Object.keys((JSON.parse(text) as { tools?: object }).tools ?? {}) : []),
            ...(policy.hide ?? []),
          ];
          // A tool that is called "*" cannot be named: it is refused by default.
          expect(listed.sort()).toEqual(
            tools
              .map(({ name }) => name)
              .filter((name) => name !== "*")
              .sort(),
          );
          expect(Object.keys(JSON.parse(text) as object)).toEqual(
            ["version", "default", "hide", "tools"].filter((key) => key in policy),
          );
        },
      ),
    );
  });

  const schemaFile = sharedFile("reference/schemas/policylayer.v1.schema.json");
  it.skipIf(schemaFile === null)("satisfies the reference schema (skipped: ../shared is missing)", () => {
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(schemaFile ?? "", "utf8")) as object);
    fc.assert(
      fc.property(fc.array(anyTool), (tools) => {
        expect(validate(JSON.parse(formatPolicyLayer(recommendPolicy(tools)))), JSON.stringify(validate.errors)).toBe(
          true,
        );
      }),
    );
  });
});
