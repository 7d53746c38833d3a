import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Policy } from "../../catalog/policy.ts";
import { Verdict } from "../../catalog/verdict.ts";
import { ruleset } from "../../classifier/classify.ts";
import { engines } from "../support/catalog.ts";
import { listed, nastyNames, openFilled } from "./filled.ts";

const Operation = z.looseObject({
  operationId: z.string(),
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })).optional() }),
  ),
});
const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.any()) }),
});
const Page = z.object({
  servers: z.array(z.looseObject({ slug: z.string(), tools: z.number(), risks: z.record(z.string(), z.number()) })),
  next: z.string().nullable(),
});
const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
});

const server = "/api/v1/servers/ziad-hsn-code-mode-toon";

describe.each(engines)("the API on %s", (engine) => {
  let filled: Awaited<ReturnType<typeof openFilled>>;
  let document: z.infer<typeof Document>;
  beforeAll(async () => {
    filled = await openFilled(engine);
    document = Document.parse(await (await filled.app.request("/api/v1/openapi.json")).json());
  });
  afterAll(() => filled.close());

  const ajv = new Ajv2020({ strict: false, formats: { uri: true } });
  /** Asks, and checks the answer against the schema that the OpenAPI document declares for it. */
  async function get(path: string, declared: string, status = 200): Promise<unknown> {
    const response = await filled.app.request(path);
    expect(response.status, path).toBe(status);
    const type = response.headers.get("content-type") ?? "";
    expect(type).toBe(status === 200 ? "application/json" : "application/problem+json");
    const body: unknown = await response.json();
    const responses = document.paths[declared]?.["get"]?.responses ?? {};
    const schema = responses[String(status)]?.content?.[type]?.schema;
    expect(schema, `${declared} declares ${status} ${type}`).toBeDefined();
    const validate = ajv.compile({ allOf: [schema], components: document.components });
    expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
    return body;
  }

  it("lists all servers page by page, without the deleted ones", async () => {
    const slugs: string[] = [];
    for (let after: string | null = ""; after !== null;) {
      const query = after === "" ? "" : `&after=${encodeURIComponent(after)}`;
      const page = Page.parse(await get(`/api/v1/servers?limit=20${query}`, "/api/v1/servers"));
      slugs.push(...page.servers.map(({ slug }) => slug));
      after = page.next;
    }
    expect(slugs).toHaveLength(listed);
    expect(new Set(slugs).size).toBe(listed);
    expect(slugs).not.toContain("gone");
  });

  it("finds servers by a word, and counts their tools by category and risk", async () => {
    const page = Page.parse(await get("/api/v1/servers?q=%20toon%20", "/api/v1/servers"));
    expect(page).toMatchObject({
      next: null,
      servers: [
        {
          slug: "ziad-hsn-code-mode-toon",
          title: "Code Mode",
          status: "active",
          tools: 4,
          categories: { Read: 1, Write: 0, Execute: 1, Destructive: 1, Financial: 0 },
          risks: { low: 1, medium: 0, high: 1, critical: 1 },
          packages: [{ type: "npm", identifier: "@ziad/code-mode-toon" }],
          url: server,
          page: "/servers/ziad-hsn-code-mode-toon",
        },
      ],
    });
    expect(Page.parse(await get("/api/v1/servers?q=no%25such_", "/api/v1/servers")).servers).toEqual([]);
    expect(Page.parse(await get("/api/v1/servers?q=", "/api/v1/servers")).servers).toHaveLength(50);
  });

  it("shows a server with who said what, what identifies it, and its tools", async () => {
    expect(await get(server, "/api/v1/servers/{slug}")).toMatchObject({
      name: "ziad-hsn/code-mode-toon",
      license: "MIT",
      origin: { license: { source: "npm", ref: "ref-0" } },
      identifiers: [
        { id: "npm:@ziad/code-mode-toon", source: "npm", ref: "ref-0" },
        { id: "remote:https://example.org/mcp" },
        { id: "repo:github.com/ziad-hsn/code-mode-toon" },
      ],
      profile: { tools: 4, risks: { critical: 1 } },
      tools: [
        { name: "delete_file", category: "Destructive", risk: "critical" },
        { name: "execute_workflow", category: "Execute", risk: "high", url: `${server}/tools/execute_workflow` },
        { name: "list_workflows", category: "Read", risk: "low" },
        { name: "unread", category: null, risk: null, confidence: null },
      ],
    });
    expect(await get("/api/v1/servers/gone", "/api/v1/servers/{slug}")).toMatchObject({ status: "deleted" });
  });

  it("lists the tools of a server page by page", async () => {
    const path = "/api/v1/servers/{slug}/tools";
    const first = await get(`${server}/tools?limit=3`, path);
    expect(first).toMatchObject({ tools: [{ name: "delete_file" }, {}, { name: "list_workflows" }] });
    expect(first).toMatchObject({ next: "list_workflows" });
    expect(await get(`${server}/tools?limit=3&after=list_workflows`, path)).toMatchObject({
      tools: [{ name: "unread" }],
      next: null,
    });
  });

  it("shows a tool with its definition, its origin and its verdict", async () => {
    const tool = z
      .looseObject({ verdict: Verdict.nullable() })
      .parse(await get(`${server}/tools/execute_workflow`, "/api/v1/servers/{slug}/tools/{tool}"));
    expect(tool).toMatchObject({
      server: "ziad-hsn-code-mode-toon",
      definition: { name: "execute_workflow", inputSchema: { required: ["workflowName"] } },
      definitionHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      origin: { reader: "javascript", subject: "npm:ref-0", version: "1.0.0", file: "dist/index.js", line: 7 },
      verdict: { category: "Execute", risk: "high", ruleset },
      policy: `${server}/tools/execute_workflow/policy`,
    });
    expect(tool.verdict?.because?.evidence.length).toBeGreaterThan(0);
    expect(await get(`${server}/tools/unread`, "/api/v1/servers/{slug}/tools/{tool}")).toMatchObject({ verdict: null });
  });

  it("gives the reference policy of a tool, to the byte", async () => {
    const response = await filled.app.request(`${server}/tools/execute_workflow/policy`);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.text()).toBe(`{
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

  it("gives a server's policy, which leaves tools that are not judged refused", async () => {
    const policy = Policy.parse(await get(`${server}/policy`, "/api/v1/servers/{slug}/policy"));
    expect(policy.default).toBe("deny");
    expect(policy.hide).toEqual(["delete_file"]);
    expect(Object.keys(policy.tools ?? {})).toEqual(["execute_workflow", "list_workflows"]);
    expect(await get(`${server}/tools/unread/policy`, "/api/v1/servers/{slug}/tools/{tool}/policy")).toEqual({
      version: "1",
      default: "deny",
    });
  });

  it("reaches every tool by its name, through the addresses that it gives", async () => {
    const { tools } = z
      .object({ tools: z.array(z.object({ name: z.string(), url: z.string(), page: z.string() })) })
      .parse(await get("/api/v1/servers/nasty", "/api/v1/servers/{slug}"));
    expect(tools.map(({ name }) => name).sort()).toEqual([...nastyNames].sort());
    for (const { name, url, page } of tools) {
      const tool = await get(url, "/api/v1/servers/{slug}/tools/{tool}");
      expect(tool).toMatchObject({ definition: { name } });
      await get(`${url}/policy`, "/api/v1/servers/{slug}/tools/{tool}/policy");
      expect((await filled.app.request(page)).status, page).toBe(200);
    }
  });

  it("sends who asks by an identifier to the slug's address", async () => {
    const moves: [string, string][] = [
      ["", ""],
      ["/policy", "/policy"],
      ["/tools?limit=2", "/tools?limit=2"],
      ["/tools/a%2F..", "/tools/a%2F.."],
      ["/tools/execute_workflow/policy", "/tools/execute_workflow/policy"],
    ];
    for (const [asked, answered] of moves) {
      const response = await filled.app.request(
        `/api/v1/servers/${encodeURIComponent("npm:@ziad/code-mode-toon")}${asked}`,
      );
      expect(response.status).toBe(308);
      expect(response.headers.get("location")).toBe(`${server}${answered}`);
    }
  });

  it("says what is wrong and what to do, as a problem", async () => {
    const problems: [string, string, number, RegExp][] = [
      ["/api/v1/servers?limit=0", "/api/v1/servers", 400, /limit: .*1/],
      ["/api/v1/servers?limit=101", "/api/v1/servers", 400, /limit: .*100/],
      ["/api/v1/servers?limit=many", "/api/v1/servers", 400, /limit/],
      ["/api/v1/servers?q=%00", "/api/v1/servers", 400, /q: /],
      [`/api/v1/servers?q=${"x".repeat(201)}`, "/api/v1/servers", 400, /q: /],
      ["/api/v1/tools?pattern=nope", "/api/v1/tools", 400, /pattern: .*AP-01.*AP-02/],
      ["/api/v1/servers?pattern=AP-99", "/api/v1/servers", 400, /pattern: .*AP-01/],
      ["/api/v1/changes?since=yesterday", "/api/v1/changes", 400, /again\. since: is no time such as [^;]+$/],
      [
        "/api/v1/changes?since=0001-01-01T00:00:00Z",
        "/api/v1/changes",
        400,
        /again\. since: is not of the years [^;]+$/,
      ],
      ["/api/v1/servers/none", "/api/v1/servers/{slug}", 404, /api\/v1\/servers\?q=/],
      ["/api/v1/servers/%00", "/api/v1/servers/{slug}", 404, /slug/],
      ["/api/v1/servers/%FF%", "/api/v1/servers/{slug}", 404, /slug/],
      ["/api/v1/servers/none/tools", "/api/v1/servers/{slug}/tools", 404, /slug/],
      [`${server}/tools?after=%00`, "/api/v1/servers/{slug}/tools", 400, /after/],
      ["/api/v1/servers/none/tools/a", "/api/v1/servers/{slug}/tools/{tool}", 404, /slug/],
      [`${server}/tools/none`, "/api/v1/servers/{slug}/tools/{tool}", 404, /code-mode-toon\/tools/],
      [`${server}/tools/%00`, "/api/v1/servers/{slug}/tools/{tool}", 404, /tools/],
      ["/api/v1/servers/none/policy", "/api/v1/servers/{slug}/policy", 404, /slug/],
      [`${server}/tools/none/policy`, "/api/v1/servers/{slug}/tools/{tool}/policy", 404, /tools/],
    ];
    for (const [path, declared, status, detail] of problems) {
      const problem = Problem.parse(await get(path, declared, status));
      expect(problem).toMatchObject({ type: "about:blank", status });
      expect(problem.detail).toMatch(detail);
    }
  });

  it("declares every answer in an OpenAPI 3.1 document whose references resolve", () => {
    expect(document.openapi).toBe("3.1.0");
    const operations = Object.values(document.paths).flatMap((item) => Object.entries(item));
    const posts = Object.entries(document.paths).flatMap(([path, item]) => ("post" in item ? [path] : []));
    expect(new Set(operations.map(([method]) => method))).toEqual(new Set(["get", "post"]));
    // These ask about what they send, and change nothing.
    expect(posts.sort()).toEqual(["/api/v1/classify", "/api/v1/policies", "/api/v1/simulate"]);
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const references = JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? [];
    for (const reference of references)
      expect(Object.keys(document.components.schemas)).toContain(reference.split("/").at(-1));
    for (const path of Object.keys(document.paths))
      for (const [, name] of path.matchAll(/\{(\w+)\}/g))
        expect(JSON.stringify(document.paths[path])).toContain(`"name":"${name ?? ""}"`);
  });

  it("says whether the database answers", async () => {
    expect(await get("/healthz", "/healthz")).toEqual({ status: "ok" });
  });
});
