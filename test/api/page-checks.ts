import { expect } from "vitest";
import type { createApp } from "../../api/app.ts";

/** Asks for a page as a browser does, and checks its status and type. */
export async function getPage(app: ReturnType<typeof createApp>, path: string, status = 200): Promise<string> {
  const response = await app.request(path, { headers: { accept: "text/html" } });
  expect(response.status, path).toBe(status);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  return response.text();
}

/** The text that a reader sees, white space folded. */
export function textOf(html: string): string {
  return html
    .replace(/<script type="application\/ld\+json">.*?<\/script>/gs, "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

/** What a page's data blocks (JSON-LD) say. */
export function linkedData(html: string): { "@context": string; "@graph": Record<string, unknown>[] }[] {
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
  return blocks.map(([, text = ""]) => JSON.parse(text) as { "@context": string; "@graph": Record<string, unknown>[] });
}

// Elements that have no end tag (HTML standard, 13.1.2, void elements).
const alone = new Set(["meta", "link", "img", "input", "!doctype"]);

/** Checks that every element is closed, and that a page has its landmarks, one first heading, and labels that are there. */
export function expectWellFormed(html: string): void {
  const open: string[] = [];
  for (const [, end, name = "", attributes = ""] of html.matchAll(/<(\/?)([a-zA-Z!][\w-]*)((?:"[^"]*"|[^">])*)>/g)) {
    if (end === "/") expect(open.pop()).toBe(name);
    else if (!alone.has(name) && !attributes.endsWith("/")) open.push(name);
  }
  expect(open).toEqual([]);
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(html.match(/<h1[ >]/g)).toHaveLength(1);
  for (const landmark of [/<main[ >]/, /<header[ >]/, /<footer[ >]/]) expect(html).toMatch(landmark);
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of html.matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(id);
  let level = 1;
  for (const [, digit] of html.matchAll(/<h([1-6])[ >]/g)) {
    expect(Number(digit)).toBeLessThanOrEqual(level + 1);
    level = Number(digit);
  }
}

/** Checks that nothing in a page is run, hidden or turned, and that it needs nothing from elsewhere. */
export function expectInert(html: string): void {
  // A data block is no script: browsers do not run it. The one script of ours is a file of its own, and no page has text in it.
  const without = html
    .replaceAll('<script type="application/ld+json">', "")
    .replace(/<script src="\/assets\/copy-[0-9a-f]{12}\.js" defer(="")?><\/script>/, "");
  expect(without).not.toMatch(/<(script|style|iframe|object|embed|base|svg onload)\b/i);
  for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
    expect(tag).not.toMatch(/\s(on\w+|style|srcdoc)\s*=(?=(?:[^"]*"[^"]*")*[^"]*$)/i);
  }
  for (const [, url = ""] of html.matchAll(/\s(?:href|src|action)="([^"]*)"/g))
    expect(url).toMatch(/^(\/|#|https?:\/\/)/);
  for (const [tag] of html.matchAll(/<a [^>]*href="http[^>]*>/g)) expect(tag).toContain('rel="nofollow noopener');
  // Nothing that hides or turns text, and no control character but the end of a line and a tab.
  expect(html).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(html.replace(/[\n\t]/g, "")).not.toMatch(/\p{Cc}/u);
}
