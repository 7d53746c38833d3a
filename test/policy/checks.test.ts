import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suggestConstraints } from "../../policy/arguments.ts";
import { diffPolicies } from "../../policy/diff.ts";
import { readPolicy, type PolicyDocument } from "../../policy/document.ts";
import { decide, enforce } from "../../policy/evaluate.ts";
import { lintPolicy } from "../../policy/lint.ts";
import { Overrides } from "../../policy/overrides.ts";
import { recommend } from "../../policy/recommend.ts";
import type { JudgedTool } from "../../policy/recommendation.ts";
import { simulate } from "../../policy/simulate.ts";

function documentOf(policy: unknown): PolicyDocument {
  const read = readPolicy(policy);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.document;
}
const policyLayer = (more: object): PolicyDocument => documentOf({ version: "1", default: "deny", ...more });
const at = Date.parse("2026-01-15T10:30:00Z");

describe("deciding", () => {
  const charge = policyLayer({
    tools: {
      create_charge: {
        require: [{ conditions: [{ path: "args.reason", op: "exists", value: true }], on_deny: "Say why." }],
        deny_if: [{ conditions: [{ path: "args.amount", op: "gt", value: 500 }] }],
        limits: [{ counter: "charges", window: "hour", max: 2, scope: "grant" }],
      },
    },
    all_tools: { limits: [{ counter: "calls", window: "minute", max: 1, scope: "grant" }] },
  });
  const call = (args: unknown, minute = 0) => ({ tool: "create_charge", args, at: at + minute * 60_000 }) as const;

  it("names the rule of a PolicyLayer document by its JSON Pointer", () => {
    const enforced = enforce(charge);
    const rules = [
      call({}),
      call({ reason: "a", amount: 501 }),
      call({ reason: "a", amount: 500 }),
      call({ reason: "a" }),
      call({ reason: "a" }, 1),
      call({ reason: "a" }, 2),
    ].map((one) => decide(enforced, one).rule);
    expect(rules).toEqual([
      "/tools/create_charge/require/0",
      "/tools/create_charge/deny_if/0",
      "",
      "/all_tools/limits/0",
      "",
      "/tools/create_charge/limits/0",
    ]);
  });

  it("takes strangers' arguments for data", () => {
    const odd = policyLayer({
      tools: {
        __proto__x: {},
        "a/b~c": { deny_if: [{ conditions: [{ path: "args.constructor.name", op: "eq", value: "Object" }] }] },
      },
    });
    const enforced = enforce(odd);
    for (const args of [undefined, null, [], "x", {}, { constructor: { name: "Object" } }])
      expect(decide(enforced, { tool: "a/b~c", args, at }).rule).toBe(
        args !== null && typeof args === "object" && "constructor" in args && Object.hasOwn(args, "constructor")
          ? "/tools/a~1b~0c/deny_if/0"
          : "",
      );
    expect(decide(enforced, { tool: "constructor", args: {}, at }).decision).toBe("deny");
    expect(decide(enforced, { tool: "__proto__", args: {}, at }).decision).toBe("deny");
  });

  it("is quick on patterns that make other engines backtrack", () => {
    const slow = policyLayer({
      tools: { t: { require: [{ conditions: [{ path: "args.x", op: "regex", value: "(a+)+$" }] }] } },
    });
    expect(decide(enforce(slow), { tool: "t", args: { x: `${"a".repeat(50_000)}!` }, at }).decision).toBe("deny");
  });

  it("never lets more calls through a window than its limit", () => {
    const limited = policyLayer({
      tools: { t: { limits: [{ counter: "c", window: "minute", max: 3, scope: "grant" }] } },
    });
    fc.assert(
      fc.property(fc.array(fc.nat(600_000), { maxLength: 60 }), (times) => {
        const calls = times.sort((a, b) => a - b).map((ms) => new Date(at + ms).toISOString());
        const replayed = simulate(
          limited,
          calls.map((time) => ({ tool: "t", at: time })),
          { now: at },
        );
        const perMinute = new Map<string, number>();
        for (const { call: one, decision } of replayed)
          if (decision.decision === "allow") {
            const minute = (one.at ?? "").slice(0, 16);
            perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
          }
        for (const used of perMinute.values()) expect(used).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe("lint", () => {
  const messages = (document: PolicyDocument, tools?: Parameters<typeof lintPolicy>[1]): string[] =>
    lintPolicy(document, tools).map(({ path, message }) => `${path} ${message}`);

  it("finds nothing in the policies that are recommended", () => {
    const made = recommend("s", [
      { name: "read", category: "Read" },
      { name: "write", category: "Write" },
      { name: "pay", category: "Financial" },
      { name: "drop", category: "Destructive" },
    ]);
    expect(made.tools).toHaveLength(4);
    expect(messages(policyLayer({ hide: ["drop"], tools: { read: {}, write: {}, pay: {} } }))).toEqual([]);
  });

  it.each<[object, RegExp]>([
    [{ hide: ["*"], tools: { a: {} } }, /hides every tool/],
    [{ hide: ["a"], tools: { a: {} } }, /is hidden too/],
    [{ default: "allow" }, /allows every call/],
    [{ default: "allow", hide: ["a"] }, /a new version brings/],
    [{ tools: { a: { limits: [{ counter: "c", window: "day", max: 0 }] } } }, /every call is refused/],
    [{ tools: { a: { require: [{ conditions: [] }] } } }, /always holds/],
    [{ tools: { a: { require: [{ conditions: [{ path: "args.x", op: "in", value: [] }] }] } } }, /can never hold/],
    [
      {
        tools: {
          a: {
            deny_if: [
              {
                conditions: [
                  { path: "args.x", op: "gt", value: 5 },
                  { path: "args.x", op: "lt", value: 3 },
                ],
              },
            ],
          },
        },
      },
      /refuses nothing/,
    ],
    [
      { tools: { a: { deny_if: [{ conditions: [] }], limits: [{ counter: "c", window: "day", max: 1 }] } } },
      /never reached/,
    ],
  ])("%j", (policy, says) => {
    expect(messages(policyLayer(policy)).join("\n")).toMatch(says);
  });

  it("compares with the tools that the server has", () => {
    const policy = policyLayer({
      hide: ["gone"],
      tools: { listFiles: {}, read: { deny_if: [{ conditions: [{ path: "args.pth", op: "exists", value: true }] }] } },
    });
    const said = messages(policy, [
      { name: "list_files", parameters: [] },
      { name: "read", parameters: ["path"] },
    ]).join("\n");
    expect(said).toMatch(/no tool listFiles\. Did you mean list_files\?/);
    expect(said).toMatch(/no tool gone/);
    expect(said).toMatch(/no argument pth/);
    expect(said).toMatch(/Nothing is said about 1 .*list_files/);
  });

  it("says what is wrong with a document of neither kind", () => {
    for (const value of [null, [], "x", 1]) expect(readPolicy(value)).toMatchObject({ ok: false });
    expect(readPolicy({ version: "1", default: "deny", tools: { a: { limit: [] } } })).toMatchObject({
      ok: false,
      problems: [{ path: "/tools/a" }],
    });
  });
});

describe("differences", () => {
  it("are said tool by tool, in words", () => {
    const before = policyLayer({ hide: ["drop"], tools: { read: {}, write: { limits: [limit(30)] } } });
    const after = policyLayer({
      tools: { read: { deny_if: [{ conditions: [] }] }, write: { limits: [limit(60)] }, drop: {} },
    });
    expect(diffPolicies(before, after)).toEqual([
      { tool: "drop", before: "hidden", after: "allowed", direction: "looser" },
      { tool: "read", before: "allowed", after: "refused: “Denied by /tools/read/deny_if/0”", direction: "stricter" },
      {
        tool: "write",
        before: "allowed: at most 30 calls a minute",
        after: "allowed: at most 60 calls a minute",
        direction: "looser",
      },
    ]);
    expect(diffPolicies(before, before)).toEqual([]);
  });
  const limit = (max: number) => ({ counter: "c", window: "minute", max, scope: "grant" });
});

describe("your own terms", () => {
  it("count before a preset's, a tool's before its category's", () => {
    const overrides = Overrides.parse({
      categories: { Write: "approve", Read: { limit: "5/hour" } },
      tools: {
        write_note: "allow",
        charge: { require: [{ path: "args.amount", op: "lte", value: 5 }] },
        refund: { limit: "1/hour" },
      },
    });
    const { tools } = recommend(
      "s",
      [
        { name: "write_file", category: "Write" },
        { name: "write_note", category: "Write" },
        { name: "read", category: "Read" },
        { name: "charge", category: "Financial" },
        { name: "refund", category: "Financial" },
      ],
      { overrides },
    );
    expect(tools.map(({ action, limits, constraints }) => [action, limits, constraints.length])).toEqual([
      ["approve", [], 0],
      ["allow", [], 0],
      ["allow", [{ max: 5, window: "hour" }], 0],
      ["approve", [], 1],
      ["approve", [{ max: 1, window: "hour" }], 0],
    ]);
  });

  it("of a category loosen nothing that a threat, a doubt or a risk makes stricter; a tool's own do", () => {
    const poisoned = { kind: "shadowing", level: "block", rule: "r", title: "orders", evidence: [] } as const;
    const tools: JudgedTool[] = [
      { name: "poisoned", category: "Read", findings: [poisoned] },
      { name: "risky", category: "Read", risk: "critical" },
      { name: "unsure", category: "Read", confidence: 0.45 },
      { name: "named", category: "Read", findings: [poisoned] },
    ];
    const overrides = Overrides.parse({ categories: { Read: "allow" }, tools: { named: "allow" } });
    expect(
      recommend("s", tools, { overrides }).tools.map(({ name, action, limits }) => [name, action, limits.length]),
    ).toEqual([
      ["poisoned", "hide", 0],
      ["risky", "hide", 0],
      ["unsure", "allow", 1],
      ["named", "allow", 0],
    ]);
  });

  it.each([
    { categories: { Reading: "allow" } },
    { tools: { a: "forbid" } },
    { tools: { a: { limit: "5/week" } } },
    { tool: {} },
  ])("are refused where they are not understood: %j", (value) => {
    expect(Overrides.safeParse(value).success).toBe(false);
  });
});

it("suggests constraints for required arguments only", () => {
  const string = { type: "string" };
  const made = suggestConstraints({
    type: "object",
    properties: {
      amount: { type: "number" },
      sql: string,
      filePath: string,
      webhook_url: string,
      branch: string,
      mode: { enum: ["a", "b"] },
      notes: string,
      total: { type: "number" },
    },
    required: ["amount", "sql", "filePath", "webhook_url", "mode", "notes"],
  });
  expect(made.map(({ path, op }) => `${path.join(".")} ${op}`)).toEqual([
    "amount lte",
    "sql regex",
    "filePath regex",
    "webhook_url regex",
    "mode in",
  ]);
  for (const schema of [undefined, {}, { properties: [] }, { properties: { amount: true }, required: ["amount"] }])
    expect(suggestConstraints(schema as never)).toEqual([]);
});
