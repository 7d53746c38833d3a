import fc from "fast-check";
import { expect, it } from "vitest";
import { formats } from "../../policy/formats/index.ts";
import type { Overrides } from "../../policy/overrides.ts";
import { recommend } from "../../policy/recommend.ts";
import { oracles } from "./oracles.ts";

// Our engine reads PolicyLayer's document of the same recommendation, Cedar and CEL read their own: all decide alike.

const text = fc.constantFrom("", "main", "dev", 'say "hi"', "a\\b", "查询", "x\ny", "main ");
const whole = fc.integer({ min: -3, max: 3 });
const part = whole.map((value) => value + 0.25);
const inputSchema = {
  type: "object",
  properties: {
    branch: { type: "string" },
    count: { type: "integer" },
    amount: { type: "number" },
    force: { type: "boolean" },
  },
  required: ["branch", "count", "amount", "force"],
};
/** A rule about one argument, with values of its type: comparisons are for numbers. */
const ruleOn = (path: string, value: fc.Arbitrary<unknown>, compares: boolean) =>
  fc.oneof(
    fc.record({
      path: fc.constant(path),
      op: fc.constantFrom(
        ...(compares ? (["eq", "neq", "lt", "lte", "gt", "gte"] as const) : (["eq", "neq"] as const)),
      ),
      value,
    }),
    fc.record({
      path: fc.constant(path),
      op: fc.constantFrom("in" as const, "not_in" as const),
      value: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
  );
const rule = fc.oneof(
  ruleOn("branch", text, false),
  ruleOn("count", whole, true),
  ruleOn("amount", part, true),
  ruleOn("force", fc.boolean(), false),
);
const call = fc.record({ branch: text, count: whole, amount: part, force: fc.boolean() });
const names = ["create_branch", "查询", 'the "tool"'];

it.each(["toolhive", "agentcore", "envoy-ai-gateway"])("our engine and %s's decide random calls alike", (id) => {
  const render = (format: string, overrides: Overrides) => {
    const tools = names.map((name) => ({ name, category: "Write" as const, inputSchema }));
    const made = formats.find((one) => one.id === format)?.render([recommend("git", tools, { overrides })]);
    return { ask: oracles[format]?.(made?.text ?? "", "git"), lost: made?.lost ?? [] };
  };
  const seen = { allow: 0, deny: 0 };
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...names),
      fc.array(call, { minLength: 4, maxLength: 4 }),
      (require, tool, calls) => {
        const overrides: Overrides = { tools: { [tool]: { action: undefined, limit: undefined, require } } };
        const target = render(id, overrides);
        // A rule that the target cannot say makes it refuse the tool, which is another test.
        fc.pre(!target.lost.some(({ what }) => what === "its argument conditions" || what === "a name like this"));
        const { ask } = render("policylayer", overrides);
        for (const args of calls) {
          const ours = ask?.(tool, args) === "allow" ? "allow" : "deny";
          seen[ours]++;
          expect([require, args, target.ask?.(tool, args) === "allow" ? "allow" : "deny"]).toEqual([
            require,
            args,
            ours,
          ]);
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(Math.min(seen.allow, seen.deny)).toBeGreaterThan(50);
});
