import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, definitionHash, sha256 } from "../../catalog/hash.ts";

describe("canonicalJson", () => {
  it.each([
    [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, b: { d: 1, c: 2 } }, '{"b":{"c":2,"d":1}}'],
    // Sorted by UTF-16 code unit (RFC 8785, 3.2.3): U+1F600 begins with 0xD83D and comes before U+FB33.
    [
      {
        "\u20ac": "Euro",
        "\r": "CR",
        "\ufb33": "Dalet",
        "1": "One",
        "\u{1f600}": "Face",
        "\u0080": "C",
        "\u00f6": "o",
      },
      '{"\\r":"CR","1":"One","\u0080":"C","\u00f6":"o","\u20ac":"Euro","\u{1f600}":"Face","\ufb33":"Dalet"}',
    ],
    ["查询\u2028 \u00e9", '"查询\u2028 é"'],
    [[1e21, 1e-7, -0, 4.5, 333333333.33333329], "[1e+21,1e-7,0,4.5,333333333.3333333]"],
    [JSON.parse('{"__proto__":{"b":1,"a":2}}'), '{"__proto__":{"a":2,"b":1}}'],
  ])("writes %j", (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it("refuses what JSON cannot say", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, Symbol("s"), () => 1])
      expect(() => canonicalJson({ value })).toThrow(TypeError);
  });

  it("does not depend on the order of keys, and means the same JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("definitionHash", () => {
  it("is the SHA-256 of the canonical definition", () => {
    const definition = {
      name: "read_file",
      description: "Reads a file — 读取文件",
      inputSchema: { type: "object", properties: {} },
    };
    expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(definitionHash(definition)).toBe(
      sha256(
        '{"description":"Reads a file — 读取文件","inputSchema":{"properties":{},"type":"object"},"name":"read_file"}',
      ),
    );
    expect(definitionHash(definition)).toBe("8e133eac35c8a42792eec70a61f114b4facc6d465ab388b7389ef4e0a0409fc1");
  });

  it("covers the six defining fields and nothing else", () => {
    const base = { name: "a" };
    const others = [
      { name: "b" },
      { ...base, title: "t" },
      { ...base, description: "d" },
      { ...base, inputSchema: {} },
      { ...base, outputSchema: {} },
      { ...base, annotations: { readOnlyHint: true } },
    ];
    expect(new Set([base, ...others].map(definitionHash)).size).toBe(7);
    expect(definitionHash({ ...base, source: { reader: "x" } } as typeof base)).toBe(definitionHash(base));
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
