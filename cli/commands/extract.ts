import type { Command } from "commander";
import { UserError } from "../../catalog/user-error.ts";
import { explainTool } from "../../crawler/readers/explain.ts";
import { Trace } from "../../crawler/readers/trace.ts";
import { extract, type Extracted } from "../extract.ts";
import type { Global } from "../options.ts";
import { count, oneLine, print, printJson, say, table } from "../output.ts";
import { parseTarget } from "../target.ts";
import { noSuchTool } from "../tool-input.ts";
import { collect } from "./crawl.ts";

type Options = Global & {
  baseUrl: string[];
  run?: boolean;
  env: Record<string, string>;
  arg: string[];
  explain?: string;
};

export function extractCommand(program: Command): void {
  program
    .command("extract")
    .description("Show the tools of one server, read from its source or asked of its endpoint; nothing is stored.")
    .argument(
      "<target>",
      "npm:NAME[@VERSION], pypi:NAME[@VERSION], github:OWNER/REPO[/FOLDER][@REF], dir:PATH, file:ARCHIVE or an endpoint's URL",
    )
    .option("--base-url <ID=URL>", "where a source is (npm=URL)", collect, [])
    .option("--run", "install the npm package and ask it for its tools, in a sandbox without network")
    .option("--env <NAME[=VALUE]>", "with --run: a variable that it gets; without a value, a dummy", variable, {})
    .option("--arg <value>", "with --run: an argument that it gets", collect, [])
    .option("--explain <tool>", "say for one tool which expressions led to each field")
    .addHelpText(
      "after",
      `
Examples:
  mcp-risk extract npm:@modelcontextprotocol/server-filesystem
  mcp-risk extract npm:tavily-mcp@latest --json
  mcp-risk extract dir:./my-server
  mcp-risk extract github:modelcontextprotocol/servers
  mcp-risk extract npm:tavily-mcp --explain tavily_search
  mcp-risk extract https://mcp.example/mcp
  mcp-risk extract npm:tavily-mcp --run --env TAVILY_API_KEY`,
    )
    .action(async (text: string, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (!options.run && (options.arg.length > 0 || Object.keys(options.env).length > 0))
        throw new UserError("--env and --arg are for a package that is run: add --run.");
      const run = options.run ? { env: options.env, args: options.arg } : undefined;
      const trace = options.explain === undefined ? undefined : new Trace();
      const extracted = await extract(parseTarget(text), options.baseUrl, { run, trace });
      if (options.explain !== undefined && trace) {
        explain(text, options.explain, extracted, trace, options.json === true);
        return;
      }
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
      if (extracted.tools.length + extracted.warnings.length === 0)
        say(
          "Nothing in it defines tools: no JavaScript, TypeScript, Python or Go does, no manifest, and no README names any.",
        );
      for (const { code, message } of extracted.warnings) say(`  ${code}: ${oneLine(message, 300)}`);
    });
}

/** Prints how one tool came about. */
function explain(target: string, name: string, { tools }: Extracted, trace: Trace, json: boolean): void {
  const tool = tools.find((one) => one.name === name);
  if (!tool)
    throw noSuchTool(
      target,
      name,
      tools.map((one) => one.name),
    );
  const explained = explainTool(tool, trace);
  if (json) {
    printJson({ tool: name, source: tool.source, explain: explained });
    return;
  }
  const place = tool.source.file === undefined ? "" : `, ${tool.source.file}:${tool.source.line ?? 1}`;
  print(`${oneLine(name, 256)}  (${tool.source.reader}${oneLine(place, 300)})`);
  for (const { path, value, steps } of explained) {
    if (path === "" ? steps.length === 0 : value === undefined) continue;
    print(`\n${path === "" ? "made by" : `${oneLine(path, 200)}  ${oneLine(JSON.stringify(value), 100)}`}`);
    for (const step of steps) print(`  ${oneLine(`${step.file}:${step.line}`, 200)}  ${oneLine(step.text, 160)}`);
    if (steps.length === 0) print("  no expression of its own: it is added by a library or by the reader");
  }
}

/** `NAME=VALUE`, or `NAME` for a value that only looks like one. */
function variable(setting: string, previous: Record<string, string>): Record<string, string> {
  const cut = setting.indexOf("=");
  const name = cut === -1 ? setting : setting.slice(0, cut);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new UserError(`--env ${setting}: write NAME or NAME=VALUE.`);
  return { ...previous, [name]: cut === -1 ? "dummy" : setting.slice(cut + 1) };
}
