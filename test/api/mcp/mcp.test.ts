import { Client, StreamableHTTPClientTransport, type Transport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { serve, type ServerType } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApp } from "../../../api/app.ts";
import { openCatalog, type Catalog } from "../../../db/client.ts";
import { program } from "../../support/run-cli.ts";
import { createDatabase } from "../../support/catalog.ts";
import { fill, hostileText } from "../filled.ts";

const slug = "ziad-hsn-code-mode-toon";
const calls: Record<string, Record<string, unknown>> = {
  search_catalog: { query: "code mod" },
  get_server: { server: "npm:@ziad/code-mode-toon" },
  get_tool: { server: slug, tool: "execute_workflow" },
  check_server: { target: "npx -y @ziad/code-mode-toon@1.0.3" },
  check_stack: { servers: [slug, "nasty", "npm:nobody-knows-this"] },
  get_policy: { servers: [slug], format: "claude-code" },
};
const names = Object.keys(calls).sort();

describe("the MCP endpoint and the stdio server", () => {
  let catalog: Catalog;
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let server: ServerType;
  let url: URL;
  beforeAll(async () => {
    database = await createDatabase();
    catalog = await openCatalog(database.url);
    await fill(catalog.db);
    const app = createApp({ db: catalog.db });
    const port = await new Promise<number>((done) => {
      server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (at) => {
        done(at.port);
      });
    });
    url = new URL(`http://127.0.0.1:${port}/mcp`);
  });
  afterAll(async () => {
    server.close();
    await catalog.close();
    await database.drop();
  });

  const stdio = () =>
    new StdioClientTransport({
      command: process.execPath,
      args: [...program.built, "mcp", "--db", database.url],
    });
  const ways: [string, "auto" | "legacy", () => Transport][] = [
    ["HTTP, 2026-07-28", "auto", () => new StreamableHTTPClientTransport(url)],
    ["HTTP, before it", "legacy", () => new StreamableHTTPClientTransport(url)],
    ["stdio, 2026-07-28", "auto", stdio],
    ["stdio, before it", "legacy", stdio],
  ];

  async function withClient<T>(mode: "auto" | "legacy", transport: Transport, use: (client: Client) => Promise<T>) {
    const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
    await client.connect(transport);
    try {
      return await use(client);
    } finally {
      await client.close();
    }
  }
  const http = <T>(use: (client: Client) => Promise<T>) =>
    withClient("auto", new StreamableHTTPClientTransport(url), use);

  it.each(ways)("lists and calls every tool over %s", async (_, mode, transport) => {
    await withClient(mode, transport(), async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name).sort()).toEqual(names);
      for (const { name, annotations, outputSchema, description } of tools) {
        expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
        expect(outputSchema).toMatchObject({ type: "object" });
        expect(description).toBeTruthy();
        const answer = await client.callTool({ name, arguments: calls[name] ?? {} });
        expect(answer.isError, JSON.stringify(answer.content)).toBeFalsy();
        const [text] = z.array(z.object({ text: z.string() })).parse(answer.content);
        expect(JSON.parse(text?.text ?? "")).toEqual(answer.structuredContent);
      }
    });
  });

  const call = (name: string, args: Record<string, unknown>) =>
    http((client) => client.callTool({ name, arguments: args }));

  it("says what it knows", async () => {
    expect((await call("search_catalog", { query: "worflows" })).structuredContent).toMatchObject({
      servers: [{ slug, tools: 4 }],
      corrected: [{ word: "worflows", to: ["workflow"] }],
    });
    expect((await call("check_server", { target: "@ziad/code-mode-toon" })).structuredContent).toMatchObject({
      known: true,
      slug,
      risks: { critical: 1 },
      worstTools: [{ name: "delete_file", risk: "critical" }, {}, {}, {}],
    });
    expect((await call("check_server", { target: "https://example.org/mcp/" })).structuredContent).toMatchObject({
      slug,
    });
    expect(
      (await call("check_server", { target: "https://github.com/ziad-hsn/code-mode-toon" })).structuredContent,
    ).toMatchObject({ slug });
    expect((await call("check_server", { target: "npm:nobody" })).structuredContent).toMatchObject({
      known: false,
      grade: null,
    });
    expect((await call("check_stack", { servers: [slug, "npm:nobody"] })).structuredContent).toMatchObject({
      servers: [{ slug }, { slug: null }],
    });
    const policy = await call("get_policy", { servers: [slug], tool: "execute_workflow" });
    expect(JSON.parse(z.object({ text: z.string() }).parse(policy.structuredContent).text)).toMatchObject({
      default: "deny",
      tools: { execute_workflow: { limits: [{ max: 10 }] } },
    });
  });

  it("shows no characters that hide orders, and withholds what attacks its reader", async () => {
    const invisible = /[\u202e\u200b\u0007]/;
    expect(hostileText).toMatch(invisible);
    const answers = [
      await call("get_server", { server: 'npm:evil"><script>' }),
      await call("get_tool", { server: "evil-b-name-b", tool: "hostile", hostile: true }),
      await call("get_tool", { server: "evil-b-name-b", tool: "hostile" }),
      await call("search_catalog", { query: "evil" }),
    ];
    for (const answer of answers) {
      expect(answer.isError).toBeFalsy();
      expect(JSON.stringify(answer.structuredContent)).not.toMatch(invisible);
    }
    expect(answers[1]?.structuredContent).toMatchObject({ definition: { name: "hostile" }, withheld: null });
    expect(answers[2]?.structuredContent).toMatchObject({ definition: null });
  });

  it("refuses what it cannot answer, in words that say what to do", async () => {
    const missing = await call("get_server", { server: "npm:nobody" });
    expect([missing.isError, JSON.stringify(missing.content)]).toEqual([
      true,
      expect.stringContaining("search_catalog"),
    ]);
    const none = await call("get_tool", { server: slug, tool: "none" });
    expect([none.isError, JSON.stringify(none.content)]).toEqual([true, expect.stringContaining("get_server")]);
    const bad = await call("search_catalog", { query: "x", limit: 21 });
    expect(bad.isError).toBe(true);
  });

  it("answers only to its own host names, and only to pages of these", async () => {
    const post = (headers: Record<string, string>) =>
      createApp({ db: catalog.db, hosts: ["risk.example"] }).request("http://127.0.0.1/mcp", {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} }),
      });
    expect((await post({ host: "localhost:8080" })).status).toBe(200);
    expect((await post({ host: "risk.example" })).status).toBe(200);
    expect((await post({ host: "attacker.example" })).status).toBe(403);
    expect((await post({ host: "localhost", origin: "https://attacker.example" })).status).toBe(403);
    expect((await post({ host: "localhost", origin: "null" })).status).toBe(403);
    expect((await post({ host: "localhost", origin: "http://localhost:3000" })).status).toBe(200);
  });

  it("reads no more than it must", async () => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "x", params: { a: "a".repeat(300_000) } });
    const large = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body,
    });
    expect(large.status).toBe(413);
  });
});
