import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hits, segments } from "../../api/pages/marks.ts";
import { listed, openFilled } from "./filled.ts";
import { getPage, textOf } from "./page-checks.ts";

let filled: Awaited<ReturnType<typeof openFilled>>;
beforeAll(async () => {
  filled = await openFilled("PGlite");
});
afterAll(() => filled.close());

const page = (path: string, status = 200) => getPage(filled.app, path, status);
const nextOf = (html: string): string =>
  (/<a rel="next" href="([^"]+)"/.exec(html)?.[1] ?? "").replaceAll("&amp;", "&");
const serversOf = (html: string): string[] =>
  [...html.matchAll(/<h3><a href="\/servers\/([^"]+)"/g)].map(([, slug]) => slug ?? "");

async function redirected(path: string): Promise<[number, string | null]> {
  const response = await filled.app.request(path);
  return [response.status, response.headers.get("location")];
}

describe("the home page", () => {
  it("says what this is, in figures, with ways in and ways to use it", async () => {
    const html = await page("/");
    const text = textOf(html);
    expect(text).toContain(`servers${listed}`);
    expect(text).toContain("1 critical");
    expect(html).toContain('href="/tools?category=Destructive"');
    expect(html).toContain('<a class="badge critical" href="/tools?risk=critical">');
    for (const said of ["Best known", "Highest risk", "Latest to change", "How to use it"])
      expect(text).toContain(said);
    expect(html).toContain('action="/search"');
  });

  it("leads addresses of older searches on", async () => {
    expect(await redirected("/?q=a%20b")).toEqual([308, "/search?q=a+b"]);
  });
});

describe("the search page", () => {
  it("shows servers and tools, with the words that were found, and keeps the words in the box", async () => {
    const html = await page("/search?q=workflow");
    expect(html).toContain('value="workflow"');
    expect(html).toContain('<mark class="hit">workflow</mark>');
    expect(html).toContain('href="/servers/ziad-hsn-code-mode-toon/tools/execute_workflow"');
    expect(serversOf(html)).toContain("ziad-hsn-code-mode-toon");
  });

  it("leads on to all servers that match, page by page", async () => {
    const html = await page("/search?q=plain");
    expect(html).toContain('href="/servers?q=plain"');
    const seen = new Set<string>();
    for (let path = "/servers?q=plain"; path !== "";) {
      const one = await page(path);
      for (const slug of serversOf(one)) seen.add(slug);
      path = nextOf(one);
    }
    expect(seen.size).toBe(70);
  });

  it("says which words it read as others, and what to do when there is nothing", async () => {
    expect(textOf(await page("/search?q=workflw"))).toMatch(
      /No name or text has “workflw”; shown is what has “workflow/,
    );
    const text = textOf(await page("/search?q=zzzzqqq"));
    expect(text).toContain("Nothing in the catalog matches “zzzzqqq”");
    expect(text).toContain("npm:NAME");
    const html = await page(`/search?q=${encodeURIComponent('"><script>')}`);
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
    await page("/search?q=%00");
    await page("/search?q=%ED%A0%80x");
  });

  it("goes straight to the server whose identifier was searched for", async () => {
    expect(await redirected("/search?q=npm:@ziad/code-mode-toon")).toEqual([302, "/servers/ziad-hsn-code-mode-toon"]);
    expect(await redirected("/search?q=%20")).toEqual([302, "/browse"]);
  });
});

describe("browsing", () => {
  it("has a link with the kept count for each value of each filter, and each leads to as many", async () => {
    const html = await page("/browse");
    const links = [...html.matchAll(/<a href="(\/(?:servers|tools)\?[^"]+)">[^<]*<\/a><span>([\d,]+)<\/span>/g)];
    expect(links.length).toBeGreaterThan(12);
    for (const [, href = "", count = ""] of links) {
      const answer = await filled.app.request(`/api/v1${href.replaceAll("&amp;", "&")}&limit=100`);
      const { servers, tools } = (await answer.json()) as { servers?: unknown[]; tools?: unknown[] };
      expect(String((servers ?? tools ?? []).length), href).toBe(count);
    }
  });

  it("lists all servers page by page, in every order", async () => {
    for (const sort of ["popular", "name", "risk", "tools", "changed"]) {
      const seen = new Set<string>();
      for (let path = `/servers?sort=${sort}`; path !== "";) {
        const html = await page(path);
        for (const slug of serversOf(html)) seen.add(slug);
        path = nextOf(html);
      }
      expect(seen.size, sort).toBe(listed);
    }
  });

  it("combines filters and words, keeps them in links and forms, and takes each away", async () => {
    const html = await page("/tools?q=workflow&category=Execute&risk=high");
    expect(html).toContain("execute_workflow");
    expect(html).not.toContain("list_workflows");
    expect(html).toContain('<input type="hidden" name="category" value="Execute"/>');
    expect(html).toContain('href="/tools?q=workflow&amp;risk=high"');
    expect(html).toContain('<link rel="canonical" href="/tools?q=workflow&amp;category=Execute&amp;risk=high"/>');
    expect(textOf(await page("/servers?category=Financial"))).toContain("Nothing has all of these");
  });

  it("refuses what it does not know, and says so", async () => {
    expect(textOf(await page("/servers?category=Nice", 400))).toContain("category:");
    expect(textOf(await page("/tools?sort=tools", 400))).toContain("sort: is none of popular, risk, name");
    expect(textOf(await page("/servers?after=zzz", 400))).toContain("no place in this list");
    // Fields that a form leaves empty are none.
    await page("/servers?q=&category=&sort=");
  });
});

describe("marks", () => {
  it("finds words with other endings, and inside identifiers", () => {
    const found = (text: string, ...terms: string[]) =>
      hits(text, terms).map(({ start, end }) => text.slice(start, end));
    expect(found("listIssues of GitHub, issued", "issue")).toEqual(["Issues", "issued"]);
    expect(found("deleting and delete_file", "deletes")).toEqual(["deleting", "delete"]);
    expect(found("Überblick 工具", "über", "工具")).toEqual(["Überblick", "工具"]);
    expect(found("nothing")).toEqual([]);
  });

  it("cuts a text without losing any of it, and puts the numbers of findings where their words end", () => {
    const cut = segments("delete all files", [
      { start: 0, end: 6, kind: "deciding", note: 1 },
      { start: 0, end: 10, kind: "also", note: 2 },
      { start: 7, end: 10, kind: "also", note: 3 },
      { start: 90, end: 99, kind: "also", note: 4 },
    ]);
    expect(cut.map(({ text }) => text).join("")).toBe("delete all files");
    expect(cut.map(({ text, kind, notes }) => [text, kind, notes])).toEqual([
      ["delete", "deciding", [1]],
      [" all", "also", [2, 3]],
      [" files", null, []],
    ]);
  });
});
