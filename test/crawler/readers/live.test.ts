import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createHttp, type HttpConfig } from "../../../crawler/http.ts";
import { readLive, type LiveOptions } from "../../../crawler/readers/live/live.ts";
import { startServer } from "../../support/http-server.ts";
import { startMcpServer, type Kind, type ListTools, type McpServer } from "../../support/mcp-server.ts";

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const schema = { type: "object", properties: { path: { type: "string" } } };
const readFile = { name: "read_file", description: "Reads a file", inputSchema: schema };

async function server(kind: Kind, list: ListTools = () => ({ tools: [readFile] })): Promise<McpServer> {
  const started = await startMcpServer(kind, list);
  open.push(started);
  return started;
}

/** Something that listens, and answers as it likes; its URL. */
async function stranger(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const started = await startServer(handle);
  open.push(started);
  return { url: `${started.base}/mcp`, requests: started.requests };
}

/** Reads with a client that may reach the given URL, whose own limits do not matter here. */
async function read(url: string, options: Partial<LiveOptions> = {}, config: Partial<HttpConfig> = {}) {
  const http = createHttp({ userAgent: "test/1.0", trusted: [new URL(url).origin], ...config });
  open.push(http);
  return await readLive(url, { fetch: http.fetch, ...options });
}

const everything = ["DELETE", "initialize", "notifications/initialized", "server/discover", "tools/list"];

describe("readLive asks", () => {
  it.each([
    ["modern", "modern", "streamable-http"],
    ["modern-sse", "modern", "streamable-http"],
    ["legacy", "legacy", "streamable-http"],
    ["legacy-sse", "legacy", "streamable-http"],
    ["http+sse", "legacy", "sse"],
  ] as const)("a %s server", async (kind, era, transport) => {
    const { url, methods } = await server(kind);
    expect(await read(url)).toEqual({
      ok: true,
      era,
      warnings: [],
      answer: {
        transport,
        name: "test",
        title: "Test server",
        version: "1.2.3",
        instructions: "Use with care.",
        tools: [readFile],
      },
    });
    const asked = methods.filter((method) => kind !== "http+sse" || method !== "GET");
    expect(asked.filter((method) => !everything.includes(method))).toEqual([]);
    if (kind.startsWith("legacy")) expect(methods.at(-1)).toBe("DELETE");
  });

  it.each<Kind>(["modern", "legacy"])("for all pages of a %s server", async (kind) => {
    const pages = [["a", "b"], ["c"], ["d"]];
    const { url } = await server(kind, (cursor = "0") => ({
      tools: (pages[Number(cursor)] ?? []).map((name) => ({ ...readFile, name })),
      ...(Number(cursor) < 2 ? { nextCursor: String(Number(cursor) + 1) } : {}),
    }));
    const got = await read(url);
    expect(got.ok && got.answer.tools.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  });

  it("a server that says it has no tools, and one that does not know the question", async () => {
    const { url } = await stranger((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        const { id, method } = JSON.parse(body) as { id?: number; method: string };
        if (id === undefined) return void response.writeHead(202).end();
        const serverInfo = { name: "bare", version: "1" };
        const answer =
          method === "initialize"
            ? { result: { protocolVersion: "2025-11-25", capabilities: {}, serverInfo } }
            : { error: { code: -32601, message: "unknown" } };
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
      });
    });
    expect(await read(url)).toMatchObject({ ok: true, answer: { name: "bare", tools: [] }, warnings: [] });
  });
});

describe("readLive keeps", () => {
  it.each<Kind>(["modern", "legacy"])("each sound tool of a %s server, and the first of two", async (kind) => {
    const { url } = await server(kind, () => ({
      tools: [
        { name: "", inputSchema: schema },
        readFile,
        { ...readFile, description: "Another" },
        { name: "no_schema" },
        { name: "bad_schema", inputSchema: "no object" },
        { ...readFile, name: "hinted", annotations: { readOnlyHint: true, x: 1 }, _meta: { a: 1 } },
        null,
        7,
      ],
    }));
    const got = await read(url);
    expect(got).toMatchObject({
      ok: true,
      answer: { tools: [readFile, { name: "no_schema" }, { name: "hinted", annotations: { readOnlyHint: true } }] },
    });
    expect(got.ok && got.warnings.map(({ code }) => code)).toEqual([
      "bad-tool",
      "duplicate-tool",
      "bad-tool",
      "bad-tool",
      "bad-tool",
    ]);
    expect(got.ok && got.warnings[2]?.message).toMatch(/bad_schema/);
  });

  it("what there is of a list that never ends", async () => {
    const { url } = await server("modern", () => ({ tools: [readFile], nextCursor: "again" }));
    const got = await read(url);
    expect(got.ok && [got.answer.tools.length, got.warnings.map(({ code }) => code)]).toEqual([
      1,
      ["duplicate-tool", "endless-list"],
    ]);

    let page = 0;
    const longer = await server("legacy", () => {
      page++;
      return { tools: [{ name: `t${page}` }], nextCursor: String(page) };
    });
    const long = await read(longer.url);
    expect(long.ok && [long.answer.tools.length, long.warnings.map(({ code }) => code)]).toEqual([
      100,
      ["too-many-pages"],
    ]);
  });

  it("no more than 5,000 tools", async () => {
    const many = Array.from({ length: 3_000 }, (_, n) => n);
    const { url } = await server("modern", (cursor = "0") => ({
      tools: many.map((n) => ({ name: `${cursor}_${n}` })),
      nextCursor: `${cursor}1`,
    }));
    const got = await read(url);
    expect(got.ok && [got.answer.tools.length, got.warnings.map(({ code }) => code)]).toEqual([
      5_000,
      ["too-many-tools"],
    ]);
    const whole = await server("legacy", () => ({ tools: [...many, ...many].map((_, n) => ({ name: `t${n}` })) }));
    expect(await read(whole.url)).toMatchObject({ ok: true, warnings: [{ code: "too-many-tools" }] });
  });
});

describe("readLive says", () => {
  it.each([
    [401, { "www-authenticate": 'Bearer realm="mcp", resource_metadata="https://a.example/x"' }, "Bearer"],
    [401, {}, undefined],
    [403, { "www-authenticate": "Basic" }, "Basic"],
  ])("that it needs authorization (%i), and does not ask again", async (status, headers, scheme) => {
    const { url, requests } = await stranger((_, response) => void response.writeHead(status, headers).end("no"));
    const got = await read(url);
    expect(got).toMatchObject({ ok: false, code: "needs-authorization" });
    expect(!got.ok && got.scheme).toBe(scheme);
    expect(requests).toHaveLength(1);
  });

  it.each<[string, number, Record<string, string>, string, object]>([
    ["nothing is there", 404, {}, "Not found", { code: "not-found" }],
    ["it is gone", 410, {}, "Gone", { code: "not-found" }],
    ["it may not be asked so", 405, {}, "", { code: "refused" }],
    ["it is broken", 503, {}, "<html>", { code: "server-error" }],
    ["we are too fast", 429, { "retry-after": "7" }, "", { code: "rate-limited", retryAfterMs: 7_000 }],
    ["it is a web page", 200, { "content-type": "text/html" }, "<html>", { code: "not-mcp" }],
    ["it is other JSON", 200, { "content-type": "application/json" }, '{"ok":true}', { code: "not-mcp" }],
    ["its JSON is broken", 200, { "content-type": "application/json" }, '{"result": {tools', { code: "not-mcp" }],
  ])("that %s", async (_name, status, headers, body, failure) => {
    const { url } = await stranger((_request, response) => void response.writeHead(status, headers).end(body));
    expect(await read(url)).toMatchObject({ ok: false, ...failure });
  });

  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void, string]>([
    ["never answers", () => undefined, "timeout"],
    ["closes the connection", (request) => request.socket.destroy(), "network"],
    [
      "streams nothing of use for ever",
      (_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        setInterval(() => response.write(": still here\n\n"), 50).unref();
      },
      "timeout",
    ],
    [
      "breaks off",
      (_, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write("{");
        setTimeout(() => response.destroy(), 20);
      },
      "network",
    ],
    [
      "sends too much",
      (_, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
        response.end(gzipSync(`"${"x".repeat(3_000_000)}"`));
      },
      "too-large",
    ],
  ])("what a server did that %s", async (_name, handle, code) => {
    const { url } = await stranger(handle);
    expect(await read(url, { limits: { ms: 600, bytes: 2_000_000 } })).toMatchObject({ ok: false, code });
  });

  it("that the pages are too large together, though each is small", async () => {
    let page = 0;
    const { url } = await server("legacy", () => ({
      tools: [{ name: `t${++page}`, description: "x".repeat(100_000) }],
      nextCursor: String(page),
    }));
    expect(await read(url, { limits: { ms: 20_000, bytes: 1_000_000 } })).toMatchObject({
      ok: false,
      code: "too-large",
    });
    expect(page).toBeLessThan(12);
  });

  it("that a server asks us without end", async () => {
    let asked = 0;
    const { url } = await stranger((request, response) => {
      asked++;
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        const { method } = JSON.parse(body) as { method?: string };
        if (method !== "initialize") return void response.writeHead(method === undefined ? 202 : 400).end();
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (let n = 0; n < 1_000; n++)
          response.write(`data: ${JSON.stringify({ jsonrpc: "2.0", id: `q${n}`, method: "ping" })}\n\n`);
      });
    });
    expect(await read(url, { limits: { ms: 5_000, bytes: 1_000_000 } })).toMatchObject({ ok: false, code: "not-mcp" });
    expect(asked).toBeLessThan(150);
  });

  it("that it was interrupted", async () => {
    const { url } = await stranger(() => undefined);
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 50);
    expect(await read(url, { signal: stop.signal })).toMatchObject({ ok: false, code: "aborted" });
  });
});

describe("readLive stays outside", () => {
  it("of private networks, behind a redirect and behind an address that a stream names", async () => {
    const inside = await stranger((_, response) => void response.end("secret"));
    expect(await read(inside.url, {}, { trusted: [] })).toMatchObject({ ok: false, code: "refused-address" });
    const { url } = await stranger((request, response) => {
      if (request.url === "/sse" && request.method === "GET")
        response
          .writeHead(200, { "content-type": "text/event-stream" })
          .write(`event: endpoint\ndata: ${inside.url}\n\n`);
      else if (request.url === "/sse") response.writeHead(405).end();
      else response.writeHead(307, { location: inside.url }).end();
    });
    expect(await read(url)).toMatchObject({ ok: false, code: "refused-address" });
    expect(await read(url.replace("/mcp", "/sse"))).toMatchObject({ ok: false });
    expect(inside.requests).toEqual([]);
  });

  it("of what is no http URL", async () => {
    const http = createHttp({ userAgent: "test/1.0", trusted: [] });
    open.push(http);
    for (const url of ["", "files.example", "file:///etc/passwd"])
      expect(await readLive(url, { fetch: http.fetch })).toMatchObject({ ok: false, code: "bad-url" });
  });
});
