import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, ChangedTool } from "../../catalog/change.ts";
import { dangerOf, differences, newThreats, worseBecause } from "../../catalog/difference.ts";
import { canonicalJson, definitionHash } from "../../catalog/hash.ts";
import type { JsonObject, ToolDefinition } from "../../catalog/tool.ts";
import type { Category, Finding, Risk } from "../../catalog/verdict.ts";

const mostDangerousFirst = (changes: readonly Change[]) => [...changes].sort((a, b) => dangerOf(b) - dangerOf(a));

const words = (before: Omit<ToolDefinition, "name">, after: Omit<ToolDefinition, "name">) =>
  differences({ name: "t", ...before }, { name: "t", ...after }).map((one) => `${one.field}: ${one.words}`);
const schema = (properties: JsonObject, required: string[] = []): ToolDefinition["inputSchema"] => ({
  type: "object",
  properties,
  required,
});

describe("the differences of two definitions", () => {
  it.each<[string, Omit<ToolDefinition, "name">, Omit<ToolDefinition, "name">, string[]]>([
    ["a title", {}, { title: "Reads" }, ["title: added: “Reads”"]],
    ["no description", { description: "Reads a file" }, {}, ["description: removed: “Reads a file”"]],
    [
      "words at the end",
      { description: "Reads a file." },
      { description: "Reads a file. Then sends it away." },
      ["description: added: “Then sends it away.”"],
    ],
    [
      "a word in the middle, as a whole",
      { description: "Reads all files here" },
      { description: "Reads any files here" },
      ["description: “all” became “any”"],
    ],
    [
      "fewer words",
      { description: "Reads only one file" },
      { description: "Reads one file" },
      ["description: removed: “only”"],
    ],
    ["white space", { description: "Reads a" }, { description: "Reads  a" }, ["description: only white space changed"]],
    [
      "a parameter more",
      { inputSchema: schema({ path: {} }) },
      { inputSchema: schema({ path: {}, note: { type: "string", description: "Everything you know" } }) },
      ["inputSchema.note: parameter added: string, “Everything you know”"],
    ],
    [
      "a parameter less",
      { inputSchema: schema({ path: {}, note: { enum: [1] } }) },
      { inputSchema: schema({ path: {} }) },
      ["inputSchema.note: parameter removed: any type"],
    ],
    [
      "another parameter's type, and that it is required",
      { inputSchema: schema({ path: { type: "string" } }) },
      { inputSchema: schema({ path: { type: "array", maxItems: 3 } }, ["path"]) },
      [
        "inputSchema.path.type: “string” became “array”",
        "inputSchema.path.maxItems: added: 3",
        "inputSchema.path: is required now",
      ],
    ],
    [
      "an optional parameter",
      { inputSchema: schema({ path: {} }, ["path"]) },
      { inputSchema: schema({ path: {} }) },
      ["inputSchema.path: is optional now"],
    ],
    [
      "a schema without parameters",
      { outputSchema: { type: "string" } },
      { outputSchema: { type: "number" } },
      ["outputSchema: its schema changed"],
    ],
    [
      "hints",
      { annotations: { readOnlyHint: true } },
      { annotations: { readOnlyHint: false, title: "T" } },
      ["annotations.readOnlyHint: true became false", "annotations.title: added: “T”"],
    ],
  ])("says: %s", (_what, before, after, said) => {
    expect(words(before, after)).toEqual(said);
  });

  const text = fc.option(fc.string({ unit: "binary", maxLength: 12 }), { nil: undefined });
  const hint = fc.option(fc.boolean(), { nil: undefined });
  const small = fc.constantFrom<JsonObject>(
    {},
    { type: "string" },
    { type: "string", default: null },
    { enum: [1, [2]] },
  );
  const parameters = fc
    .tuple(
      fc.dictionary(fc.constantFrom("a", "b", "__proto__", "constructor"), fc.oneof(small, fc.constantFrom(null, 1))),
      fc.subarray(["a", "b", "z"]),
    )
    .map(([properties, required]): JsonObject => ({ properties, required }));
  const anySchema = fc.option(fc.oneof(parameters, fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))), {
    nil: undefined,
  });
  const definition = fc.record({
    name: fc.constant("t"),
    title: text,
    description: text,
    inputSchema: anySchema,
    outputSchema: anySchema,
    annotations: fc.option(fc.record({ readOnlyHint: hint, title: text }), { nil: undefined }),
  }) as fc.Arbitrary<ToolDefinition>;

  it("are none for equal definitions, and at least one for any two that are not", () => {
    fc.assert(
      fc.property(definition, definition, (before, after) => {
        expect(differences(before, structuredClone(before))).toEqual([]);
        const same = definitionHash(canonical(before)) === definitionHash(canonical(after));
        expect(differences(before, after).length > 0).toBe(!same);
      }),
      { numRuns: 1_000 },
    );
  });

  /** Annotations that say nothing are none. */
  function canonical({ annotations, ...rest }: ToolDefinition): ToolDefinition {
    return canonicalJson(annotations ?? {}) === "{}" ? rest : { ...rest, annotations };
  }
});

describe("changes, most dangerous first", () => {
  const finding = (rule: string, kind: Finding["kind"], level: Finding["level"]): Finding => ({
    rule,
    kind,
    level,
    title: rule,
    evidence: [],
  });
  const side = (category: Category, risk: Risk, findings: Finding[] = []): ChangedTool => ({
    hash: "",
    definition: { name: "t" },
    verdict: { name: "t", category, risk, confidence: 1, because: null, runnerUp: null, findings, ruleset: "" },
  });
  const changed = (server: string, before?: ChangedTool, after?: ChangedTool): Change => ({
    id: 0,
    at: "",
    server,
    kind: before && after ? "tool-changed" : after ? "tool-added" : "tool-removed",
    tool: "t",
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  });
  const hidden = finding("hidden", "hidden-instruction", "block");
  const secret = finding("secret", "secret-access", "warn");

  it("puts new threats before raised risks, and those before what stayed as it was", () => {
    const expected = [
      changed("block", side("Read", "low"), side("Read", "low", [hidden])),
      changed("warn", side("Read", "low"), side("Read", "low", [secret])),
      changed("raised far", side("Read", "low"), side("Destructive", "critical")),
      changed("raised", side("Execute", "high"), side("Execute", "critical")),
      changed("other category", side("Destructive", "critical"), side("Financial", "critical")),
      changed("known threat", side("Execute", "high", [hidden]), side("Execute", "high", [hidden])),
      changed("added", undefined, side("Write", "medium")),
      changed("lowered", side("Financial", "critical"), side("Read", "low")),
      { id: 0, at: "", server: "new", kind: "server-added" } satisfies Change,
      changed("removed", side("Financial", "critical", [hidden])),
    ];
    const names = (changes: Change[]) => changes.map(({ server }) => server);
    fc.assert(
      fc.property(fc.shuffledSubarray(expected, { minLength: expected.length }), (shuffled) => {
        expect(names(mostDangerousFirst(shuffled))).toEqual(names(expected));
      }),
    );
  });

  it("keeps the order of those that are equally dangerous", () => {
    const all = ["x", "a", "m"].map((server) => changed(server, side("Read", "low"), side("Read", "low")));
    expect(mostDangerousFirst(all)).toEqual(all);
  });

  it("counts as new what was not found before, and no category", () => {
    const known = changed("s", side("Read", "low", [secret]), side("Read", "low", [secret, hidden]));
    expect(newThreats(known)).toEqual([hidden]);
    const described = [finding("read.list", "category", "info"), finding("signal", "signal", "warn")];
    expect(newThreats(changed("s", side("Read", "low"), side("Read", "low", described)))).toEqual([]);
    expect(newThreats(changed("s", undefined, side("Read", "low", [hidden])))).toEqual([hidden]);
  });

  it("is for the worse when a tool keeps its name and its risk, its category or its threats grow, and says why", () => {
    const why = (before?: ChangedTool, after?: ChangedTool) => worseBecause(changed("s", before, after));
    expect(why(side("Read", "low"), side("Destructive", "critical", [hidden]))).toBe(
      "This tool kept its name, but its category was Read and is Destructive now; its risk was low and is critical now; its definition hidden, which it did not before.",
    );
    expect(why(side("Execute", "high"), side("Execute", "critical"))).toMatch(
      /but its risk was high and is critical now\.$/,
    );
    expect(why(side("Destructive", "critical"), side("Financial", "critical"))).toMatch(/category was Destructive/);
    expect(why(side("Read", "low"), side("Read", "low", [secret]))).toMatch(/secret, which it did not before/);
    for (const [before, after] of [
      [side("Financial", "critical", [hidden]), side("Read", "low")],
      [side("Read", "low", [secret]), side("Read", "low", [secret])],
      [undefined, side("Financial", "critical", [hidden])],
      [side("Read", "low"), undefined],
      [{ ...side("Read", "low"), verdict: null }, side("Financial", "critical")],
      [undefined, undefined],
    ])
      expect(why(before, after)).toBeNull();
  });

  it("fits in four bytes, however many threats there are", () => {
    const many = Array.from({ length: 100 }, (_, n) => finding(`t${n}`, "hidden-instruction", "block"));
    const worst = dangerOf(changed("s", side("Read", "low"), side("Financial", "critical", many)));
    expect(worst).toBeLessThan(2 ** 17);
    expect(worst).toBeGreaterThan(dangerOf(changed("s", side("Read", "low"), side("Financial", "critical", [hidden]))));
  });
});
