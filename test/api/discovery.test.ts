import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "drizzle-orm";
import { createApp } from "../../api/app.ts";
import { badgeSvg } from "../../api/badge.ts";
import { letters, type Grade } from "../../catalog/grade.ts";
import { engines } from "../support/catalog.ts";
import { listed, nastyNames, openFilled } from "./filled.ts";
import { readXml } from "./xml-checks.ts";

const toon = "/servers/ziad-hsn-code-mode-toon";
const sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";

describe.each(engines)("what programs find by themselves, on %s", (engine) => {
  let filled: Awaited<ReturnType<typeof openFilled>>;
  beforeAll(async () => {
    filled = await openFilled(engine);
  });
  afterAll(() => filled.close());

  async function get(path: string, contentType: string, status = 200): Promise<string> {
    const response = await filled.app.request(path);
    expect([response.status, response.headers.get("content-type")], path).toEqual([status, contentType]);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    return response.text();
  }
  const map = async (path: string) => readXml(await get(path, "application/xml; charset=utf-8"));

  it("maps every page that is there, in parts", async () => {
    const index = await map("/sitemap.xml");
    expect(index("sitemapindex").attr("xmlns")).toBe(sitemaps);
    const parts = index("sitemap > loc")
      .map((_, one) => index(one).text())
      .get();
    expect(parts[0]).toBe("http://localhost/sitemaps/pages.xml");
    const paths: string[] = [];
    for (const part of parts) {
      const $ = await map(part.replace("http://localhost", ""));
      expect($("urlset").attr("xmlns")).toBe(sitemaps);
      $("url").each((_, one) => {
        paths.push($(one).children("loc").text().replace("http://localhost", ""));
        const changed = $(one).children("lastmod").text();
        if (changed !== "") expect(new Date(changed).toISOString()).toBe(changed);
        else expect(part).toContain("pages.xml");
      });
    }
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => /^\/servers\/[^/]+$/.test(path))).toHaveLength(listed);
    expect(paths.filter((path) => path.startsWith("/servers/nasty/tools/"))).toHaveLength(nastyNames.length);
    for (const path of paths) expect((await filled.app.request(path)).status, path).toBe(200);
  });

  it("skips parts without pages, and knows no others", async () => {
    await filled.db.transaction(async (tx) => {
      await tx.execute(sql`
        insert into servers (id, slug, facts) overriding system value values (70001, 'far-away', '{"name":"far","status":"active","packages":[],"remotes":[],"origin":{}}')`);
      await tx.execute(sql`
        insert into server_search (server_id, slug, name_key, prominence, worst, tools, changed, tags, search)
        values (70001, 'far-away', 'far', 0, 0, 0, 1767225600000, '{}', '')`);
    });
    // Another program does not have the answers of this one.
    const app = createApp({ db: filled.db, publicUrl: "https://risk.example" });
    const index = readXml(await (await app.request("/sitemap.xml")).text());
    const parts = index("sitemap > loc")
      .map((_, one) => index(one).text())
      .get()
      .filter((path) => path.includes("servers"));
    expect(parts).toEqual([
      "https://risk.example/sitemaps/servers-0.xml",
      "https://risk.example/sitemaps/servers-7.xml",
    ]);
    const far = readXml(await (await app.request("/sitemaps/servers-7.xml")).text());
    expect(far("url").text()).toBe("https://risk.example/servers/far-away2026-01-01T00:00:00.000Z");
    await filled.db.execute(sql`delete from servers where id = 70001`);
    for (const file of ["servers-1.xml", "tools-999999.xml", "servers-.xml", "x", "tools-0", "%00"])
      await get(`/sitemaps/${file}`, "application/problem+json", 404);
  });

  it("tells robots where to go, and models what there is", async () => {
    const robots = await get("/robots.txt", "text/plain; charset=utf-8");
    expect(robots).toMatch(/^User-agent: \*\n/);
    expect(robots).toContain("\nDisallow: /mcp\n");
    expect(robots).toContain("\nSitemap: http://localhost/sitemap.xml\n");
    const llms = await get("/llms.txt", "text/markdown; charset=utf-8");
    expect(llms).toMatch(/^# mcp-risk\n\n> /);
    expect(llms).toContain(`${listed} servers`);
    const links = [...llms.matchAll(/^- \[[^\]]+\]\(http:\/\/localhost([^)]+)\): /gm)].map(([, path]) => path ?? "");
    expect(links).toContain("/mcp");
    for (const path of links) if (path !== "/mcp") expect((await filled.app.request(path)).status, path).toBe(200);
    const icon = await filled.app.request("/favicon.ico");
    expect(icon.status).toBe(308);
    expect((await filled.app.request(icon.headers.get("location") ?? "")).headers.get("content-type")).toBe(
      "image/svg+xml",
    );
  });

  it("shows a server's grade or risk as a badge, which is kept until the catalog changes", async () => {
    const response = await filled.app.request(`${toon}/badge.svg`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    expect(await response.text()).toMatch(/<title>mcp-risk: grade [A-F]<\/title>/);
    const etag = response.headers.get("etag") ?? "";
    expect(response.headers.get("cache-control")).toBe("public, max-age=60");
    expect((await filled.app.request(`${toon}/badge.svg`, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect(await get(`${toon}/badge.svg?show=risk`, "image/svg+xml")).toContain(
      "<title>mcp-risk: critical risk</title>",
    );
    expect(await get("/servers/empty/badge.svg", "image/svg+xml")).toContain("<title>mcp-risk: no grade</title>");
    expect(await get("/servers/empty/badge.svg?show=risk", "image/svg+xml")).toContain("no risk known");
    expect(await get("/servers/none/badge.svg", "image/svg+xml", 404)).toContain("<title>mcp-risk: unknown</title>");
    await get(`${toon}/badge.svg?show=odd`, "application/problem+json", 400);
    const moved = await filled.app.request(
      `/servers/${encodeURIComponent("npm:@ziad/code-mode-toon")}/badge.svg?show=risk`,
    );
    expect([moved.status, moved.headers.get("location")]).toEqual([308, `${toon}/badge.svg?show=risk`]);
  });
});

describe("a badge", () => {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const value = parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  it.each([...letters, null])("is readable and well formed with the letter %s", (letter) => {
    const grade: Grade = {
      letter,
      because: [],
      capability: { level: null, can: [], flow: null },
      trust: { level: "poor", facts: [] },
      findings: { level: "none", found: [] },
    };
    const svg = badgeSvg({ grade, profile: { tools: 1, categories: {}, risks: {} } }, "grade");
    expect(readXml(`<?xml version="1.0" encoding="UTF-8"?>\n${svg}`)("svg").attr("role")).toBe("img");
    const colours = [...svg.matchAll(/fill="(#[0-9a-f]{6})"/g)].map(([, colour]) => colour ?? "");
    expect(colours).toHaveLength(2);
    for (const colour of colours) expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThan(4.5);
  });
});
