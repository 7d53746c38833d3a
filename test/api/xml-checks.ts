import { load } from "cheerio/slim";
import { expect } from "vitest";

/** Checks that a text is well-formed XML 1.0, with the characters that it may hold only, and gives it for reading. */
export function readXml(text: string): ReturnType<typeof load> {
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
  // Section 2.2, Char; nothing invisible is written either.
  expect(text.replace(/\n/g, "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/u);
  const body = text.slice(text.indexOf("\n") + 1);
  const open: string[] = [];
  const tag = /<(\/?)([a-z][\w:-]*)((?: [a-z][\w:-]*="[^"<]*")*)(\/?)>/gi;
  for (const [, end, name = "", , alone] of body.matchAll(tag)) {
    if (end === "/") expect(open.pop()).toBe(name);
    else if (alone !== "/") open.push(name);
  }
  expect(open).toEqual([]);
  expect(body.replace(tag, "")).not.toContain("<");
  expect(body).not.toMatch(/&(?!(?:amp|lt|gt|quot|apos);)/);
  return load(text, { xml: true });
}
