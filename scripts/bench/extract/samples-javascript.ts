import type { Sample } from "./sample.ts";
import { camel, times, wordsOf } from "./words.ts";

const files = 40;
const tools = 8;
const manifest = JSON.stringify({ name: "made", bin: "src/index.ts" });

/** What a handler does: code that is parsed, but defines nothing. */
const handler = (name: string, fields: readonly string[]): string => `
  const started = Date.now();
  const params = new URLSearchParams();
${fields.map((field) => `  if (input.${field} !== undefined) params.set("${field}", String(input.${field}));`).join("\n")}
  const response = await request(\`/api/${name}?\${params}\`, { method: "GET", headers: { accept: "application/json" } });
  if (!response.ok) {
    log.error({ status: response.status, took: Date.now() - started }, "${name} failed");
    return { isError: true, content: [{ type: "text", text: \`The service said \${response.status}\` }] };
  }
  const found = (await response.json()).items.filter((item) => item.state !== "hidden").map(({ id, title }) => ({ id, title }));
  return { content: [{ type: "text", text: JSON.stringify(found, null, 2) }] };`;

const helper = (file: number): string => `import { setTimeout as wait } from "node:timers/promises";
export const log = { error(fields, text) { console.error(text, fields); } };
export class RequestError extends Error {
  constructor(readonly status: number, message: string) { super(message); this.name = "RequestError"; }
}
${times(
  6,
  (index) => `/** Asks the service again while it is busy. */
export async function request${index === 0 ? "" : index}(path: string, init: RequestInit = {}): Promise<Response> {
  let last: Response | undefined;
  for (let attempt = 0; attempt < ${index + 2}; attempt++) {
    last = await fetch(new URL(path, process.env.BASE_URL ?? "https://service-${file}.example"), init);
    if (last.status !== 429 && last.status < 500) return last;
    await wait(2 ** attempt * 100 + Math.floor(Math.random() * 50));
  }
  if (!last) throw new RequestError(0, "nothing was asked");
  return last;
}`,
).join("\n")}
`;

const zodFile = (file: number): string => `import { z } from "zod";
import { log, request } from "../client${file}.ts";
export function register(server) {
${times(tools, (index) => {
  const { name, description, fields } = wordsOf(file, index);
  const shape = fields.map(
    (field, at) =>
      `      ${field}: z.${["string()", "number().int().min(1)", 'enum(["open", "closed"])', "array(z.string())"][at % 4]}${at > 0 ? ".optional()" : ""}.describe("The ${field} to look for"),`,
  );
  return `  server.registerTool("${name}", {
    title: "${camel(name)}",
    description: "${description}",
    inputSchema: {\n${shape.join("\n")}\n    },
    annotations: { readOnlyHint: ${index % 2 === 0} },
  }, async (input) => {${handler(name, fields)}
  });`;
}).join("\n")}
}
`;

const objectFile = (file: number): string => `import { log, request } from "../client${file}.ts";
export const definitions = [
${times(tools, (index) => {
  const { name, description, fields } = wordsOf(file, index);
  const properties = fields.map(
    (field) => `        ${field}: { type: "string", description: "The ${field} to look for" },`,
  );
  return `  {
    name: "${name}",
    description: \`${description}\`,
    inputSchema: {
      type: "object",
      properties: {\n${properties.join("\n")}\n      },
      required: ["${fields[0] ?? ""}"],
    },
  },`;
}).join("\n")}
];
export const handlers = {
${times(tools, (index) => {
  const { name, fields } = wordsOf(file, index);
  return `  async ${name}(input) {${handler(name, fields)}\n  },`;
}).join("\n")}
};
`;

const classFile = (file: number): string => `import { log, request } from "../client${file}.ts";
class Base { get definition() { return { name: this.name, description: this.description, inputSchema: this.schema }; } }
${times(tools, (index) => {
  const { name, description, fields } = wordsOf(file, index);
  const properties = fields.map((field) => `${field}: { type: "string" }`);
  return `export class ${camel(name)} extends Base {
  name = "${name}";
  description = "${description}" + " Needs a token.";
  schema = { type: "object", properties: { ${properties.join(", ")} } };
  async run(input) {${handler(name, fields)}
  }
}`;
}).join("\n")}
export const all = [${times(tools, (index) => `new ${camel(wordsOf(file, index).name)}()`).join(", ")}];
`;

function sample(name: string, index: string, file: (file: number) => string): Sample {
  const texts: Record<string, string> = { "package.json": manifest, "src/index.ts": index };
  for (let at = 0; at < files; at++) {
    texts[`src/tools/part${at}.ts`] = file(at);
    texts[`src/client${at}.ts`] = helper(at);
  }
  return { name: `javascript ${name}`, texts, tools: files * tools };
}

const imports = (what: string): string =>
  times(files, (file) => `import { ${what} as part${file} } from "./tools/part${file}.ts";`).join("\n");
const lowLevel = (tools: string): string => `
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
const server = new Server({ name: "made", version: "1" }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: ${tools} }));
`;
const spread = times(files, (file) => `...part${file}`).join(", ");

/** Servers with zod, with JSON Schema in lists, and with a class per tool. */
export const javascriptSamples = (): Sample[] => [
  sample(
    "zod",
    `${imports("register")}
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "made", version: "1" });
for (const register of [${times(files, (file) => `part${file}`).join(", ")}]) register(server);
`,
    zodFile,
  ),
  sample("lists", `${imports("definitions")}${lowLevel(`[${spread}]`)}`, objectFile),
  sample("classes", `${imports("all")}${lowLevel(`[${spread}].map((tool) => tool.definition)`)}`, classFile),
];
