import { serve, type ServerType } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../api/app.ts";
import type { Db } from "../../db/client.ts";
import { openTestCatalog } from "../support/catalog.ts";
import { openFilled } from "./filled.ts";

describe("every answer", () => {
  let filled: Awaited<ReturnType<typeof openFilled>>;
  beforeAll(async () => {
    filled = await openFilled("PGlite");
  });
  afterAll(() => filled.close());

  const page = "/servers/ziad-hsn-code-mode-toon";

  it("carries the headers that keep browsers from running anything", async () => {
    for (const path of ["/", page, `/api/v1${page}`, "/none", "/api/v1/none", "/healthz", `/api/v1${page}/policy`]) {
      const { headers } = await filled.app.request(path);
      const nothing =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
      expect(headers.get("content-security-policy")).toBe(
        path.startsWith("/api/") ? nothing : `${nothing}; script-src 'self'; require-trusted-types-for 'script'`,
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cache-control")).not.toBeNull();
    }
  });

  it("is the same for HEAD, without a body", async () => {
    for (const path of ["/", page, `/api/v1${page}`, "/healthz"]) {
      const response = await filled.app.request(path, { method: "HEAD" });
      expect(response.status).toBe(200);
      expect(await response.text()).toBe("");
      expect(response.headers.get("content-type")).not.toBeNull();
    }
  });

  it("is a 304 for who has it already", async () => {
    for (const path of [page, `/api/v1${page}`, `/api/v1${page}/policy`, "/api/v1/openapi.json"]) {
      const etag = (await filled.app.request(path)).headers.get("etag") ?? "";
      expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
      const again = await filled.app.request(path, { headers: { "if-none-match": `"other", W/${etag}` } });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe("");
      expect((await filled.app.request(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
    }
  });

  it("refuses to change anything", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const response = await filled.app.request(`/api/v1${page}`, { method, body: "{}" });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("GET, HEAD");
    }
  });

  it("is a page for browsers and a problem for programs where there is nothing", async () => {
    const browser = await filled.app.request("/none", { headers: { accept: "text/html,*/*" } });
    expect([browser.status, browser.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(await browser.text()).toContain("<h1>Not found</h1>");
    for (const path of ["/none", "/api/v2"]) {
      const program = await filled.app.request(path);
      expect([program.status, program.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    }
    const api = await filled.app.request("/api/v1/none", { headers: { accept: "text/html" } });
    expect(api.headers.get("content-type")).toBe("application/problem+json");
  });

  it("keeps the words of an error from the client and gives them to the program", async () => {
    const seen: unknown[] = [];
    const fail = () => {
      throw new Error("password=secret");
    };
    // Whatever a route asks of this database fails.
    const broken: Db = new Proxy({} as unknown as Db, { get: fail });
    const app = createApp({ db: broken, onError: (error, request) => seen.push([String(error), request.path]) });
    const accept = { headers: { accept: "text/html" } };
    for (const path of ["/api/v1/servers", "/", "/servers/x", "/api/v1/servers/x/policy"]) {
      const response = await app.request(path, accept);
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(text).not.toContain("secret");
      expect(text).toContain("Try again");
    }
    const health = await app.request("/readyz");
    expect([health.status, health.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
    expect(seen).toContainEqual(["Error: password=secret", "/servers/x"]);
    expect(seen).toHaveLength(5);
  });

  it("says that a database which never answers does not answer", async () => {
    const silent = { execute: () => new Promise(() => undefined) } as unknown as Db;
    expect((await createApp({ db: silent }).request("/readyz")).status).toBe(503);
  });

  it("works on an empty catalog", async () => {
    const empty = await openTestCatalog("PGlite");
    const response = await createApp({ db: empty.db }).request("/");
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("mcp-risk crawl");
    await empty.close();
  });

  it("comes over real HTTP", async () => {
    const { server, port } = await new Promise<{ server: ServerType; port: number }>((done) => {
      const server: ServerType = serve({ fetch: filled.app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
        done({ server, port });
      });
    });
    try {
      const base = `http://127.0.0.1:${port}`;
      const moved = await fetch(`${base}/servers/${encodeURIComponent("npm:@ziad/code-mode-toon")}`);
      expect([moved.status, new URL(moved.url).pathname]).toEqual([200, page]);
      expect(await moved.text()).toContain("<!doctype html>");
      for (const name of ["a%2Fb", "~..", "%252e%252e", "100%25", "%E2%80%AEgnp.exe"]) {
        const tool = await fetch(`${base}/api/v1/servers/nasty/tools/${name}`);
        expect([tool.status, name]).toEqual([200, name]);
      }
      expect((await fetch(`${base}/servers/nasty`, { method: "HEAD" })).status).toBe(200);
      const style = /href="(\/assets\/style-[0-9a-f]+\.css)"/.exec(await (await fetch(base)).text())?.[1] ?? "none";
      const css = await fetch(base + style);
      expect([css.status, css.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
      expect(css.headers.get("cache-control")).toContain("immutable");
    } finally {
      server.close();
    }
  });
});
