import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFilled } from "../api/filled.ts";
import { pageKinds } from "../api/page-kinds.ts";
import { browserPath, serveApp, startBrowser } from "../support/browser.ts";

if (browserPath === null) console.warn("skipped: there is no Chromium here, so no page is looked at in a browser");

const others = {
  "attack patterns": "/attack-patterns",
  "an attack pattern": "/attack-patterns/AP-20",
  changes: "/changes",
  methodology: "/methodology",
  rules: "/rules",
  "the reference of the API": "/api",
  "a page that is not there": "/nowhere",
};

describe.skipIf(browserPath === null)("the pages in a browser", () => {
  let filled: Awaited<ReturnType<typeof openFilled>>;
  let server: Awaited<ReturnType<typeof serveApp>>;
  let browser: Browser;
  beforeAll(async () => {
    filled = await openFilled("PGlite");
    server = await serveApp(filled.app);
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await filled.close();
  });

  /** A new window, and what happened in it that should not have. */
  async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; amiss: string[] }> {
    const context = await browser.newContext({ baseURL: server.base, ...options });
    if (options.javaScriptEnabled !== false) await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    const amiss: string[] = [];
    page.on("dialog", (dialog) => {
      amiss.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("pageerror", (error) => amiss.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404")) amiss.push(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(`${server.base}/`)) amiss.push(`request: ${request.url()}`);
    });
    return { page, amiss };
  }

  async function close(page: Page, amiss: string[]): Promise<void> {
    await page.context().close();
    expect(amiss).toEqual([]);
  }

  const styleOf = (page: Page, selector: string, property: string): Promise<string> =>
    page.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property}`);

  /** From the search box to the policy of a tool, as a person goes. */
  async function walk(page: Page): Promise<void> {
    await page.goto("/");
    await page.getByRole("searchbox").fill("code mode");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("heading", { level: 1, name: "Search for" }).waitFor();
    await page.getByRole("link", { name: "Code Mode" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Code Mode" }).waitFor();
    expect(await page.getByRole("img", { name: "Tools by risk: 1 critical" }).isVisible()).toBe(true);
    await page.getByRole("table").getByRole("link", { name: "execute_workflow" }).click();
    await page.getByRole("heading", { level: 1, name: "execute_workflow" }).waitFor();
    await page.getByLabel("Written for").selectOption({ label: "Claude Code" });
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/format=claude-code/);
    expect(await page.getByLabel("Written for").inputValue()).toBe("claude-code");
  }

  it("lead from the search to a server, a tool and a policy that is copied", async () => {
    const { page, amiss } = await open();
    await walk(page);
    await page.getByRole("button", { name: "Copy: Starter policy for Claude Code" }).click();
    await page.getByRole("button", { name: "Copy: Starter policy" }).getByText("Copied").waitFor();
    const shown = await page.locator("#policy-text").textContent();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(shown);
    const file = await page.request.get(
      "/api/v1/servers/ziad-hsn-code-mode-toon/tools/execute_workflow/policy?format=claude-code",
    );
    expect((await file.text()).trimEnd()).toBe(shown);
    await close(page, amiss);
  });

  it("do the same without JavaScript, where a click selects the policy", async () => {
    const { page, amiss } = await open({ javaScriptEnabled: false });
    await walk(page);
    expect(await page.locator("button[data-copies]:visible").count()).toBe(0);
    expect(await page.locator("#policy-text").textContent()).toContain("execute_workflow");
    expect(await styleOf(page, "pre.whole", "userSelect")).toBe("all");
    await page.goto("/servers/ziad-hsn-code-mode-toon");
    await page.getByRole("list", { name: "Category" }).getByRole("link", { name: "Destructive" }).click();
    const rows = page.getByRole("table", { name: "Destructive tools" }).getByRole("rowheader");
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining("delete_file")]);
    await close(page, amiss);
  });

  it("can be used with the keyboard: the first stop skips to the content, and every stop is seen", async () => {
    const { page, amiss } = await open();
    await page.goto(pageKinds["a server"]);
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").innerText()).toBe("Skip to the content");
    expect((await page.locator(".skip").boundingBox())?.width).toBeGreaterThan(50);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.locator("main :focus").innerText()).toBe("Servers");
    expect(await styleOf(page, ":focus", "outlineStyle")).toBe("solid");
    await close(page, amiss);
  });

  describe("each kind of page", () => {
    let looked: { page: Page; amiss: string[] };
    // The pages' own policy would keep axe-core out, which is no part of them.
    beforeAll(async () => {
      looked = await open({ bypassCSP: true, reducedMotion: "reduce" });
    });
    afterAll(() => close(looked.page, looked.amiss));

    it.each(Object.entries({ ...pageKinds, ...others }))(
      "%s: nothing that axe-core finds in light and dark, nothing wider than a phone",
      async (_, path) => {
        const { page } = looked;
        await page.setViewportSize({ width: 1200, height: 800 });
        await page.emulateMedia({ colorScheme: "light" });
        await page.goto(path);
        await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
        await page.evaluate(axe.source);
        const found = async (options: string) => {
          const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
        };
        expect(await found('{ resultTypes: ["violations"] }')).toEqual([]);
        await page.emulateMedia({ colorScheme: "dark" });
        expect(await found('{ resultTypes: ["violations"], runOnly: ["color-contrast"] }')).toEqual([]);
        await page.setViewportSize({ width: 360, height: 740 });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
      },
    );
  });

  it("show what strangers wrote as text: nothing of it runs, loads, or becomes an element", async () => {
    const { page, amiss } = await open();
    for (const path of [
      pageKinds["a hostile server"],
      pageKinds["a hostile tool"],
      pageKinds["a server of nasty names"],
      `/servers/nasty/tools/${encodeURIComponent("<script>alert(1)</script>")}`,
      `/search?q=${encodeURIComponent('<img src=x onerror="alert(1)">')}`,
      "/search?q=hidden",
      "/servers?sort=name",
    ]) {
      const answer = await page.goto(path);
      expect(answer?.headers()["content-security-policy"]).toContain("script-src 'self'");
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(
        await page
          .locator(
            "main script:not([type='application/ld+json']), main iframe, main [onerror], main [onload], main i, main b",
          )
          .count(),
        path,
      ).toBe(0);
      expect(await page.locator('main img:not([src^="/"])').count()).toBe(0);
      expect(await page.locator('a[href^="javascript:" i], a[href^="data:" i]').count()).toBe(0);
      const text = await page.locator("body").innerText();
      expect(text).not.toMatch(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\u0007]/);
    }
    await page.goto(pageKinds["a hostile tool"]);
    const text = await page.locator("main").innerText();
    expect(text).toContain('<script>alert(1)</script> <img src=x onerror="alert(2)">');
    expect(text).toContain("\\u{202e}reversed\\u{202c} and \\u{200b}hidden");
    await close(page, amiss);
  });
});
