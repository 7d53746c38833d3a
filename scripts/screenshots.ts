import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createApp } from "../api/app.ts";
import { openCatalog } from "../db/client.ts";
import { browserPath, serveApp, startBrowser } from "../test/support/browser.ts";

// Makes pictures of the pages: npm run screenshots -- CATALOG FOLDER. CATALOG is what --db is for the command line; fill one
// with: npm run mcp-risk -- crawl starter --db CATALOG

const [location, folder] = process.argv.slice(2);
if (location === undefined || folder === undefined || browserPath === null) {
  console.error("Give a catalog and a folder for the pictures, and install Debian's chromium.");
  process.exit(2);
}

const server = "/servers/mcp-server-kubernetes";
const pages = {
  home: "/",
  server,
  tool: `${server}/tools/kubectl_delete`,
  pattern: "/attack-patterns/AP-13",
};
const views = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 }, isMobile: true },
} as const;

await mkdir(folder, { recursive: true });
const catalog = await openCatalog(location);
const served = await serveApp(createApp({ db: catalog.db }));
const browser = await startBrowser();
try {
  for (const [view, options] of Object.entries(views)) {
    const context = await browser.newContext({ baseURL: served.base, ...options });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      const answer = await page.goto(path);
      if (answer?.status() !== 200) throw new Error(`${path} answers ${answer?.status() ?? "nothing"}`);
      await page.screenshot({ path: join(folder, `${name}-${view}.png`) });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await served.close();
  await catalog.close();
}
