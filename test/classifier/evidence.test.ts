import fc from "fast-check";
import { expect, test } from "vitest";
import { risks, Verdict } from "../../catalog/verdict.ts";
import { classify } from "../../classifier/classify.ts";
import { rules } from "../../classifier/rules/index.ts";
import { expectHonest } from "./honest.ts";
import { makeTool } from "./tool.ts";
import type { ToolFields } from "./tool.ts";

// Arbitrary text alone rarely matches a rule; the rules' own examples bring the words, the separators the shapes.
const phrases = rules.flatMap((rule) =>
  [...rule.examples.match, ...rule.examples.noMatch].flatMap((tool) => [tool.name, tool.description ?? ""]),
);
const word = fc.oneof(
  fc.constantFrom(...phrases),
  fc.constantFrom(
    "delete",
    "Create",
    "LIST",
    "not",
    "before",
    "Example:",
    "Actions:",
    "删除",
    "的",
    "🔥",
    "​",
    "```",
    "`",
  ),
  fc.string({ unit: "binary" }),
);
const separator = fc.constantFrom(" ", "_", "-", ". ", ": ", ", ", "\n", "\n\n- ", " (", ") ", "/", "");
const text = fc.array(fc.tuple(word, separator), { maxLength: 12 }).map((parts) => parts.flat().join(""));
const properties = fc.dictionary(
  fc.oneof(fc.constantFrom("action", "command", "sql", "a/b~c", "__proto__", "amount"), fc.string({ maxLength: 20 })),
  fc.oneof(
    fc.record({
      type: fc.constant("string"),
      enum: fc.array(fc.oneof(fc.constantFrom("delete", "list", "run"), fc.string())),
    }),
    fc.record({ anyOf: fc.array(fc.record({ const: fc.constantFrom("delete", "buy") })) }),
    fc.constant(null),
    fc.string(),
  ),
  { maxKeys: 6 },
);
const tool: fc.Arbitrary<ToolFields> = fc.record(
  {
    name: text.map((name) => name.slice(0, 256) || "x"),
    title: text,
    description: text,
    inputSchema: properties.map((value) => ({ type: "object", properties: value })),
    annotations: fc.record({ readOnlyHint: fc.boolean(), destructiveHint: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: ["name"] },
);

test("every quote is exactly the text at its place, for any tool", () => {
  fc.assert(
    fc.property(tool, fc.option(fc.string(), { nil: undefined }), (fields, server) => {
      const definition = makeTool(fields);
      const verdict = Verdict.parse(classify(definition, { server }));
      for (const finding of verdict.findings) expectHonest(definition, finding.evidence);
      expectHonest(definition, verdict.because?.evidence ?? []);
      expect(verdict.because === null || verdict.because.evidence.length > 0).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("a tool that no rule matches says so", () => {
  const verdict = classify(makeTool({ name: "zzz", description: "Xyzzy." }));
  expect(verdict).toMatchObject({ category: "Read", risk: "low", because: null, findings: [] });
  expect(verdict.confidence).toBeLessThan(0.6);
});

test("what the author claims never lowers a verdict", () => {
  fc.assert(
    fc.property(tool, (definition) => {
      const { annotations, ...bare } = definition;
      const order = ["Read", "Write", "Execute", "Destructive", "Financial"];
      const without = classify(makeTool(bare));
      const claimed = classify(
        makeTool({ ...bare, annotations: { ...annotations, readOnlyHint: true, destructiveHint: false } }),
      );
      expect(order.indexOf(claimed.category)).toBeGreaterThanOrEqual(order.indexOf(without.category));
      expect(risks.indexOf(claimed.risk)).toBeGreaterThanOrEqual(risks.indexOf(without.risk));
    }),
  );
});
