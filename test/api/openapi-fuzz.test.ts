import { gunzipSync } from "node:zlib";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OpenApi, requestsOf, type Known, type MadeRequest } from "../support/openapi-requests.ts";
import { nastyNames, openFilled } from "./filled.ts";

/** So many in CI; `npm run bench fuzz` makes 50,000. */
const count = Number(process.env.FUZZ_REQUESTS ?? 1_500);
const patienceMs = 10_000;

const known: Known = {
  slug: ["ziad-hsn-code-mode-toon", "nasty", "empty", "gone", "npm:@ziad/code-mode-toon", "evil-b-name-b"],
  tool: ["execute_workflow", "delete_file", "unread", "hostile", ...nastyNames],
  rule: ["execute.start", "flows.private", "none"],
  pattern: ["AP-01", "AP-08", "AP-99"],
  q: ["workflow", "plain", "worflows", "the", "npm:@ziad/code-mode-toon", "get pla", "<script>"],
  source: ["npm", "registry", "nowhere"],
  language: ["javascript", "python"],
  servers: [["ziad-hsn-code-mode-toon", "npm:nobody"], ["nasty"]],
  config: [
    { mcpServers: { a: { command: "npx", args: ["-y", "@ziad/code-mode-toon"], env: { KEY: "secret" } } } },
    { servers: { "b/c~d": { url: "https://example.org/mcp?key=secret" }, e: 1 } },
  ],
  policy: [
    { version: "1", default: "deny", tools: { a: { limits: [{ counter: "a", window: "minute", max: 1 }] } } },
    { version: "1", default: "allow", hide: ["b"] },
    {
      version: "1",
      default: "deny",
      tools: { a: { require: [{ conditions: [{ path: "args.x", op: "regex", value: "(a+)+$" }] }] } },
    },
  ],
  overrides: [{ categories: { Write: "approve" } }, { tools: { a: { limit: "5/hour" } } }, { tools: 3 }],
};

/** What any operation may answer besides what it declares for itself. */
const common = new Set([304, 405, 415, 429]);

describe("whatever the OpenAPI document allows, and what it does not", () => {
  let filled: Awaited<ReturnType<typeof openFilled>>;
  let document: OpenApi;
  beforeAll(async () => {
    filled = await openFilled("PostgreSQL");
    document = OpenApi.parse(await (await filled.app.request("/api/v1/openapi.json")).json());
  });
  afterAll(() => filled.close());

  const ajv = new Ajv2020({ strict: false, formats: { uri: true, "date-time": true } });
  const compiled = new Map<string, ValidateFunction>();
  const validator = (key: string, schema: object) => {
    const validate = compiled.get(key) ?? ajv.compile({ allOf: [schema], components: document.components });
    compiled.set(key, validate);
    return validate;
  };

  async function check({ path, method, operation, url, init }: MadeRequest): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        fail(new Error(`no answer in ${patienceMs} ms`));
      }, patienceMs);
    });
    const response = await Promise.race([filled.app.request(url, init), late]).finally(() => {
      clearTimeout(timer);
    });
    const { status, headers } = response;
    const bytes = Buffer.from(await response.arrayBuffer());
    const body = (headers.get("content-encoding") === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
    const said = `${init.method} ${url} ${init.body ?? ""}: ${status} ${body.slice(0, 300)}`;
    expect(status, said).toBeLessThan(500);
    if (init.method === "HEAD" || init.method === "OPTIONS" || status === 304) return;
    const type = headers.get("content-type") ?? "";
    const isAsDeclared = init.method === method.toUpperCase();
    if (type === "application/problem+json") {
      const problem = validator("problem", document.components.schemas.Problem ?? {});
      expect(problem(JSON.parse(body)), `${said} ${JSON.stringify(problem.errors)}`).toBe(true);
    }
    if (!isAsDeclared) return;
    const declared = operation.responses[String(status)];
    // A part of a path that is empty or holds dots is another path.
    if (common.has(status) || (status === 404 && path.includes("{"))) return;
    expect(declared, `${said} is not declared`).toBeDefined();
    if (status === 308) return;
    const schema = declared?.content?.[type]?.schema;
    expect(schema, `${said} is not declared as ${type}`).toBeDefined();
    if (!type.includes("json")) return;
    const validate = validator(`${method} ${path} ${status} ${type}`, schema ?? {});
    expect(validate(JSON.parse(body)), `${said} ${JSON.stringify(validate.errors)}`).toBe(true);
  }

  it(
    `is answered without an error of our own, and as it declares (${count} requests)`,
    async () => {
      await fc.assert(fc.asyncProperty(requestsOf(document, known), check), { numRuns: count });
    },
    Math.max(180_000, count * 50),
  );
});
