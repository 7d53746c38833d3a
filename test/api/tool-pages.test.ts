import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MarkedJson } from "../../api/pages/definition.tsx";
import { answersAbout } from "../../api/pages/tool-answers.ts";
import { markedPlaces, numbered } from "../../api/pages/verdict.tsx";
import type { ToolDefinition } from "../../catalog/tool.ts";
import { classify } from "../../classifier/classify.ts";
import { formats } from "../../policy/formats/index.ts";
import { presetNames } from "../../policy/presets.ts";
import { recommend } from "../../policy/recommend.ts";
import { openFilled } from "./filled.ts";
import { getPage, textOf } from "./page-checks.ts";

let filled: Awaited<ReturnType<typeof openFilled>>;
beforeAll(async () => {
  filled = await openFilled("PGlite");
});
afterAll(() => filled.close());

const page = (path: string, status = 200) => getPage(filled.app, path, status);
const server = "/servers/ziad-hsn-code-mode-toon";
const documentOf = (html: string): string =>
  textOf(/<code id="policy-text">(.*?)<\/code>/s.exec(html)?.[1] ?? "").trim();

describe("the policy on a page", () => {
  it.each(formats.map(({ id }) => id))("as %s is what the API gives, for a server and for a tool", async (format) => {
    for (const path of [server, `${server}/tools/execute_workflow`]) {
      const answer = await filled.app.request(`/api/v1${path}/policy?format=${format}&preset=strict`);
      const html = await page(`${path}?format=${format}&preset=strict`);
      expect(documentOf(html)).toBe((await answer.text()).replace(/\s+/g, " ").trim());
      expect(html).toContain(`<option value="${format}" selected="">`);
      expect(html).toContain(`href="/api/v1${path}/policy?format=${format}&amp;preset=strict"`);
    }
  });

  it("is as strict as was asked for, and says what a format cannot", async () => {
    const shown = await Promise.all(
      presetNames.map(async (preset) => documentOf(await page(`${server}?preset=${preset}`))),
    );
    expect(new Set(shown).size).toBe(presetNames.length);
    expect(textOf(await page(`${server}?format=claude-code`))).toContain("that this format cannot say");
  });

  it("refuses formats and degrees that there are not", async () => {
    for (const query of ["format=none", "preset=none", "constrain=perhaps"])
      expect(textOf(await page(`${server}?${query}`, 400))).toContain("There is no such policy format");
  });
});

describe("the tools on the page of a server", () => {
  const namesIn = (html: string) =>
    [...html.matchAll(/<th scope="row"><a href="[^"]*\/tools\/(\w+)"/g)].map(([, name]) => name);

  it("are sorted and filtered by links, which keep each other's choice and the policy's form", async () => {
    const sorted = ["delete_file", "execute_workflow", "list_workflows", "unread"];
    expect(namesIn(await page(`${server}?sort=name`))).toEqual(sorted);
    const html = await page(`${server}?category=Read&sort=name`);
    expect(namesIn(html)).toEqual(["list_workflows"]);
    expect(html).toContain(`href="${server}?sort=name&amp;category=Execute#tools"`);
    expect(html).toContain('<input type="hidden" name="category" value="Read"/>');
    expect(html).toContain(`<link rel="canonical" href="${server}"/>`);
    await page(`${server}?category=Nice`, 400);
    await page(`${server}?sort=size`, 400);
  });
});

describe("a definition with its marks", () => {
  const definition: ToolDefinition = {
    name: "run_job",
    description: 'Runs "a job"\nand\u200Bmore',
    inputSchema: { type: "object", properties: { "a/b~c": { type: "string", enum: ["delete", "x"] } }, required: [] },
    annotations: { readOnlyHint: false },
  };
  const written = async (marksAt: Parameters<typeof MarkedJson>[0]["marksAt"]) =>
    (await MarkedJson({ value: definition, marksAt })).toString();

  it("is the same JSON, with invisible characters as escapes", async () => {
    const text = (await written(() => [])).replaceAll("&quot;", '"');
    expect(text).toBe(JSON.stringify(definition, null, 2).replace("\u200B", "\\u200b"));
    expect(JSON.parse(text)).toEqual(definition);
  });

  it("marks values and names where the evidence is, in every part", async () => {
    const evidence = [
      { path: "/inputSchema/properties/a~1b~0c/enum/0", start: 0, quote: "delete" },
      { path: "/inputSchema/properties/a~1b~0c", start: 0, quote: "a" },
      { path: "/annotations/readOnlyHint", start: 0, quote: "readOnlyHint" },
      { path: "/description", start: 5, quote: '"a' },
    ];
    const finding = { note: 7, rule: "x.y", title: "", why: null, level: "info" as const, deciding: true, evidence };
    const html = await written(markedPlaces([finding]));
    const note = '<sup class="ref"><a href="#finding-7" aria-label="Finding 7">7</a></sup>';
    for (const quote of ["delete", "a", "readOnlyHint", "\\&quot;a"])
      expect(html).toContain(`<mark class="deciding">${quote}</mark>${note}`);
  });
});

describe("questions and answers", () => {
  const ask = (definition: ToolDefinition) => {
    const verdict = classify(definition);
    const [terms = null] = recommend("server", [{ ...verdict, inputSchema: definition.inputSchema }]).tools;
    const answers = answersAbout({ definition, verdict, findings: numbered(verdict), terms, changes: 2 });
    return new Map(answers.map(({ question, answer }) => [question, answer]));
  };

  it("follow from what was found in this tool", () => {
    const gone = ask({
      name: "delete_file",
      description: "Permanently deletes a file.",
      annotations: { readOnlyHint: true },
    });
    expect(gone.get("What does delete_file do?")).toMatch(/“Permanently deletes”.*Destructive tool/);
    expect(gone.get("Can an agent undo this?")).toMatch(/^No: .* asks for no confirmation/);
    expect(gone.get("What should I limit?")).toContain("should not even see it");
    expect(gone.get("Does its author say the same?")).toMatch(/^No: /);
    expect(gone.get("Is it still what it was?")).toContain("2 times");

    const inputSchema = { type: "object", properties: { amount: { type: "number" } }, required: ["amount"] };
    const money = ask({ name: "create_payment", description: "Charges a customer's card.", inputSchema });
    expect(money.get("Should a person approve its calls?")).toMatch(/^Yes, each one/);
    expect(money.get("What should I limit?")).toMatch(/by asking a person.*amount is at most 100/);

    const look = ask({ name: "list_files", description: "Lists files." });
    expect(look.get("Can an agent undo this?")).toContain("nothing to undo");
    expect(look.get("What should I limit?")).toContain("Nothing");
    expect(look.has("Does its author say the same?")).toBe(false);
  });

  it("promise nothing where nothing was found, and nothing at all before a verdict", () => {
    const vague = ask({ name: "zorp" });
    expect(vague.get("What does zorp do?")).toContain("too little to tell");
    expect(vague.get("How sure is this?")).toMatch(/^Not very/);
    const unjudged = { definition: { name: "x" }, verdict: null, findings: [], terms: null, changes: 0 };
    expect(answersAbout(unjudged)).toEqual([]);
  });
});
