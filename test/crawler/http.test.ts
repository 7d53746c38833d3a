import { brotliCompressSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardedLookup, isPublicAddress } from "../../crawler/guard.ts";
import { createHttp, retryDelay, type FetchFailure } from "../../crawler/http.ts";
import { open, pair, type Handle } from "../support/http-pair.ts";
import { startServer } from "../support/http-server.ts";

const limits = { maxBytes: 1_000_000 };
const short = { connect: 300, headers: 300, body: 300, total: 600 };

describe("get", () => {
  it("says who asks, decodes gzip and brotli, and returns validators", async () => {
    const { http, server } = await pair((request, response) => {
      const encoding = request.url === "/br" ? "br" : "gzip";
      const body = JSON.stringify({ agent: request.headers["user-agent"], accept: request.headers.accept });
      response.writeHead(200, { "content-encoding": encoding, etag: '"1"', "last-modified": "yesterday" });
      response.end(encoding === "br" ? brotliCompressSync(body) : gzipSync(body));
    });
    for (const path of ["/gzip", "/br"]) {
      const answer = await http.get(server.base + path, { ...limits, accept: "x/y" });
      expect(answer).toMatchObject({ ok: true, unchanged: false, etag: '"1"', lastModified: "yesterday" });
      expect(answer.ok && answer.body.toString()).toBe('{"agent":"test/1.0","accept":"x/y"}');
    }
  });

  it("sends validators and understands 304", async () => {
    const { http, server } = await pair((request, response) => {
      response.writeHead(
        request.headers["if-none-match"] === '"1"' && request.headers["if-modified-since"] === "then" ? 304 : 200,
      );
      response.end();
    });
    expect(await http.get(server.base, { ...limits, etag: '"1"', lastModified: "then" })).toMatchObject({
      ok: true,
      unchanged: true,
    });
  });

  it("stops at the size cap, counted after decoding", async () => {
    const { http, server } = await pair((request, response) => {
      if (request.url === "/bomb") {
        response.writeHead(200, { "content-encoding": "gzip" });
        response.end(gzipSync(Buffer.alloc(50_000_000)));
      } else response.end("x".repeat(2_000_000));
    });
    for (const path of ["/bomb", "/plain"])
      expect(await http.get(server.base + path, limits)).toMatchObject({ ok: false, code: "too-large" });
  });

  it.each<[string, Handle, string]>([
    ["never answers", () => undefined, "timeout"],
    ["stops in the middle of the body", (_, response) => response.write("half"), "timeout"],
    [
      "sends a byte now and then for ever",
      (_, response) => void setInterval(() => response.write("x"), 50).unref(),
      "timeout",
    ],
    ["closes the connection", (request) => request.socket.destroy(), "network"],
    [
      "sends an unknown encoding",
      (_, response) => void response.writeHead(200, { "content-encoding": "zstd" }).end("x"),
      "bad-encoding",
    ],
    [
      "sends damaged gzip",
      (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip"),
      "bad-encoding",
    ],
    ["answers 404", (_, response) => void response.writeHead(404).end(), "not-found"],
    ["answers 403", (_, response) => void response.writeHead(403).end(), "refused"],
    ["answers 500", (_, response) => void response.writeHead(500).end(), "server-error"],
  ])("a server that %s", async (_name, handle, code) => {
    const { http, server } = await pair(handle, { timeouts: short });
    expect(await http.get(server.base, limits)).toMatchObject({ ok: false, code });
  });

  it("can be interrupted", async () => {
    const { http, server } = await pair(() => undefined);
    const stop = new AbortController();
    const answer = http.get(server.base, { ...limits, signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 50);
    expect(await answer).toMatchObject({ ok: false, code: "aborted" });
  });

  it("says that nothing listens", async () => {
    const { http, server } = await pair(() => undefined);
    await server.close();
    expect(await http.get(server.base, limits)).toMatchObject({
      ok: false,
      code: "unreachable",
      message: "ECONNREFUSED",
    });
  });

  it("tries again after what may pass, as late as Retry-After says, and not after what will not", async () => {
    const times: number[] = [];
    const { http, server } = await pair((request, response) => {
      times.push(Date.now());
      if (request.url === "/gone") response.writeHead(410).end();
      else if (times.length === 1) response.writeHead(429, { "retry-after": "1" }).end();
      else response.end("{}");
    });
    expect(await http.get(server.base, { ...limits, retries: 2 })).toMatchObject({ ok: true });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
    await http.get(`${server.base}/gone`, { ...limits, retries: 2 });
    expect(server.requests.filter((path) => path === "/gone")).toHaveLength(1);
  });

  it("follows redirects within reason", async () => {
    const { http, server } = await pair((request, response) => {
      const n = Number(request.url?.slice(1));
      if (n > 0) response.writeHead(302, { location: `/${n - 1}` }).end();
      else response.end("there");
    });
    expect(await http.get(`${server.base}/3`, limits)).toMatchObject({ ok: true });
    expect(await http.get(`${server.base}/9`, limits)).toMatchObject({ ok: false, code: "refused-redirect" });
  });
});

describe("addresses that are not public", () => {
  it("are refused unless the configuration names that base URL, also behind a redirect and in every spelling", async () => {
    const inside = await startServer((_, response) => void response.end("secret"));
    const { http, server } = await pair((request, response) => {
      response.writeHead(307, { location: decodeURIComponent(request.url?.slice(1) ?? "") }).end();
    });
    open.push(inside);
    const { port } = new URL(inside.base);
    const spellings = [
      "127.0.0.1",
      "0x7f000001",
      "2130706433",
      "127.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "0.0.0.0",
      "localhost",
    ];
    for (const host of spellings) {
      const url = `http://${host}:${port}/`;
      expect(await http.get(url, limits), url).toMatchObject({ ok: false, code: "refused-address" });
      expect(await http.get(`${server.base}/${encodeURIComponent(url)}`, limits), url).toMatchObject({
        ok: false,
        code: "refused-address",
      });
    }
    expect(inside.requests).toEqual([]);
  });

  it("are refused after DNS, when one of several addresses is not public", async () => {
    const resolve = (hostname: string) =>
      Promise.resolve(
        hostname === "mixed.example"
          ? [
              { address: "93.184.215.14", family: 4 },
              { address: "10.0.0.1", family: 4 },
            ]
          : [{ address: "fe80::1", family: 6 }],
      );
    const http = createHttp({ userAgent: "test", trusted: [], resolve });
    open.push(http);
    for (const host of ["mixed.example", "linklocal.example"])
      expect(await http.get(`http://${host}/`, limits)).toMatchObject({ ok: false, code: "refused-address" });
  });

  it("the lookup hands public addresses through in both of Node's shapes", async () => {
    const lookup = guardedLookup(() => Promise.resolve([{ address: "93.184.215.14", family: 4 }]));
    const ask = (all: boolean) =>
      new Promise((done) => {
        lookup("a.example", { all }, (...answer) => {
          done(answer);
        });
      });
    expect(await ask(true)).toEqual([null, [{ address: "93.184.215.14", family: 4 }]]);
    expect(await ask(false)).toEqual([null, "93.184.215.14", 4]);
  });

  it.each([
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "127.8.8.8",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "not an address",
  ])("%s is not public", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  it.each(["93.184.215.14", "8.8.8.8", "2606:4700::1111"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it("and URLs that are not plain http are refused", async () => {
    const http = createHttp({ userAgent: "test", trusted: [] });
    open.push(http);
    for (const url of [
      "file:///etc/passwd",
      "ftp://a.example/",
      "http://user:pass@a.example/",
      "nonsense",
      "javascript:1",
    ])
      expect(await http.get(url, limits), url).toMatchObject({ ok: false, code: "bad-url" });
  });
});

describe("retryDelay", () => {
  const failure = (more: Partial<FetchFailure>): FetchFailure => ({
    ok: false,
    code: "server-error",
    message: "",
    ...more,
  });

  it("doubles with jitter, obeys Retry-After, and never exceeds five minutes", () => {
    expect(retryDelay(failure({}), 1, () => 0)).toBe(500);
    expect(retryDelay(failure({}), 3, () => 0.5)).toBe(3000);
    expect(retryDelay(failure({ retryAfterMs: 7000 }), 1)).toBe(7000);
    expect(retryDelay(failure({ code: "not-found" }), 1)).toBeNull();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.option(fc.nat(), { nil: undefined }),
        (attempt, retryAfterMs) => {
          const wait = retryDelay(failure(retryAfterMs === undefined ? {} : { retryAfterMs }), attempt);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(300_000);
        },
      ),
    );
  });
});
