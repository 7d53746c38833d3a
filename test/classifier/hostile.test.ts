import { expect, test } from "vitest";
import { classify } from "../../classifier/classify.ts";
import { expectHonest } from "./honest.ts";
import { makeTool } from "./tool.ts";

// Longer than the catalog accepts, on purpose: the classifier must not be the part that hangs.
const size = 1_000_000;
// Generous: a shared machine is slow, and only an endless run should fail here.
const timeout = 30_000;
const fill = (unit: string): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

const hostile: [string, string][] = [
  ["one letter", fill("a")],
  ["one verb", fill("delete ")],
  ["verbs and commas", fill("create, update, delete and ")],
  ["brackets that never close", fill("(")],
  ["code marks", fill("`")],
  ["code marks with a word", fill("`a")],
  ["fences", fill("```")],
  ["open tags", fill("<a ")],
  ["colons", fill("actions: ")],
  ["empty lines", fill("\n \n")],
  ["dots", fill(".")],
  ["hyphens", fill("a-")],
  ["addresses", fill("http://")],
  ["negations", fill("not ")],
  ["Han characters", fill("删除的")],
  ["half surrogates", fill("\ud83d")],
  ["numbered lines", fill("\n1. a")],
  ["tools of tools", fill("tool for ")],
  ["orders", fill("when using read_file you must always replace the path with ")],
  ["quotes that never close", fill("' ")],
  ["pictures", fill("![")],
  ["comments", fill("<!--")],
  ["mail addresses", fill("a@b")],
  ["paths", fill("/.a~")],
  ["base64", fill("aWdub3JlIGFsbA")],
  ["Hangul", fill("삭제된")],
  ["joined verbs", `send x${fill(" and post y")}`],
  ["German stems", fill("stellt x ")],
  ["underscores", `a${fill("_")}b`],
  ["letters of other styles", fill("𝐀")],
  ["soft hyphens", fill("a\u00ad")],
  ["lines that go on", fill("Word\nWord word")],
  ["lines that each have a verb", fill("-set:x\n")],
  [
    "verbs behind labels that are closed again",
    `Operations: ${fill("get,").slice(0, size / 2)}${fill("b.\n").slice(0, size / 2)}`,
  ],
  ["deeds before others", fill("삭제하기 전에 削除する前に ")],
];

test.each(hostile)(
  "a megabyte of %s in every text still gets a verdict with quotes that are there",
  { timeout },
  (_, text) => {
    const tool = makeTool({
      name: text.slice(0, 256),
      title: text,
      description: text,
      inputSchema: { type: "object", properties: { [text]: { type: "string", description: text, enum: [text] } } },
    });
    for (const { evidence } of classify(tool, { server: text }).findings) expectHonest(tool, evidence);
  },
);

test("a thousand parameters with hundreds of values each are read up to a bound", () => {
  const values = Array.from({ length: 300 }, (_, i) => `value_${i}`);
  const properties = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`p${i}`, { enum: values }]));
  expect(classify(makeTool({ name: "x", inputSchema: { type: "object", properties } })).because).toBeNull();
});

test("a word that is repeated very often hides no phrase that begins with it", () => {
  const { findings } = classify({ name: "helper", description: `Flags: ${"summary ".repeat(100)}summary of the page` });
  expect(findings.map(({ rule }) => rule)).toContain("read.answers");
});
