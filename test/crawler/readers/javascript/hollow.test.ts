import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { transformSync } from "esbuild";
import fc from "fast-check";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { parseHollow, type LateBodies } from "../../../../crawler/readers/javascript/hollow.ts";

const folder = new URL("../../../../crawler/readers/javascript/", import.meta.url);
const require = createRequire(import.meta.url);
const filler = (name: string): string => `const ${name} = "${"x".repeat(300)}";`;
type Lang = "ts" | "tsx" | "jsx";

/** Where two trees differ first; what the second lacks is asked for. */
function difference(
  whole: unknown,
  thin: unknown,
  bodies: LateBodies,
  asked: Set<number>,
  at = "",
): string | undefined {
  if (typeof whole !== "object" || whole === null || whole instanceof RegExp)
    return String(whole) === String(thin) ? undefined : at;
  if (typeof thin !== "object" || thin === null) return at;
  const entries = Object.entries(whole);
  if (entries.length !== Object.keys(thin).length) return at;
  const { type, start } = thin as { type?: string; start?: number };
  const late = type === "BlockStatement" && start !== undefined ? bodies.get(start) : undefined;
  if (late && start !== undefined) asked.add(start);
  for (const [name, member] of entries) {
    const own = late && name === "body" ? late() : (thin as Record<string, unknown>)[name];
    const found = difference(member, own, bodies, asked, `${at}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Parses a text in both ways, which must agree; gives how many bodies were left out, or undefined when it is parsed as a whole. */
function leftOut(text: string, lang: Lang): number | undefined {
  const hollow = parseHollow({ path: "file", text, lang, survives: undefined });
  const whole = parseSync("file", text, { lang, sourceType: "unambiguous", preserveParens: false });
  if (!hollow) return undefined;
  expect(whole.errors).toEqual([]);
  const asked = new Set<number>();
  expect(difference(whole.program.body, hollow.program.body, hollow.bodies, asked)).toBeUndefined();
  expect(hollow.esm).toBe(whole.program.sourceType === "module");
  expect(asked.size).toBe(hollow.bodies.size);
  return asked.size;
}

describe("a program without the bodies of long functions", () => {
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));

  it("is the whole program to whoever asks for them", () => {
    const counts = sources.map((text) => leftOut(text, "ts"));
    expect(counts).not.toContain(undefined);
    expect(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBeGreaterThan(300);
  });

  it("is it where a minifier has been at work too", () => {
    const minified = sources.map((text) => transformSync(text, { loader: "ts", minify: true }).code);
    const counts = minified.map((text) => leftOut(text, "jsx"));
    expect(counts).not.toContain(undefined);
    expect(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBeGreaterThan(150);
  });

  it.each(["prettier/plugins/babel", "prettier/plugins/postcss", "undici/lib/web/fetch/index.js", "zod"])(
    "is it for %s",
    (module) => {
      expect(leftOut(readFileSync(require.resolve(module), "utf8"), "jsx")).toBeDefined();
    },
  );

  it("is put together from pieces where it is long", () => {
    const text = readFileSync(require.resolve("prettier/plugins/flow"), "utf8");
    expect(text.length).toBeGreaterThan(1_000_000);
    expect(leftOut(text, "jsx")).toBeGreaterThan(100);
  });

  it("has bodies that mean something only where they stand", () => {
    const text = `
      class A extends B {
        #own = 1;
        constructor() { super(); ${filler("a")} this.#own = new.target; }
        async *each() { ${filler("b")} yield await super.each(); for await (const x of y) yield* x; }
        get last() { ${filler("c")} return super.last; }
        static { ${filler("s")} }
      }
      const wait = async (...all) => { ${filler("d")} await import("./x.js"); return all.map((one) => { ${filler("e")} return this; }); };
      export function outer() { ${filler("f")} return function* inner() { ${filler("g")} yield arguments; }; }
      export default { async fetch() { ${filler("h")} }, get g() { ${filler("i")} }, [k]() { ${filler("j")} }, if(x) { ${filler("k")} } };`;
    expect(leftOut(text, "jsx")).toBe(11);
  });

  it("tells bodies from types and blocks in TypeScript", () => {
    const type = `{ a: string; b(): void; ${"c: number; ".repeat(30)} }`;
    const text = `
      export function a(x: string): void
      export function a(x: number): void
      export function a(x: any): void { ${filler("a")} }
      class B<T extends { x: number } = {}> implements C, D<E> {
        one(a: string): Promise<Map<string, { a: number }>> { ${filler("b")} }
        two?(): ${type} | void;
        three = (a: string): asserts a is string => { ${filler("c")} };
        four(): { a: string }[] { ${filler("d")} }
        five(): () => void { ${filler("e")} }
      }
      type F = () => ${type};
      type G = { a: () => ${type}, b(): ${type} };
      interface H { a(): ${type} }
      if (a! / x / 1); else { ${filler("f")} }
      namespace I { ${filler("g")} }
      switch (a(x)) { case b(x): { ${filler("h")} } }
      foo(1)
      { ${filler("i")} }`;
    expect(leftOut(text, "ts")).toBe(4);
  });

  it("is parsed as a whole where it has an error in a body that nobody calls", () => {
    expect(leftOut(`function a() { ${filler("a")} return 1 +; }`, "jsx")).toBeUndefined();
    expect(leftOut(`function a() { ${filler("a")} } }`, "jsx")).toBeUndefined();
  });

  it("is a module where a body shows it", () => {
    expect(leftOut(`var a = () => { ${filler("a")} return import.meta.url; };`, "jsx")).toBe(1);
    expect(leftOut(`var a = () => { ${filler("a")} return import("./b.js"); };`, "jsx")).toBe(1);
  });

  it("ends with its text", () => {
    for (const end of ["a", "1", "1.", "'", "`", "/", "//", "/*", "`${", "{", "?.", "=", "\\", "#!"])
      for (const text of [end, `a = () => { ${filler("a")} }\n${end}`]) leftOut(text, "jsx");
  });

  it("does not swallow what stands behind a body that seems to end later", () => {
    // Taken for an object's, the first brace makes a division of what is a regular expression with a brace in it.
    const text = `function a() { ${filler("a")} x\n++\n/}/g; } const b = "}"; function c() { ${filler("c")} }`;
    leftOut(text, "jsx");
    leftOut(`a = b\n++/}/; function c() { ${filler("c")} } /{/`, "jsx");
  });
});

describe("made programs", () => {
  const { statement } = fc.letrec<{ expression: string; statement: string; body: string }>((tie) => {
    const name = fc.constantFrom("a", "b", "of", "async", "get", "as", "is", "let_");
    const join = (parts: TemplateStringsArray, ...arbitraries: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.tuple(...arbitraries).map((made) => parts.reduce((text, part, at) => text + (made[at - 1] ?? "") + part));
    const list = (of: fc.Arbitrary<string>, by: string) => fc.array(of, { maxLength: 3 }).map((all) => all.join(by));
    const expression = tie("expression");
    const body = tie("body");
    return {
      body: fc
        .tuple(fc.boolean(), list(tie("statement"), ""))
        .map(([long, text]) => (long ? `{/*}${"-".repeat(250)}*/${text}}` : `{${text}}`)),
      expression: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        name,
        fc.constantFrom(
          "1",
          "1.",
          ".5",
          "'}\\''",
          '"{/*"',
          '/[/}"]/g',
          "/\\/{`/",
          "/}/u",
          "`}`",
          "this",
          "a.return",
          "a?.b",
          "a++",
          "--a",
        ),
        join`${expression}/${expression}`,
        join`(${expression})/${expression}`,
        join`[${list(expression, ",")}]/2`,
        join`({a:${expression},b(){},${name}:1,...a})/b`,
        join`({get a()${body},async*b()${body},if(a)${body},class(a)${body},[a](a=${expression})${body}})`,
        join`\`{\${${expression}}}\``,
        join`\`\${${expression}}\`/2`,
        join`function(a=${expression})${body}`,
        join`async function*b()${body}`,
        join`(()=>${body})`,
        join`(async(a)=>(${expression}))`,
        join`(a=>${body})`,
        join`class extends(${expression}){a=${expression};static b=1;#c;async d()${body}static{${tie("statement")}}}`,
        join`(${expression}?${expression}:${expression})`,
        join`a(${list(expression, ",")})`,
        join`typeof ${expression}`,
        join`void/}/.test(${expression})`,
        join`(${expression},function()${body}/2)`,
        join`!${expression}`,
        join`a in/}/`,
      ),
      statement: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom(
          ";",
          "var a;",
          "a\n++\nb;",
          "if(a)/}/.test(b);",
          "{}/}/;",
          "do;while(a)\n",
          "// }\n",
          "/*{*/",
          "debugger\n",
        ),
        join`(${expression});`,
        join`a=${expression};`,
        join`a=${expression}\n`,
        join`var ${name}=${expression},c=/}/;`,
        join`function ${name}(a,[b],{c=${expression}})${body}`,
        join`async function ${name}()${body}/}/;`,
        join`class A{a()${body}static async*b()${body}get c()${body}'d'()${body}}`,
        join`if(${expression})${body}else ${tie("statement")}`,
        join`for(const a of ${expression})${body}/}/;`,
        join`for(;;){${tie("statement")}break}`,
        join`while(${expression})${body}`,
        join`try${body}catch(a)${body}finally${body}`,
        join`try${body}catch${body}`,
        join`switch(${expression}){case ${expression}:{${tie("statement")}}/}/;default:${tie("statement")}}`,
        join`a:{${tie("statement")}}`,
        join`b(${expression})\n{${tie("statement")}}`,
        join`return_(${expression});`,
      ),
    };
  });
  const program = fc.array(statement, { minLength: 1, maxLength: 6 }).map((all) => all.join(""));

  it("have the same tree with and without bodies left out", () => {
    let some = 0;
    const check = (text: string): void => {
      some += leftOut(text, "jsx") ?? 0;
    };
    fc.assert(fc.property(program, check), { numRuns: 1_500 });
    check(
      "a=(!function(a=a){class A{a(){}static async*b(){}get c(){}'d'(){try{}catch{{}/}/;}if(a)/}/.test(b);}}},function(){b(a)\n{;}var a=class extends(({get a(){},async*b(){},if(a){},class(a){},[a](a=a){}})){a=a;static b=1;#c;async d(){}static{;}},c=/}/;(typeof ({a:a,b(){},a:1,...a})/b);}/2);",
    );
    expect(some).toBeGreaterThan(500);
  });
});
