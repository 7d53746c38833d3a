import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attackPatterns, patternsOf } from "../../classifier/attack-patterns.ts";
import { ruleset } from "../../classifier/classify.ts";
import { measured } from "../../classifier/measured.ts";
import { rules } from "../../classifier/rules/index.ts";
import { openFilled } from "./filled.ts";
import { expectInert, expectWellFormed, getPage, linkedData, textOf } from "./page-checks.ts";

let filled: Awaited<ReturnType<typeof openFilled>>;
beforeAll(async () => {
  filled = await openFilled("PGlite");
});
afterAll(() => filled.close());
const page = (path: string, status = 200) => getPage(filled.app, path, status);
const data = async (path: string) => (await filled.app.request(path)).json();

describe("the rules", () => {
  it("are all on one page, each at its own anchor, with the patterns that it leads to", async () => {
    const html = await page("/rules");
    expectWellFormed(html);
    expectInert(html);
    for (const { id, why } of rules) {
      const card = new RegExp(`<div class="card" id="${id}">.*?</dl>`, "s").exec(html)?.[0] ?? "";
      expect(textOf(card), id).toContain(why.replace(/\s+/g, " "));
      for (const pattern of patternsOf(id)) expect(card, id).toContain(`href="/attack-patterns/${pattern}"`);
    }
  });
});

describe("the methodology", () => {
  it("says how verdicts are made, with the figures that were measured, and how to dispute one", async () => {
    const html = await page("/methodology");
    expectWellFormed(html);
    expectInert(html);
    const text = textOf(html);
    const { all } = measured.category;
    expect(text).toContain(`${((100 * all.right) / all.of).toFixed(1)} % (${all.right} of ${all.of})`);
    for (const said of [ruleset, "How to dispute a verdict", "Where it is weak", `${rules.length} rules`])
      expect(text).toContain(said);
    const [asked, dataset] = linkedData(html)[0]?.["@graph"] ?? [];
    expect(asked).toMatchObject({ "@type": "FAQPage" });
    // What machines are told is what people read.
    for (const { name, acceptedAnswer } of asked?.["mainEntity"] as {
      name: string;
      acceptedAnswer: { text: string };
    }[]) {
      expect(text).toContain(name);
      expect(text).toContain(acceptedAnswer.text);
    }
    expect(dataset).toMatchObject({ "@type": "Dataset", url: "http://localhost/" });
  });
});

describe("the home page", () => {
  it("tells machines what site it is, and how to search it", async () => {
    const [site] = linkedData(await page("/"))[0]?.["@graph"] ?? [];
    const { target } = site?.["potentialAction"] as { target: { urlTemplate: string } };
    expect(site).toMatchObject({ "@type": "WebSite", url: "http://localhost/" });
    await page(target.urlTemplate.replace("http://localhost", "").replace("{words}", "toon"));
  });
});

describe("attack patterns", () => {
  it("are all listed, with the number of tools that the API has", async () => {
    const html = await page("/attack-patterns");
    expectWellFormed(html);
    expectInert(html);
    const { attackPatterns: told } = (await data("/api/v1/attack-patterns")) as {
      attackPatterns: { id: string; tools: number; rules: string[]; against: string }[];
    };
    expect(told.some(({ tools }) => tools > 0)).toBe(true);
    for (const { id, tools, rules: own, against } of told) {
      expect(against).not.toBe("");
      const row = new RegExp(`<a href="/attack-patterns/${id}">.*?</tr>`, "s").exec(html)?.[0] ?? "";
      expect(row).toContain(own.length === 0 ? "changes only" : `<td>${tools}</td>`);
    }
  });

  it.each(attackPatterns.map((pattern) => [pattern.id, pattern] as const))(
    "%s has a page: what happens, cases, rules, a policy's part",
    async (id, { name, what, known, against, rules: own }) => {
      const html = await page(`/attack-patterns/${id}`);
      expectWellFormed(html);
      expectInert(html);
      const text = textOf(html);
      for (const said of [name, what, against, ...known]) expect(text).toContain(said);
      for (const rule of own) expect(html).toContain(`href="/rules#${rule}"`);
      expect(linkedData(html)[0]?.["@graph"]).toMatchObject([
        {
          "@type": "BreadcrumbList",
          itemListElement: [{ position: 1 }, { name, item: `http://localhost/attack-patterns/${id}` }],
        },
      ]);
    },
  );

  it("show tools of the catalog, and link what is published elsewhere", async () => {
    for (const { id } of attackPatterns) {
      const { tools } = (await data(`/api/v1/tools?pattern=${id}`)) as { tools: { page: string }[] };
      const html = await page(`/attack-patterns/${id}`);
      for (const tool of tools) expect(html).toContain(`href="${tool.page}"`);
      if (tools.length === 0) expect(html).not.toContain("/servers/");
    }
    expect(await page("/attack-patterns/AP-20")).toContain("/tools/delete_file");
    expect(await page("/attack-patterns/AP-13")).toContain('href="https://www.cve.org/CVERecord?id=CVE-2025-53109"');
    expect(await page("/attack-patterns/AP-01")).toContain('href="https://arxiv.org/abs/2508.14925"');
    expect(textOf(await page("/attack-patterns/AP-05"))).toContain("No rule can see it in one definition");
    expect(textOf(await page("/attack-patterns/AP-99", 404))).toContain("no attack pattern with this id");
  });
});
