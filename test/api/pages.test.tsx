import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Marked, Prose } from "../../api/pages/text.tsx";
import { classify } from "../../classifier/classify.ts";
import { rules } from "../../classifier/rules/index.ts";
import { openFilled, workflow } from "./filled.ts";
import { expectInert, expectWellFormed, getPage, linkedData, textOf } from "./page-checks.ts";
import { pageKinds as kinds } from "./page-kinds.ts";

let filled: Awaited<ReturnType<typeof openFilled>>;
beforeAll(async () => {
  filled = await openFilled("PGlite");
});
afterAll(() => filled.close());

const page = (path: string, status = 200) => getPage(filled.app, path, status);

describe.each(Object.entries(kinds))("the page of %s", (_, path) => {
  it("is well formed, and understandable without eyes", async () => {
    const html = await page(path);
    expectWellFormed(html);
    expect(html).toMatch(/<label [^>]*for="q"/);
  });

  it("runs nothing, and needs nothing from elsewhere", async () => {
    expectInert(await page(path));
  });
});

describe("the page of a server", () => {
  it("shows risks, tools with the worst first, the policy, identity and facts", async () => {
    const html = await page(kinds["a server"]);
    const rows = [...html.matchAll(/<th scope="row"><a href="[^"]*\/tools\/(\w+)"/g)].map(([, name]) => name);
    expect(rows).toEqual(["delete_file", "execute_workflow", "list_workflows", "unread"]);
    expect(html).toContain('aria-label="Tools by risk: 1 critical, 1 high, 1 low, 1 not judged"');
    const text = textOf(html);
    expect(text).toContain("npm:@ziad/code-mode-toonnpm as ref-0");
    expect(text).toContain("MITsaid by npm");
    expect(text).toContain('"hide": [ "delete_file" ]');
    expect(html).toContain(
      'href="https://github.com/ziad-hsn/code-mode-toon.git" rel="nofollow noopener noreferrer ugc"',
    );
  });

  it("says what is missing", async () => {
    const text = textOf(await page(kinds["a server without tools"]));
    expect(text).toContain("No tools are known yet");
    expect(text).toContain("deprecated this server");
    expect(textOf(await page("/servers/gone"))).toContain("deleted this server");
    expect(textOf(await page("/servers/none", 404))).toContain("No server has this slug");
    expect(textOf(await page("/servers/%00", 404))).toContain("No server has this slug");
  });

  it("tells machines what it is about, with a stranger's text inert", async () => {
    expect(linkedData(await page(kinds["a server"]))).toMatchObject([
      {
        "@context": "https://schema.org",
        "@graph": [
          {
            "@type": "SoftwareApplication",
            name: "Code Mode",
            alternateName: "ziad-hsn/code-mode-toon",
            softwareVersion: "1.0.3",
            sameAs: ["https://github.com/ziad-hsn/code-mode-toon.git", "https://example.org/toon"],
            url: "http://localhost/servers/ziad-hsn-code-mode-toon",
          },
          { "@type": "BreadcrumbList" },
        ],
      },
    ]);
    const html = await page(kinds["a hostile server"]);
    expect(html).not.toContain("<script>alert");
    const [software] = linkedData(html)[0]?.["@graph"] ?? [];
    expect(software?.["name"]).toContain("<script>alert(1)</script>");
    expect(software?.["name"]).toContain("\\u{202e}");
    expect(software).not.toHaveProperty("sameAs");
  });

  it("shows its badge, and how to put it into a README", async () => {
    const html = await page(kinds["a server"]);
    expect(html).toContain('<img src="/servers/ziad-hsn-code-mode-toon/badge.svg"');
    expect(textOf(html)).toContain(
      "[![mcp-risk](http://localhost/servers/ziad-hsn-code-mode-toon/badge.svg)](http://localhost/servers/ziad-hsn-code-mode-toon)",
    );
  });

  it("links no address that is not plainly http or https", async () => {
    const html = await page(kinds["a hostile server"]);
    expect(html).not.toMatch(/href="[^"]*(javascript|secret)/);
    expect(textOf(html)).toContain("javascript:alert(1)");
  });
});

describe("the page of a tool", () => {
  it("highlights the quoted words in their own text, and says why", async () => {
    const html = await page(kinds["a tool"]);
    const { because } = classify(workflow);
    const rule = rules.find(({ id }) => id === because?.rule);
    expect(because?.evidence.length).toBeGreaterThan(0);
    for (const { quote } of because?.evidence ?? []) expect(html).toContain(`<mark class="deciding">${quote}</mark>`);
    const text = textOf(html);
    expect(text).toMatch(/Execute high risk/);
    expect(text).toContain(`This tool ${rule?.title ?? "?"}. ${rule?.why ?? "?"}`);
    expect(text).toContain("Allow it, at most 10 calls a minute.");
    expect(text).toContain("workflowNamerequired");
    expect(text).toContain("dist/index.js, line 7");
  });

  it("tells the recommendation in words, for each kind of tool", async () => {
    const at = (name: string) => page(`/servers/ziad-hsn-code-mode-toon/tools/${name}`).then(textOf);
    expect(await at("delete_file")).toContain("Hide it:");
    expect(await at("delete_file")).toContain("only reads (readOnlyHint)");
    expect(await at("list_workflows")).toContain("Allow it without limits.");
    expect(await at("unread")).toContain("what the policy does not list is refused");
    expect(textOf(await page("/servers/nasty/tools/none", 404))).toContain("no tool of this name");
  });

  it("shows a stranger's text as text, whole, with what it hides", async () => {
    const html = await page(kinds["a hostile tool"]);
    const text = textOf(html);
    expect(text).toContain(`<img src=x onerror="alert(2)"> </p></main>`);
    expect(text).toContain("second line \\u{202e}reversed\\u{202c} and \\u{200b}hidden\\u{7}");
    expect(text).toContain("<script>k</script>");
    // In a document to copy the escapes are JSON's, so that it stays the same document.
    expect(html).toContain("\\u202ereversed\\u202c");
  });

  it("marks overlapping and misplaced quotes once, and stays small for a huge text", async () => {
    const overlapping = await (
      <Marked
        text="delete all files"
        marks={[
          { start: 0, end: 10, kind: "also" },
          { start: 7, end: 999, kind: "deciding" },
          { start: 50, end: 60, kind: "deciding" },
        ]}
      />
    );
    expect(overlapping.toString()).toBe('<mark class="also">delete </mark><mark class="deciding">all files</mark>');
    const huge = await (<Prose text={"\u200Ba".repeat(100_000)} />);
    expect(huge.toString().length).toBeLessThan(1_500_000);
    expect(huge.toString()).toContain("180,000 more characters");
  });

  it("redirects from an identifier to the slug's page", async () => {
    const response = await filled.app.request(`/servers/${encodeURIComponent("npm:@ziad/code-mode-toon")}/tools/a%2Fb`);
    expect([response.status, response.headers.get("location")]).toEqual([
      308,
      "/servers/ziad-hsn-code-mode-toon/tools/a%2Fb",
    ]);
  });
});
