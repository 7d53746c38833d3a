import { existsSync } from "node:fs";
import { serve } from "@hono/node-server";
import { chromium, type Browser } from "playwright-core";
import type { createApp } from "../../api/app.ts";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** The browser of this computer, or null where there is none: tests then skip and say so. */
export const browserPath = places.find((place) => existsSync(place)) ?? null;

/** Starts the browser with a profile of its own, which is gone when it is closed. It can reach this computer only. */
export function startBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error("there is no browser: ask browserPath first");
  return chromium.launch({
    executablePath: browserPath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ],
  });
}

/** Serves an app on a free port of this computer. */
export function serveApp(app: ReturnType<typeof createApp>): Promise<{ base: string; close: () => Promise<void> }> {
  return new Promise((done) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
      done({
        base: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
          }),
      });
    });
  });
}
