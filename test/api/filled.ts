import { createApp } from "../../api/app.ts";
import { definitionHash } from "../../catalog/hash.ts";
import type { Listing } from "../../catalog/server.ts";
import type { ToolDefinition } from "../../catalog/tool.ts";
import { classify, ruleset } from "../../classifier/classify.ts";
import { indexCatalog } from "../../crawler/index-catalog.ts";
import { reconcile } from "../../crawler/reconcile.ts";
import { saveListingsOf } from "../../crawler/save.ts";
import type { Catalog, Db } from "../../db/client.ts";
import { saveTools } from "../../db/queries/tools.ts";
import { saveVerdicts } from "../../db/queries/verdicts.ts";
import { openTestCatalog, type Engine } from "../support/catalog.ts";

/** A server of a test: its listing and its tools; those in `unjudged` get no verdict. */
type Given = { listing: Partial<Listing> & { name: string }; tools: ToolDefinition[]; unjudged?: string[] };

/** Names that could be mistaken for an address, markup, an escape or nothing. */
export const nastyNames = [
  "a/b",
  "..",
  ".",
  "~..",
  "~",
  "../../policy",
  "%2e%2e",
  "%2F",
  "100%",
  "a?b=c&d#e",
  "policy",
  "a b+c",
  " ",
  "\\",
  `"'<>`,
  "<script>alert(1)</script>",
  "名前.工具",
  "👩‍💻",
  "\u202Egnp.exe",
  "tab\tnew\nline",
  "__proto__",
  "constructor",
  "a;b,c=d@e:f",
  "é",
  "é".normalize("NFD"),
  "x".repeat(256),
];

export const hostileText = [
  `<script>alert(1)</script> <img src=x onerror="alert(2)"> </p></main>`,
  "second line \u202Ereversed\u202C and \u200Bhidden\u0007",
].join("\n");

/** The tool of the reference policy. */
export const workflow: ToolDefinition = {
  name: "execute_workflow",
  description:
    "USE WHEN you need research, K8s auditing, or incident analysis. Pre-built automation with parallel execution and automatic retries.",
  inputSchema: {
    type: "object",
    properties: { workflowName: { type: "string", description: "Name of workflow to execute", enum: [] } },
    required: ["workflowName"],
  },
};

const given: Given[] = [
  {
    listing: {
      name: "ziad-hsn/code-mode-toon",
      title: "Code Mode",
      description: "Runs workflows",
      version: "1.0.3",
      license: "MIT",
      author: "Ziad",
      homepage: "https://example.org/toon",
      repository: { url: "git+https://github.com/ziad-hsn/code-mode-toon.git" },
      packages: [{ type: "npm", identifier: "@ziad/code-mode-toon", version: "1.0.3" }],
      remotes: [{ type: "streamable-http", url: "https://example.org/mcp" }],
    },
    tools: [
      workflow,
      { name: "list_workflows", description: "Lists the available workflows." },
      { name: "delete_file", description: "Permanently deletes a file.", annotations: { readOnlyHint: true } },
      { name: "unread", description: "Not judged" },
    ],
    unjudged: ["unread"],
  },
  {
    listing: {
      name: "evil <b>name</b>\u202E",
      title: hostileText,
      description: hostileText,
      version: "\u200B1",
      author: hostileText,
      license: `"><svg onload=alert(1)>`,
      homepage: "javascript:alert(1)",
      repository: { url: "https://user:secret@example.org/x" },
      packages: [{ type: "npm", identifier: `evil"><script>`, version: "1.0.0" }],
    },
    tools: [
      {
        name: "hostile",
        title: hostileText,
        description: hostileText,
        inputSchema: {
          type: "object",
          properties: {
            "<script>k</script>": {
              type: "\u202Estring",
              description: hostileText,
              enum: ["<i>", null],
              default: "</td>",
            },
            odd: true,
            ["__proto__"]: { type: ["string", 3] },
          },
          required: "yes",
        },
      },
      { name: "schemaless", inputSchema: { properties: ["not", "an object"] } },
    ],
  },
  { listing: { name: "nasty" }, tools: nastyNames.map((name) => ({ name, description: `Reads ${name}` })) },
  { listing: { name: "empty", status: "deprecated" }, tools: [] },
  { listing: { name: "gone", status: "deleted" }, tools: [{ name: "get_gone" }] },
  ...Array.from({ length: 70 }, (_, n) => ({
    listing: { name: `plain ${String(n).padStart(2, "0")}`, description: "one of many" },
    tools: n === 0 ? [{ name: "get_plain", description: "Gets it" }] : [],
  })),
];

/** How many servers the catalog of `openFilled` lists. */
export const listed = given.length - 1;

/** A catalog filled by the functions that a crawl uses, and the app on it. */
export async function openFilled(engine: Engine): Promise<Catalog & { app: ReturnType<typeof createApp> }> {
  const catalog = await openTestCatalog(engine);
  await fill(catalog.db);
  return { ...catalog, app: createApp({ db: catalog.db }) };
}

/** Fills an empty catalog. */
export async function fill(db: Db): Promise<void> {
  const listings = given.map(({ listing }, index): Listing => {
    return { source: "npm", ref: `ref-${index}`, status: "active", packages: [], remotes: [], ...listing };
  });
  await saveListingsOf(db, "npm", [{ key: "page", bodyHash: "hash", listings: listings }]);
  const judged: Parameters<typeof saveVerdicts>[1] = [];
  for (const [index, { tools, unjudged = [] }] of given.entries()) {
    const source = { reader: "javascript", file: "dist/index.js", line: 7 };
    const read = { ref: `ref-${index}`, reader: "javascript", version: "1.0.0" };
    if (tools.length > 0) await saveTools(db, "npm", [{ ...read, tools: tools.map((tool) => ({ ...tool, source })) }]);
    for (const tool of tools) {
      if (!unjudged.includes(tool.name)) judged.push({ hash: definitionHash(tool), verdict: classify(tool) });
    }
  }
  await reconcile(db);
  await saveVerdicts(db, judged);
  await indexCatalog(db, ruleset);
}
