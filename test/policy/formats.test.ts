import type Anthropic from "@anthropic-ai/sdk";
import fc from "fast-check";
import type OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { categories, risks } from "../../catalog/verdict.ts";
import { anthropicRequest } from "../../policy/formats/anthropic.ts";
import { fit } from "../../policy/formats/format.ts";
import { formats } from "../../policy/formats/index.ts";
import { openAiTool } from "../../policy/formats/openai.ts";
import { presetNames } from "../../policy/presets.ts";
import { recommend } from "../../policy/recommend.ts";
import type { ToolTerms } from "../../policy/recommendation.ts";
import { sharedFile } from "../support/shared.ts";
import { asksOnly, intended } from "./intended.ts";
import { oracles } from "./oracles.ts";
import { readSchema, schemaFiles } from "./schemas.ts";

const odd = [
  'say "hi"',
  "a.b/c d",
  "查询",
  "x\ny",
  "# no comment",
  "*",
  "a*b",
  "__proto__",
  "constructor",
  "a\\b",
  "it's",
  "(x)",
  "${x}",
  "{{x}}",
  "é\u202eb",
  "n".repeat(256),
  "-",
  "true",
  "null",
  "1",
  "a: b",
  "]]>",
  "'; --",
  "a,b",
];
const toolName = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z][a-z0-9_-]{0,20}$/) },
  { weight: 1, arbitrary: fc.constantFrom(...odd) },
);
const judged = fc.record({
  name: toolName,
  category: fc.constantFrom(...categories),
  risk: fc.constantFrom(...risks, undefined),
  confidence: fc.constantFrom(0.2, 0.9),
  findings: fc.constantFrom(
    [],
    [{ kind: "shadowing" as const, level: "warn" as const, rule: "shadowing.other", title: "speaks of other tools" }],
    [{ kind: "exfiltration" as const, level: "block" as const, rule: "exfiltration.send", title: "sends data away" }],
  ),
});
const server = fc.record({
  name: fc.constantFrom("code-mode-toon", "github", "a1"),
  tools: fc.uniqueArray(judged, { maxLength: 60, size: "max", selector: ({ name }) => name }),
  preset: fc.constantFrom(...presetNames),
});
/** 200 varied servers, the same ones in every run. */
const servers = fc
  .sample(server, { numRuns: 200, seed: 6 })
  .map(({ name, tools, preset }) => recommend(name, tools, { preset }));

describe.each(formats.map((format) => [format.id, format] as const))("%s", (id, format) => {
  const oracle = oracles[id];

  it("does with each tool of 200 servers what is recommended, and refuses what is not listed", () => {
    if (!oracle) throw new Error(`no oracle for ${id}`);
    let count = 0;
    for (const one of servers) {
      const { text, lost } = format.render([one]);
      const ask = oracle(text, one.server);
      const losing = new Set(lost.map(({ tool }) => tool));
      for (const terms of one.tools) {
        const outcome = ask(terms.name);
        const wanted = intended(terms, losing.has(terms.name));
        // These two cannot allow or refuse: their user is asked.
        if (asksOnly.has(id)) wanted.push("ask");
        if (!wanted.includes(outcome)) expect([terms.name, terms.action, outcome]).toEqual(wanted);
        count += 1;
      }
      for (const unlisted of ["not_listed", "", "*", "read"])
        if (!one.tools.some(({ name }) => name === unlisted)) expect(ask(unlisted)).not.toBe("allow");
    }
    expect(count).toBeGreaterThan(2_000);
  });

  it("says for each tool that it treats otherwise what is lost", () => {
    for (const one of servers.slice(0, 50)) {
      const { lost, text } = format.render([one]);
      const losing = new Set(lost.map(({ tool }) => tool));
      const ask = oracle?.(text, one.server);
      for (const { name, action } of one.tools) {
        const outcome = ask?.(name);
        const same =
          (action === "allow" && outcome === "allow") ||
          (action === "approve" && outcome === "ask") ||
          (action === "hide" && outcome === "hidden") ||
          (action === "deny" && (outcome === "deny" || outcome === "hidden"));
        if (!same) expect(losing.has(name) || losing.has(null)).toBe(true);
      }
    }
  });
});

describe("argument conditions", () => {
  const tools = [
    {
      name: "create_charge",
      category: "Write" as const,
      inputSchema: {
        type: "object",
        properties: { amount: { type: "integer" }, currency: { type: "string" } },
        required: ["amount", "currency"],
      },
    },
  ];
  const overrides = {
    tools: {
      create_charge: {
        action: "allow" as const,
        limit: undefined,
        require: [
          { path: "amount", op: "lte" as const, value: 500 },
          { path: "currency", op: "in" as const, value: ["usd", "eur"] },
        ],
      },
    },
  };
  const one = recommend("shop", tools, { overrides });
  const calls: [Record<string, unknown>, boolean][] = [
    [{ amount: 500, currency: "usd" }, true],
    [{ amount: 501, currency: "usd" }, false],
    [{ amount: 5, currency: "gbp" }, false],
  ];

  it.each(["policylayer", "intercept", "envoy-ai-gateway", "toolhive", "agentcore"])("hold in %s", (id) => {
    const format = formats.find((each) => each.id === id);
    const ask = oracles[id]?.(format?.render([one]).text ?? "", "shop");
    for (const [args, fine] of calls)
      expect([args, ask?.("create_charge", args)]).toEqual([args, fine ? "allow" : "deny"]);
  });

  it.each(["claude-code", "codex", "gemini", "openai"])("become an approval in %s", (id) => {
    const rendered = formats.find((each) => each.id === id)?.render([one]);
    expect(oracles[id]?.(rendered?.text ?? "", "shop")("create_charge", calls[0]?.[0])).toBe("ask");
    expect(rendered?.lost).toMatchObject([{ tool: "create_charge", what: "its argument conditions" }]);
  });

  it.each(["anthropic", "agentgateway", "litellm", "kong"])("become a refusal in %s", (id) => {
    const rendered = formats.find((each) => each.id === id)?.render([one]);
    expect(oracles[id]?.(rendered?.text ?? "", "shop")("create_charge", calls[0]?.[0])).toBe("hidden");
  });
});

describe("the schemas of the targets", () => {
  for (const [id, file] of Object.entries(schemaFiles)) {
    const path = sharedFile(`reference/schemas/${file}`);
    const format = formats.find((one) => one.id === id);
    it.skipIf(path === null)(`${id} (skipped where ../shared is missing)`, () => {
      const problemsOf = readSchema(id, path ?? "");
      for (const one of servers) expect(problemsOf(format?.render([one]).text ?? "")).toEqual([]);
    });
  }

  it("the SDKs' types", () => {
    for (const one of servers.slice(0, 3)) {
      const tool: OpenAI.Responses.Tool.Mcp = openAiTool(one);
      const request: Pick<Anthropic.Beta.Messages.MessageCreateParams, "mcp_servers" | "tools"> = anthropicRequest([
        one,
      ]);
      expect([tool.type, request.tools?.length]).toEqual(["mcp", 1]);
    }
  });
});

describe("presets", () => {
  it("a stricter one never allows more", () => {
    const degree = { allow: 0, approve: 1, deny: 2, hide: 2 };
    const perMinute = ({ limits: [limit] }: ToolTerms): number =>
      limit ? limit.max / { minute: 1, hour: 60, day: 1_440 }[limit.window] : Infinity;
    fc.assert(
      fc.property(judged, (tool) => {
        const terms = [...presetNames].reverse().map((preset) => recommend("s", [tool], { preset }).tools[0]);
        for (const [at, one] of terms.entries()) {
          const before = terms[at - 1];
          if (!one || !before) continue;
          expect(degree[one.action]).toBeGreaterThanOrEqual(degree[before.action]);
          if (one.action === "allow" && before.action === "allow")
            expect(perMinute(one)).toBeLessThanOrEqual(perMinute(before));
        }
      }),
    );
  });

  it("fit never turns a refusal into a permission", () => {
    for (const one of servers)
      for (const { terms, outcome } of fit(one, {}).tools) if (terms.action !== "allow") expect(outcome).toBe("deny");
  });
});
