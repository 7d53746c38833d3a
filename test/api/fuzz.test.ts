import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFilled } from "./filled.ts";

describe("whatever is asked", () => {
  let filled: Awaited<ReturnType<typeof openFilled>>;
  beforeAll(async () => {
    filled = await openFilled("PGlite");
  });
  afterAll(() => filled.close());

  const encoded = fc.string({ unit: "binary", minLength: 1, maxLength: 12 }).map(encodeURIComponent);
  // Bytes that are no UTF-8, and percent signs that encode nothing.
  const broken = fc.string({
    unit: fc.constantFrom("%", "0", "F", "2", "f", "E", ".", "~", "+"),
    minLength: 1,
    maxLength: 12,
  });
  const segment = fc.oneof(encoded, broken, fc.constantFrom("nasty", "empty", "ziad-hsn-code-mode-toon", "unread"));
  const path = fc.oneof(
    fc.tuple(segment).map(([slug]) => `/${slug}`),
    fc
      .tuple(segment, fc.constantFrom("", "/tools", "/policy", "/badge.svg", "/changes.atom"))
      .map(([slug, rest]) => `/${slug}${rest}`),
    fc
      .tuple(segment, segment, fc.constantFrom("", "/policy"))
      .map(([slug, tool, rest]) => `/${slug}/tools/${tool}${rest}`),
    fc.constant(""),
  );
  const query = fc
    .array(fc.tuple(fc.constantFrom("q", "limit", "after", "before", "kind", "show", "other"), segment), {
      maxLength: 3,
    })
    .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join("&"));

  it("is answered without an error of our own", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("/api/v1/servers", "/servers"), path, query, async (root, rest, asked) => {
        const response = await filled.app.request(`${root}${rest}?${asked}`);
        expect(response.status).toBeLessThan(500);
        const text = await response.text();
        if (/json/.test(response.headers.get("content-type") ?? "")) JSON.parse(text);
      }),
      { numRuns: 400 },
    );
    const others = fc.constantFrom("/changes", "/changes.atom", "/attack-patterns", "/sitemaps");
    await fc.assert(
      fc.asyncProperty(others, fc.option(segment), query, async (root, last, asked) => {
        const response = await filled.app.request(`${root}${last === null ? "" : `/${last}`}?${asked}`);
        expect(response.status).toBeLessThan(500);
        await response.text();
      }),
      { numRuns: 400 },
    );
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        expect((await filled.app.request(`/?${asked}`)).status).toBeLessThan(400);
      }),
      { numRuns: 60 },
    );
  });
});
