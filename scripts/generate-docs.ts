// Writes docs/api.md, docs/cli.md, docs/openapi.json, docs/policies.md and docs/sources.md from the code; with --check only says whether they are up to date.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { createProgram } from "../cli/program.ts";
import { createApp } from "../api/app.ts";
import { apiMarkdown } from "../api/reference/markdown.ts";
import { describeApi } from "../api/reference/describe.ts";
import { openApiDocument } from "../api/routes/openapi.ts";
import type { Db } from "../db/client.ts";
import type { Source } from "../crawler/source.ts";
import { operators } from "../policy/conditions.ts";
import { formats } from "../policy/formats/index.ts";
import { overridesExample } from "../policy/overrides.ts";
import { alike, presetNames, presets, sureFrom, type Terms } from "../policy/presets.ts";
import type { Command } from "commander";
import { allSources } from "../crawler/sources.ts";

async function commandLine(): Promise<string> {
  const program = await createProgram();
  const named = (command: Command, words: string): [string, Command][] => [
    [words, command],
    ...command.commands.flatMap((one) => named(one, `${words} ${one.name()}`)),
  ];
  const help = named(program, "mcp-risk").map(([name, command]) => {
    // What helps a person find the way is in the text added after the help, which only outputHelp prints.
    let text = "";
    command.configureOutput({ writeOut: (part) => (text += part) }).configureHelp({ helpWidth: 100 });
    command.outputHelp();
    return `## ${name}\n\n\`\`\`text\n${text.trim()}\n\`\`\``;
  });
  return ["# The command line", "In a checkout, write `npm run -s mcp-risk --` for `mcp-risk`.", ...help].join("\n\n");
}

const answers: Record<Source["format"], string> = {
  json: "JSON",
  html: "HTML, asked for only as robots.txt allows",
  text: "text",
  tarball: "a gzipped tarball, unpacked in memory",
  file: "a file of this computer",
  live: "what running servers say of themselves",
};

function extentOf({ extent }: Source): string {
  if (extent.kind === "list") return "all servers that it lists";
  if (extent.kind === "named") return "what you name";
  if (extent.kind === "known")
    return extent.of === "remotes"
      ? "what you name, and the endpoints that other sources name; one that did not answer not again within a week"
      : "what you name, and the repositories of servers whose tools no other source carries and no package has";
  return `what it finds, and the packages of type ${extent.type} that other sources name`;
}

function tokensOf({ tokens = [] }: Source): string {
  if (tokens.length === 0) return "none needed";
  return `${tokens.map(({ variable }) => `\`${variable}\``).join(" and ")}; without, it is skipped`;
}

function sources(): string {
  const parts = allSources.map((source) => {
    const { id, title, homepage, gives, format: kind, pace } = source;
    const base = "request" in source ? (source.baseUrl ?? "the `registry` of your npm configuration") : null;
    return [
      `## ${id}`,
      `[${title}](${homepage}) gives ${gives}.`,
      [
        ...(base === null ? [] : [`- Base URL: ${base}; another with \`--base-url ${id}=URL\`.`]),
        `- Answers in: ${answers[kind]}.`,
        `- A crawl asks for: ${extentOf(source)}.`,
        ...(kind === "file"
          ? []
          : [
              `- Pace: a request every ${pace.delayMs} ms, ${pace.concurrency} under way at most, because ${pace.because}.`,
            ]),
        `- Tokens: ${tokensOf(source)}.`,
      ].join("\n"),
    ].join("\n\n");
  });
  return [
    "# Sources",
    "What `mcp-risk crawl` can read. `mcp-risk sources` shows when each was last read.",
    ...parts,
  ].join("\n\n");
}

const wordsOf = ({ action, limit }: Terms): string =>
  limit ? `${action}, at most ${limit.max} calls a ${limit.window}` : action;

function policies(): string {
  const rows = (["Read", "Write", "Execute", "Destructive", "Financial"] as const).map((category) => [
    category,
    ...presetNames.map((name) => wordsOf(presets[name].categories[category])),
  ]);
  const besides = [
    ["a verdict below a confidence of " + String(sureFrom), "unsure"],
    ["a threat finding of level warn", "warned"],
    ["a threat finding of level block", "poisoned"],
  ] as const;
  const raised = (["medium", "high", "critical"] as const).map((risk) => {
    const like = alike("Read", risk) ?? "Read";
    const what = `a risk of ${risk} that is above its category's (as ${like})`;
    return [what, ...presetNames.map((name) => wordsOf(presets[name].categories[like]))];
  });
  const extra = [
    ...raised,
    ...besides.map(([what, key]) => [what, ...presetNames.map((name) => wordsOf(presets[name][key]))]),
  ];
  const yes = (can: unknown): string => (can ? "yes" : "no");
  const targets = formats.map(({ id, title, can, file, source }) => [
    `\`${id}\``,
    title,
    yes(can.hide),
    yes(can.limit),
    yes(can.approve),
    can.constrain ? "yes, or as far as its language goes" : "no",
    `${file}. ${source}`,
  ]);
  const drawn = (head: string[], body: string[][]): string =>
    [head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
  return [
    "# Policies",
    "`mcp-risk policy` recommends what should happen to each tool of a server, by its verdict, and writes it down for what enforces it.",
    "## Presets",
    "Terms for each category; the rows after Financial hold besides, where they are stricter. `approve`: a person decides about each call. `hide`: refused, and not shown to the agent. What is not listed is refused.",
    drawn(["category or case", ...presetNames], [...rows, ...extra]),
    "## Your own terms",
    "`--overrides FILE` (YAML or JSON), and `overrides` of the API. A category's terms stand in for the preset's, and what is dangerous besides is still treated more strictly; a tool's own terms are the last word. Without an `action`, it stays as it was; with one and without a `limit`, there is none. The conditions of `require` are about arguments: `op` is one of " +
      operators.map((op) => `\`${op}\``).join(", ") +
      ".",
    `\`\`\`yaml\n${overridesExample}\n\`\`\``,
    "## Targets",
    "What a target cannot express is never allowed for it: an approval becomes a refusal, an argument condition an approval or a refusal. A rate limit that it cannot express is dropped. Each such loss is said, with the tool's name. A test generates policies for 200 varied servers in every format, and decides calls with them as the target would: by its engine where there is one for Node (Cedar, CEL, our own), else as its documentation says; the JSON Schemas that targets publish are checked too.",
    drawn(
      [
        "format",
        "target",
        "hides",
        "limits",
        "asks",
        "argument conditions",
        "where it goes, and where the format is described",
      ],
      targets,
    ),
    "## Traps",
    [
      "- **A star.** A tool that is really called `*` cannot be named where `*` means every tool: it is left out, so it is refused.",
      "- **agentgateway** has no arguments when its rules are asked, so a rule about them would refuse every call. Without a rule that allows, it allows all: `false` stands for none.",
      "- **ToolHive and Envoy AI Gateway** filter the list of tools by the same rules, without arguments: conditions are written so that they hold there. JSON numbers are decimals in ToolHive and doubles in CEL.",
      "- **LiteLLM** takes an empty list of allowed tools for all of them: a server without allowed tools is left out.",
      "- **Codex** refuses tools that need approval when its approval policy is `never`: what is allowed is approved beforehand.",
      "- **Gemini CLI** splits names at the first underscore: a server's name has none.",
      "- **Windows of quotas** are those of the calendar, in UTC: twice the quota may pass around the turn of one.",
    ].join("\n"),
    "## Our own engine",
    "`policy simulate` and `policy check` read documents of PolicyLayer (version 1) and Intercept, and decide in their order: hidden, not listed, the tool's rules, the rules of all tools, then all quotas or none. Where Intercept is lax we are strict: values are compared with their JSON types, an amount below zero cannot be counted, decimals are kept, and what a past window took is not given to the next one. Regular expressions are RE2's, in linear time.",
  ].join("\n\n");
}

/** Stands where a database must be given: no route is asked for its contract. */
const noDatabase = {} as unknown as Db;

const generated = "<!-- Generated by scripts/generate-docs.ts. -->\n\n";
const openApi = openApiDocument(createApp({ db: noDatabase }));
const pages: Record<string, string> = {
  "docs/policies.md": generated + policies(),
  "docs/cli.md": generated + (await commandLine()),
  "docs/sources.md": generated + sources(),
  "docs/api.md": generated + apiMarkdown(describeApi(openApi)),
  "docs/openapi.json": JSON.stringify(openApi),
};
const check = process.argv.includes("--check");
for (const [path, content] of Object.entries(pages)) {
  const file = new URL(`../${path}`, import.meta.url);
  const options = await resolveConfig(file);
  const parser = path.endsWith(".json") ? "json" : "markdown";
  const text = await format(`${content}\n`, { ...options, parser });
  if (!check) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`${path} is not what the code says. Run: npm run docs`);
    process.exitCode = 1;
  }
}
