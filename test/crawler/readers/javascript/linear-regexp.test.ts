import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearRegexp } from "../../../../crawler/readers/javascript/linear-regexp.ts";

const sources = [
  String.raw`\{\{\s*(\w+)\s*\}\}`,
  String.raw`[,;]|(\s)+`,
  String.raw`(?<first>\w)(o|e)*`,
  String.raw`^\s*(.*?)\s*$`,
  "([A-Z])(?:[a-z]+)*",
  "a*?",
  "(a)|(b)",
  "(?:)",
  String.raw`[\w-]{1,3}-`,
];

describe("regular expressions in linear time", () => {
  it("give what JavaScript's own give", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.constantFrom("", "g", "gi", "gm"),
        fc.string({ unit: fc.constantFrom("a", "B", "b", "o", "e", " ", "-", ",", ";", "{", "}", "\n", "0") }),
        (source, flags, text) => {
          const made = (): RegExp[] => {
            const linear = linearRegexp(source, flags, text)?.pattern;
            return [new RegExp(source, flags), ...(linear ? [linear] : [])];
          };
          const answers = made().map((pattern) => {
            const replaced = text.replace(pattern, "<$1>");
            const found = JSON.stringify(text.match(pattern));
            const parts = text.split(pattern);
            const all = pattern.global ? JSON.stringify([...text.matchAll(pattern)]) : "";
            pattern.lastIndex = 0;
            const first = pattern.exec(text);
            return { replaced, found, parts, all, index: first?.index, groups: { ...first?.groups } };
          });
          expect(answers).toHaveLength(2);
          expect(answers[1]).toEqual(answers[0]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("are not made of what RE2 has not, or what would take it long", () => {
    expect(linearRegexp("(?=a)b", "", "ab")).toBeUndefined();
    expect(linearRegexp(String.raw`(a)\1`, "", "aa")).toBeUndefined();
    expect(linearRegexp("(?:a{99}){999}", "", "a")).toBeUndefined();
    expect(linearRegexp("(?:a{9}){9}", "", "a".repeat(3_000))).toBeUndefined();
    expect(linearRegexp("(a+)+b+c+", "", "a".repeat(1_000_000))).toBeUndefined();
    expect(linearRegexp(String.raw`(\s+x)+`, "", "a\u00a0x")).toBeUndefined();
  });
});
