import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHollow } from "../../../../crawler/readers/go/parse-hollow.ts";
import { withParser, type Node } from "../../../../crawler/readers/syntax.ts";

/** All of a tree that the reader sees; with `late`, bodies that were left out are asked for. */
function seen(node: Node, late?: (body: Node) => Node): unknown {
  const at = node.type === "block" && late ? late(node) : node;
  return [at.type, at.startIndex, at.endIndex, at.row, at.endRow, at.text, at.parts.map((part) => seen(part, late))];
}

/** Parses files in both ways, which must agree; gives how many bodies were left out. */
function leftOut(texts: readonly string[]): Promise<number> {
  return withParser("go", (parse) => {
    let some = 0;
    for (const text of texts) {
      const whole = parse(text);
      const { tree, bodies } = parseHollow(parse, text);
      if (!whole || !tree) throw new Error("it is not parsed");
      const asked = new Set<number>();
      const late = (body: Node): Node => {
        const found = bodies.get(body.startIndex)?.();
        if (found) asked.add(body.startIndex);
        return found ?? body;
      };
      expect(seen(tree, late)).toEqual(seen(whole));
      expect(asked.size).toBe(bodies.size);
      some += asked.size;
    }
    return some;
  });
}

const filler = `\tx := "${"y".repeat(200)}"\n`;

describe("a Go file without the bodies of its functions", () => {
  it("is the whole file to whoever asks for them", async () => {
    const text = `package p

import "fmt"

// func comment() { is none
var f = func() { ${filler} }

func a() { /* } */
${filler}	if x == '}' || y == '\\'' || z == "}\\"" { return } // }
	s := \`}
func b() {
\`
}
func (t *T[K]) c(a struct{ b int }, d interface{}) (e map[string]struct{}, err error) {
${filler}}

func d() struct{ a int } { ${filler} return g }
func e() interface{ A(); B() } {
${filler}	for _, é := range []struct{ a int }{{1}, {2}} { go func() { fmt.Println(é) }() }
}
func f[T interface{ ~int }](a func() func()) func(b int) map[string]interface{} {
${filler}}
func assembly(a int) int

type G struct {
	h func() // {
}
func short() {}
func last() {${filler}}`;
    expect(await leftOut([text])).toBe(6);
  });

  it("is parsed as a whole where brackets or quotes do not match", async () => {
    const body = `func a() {\n${filler}}\n`;
    for (const end of ["}", "func b() {", 'var c = "', "var d = `", "/*", "var e = 'a"])
      expect(await leftOut([`package p\n${body}${end}`])).toBe(0);
  });

  it("is the same for made files", async () => {
    const expression = fc.constantFrom(
      '"}{\\"`"',
      "`\n}func a() {`",
      "'{'",
      "'\\''",
      "a[1]",
      "f(b)",
      "struct{}{}",
      "[]int{1}",
    );
    const statement = fc.oneof(
      fc.tuple(expression, expression).map(([a, b]) => `\ta := g(${a}, ${b})\n`),
      fc.constantFrom(
        "\t// }\n",
        "\t/* {\n*/\n",
        filler,
        "\n",
        "\tif a { return }\n",
        "\tfunc() { b() }()\n",
        "func() {}()\n",
      ),
    );
    const block = fc.array(statement, { maxLength: 6 }).map((all) => `{\n${all.join("")}}`);
    const head = fc.constantFrom(
      "func a()",
      "func (t T) b(c int) error",
      "func d() (map[string]struct{}, interface{})",
      "func e() interface{}",
      "func f() struct{}",
      "var g =\nfunc() int",
      "var h = func()",
    );
    const declaration = fc.oneof(
      fc.tuple(head, block).map(([start, body]) => `${start} ${body}\n`),
      fc.constantFrom("// func x() {\n", "type i struct {\n\tj int\n}\n", "func k()\n", "const l = `\nfunc m() {\n`\n"),
    );
    const files = fc.sample(
      fc.array(declaration, { maxLength: 8 }).map((all) => `package p\n${all.join("")}`),
      { numRuns: 400, seed: 7 },
    );
    expect(await leftOut(files)).toBeGreaterThan(100);
  });
});
