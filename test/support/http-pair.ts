import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach } from "vitest";
import { createHttp, type Http, type HttpConfig } from "../../crawler/http.ts";
import { startServer, type TestServer } from "./http-server.ts";

export const open: (Http | TestServer)[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** A server and a client that the configuration allows to reach it. */
export async function pair(
  handle: Handle,
  config: Partial<HttpConfig> = {},
): Promise<{ http: Http; server: TestServer }> {
  const server = await startServer(handle);
  const http = createHttp({ userAgent: "test/1.0", trusted: [server.base], ...config });
  open.push(server, http);
  return { http, server };
}
