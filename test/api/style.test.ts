import { describe, expect, it } from "vitest";
import { OpenAPIHono } from "@hono/zod-openapi";
import { assetRoutes, stylePath } from "../../api/pages/assets.ts";

/** The custom properties of each colour scheme; the dark one overrides the light one. */
async function schemes(): Promise<Record<string, Map<string, string>>> {
  const app = new OpenAPIHono();
  assetRoutes(app);
  const css = await (await app.request(stylePath)).text();
  const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");
  const colours = (text: string) =>
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, k = "", v = ""]) => [k, v] as const);
  return { light: new Map(colours(light)), dark: new Map([...colours(light), ...colours(dark)]) };
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const pairs = [
  ...["page", "card", "code", "mark", "also"].map((back) => ["text", back]),
  ...["page", "card"].flatMap((back) => [
    ["quiet", back],
    ["link", back],
  ]),
  ["card", "text"],
  ...["low", "medium", "high", "critical", "unjudged"].map((risk) => [`${risk}-text`, `${risk}-back`]),
];

describe.each(["light", "dark"])("the %s colours", (scheme) => {
  it.each(pairs)("%s is readable on %s (WCAG AA, 4.5:1)", async (front = "", back = "") => {
    const colours = (await schemes())[scheme];
    expect(contrast(colours?.get(front) ?? "", colours?.get(back) ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it("has shares of the chart that stand out from the card (WCAG 1.4.11, 3:1, or neighbours apart by a gap)", async () => {
    const colours = (await schemes())[scheme];
    for (const risk of ["high", "critical"])
      expect(contrast(colours?.get(risk) ?? "", colours?.get("card") ?? "")).toBeGreaterThanOrEqual(3);
  });
});
