import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FetchFailure, Http } from "../../crawler/http.ts";
import { laneOf, paceOf } from "../../crawler/page.ts";
import { crawl } from "../../crawler/run.ts";
import type { TextSource } from "../../crawler/source.ts";
import type { Catalog } from "../../db/client.ts";
import { openTestCatalog } from "../support/catalog.ts";
import { page, testSource } from "../support/crawl.ts";

it("a source has its own pace at a public service, and none on this computer", () => {
  const source = testSource("s", { pace: { delayMs: 700, concurrency: 2, because: "it says so" } });
  const pace = (baseUrl: string) => paceOf({ source, baseUrl }, 8);
  for (const here of ["http://127.0.0.1:80/s", "http://127.9.9.9", "http://[::1]:8080", "http://localhost:1/x"])
    expect(pace(here), here).toEqual({ delayMs: 0, concurrency: 8 });
  const away = ["https://api.example", "http://127.0.0.1.example", "https://localhost.example", "http://10.0.0.1"];
  for (const there of away) expect(pace(there), there).toEqual({ delayMs: 700, concurrency: 2 });
  expect(laneOf("https://api.example/a/")).toBe("api.example/a");
  expect(laneOf("https://api.example:8443")).toBe("api.example:8443");
});

describe("sources at one service", () => {
  let catalog: Catalog;
  beforeEach(async () => {
    catalog = await openTestCatalog("PostgreSQL");
  });
  afterEach(() => catalog.close());

  /** Five pages of a list, one after another. */
  const source = (id: string, delayMs: number): TextSource =>
    testSource(id, { first: () => ["1"], pace: { delayMs, concurrency: 1, because: "a test" } });
  type Asked = { source: string; page: string; at: number };
  /** Crawls sources at base URLs through a network that notes when it was asked, and answers with pages or `refuse`. */
  async function run(planned: [TextSource, string][], refuse: (asked: Asked) => FetchFailure | null = () => null) {
    const asked: Asked[] = [];
    const http: Http = {
      get: (url) => {
        const { pathname } = new URL(url);
        const [at = "", id = ""] = pathname.split("/").reverse();
        const one = { source: id, page: at, at: Date.now() };
        asked.push(one);
        const next = at === "5" ? {} : { next: `${id}/${Number(at) + 1}` };
        const body = Buffer.from(page(id, { listings: [{ ref: at }], ...next }));
        return Promise.resolve(refuse(one) ?? { ok: true, unchanged: false, body, etag: null, lastModified: null });
      },
      fetch: () => Promise.reject(new Error("is not asked")),
      close: () => Promise.resolve(),
    };
    const sources = planned.map(([one, baseUrl]) => ({
      source: { ...one, first: () => [`${one.id}/1`] },
      baseUrl,
      all: true,
      names: [],
    }));
    await crawl(catalog, http, () => Promise.resolve(true), { planned: sources, workers: 8, keepBodies: 0 });
    return (id: string) => asked.filter((one) => one.source === id);
  }

  it("are asked each at its own pace", async () => {
    const at = await run([
      [source("slow", 800), "https://shared.example/api"],
      [source("fast", 1), "https://shared.example/api"],
    ]);
    const slow = at("slow").map((one) => one.at);
    expect(slow).toHaveLength(5);
    // The pace is that of claiming, and a request begins some milliseconds after.
    for (const [index, time] of slow.entries()) expect(time - (slow[0] ?? 0)).toBeGreaterThanOrEqual(index * 800 - 80);
    expect(at("fast").at(-1)?.page).toBe("5");
    expect(at("fast").at(-1)?.at).toBeLessThan(slow[4] ?? 0);
  });

  it("wait together when one of them is told to, and the others do not", async () => {
    let told = 0;
    const at = await run(
      [
        [source("told", 30), "https://shared.example/api"],
        [source("beside", 30), "https://shared.example/api"],
        [source("apart", 30), "https://shared.example/other"],
      ],
      ({ source: id, page: number }) => {
        if (id !== "told" || number !== "2" || told > 0) return null;
        told = Date.now();
        return { ok: false, code: "rate-limited", status: 429, message: "answered 429", retryAfterMs: 1_500 };
      },
    );
    // What was on its way when the answer came is let through.
    const waiting = [...at("told"), ...at("beside")].filter((one) => one.at > told + 100);
    expect(waiting.length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...waiting.map((one) => one.at)) - told).toBeGreaterThanOrEqual(1_490);
    expect((at("apart").at(-1)?.at ?? 0) - told).toBeLessThan(1_400);
    for (const id of ["told", "beside", "apart"]) expect(at(id).at(-1)?.page).toBe("5");
  });
});
