import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { describeError } from "../../cli/serving.ts";
import { createApp } from "../../api/app.ts";
import { ruleset } from "../../classifier/classify.ts";
import type { Db } from "../../db/client.ts";
import { openFilled, workflow } from "./filled.ts";

const toon = "ziad-hsn-code-mode-toon";
const secret = "sk-s3cr3t-value";

describe("questions", () => {
  let filled: Awaited<ReturnType<typeof openFilled>>;
  beforeAll(async () => {
    filled = await openFilled("PGlite");
  });
  afterAll(() => filled.close());

  async function post(path: string, body: unknown, status = 200): Promise<unknown> {
    const response = await filled.app.request(`/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    expect(response.status, text).toBe(status);
    expect(response.headers.get("cache-control")).toBe("no-store");
    return JSON.parse(text) as unknown;
  }

  it("judges tools that are not in the catalog", async () => {
    expect(await post("/classify", { tools: [workflow, { name: "list_files" }] })).toMatchObject({
      ruleset,
      verdicts: [
        { name: "execute_workflow", category: "Execute" },
        { name: "list_files", category: "Read" },
      ],
    });
    expect(
      await post("/classify", { tools: [{ name: "a" }, { name: "b", inputSchema: deep(70) }] }, 400),
    ).toMatchObject({
      errors: [{ at: "tools.1.inputSchema", message: expect.stringContaining("deeper") as string }],
    });
    expect(await post("/classify", { tools: [] }, 400)).toMatchObject({ errors: [{ at: "tools" }] });
  });

  const deep = (levels: number): object => (levels === 0 ? {} : { properties: deep(levels - 1) });

  it("says what a policy would have decided", async () => {
    const policy = {
      version: "1",
      default: "deny",
      tools: { a: { limits: [{ counter: "c", window: "minute", max: 1 }] } },
    };
    const calls = [{ tool: "a", at: "2026-11-01T00:00:00Z" }, { tool: "a" }, { tool: "b" }];
    expect(await post("/simulate", { policy, calls })).toMatchObject({
      decisions: [{ decision: "allow" }, { decision: "deny" }, { decision: "deny", rule: "(default deny)" }],
      counters: { "a.c": 1 },
    });
    expect(await post("/simulate", { policy: { version: "2" }, calls }, 400)).toMatchObject({ status: 400 });
    expect(await post("/simulate", { policy, calls: [{ tool: "a", at: "noon" }] }, 400)).toMatchObject({
      errors: [{ at: "calls.0.at" }],
    });
  });

  it("writes one policy for servers, other tools and a configuration", async () => {
    const answer = await post("/policies", {
      servers: [toon, "npm:nobody"],
      tools: [{ name: "delete_all", description: "Deletes everything" }],
      format: "claude-code",
      overrides: { tools: { list_workflows: "deny" } },
    });
    expect(answer).toMatchObject({
      format: "claude-code",
      language: "json",
      unknown: ["npm:nobody"],
      servers: [{ server: toon }, { server: "server", tools: [{ name: "delete_all", action: "hide" }] }],
    });
    expect(JSON.stringify(answer)).toContain("you decided so");
    expect(answer).toMatchObject({ warnings: [] });
    const overrides = { tools: { list_workflows: "deny", delete_al: "deny", unread: "deny" } };
    expect(await post("/policies", { servers: [toon], overrides })).toMatchObject({
      warnings: [{ code: "unknown-tool", message: expect.stringContaining("called delete_al,") as string }],
    });
    expect(await post("/policies", {}, 400)).toMatchObject({ detail: expect.stringContaining("config") as string });
    expect(await post("/policies", { servers: [toon], overrides: { tools: 1 } }, 400)).toMatchObject({
      errors: [{ at: "overrides.tools" }],
    });
  });

  it("keeps, logs and sends back nothing of a configuration but the names of its servers", async () => {
    const config = {
      mcpServers: {
        toon: { command: "npx", args: ["-y", "@ziad/code-mode-toon", secret], env: { KEY: secret } },
        other: { url: `https://mcp.example/${secret}/mcp?key=${secret}`, headers: { authorization: secret } },
        "odd/~": { command: secret },
      },
    };
    const answer = await post("/policies", { config });
    expect(answer).toMatchObject({ servers: [{ server: toon }], unknown: ["other", "odd/~"] });
    expect(JSON.stringify(answer)).not.toContain(secret);
    // A failing database says what it was asked: that must not reach a log.
    const logged: unknown[] = [];
    const failing = new Proxy({} as unknown as Db, {
      get: () => {
        throw new Error(`Failed query: params: ${secret}`, { cause: new Error("connection lost") });
      },
    });
    const app = createApp({
      db: failing,
      onError: (error, request) => logged.push([describeError(error), request]),
      onRequest: (entry) => logged.push(entry),
    });
    const response = await app.request("/api/v1/policies", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ config }),
    });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain(secret);
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain(secret);
  });

  it("refuses bodies that are too large, no JSON, or not said to be", async () => {
    expect(await post("/classify", "{", 400)).toMatchObject({ detail: expect.stringContaining("not JSON") as string });
    expect(
      await post("/classify", JSON.stringify({ tools: [{ name: "a", description: "x".repeat(1_100_000) }] }), 413),
    ).toMatchObject({ status: 413 });
    const response = await filled.app.request("/api/v1/classify", {
      method: "POST",
      body: "a=b",
      headers: { "content-type": "text/plain" },
    });
    expect(response.status).toBe(415);
    const got = await filled.app.request("/api/v1/classify");
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("gives a policy in every format and preset, with what each cannot say", async () => {
    const { formats } = z
      .object({ formats: z.array(z.object({ id: z.string(), language: z.string() })) })
      .parse(await (await filled.app.request("/api/v1/policy-formats")).json());
    expect(formats.length).toBeGreaterThan(10);
    const types: Record<string, string> = {
      json: "application/json",
      yaml: "application/yaml",
      toml: "application/toml",
      cedar: "text/plain; charset=utf-8",
    };
    for (const { id, language } of formats) {
      const response = await filled.app.request(`/api/v1/servers/${toon}/policy?format=${id}&preset=permissive`);
      expect([id, response.status, response.headers.get("content-type")]).toEqual([id, 200, types[language]]);
      expect(await response.text()).toContain("list_workflows");
    }
    const detailed = await filled.app.request(
      `/api/v1/servers/${toon}/tools/delete_file/policy?detail=true&format=anthropic`,
    );
    expect(await detailed.json()).toMatchObject({
      format: "anthropic",
      servers: [{ server: toon, url: "https://example.org/mcp", tools: [{ name: "delete_file", action: "hide" }] }],
    });
  });
});
