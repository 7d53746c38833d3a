import { readdirSync, readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { statementEnds } from "../../../../crawler/readers/javascript/statement-ends.ts";
import { thinOut } from "../../../../crawler/readers/javascript/thin.ts";

const folder = new URL("../../../../crawler/readers/javascript/", import.meta.url);
const filler = (name: string): string => `const ${name} = "${"x".repeat(1_200)}";`;

/** The paths of nodes that differ; what the thin tree lacks is asked for by name. */
function differences(whole: unknown, thin: unknown, at = ""): string[] {
  if (typeof whole !== "object" || whole === null) return whole === thin ? [] : [at];
  if (typeof thin !== "object" || thin === null) return [at];
  return Object.entries(whole).flatMap(([name, member]) =>
    differences(member, (thin as Record<string, unknown>)[name], `${at}/${name}`),
  );
}

function parse(text: string, lang: "ts" | "jsx") {
  return parseSync("file", text, { lang, sourceType: "unambiguous", preserveParens: false }).program;
}

function leftOut(node: object): number {
  const own = Object.getOwnPropertyDescriptor(node, "body")?.get === undefined ? 0 : 1;
  return Object.values(node).reduce<number>(
    (sum, member: unknown) => sum + (typeof member === "object" && member !== null ? leftOut(member) : 0),
    own,
  );
}

describe("a tree without the bodies of long functions", () => {
  it("is the whole tree to whoever asks for them", () => {
    let some = 0;
    for (const name of readdirSync(folder)) {
      const text = readFileSync(new URL(name, folder), "utf8");
      const thin = parse(text, "ts");
      thinOut(thin, 0, { path: name, text, lang: "ts" });
      some += leftOut(thin);
      expect(differences(parse(text, "ts"), thin)).toEqual([]);
    }
    expect(some).toBeGreaterThan(50);
  });

  it("has bodies that mean something only where they stand", () => {
    const text = `
      class A extends B {
        #own = 1;
        constructor() { super(); ${filler("a")} this.#own = new.target; }
        async *each() { ${filler("b")} yield await super.each(); for await (const x of y) yield* x; }
        get last() { ${filler("c")} return super.last; }
      }
      const wait = async (...all) => { ${filler("d")} await import("./x.js"); return all.map((one) => { ${filler("e")} return this; }); };
      export function outer() { ${filler("f")} return function* inner() { ${filler("g")} yield arguments; }; }`;
    const thin = parse(text, "jsx");
    thinOut(thin, 0, { path: "a.js", text, lang: "jsx" });
    expect(leftOut(thin)).toBe(5);
    expect(differences(parse(text, "jsx"), thin)).toEqual([]);
  });

  it("has the offsets of the text that its piece was cut from", () => {
    const before = "const first = 1;\n";
    const piece = `function second() { ${filler("a")} return () => { ${filler("b")} return first; }; }`;
    const thin = parse(piece, "jsx");
    thinOut(thin, before.length, { path: "a.js", text: before + piece, lang: "jsx" });
    expect(differences(parse(before + piece, "jsx").body[1], thin.body[0])).toEqual([]);
  });
});

describe("the ends of statements", () => {
  const parts = [
    "var a=1;",
    'function b(){return/[}"]/.test(x)?`${a}};`:1}',
    "const c=[1,2].map(e=>{var f=e/2;return f});",
    'import"./d.js";',
    "class e{f(){let g=`;${`};`}`;}}",
    "async function g(){for(;;){}}",
    "/* ;var */ var h='}\\'',i=a/b/c;",
    "export{a};",
  ];

  it("are found in minified text, outside brackets and strings alone", () => {
    const ends = parts.map((_, at) => parts.slice(0, at + 1).join("").length);
    // Behind a comment stands none of the words that begin a statement; nor behind the last.
    expect(statementEnds(parts.join(""))).toEqual(ends.filter((_, at) => at !== 5 && at !== 7));
  });
});
