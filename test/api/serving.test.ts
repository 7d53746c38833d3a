import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp, type AppDeps } from "../../api/app.ts";
import { clientOf } from "../../cli/serving.ts";
import { raiseVersion } from "../../db/queries/search-index.ts";
import { openFilled } from "./filled.ts";

const toon = "/api/v1/servers/ziad-hsn-code-mode-toon";

describe("serving", () => {
  let filled: Awaited<ReturnType<typeof openFilled>>;
  beforeAll(async () => {
    filled = await openFilled("PGlite");
  });
  afterAll(() => filled.close());
  const appWith = (deps: Partial<AppDeps>) => createApp({ db: filled.db, ...deps });

  it("lets a client ask so often in a minute, and others besides", async () => {
    const app = appWith({ requestsPerMinute: 3, clientOf: (c) => c.req.header("x-client") ?? "" });
    const ask = (client: string, path = toon) => app.request(path, { headers: { "x-client": client } });
    const first = await ask("a");
    expect(first.headers.get("ratelimit-policy")).toBe("3;w=60");
    expect(first.headers.get("ratelimit")).toMatch(/^limit=3, remaining=2, reset=\d+$/);
    await ask("a");
    await ask("a");
    const fourth = await ask("a");
    expect([fourth.status, fourth.headers.get("content-type")]).toEqual([429, "application/problem+json"]);
    expect(Number(fourth.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask("b")).status).toBe(200);
    expect((await ask("a", "/healthz")).status).toBe(200);
  });

  it("knows a client by its address, and a proxy's word only when it is trusted", () => {
    const from = (address: string, forwarded?: string) => ({
      req: { header: (name: string) => (name === "x-forwarded-for" ? forwarded : undefined) },
      env: { incoming: { socket: { remoteAddress: address } } },
    });
    expect(clientOf(from("192.0.2.1", "203.0.113.9"), false)).toBe("192.0.2.1");
    expect(clientOf(from("192.0.2.1", "198.51.100.1, 203.0.113.9"), true)).toBe("203.0.113.9");
    expect(clientOf(from("::ffff:192.0.2.1"), false)).toBe("192.0.2.1");
    expect(clientOf(from("2001:db8:1:2:3::4"), false)).toBe(clientOf(from("2001:db8:1:2:ffff::1"), false));
    expect(clientOf(from("192.0.2.1", "nonsense"), true)).toBe("unknown");
  });

  it("gives an answer another ETag when the catalog has another version, and none to what was not found", async () => {
    let app = appWith({});
    const first = await app.request(toon);
    const etag = first.headers.get("etag") ?? "";
    const again = await app.request(toon, { headers: { "if-none-match": etag } });
    expect([again.status, again.headers.get("etag"), again.headers.get("cache-control")]).toEqual([
      304,
      etag,
      "public, max-age=60",
    ]);
    expect(await (await app.request(toon)).text()).toBe(await first.text());
    expect((await app.request("/api/v1/servers/none")).headers.get("etag")).toBeNull();
    await raiseVersion(filled.db);
    app = appWith({});
    expect((await app.request(toon, { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  it("names requests, lets pages of any origin read, and compresses what is large", async () => {
    const app = appWith({});
    const named = await app.request(toon, { headers: { "x-request-id": "abc-1", origin: "https://a.example" } });
    expect(named.headers.get("x-request-id")).toBe("abc-1");
    expect(named.headers.get("access-control-allow-origin")).toBe("*");
    expect(named.headers.get("access-control-expose-headers")).toContain("ETag");
    expect((await app.request(toon, { headers: { "x-request-id": "a b\u00e9" } })).headers.get("x-request-id")).toMatch(
      /^[0-9a-f-]{36}$/,
    );
    const before = await app.request("/api/v1/classify", {
      method: "OPTIONS",
      headers: { origin: "https://a.example", "access-control-request-method": "POST" },
    });
    expect([before.status, before.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    const large = await app.request("/api/v1/rules", { headers: { "accept-encoding": "gzip" } });
    expect(large.headers.get("content-encoding")).toBe("gzip");
    expect(
      (await app.request(toon, { headers: { "accept-encoding": "gzip" } })).headers.get("content-encoding"),
    ).toBeNull();
  });

  it("tells routes, never addresses, and counts them for Prometheus", async () => {
    const told: unknown[] = [];
    const app = appWith({ onRequest: (entry) => told.push(entry) });
    await app.request(`${toon}?secret=1`);
    await app.request("/api/v1/servers?q=my+secret");
    await app.request("/none-secret");
    expect(told).toMatchObject([
      { method: "GET", route: "/api/v1/servers/:slug", status: 200 },
      { route: "/api/v1/servers" },
      { route: "(none)", status: 404 },
    ]);
    expect(JSON.stringify(told)).not.toContain("secret");
    const metrics = await (await app.request("/metrics")).text();
    expect(metrics).toContain(
      'mcp_risk_http_request_duration_seconds_count{method="GET",route="/api/v1/servers/:slug",status="200"} 1',
    );
    expect(metrics).not.toContain("secret");
  });

  it("says when it is about to stop", async () => {
    expect((await appWith({ isReady: () => false }).request("/readyz")).status).toBe(503);
    expect((await appWith({ isReady: () => true }).request("/readyz")).status).toBe(200);
  });

  it("has a readable reference, and a contract", async () => {
    const page = await (await filled.app.request("/api")).text();
    for (const words of ["/api/v1/servers/{slug}/policy", "ServerSummary", "Parameters"]) expect(page).toContain(words);
    expect(page.replace(/<script src="\/assets\/copy-[0-9a-f]+\.js" defer=""><\/script>/, "")).not.toContain("<script");
  });
});

describe("a database that does not answer in time", () => {
  it("is a problem that passes, for programs and for people", async () => {
    const filled = await openFilled("PostgreSQL");
    const failed: unknown[] = [];
    const app = createApp({ db: filled.forReading(200), onError: (error) => failed.push(error) });
    try {
      await filled.db.transaction(async (tx) => {
        await tx.execute(sql`lock table servers in access exclusive mode`);
        const answer = await app.request(toon);
        expect([answer.status, answer.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
        expect(await answer.json()).toMatchObject({
          status: 503,
          detail: expect.stringContaining("took too long") as string,
        });
        const page = await app.request(toon.replace("/api/v1", ""), { headers: { accept: "text/html" } });
        expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
      });
      expect((await app.request(toon)).status).toBe(200);
      expect(failed).toHaveLength(2);
    } finally {
      await filled.close();
    }
  });
});
