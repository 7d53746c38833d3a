import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pair } from "../support/http-pair.ts";

const short = { connect: 300, headers: 300, body: 300, total: 600 };

describe("fetch", () => {
  it("sends a text with its headers, says who asks, and streams the decoded answer", async () => {
    const { http, server } = await pair((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        response.writeHead(201, { "content-encoding": "gzip", "x-seen": "yes", "set-cookie": ["a=1", "b=2"] });
        const { method, headers } = request;
        response.end(gzipSync(JSON.stringify({ method, agent: headers["user-agent"], kind: headers["x-kind"], body })));
      });
    });
    const answer = await http.fetch(new URL(server.base), {
      method: "POST",
      headers: { "X-Kind": "a", "User-Agent": "somebody else" },
      body: "ü",
    });
    expect([answer.status, answer.ok, answer.headers.get("x-seen")]).toEqual([201, true, "yes"]);
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(await answer.json()).toEqual({ method: "POST", agent: "test/1.0", kind: "a", body: "ü" });
  });

  it("gives the pieces as they come, and lets go of the connection when nobody wants more", async () => {
    let closed = false;
    const { http, server } = await pair((request, response) => {
      response.write("first");
      request.on("close", () => (closed = true));
    });
    const reader = (await http.fetch(server.base)).body?.getReader();
    const piece = await reader?.read();
    expect(Buffer.from(piece?.value ?? []).toString()).toBe("first");
    await reader?.cancel();
    await expect.poll(() => closed).toBe(true);
  });

  it("answers without a body, and with every status that a server gives", async () => {
    const { http, server } = await pair(
      (request, response) => void response.writeHead(Number(request.url?.slice(1))).end(),
    );
    for (const status of [202, 204, 304, 401, 404, 500])
      expect((await http.fetch(`${server.base}/${status}`)).status).toBe(status);
    await expect(http.fetch(`${server.base}/999`)).rejects.toMatchObject({ failure: { code: "refused" } });
  });

  it("keeps the request over a redirect, and refuses one that asks for another", async () => {
    const { http, server } = await pair((request, response) => {
      const status = Number(request.url?.slice(1));
      if (status > 0) response.writeHead(status, { location: "/" }).end();
      else request.pipe(response);
    });
    for (const status of [301, 302, 307, 308])
      expect(await (await http.fetch(`${server.base}/${status}`, { method: "POST", body: "kept" })).text()).toBe(
        "kept",
      );
    await expect(http.fetch(`${server.base}/303`, { method: "POST", body: "x" })).rejects.toMatchObject({
      failure: { code: "refused-redirect" },
    });
    expect((await http.fetch(`${server.base}/303`)).status).toBe(200);
  });

  it("stops at the size cap, counted after decoding", async () => {
    const { http, server } = await pair((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(50_000_000)));
    });
    const answer = await http.fetch(server.base);
    await expect(answer.arrayBuffer()).rejects.toMatchObject({ failure: { code: "too-large" } });
  });

  it("rejects with the reason: no answer in time, interrupted, not public, no http", async () => {
    const { http, server } = await pair(() => undefined, { timeouts: short });
    await expect(http.fetch(server.base)).rejects.toMatchObject({ failure: { code: "timeout" } });
    const stopped = { signal: AbortSignal.abort() };
    await expect(http.fetch(server.base, stopped)).rejects.toMatchObject({ failure: { code: "aborted" } });
    const elsewhere = server.base.replace("127.0.0.1", "localhost");
    await expect(http.fetch(elsewhere)).rejects.toMatchObject({ failure: { code: "refused-address" } });
    await expect(http.fetch("file:///etc/passwd")).rejects.toMatchObject({ failure: { code: "bad-url" } });
    await expect(http.fetch(server.base, { method: "PATCH" })).rejects.toThrow(TypeError);
    await expect(http.fetch(server.base, { method: "POST", body: new Uint8Array(1) })).rejects.toThrow(TypeError);
  });
});
