import type { Command } from "commander";
import { UserError } from "../../catalog/user-error.ts";
import type { ReadTool, ReadWarning } from "../../catalog/tool.ts";
import { defaultPageBytes } from "../../crawler/source.ts";
import { npm } from "../../crawler/sources/npm/npm.ts";
import { pageUrl } from "../../crawler/page.ts";
import { readFiles, readPackage } from "../../crawler/read-package.ts";
import { readFolder } from "../../crawler/readers/folder.ts";
import { openNetwork, type Network } from "../network.ts";
import type { Global } from "../options.ts";
import { count, print, printJson, say, table } from "../output.ts";
import { parseTarget, type Target } from "../target.ts";
import { collect } from "./crawl.ts";

type Extracted = { package?: string; version?: string; tools: ReadTool[]; warnings: ReadWarning[] };

export function extractCommand(program: Command): void {
  program
    .command("extract")
    .description("Show the tools of one package or folder, read from its source; nothing is run or stored.")
    .argument("<target>", "npm:NAME[@VERSION] or dir:PATH")
    .option("--base-url <ID=URL>", "where a source is (npm=URL)", collect, [])
    .addHelpText(
      "after",
      `
Examples:
  mcp-risk extract npm:@modelcontextprotocol/server-filesystem
  mcp-risk extract npm:tavily-mcp@latest --json
  mcp-risk extract dir:./my-server`,
    )
    .action(async (text: string, _options, command: Command) => {
      const options = command.optsWithGlobals<Global & { baseUrl: string[] }>();
      const extracted = await extract(parseTarget(text), options.baseUrl);
      if (options.json) {
        const { tools, warnings, ...which } = extracted;
        printJson({ target: text, ...which, tools, warnings });
        return;
      }
      const rows = extracted.tools.map(({ name, description = "", inputSchema, source }) => [
        name,
        Object.keys((inputSchema?.properties as object | undefined) ?? {}).join(", "),
        description,
        source.file === undefined ? "" : `${source.file}:${source.line ?? ""}`,
      ]);
      if (rows.length > 0) print(table(["tool", "parameters", "description", "read at"], rows, 50));
      say(`${count(extracted.tools.length, "tool")}, ${count(extracted.warnings.length, "warning")}.`);
      for (const { code, message } of extracted.warnings) say(`  ${code}: ${message}`);
    });
}

async function extract(target: Target, baseUrls: readonly string[]): Promise<Extracted> {
  if (target.kind === "dir") {
    const read = await readFolder(target.path);
    if (!read.ok) throw new UserError(`${target.path} cannot be read: ${read.message}`);
    return readFiles(read.files);
  }
  const network = await openNetwork(baseUrls);
  try {
    return await extractNpm(network, target.version === undefined ? target.name : `${target.name}@${target.version}`);
  } finally {
    await network.http.close();
  }
}

const retries = 3;

async function extractNpm({ http, baseUrlOf }: Network, spec: string): Promise<Extracted> {
  const request = npm.request(spec);
  const answer = await http.get(pageUrl(baseUrlOf(npm), request), {
    maxBytes: request.maxBytes ?? defaultPageBytes,
    retries,
  });
  if (!answer.ok) {
    if (answer.code === "not-found")
      throw new UserError(`There is no package ${spec} in the registry. Check the name.`);
    throw new UserError(
      `The registry cannot be asked for ${spec} (${answer.message}). Check the network, then try again.`,
    );
  }
  const page = npm.parse(answer.body.toString("utf8"), spec);
  if (!page.ok) throw new UserError(`${spec} cannot be read: ${page.why}. Name another version.`);
  const found = page.listings[0]?.packages[0];
  if (!found?.archive)
    throw new UserError(`The registry gives no archive with a checksum for ${spec}. Choose another version.`);
  const read = await readPackage(http, found.archive, { retries });
  if (!read.ok) throw new UserError(`The archive of ${spec} was refused: ${read.message}. Choose another version.`);
  return {
    package: found.identifier,
    ...(found.version === undefined ? {} : { version: found.version }),
    tools: read.tools,
    warnings: read.warnings,
  };
}
