// Writes classifier/fingerprint.ts from the verdicts on all examples of the rules and on the definitions of the tests, attacks among
// them, as they are and as somebody would hide them, and from the grades of servers that have them; with --check only says whether
// it is up to date.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { canonicalJson, sha256 } from "../catalog/hash.ts";
import type { Server } from "../catalog/server.ts";
import { ToolDefinition } from "../catalog/tool.ts";
import { classify } from "../classifier/classify.ts";
import { fingerprint } from "../classifier/fingerprint.ts";
import { gradeServer } from "../classifier/grade.ts";
import { rules } from "../classifier/rules/index.ts";

const target = new URL("../classifier/fingerprint.ts", import.meta.url);
const tests = new URL("../test/classifier/", import.meta.url);
const toolsOfServer = 20;

type Input = { tool: ToolDefinition; server?: string | undefined };

/** Other shapes of a definition, which say the same to a model. */
const disguises: ((tool: ToolDefinition) => ToolDefinition)[] = [
  (tool) => tool,
  ({ name, description = "" }) => ({
    name,
    inputSchema: { type: "object", properties: { note: { type: "string", description } } },
  }),
  ({ name, description = "" }) => ({
    name,
    inputSchema: { properties: { [description.replaceAll(/\W+/g, "_")]: {}, [`"${description}"`]: {} } },
  }),
  (tool) => reworded(tool, (text) => `<!-- ${text} -->`),
  (tool) => reworded(tool, (text) => text.replaceAll(" ", "\n\n- ")),
  (tool) => reworded(tool, (text) => text.toUpperCase().replaceAll(" ", "-")),
  (tool) => reworded(tool, (text) => Buffer.from(text).toString("base64")),
  (tool) => reworded(tool, (text) => text.replaceAll("e", "\u0435").replaceAll(" ", "\u200b ")),
];

function reworded(tool: ToolDefinition, reword: (text: string) => string): ToolDefinition {
  return { ...tool, description: reword(tool.description ?? "") };
}

function definitionsOf(file: string): Input[] {
  const Row = z.object({ tool: ToolDefinition });
  const lines = readFileSync(new URL(file, tests), "utf8").split("\n").filter(Boolean);
  return lines.map((line) => Row.parse(JSON.parse(line)));
}

function inputs(): Input[] {
  const examples = rules.flatMap(({ examples: { match, noMatch } }) => [...match, ...noMatch]);
  const files = readdirSync(new URL("wording/", tests)).sort();
  const written = ["unseen.jsonl", ...files.map((file) => `wording/${file}`)].flatMap(definitionsOf);
  return [
    ...examples.map(({ server, ...tool }) => ({ tool, server })),
    ...disguises.flatMap((disguise) => written.map(({ tool }) => ({ tool: disguise(tool) }))),
  ];
}

/** The grades of made-up servers, well known and obscure ones, that have the tools. */
function gradesOf(judged: readonly (Input & { verdict: ReturnType<typeof classify> })[]): unknown[] {
  const obscure = { slug: "s", name: "s", packages: [], remotes: [], origin: {}, identifiers: [] };
  const seen = { firstSeen: "2026-01-01T00:00:00Z", lastSeen: "2026-01-01T00:00:00Z" };
  const known = { license: "MIT", repository: { url: "https://code.example/a/b" } };
  const servers: Server[] = [
    { ...obscure, ...seen, status: "deprecated" },
    { ...obscure, ...seen, ...known, status: "active" },
  ];
  const grades: unknown[] = [];
  for (let at = 0; at < judged.length; at += toolsOfServer)
    for (const [number, server] of servers.entries()) {
      const origin = { reader: number === 0 ? "readme" : "live", subject: "npm:s", version: "1.0.0" };
      const tools = judged.slice(at, at + toolsOfServer);
      grades.push(
        gradeServer(
          server,
          tools.map(({ tool, verdict }) => ({ tool: { definition: tool, origin }, verdict })),
        ),
      );
    }
  return grades;
}

const judged = inputs().map(({ tool, server }) => ({ tool, verdict: { ...classify(tool, { server }), ruleset: "" } }));
const found = sha256(canonicalJson([judged.map(({ verdict }) => verdict), gradesOf(judged)])).slice(0, 12);

if (found === fingerprint) console.log("classifier/fingerprint.ts is up to date");
else if (process.argv.includes("--check")) {
  console.error("classifier/fingerprint.ts is out of date: run npm run docs and commit the result");
  process.exitCode = 1;
} else {
  writeFileSync(target, readFileSync(target, "utf8").replace(/"[0-9a-f]*"/, `"${found}"`));
  console.log(`wrote ${target.pathname}`);
}
