import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import envPaths from "env-paths";
import { UserError } from "../../catalog/user-error.ts";
import { risks } from "../../catalog/verdict.ts";
import { formats } from "../../policy/formats/index.ts";
import { presetNames, type PresetName } from "../../policy/presets.ts";
import { recommend } from "../../policy/recommend.ts";
import type { JudgedTool } from "../../db/queries/shown-tools.ts";
import { withCatalog } from "../catalog.ts";
import type { Global } from "../options.ts";
import { count, print, printJson, say, table } from "../output.ts";
import { clientFiles, type ClientFile } from "../scan/clients.ts";
import { findServers, type Found } from "../scan/find.ts";
import { toSarif } from "../scan/sarif.ts";
import { scanStack, type Issue, type Scan } from "../scan/scan.ts";
import { readBaseline, readState, writeBaseline, writeJson, type ScanState } from "../scan/state.ts";

type Options = Global & {
  failOn?: Reason[];
  baseline?: string;
  updateBaseline?: boolean;
  sarif?: string;
  state?: string;
  policy?: string;
  format: string;
  preset: PresetName;
};

export function scanCommand(program: Command): void {
  program
    .command("scan")
    .description(
      "Look at the MCP servers of your clients' configurations: risks, findings, what changed, and a policy.",
    )
    .argument("[config...]", "configuration files (default: those of known clients, and of this folder)")
    .addOption(
      new Option(
        "--fail-on <what>",
        `exit with 1 when there is one (${reasons.join(", ")}); may be given again`,
      ).argParser(reason),
    )
    .option("--baseline <file>", "issues that are accepted")
    .option("--update-baseline", "accept all issues of this scan, in the baseline file")
    .option("--sarif <file>", "write the issues as SARIF 2.1.0")
    .option("--policy <file>", "write a policy for the whole stack")
    .addOption(
      new Option("--format <id>", "with --policy: what enforces it")
        .choices(formats.map(({ id }) => id))
        .default("policylayer"),
    )
    .addOption(new Option("--preset <name>", "with --policy: how strict").choices(presetNames).default("balanced"))
    .option("--state <file>", "what the last scan saw (default: in your data directory)")
    .addHelpText(
      "after",
      `
Finds the servers of Claude Desktop, Claude Code, Cursor, VS Code, Windsurf, Gemini CLI and Codex, and of .mcp.json here.
Only names, packages and addresses are read of them: variables, headers and other arguments are neither kept nor shown.
A file that you name must be there and readable (else exit code 2); of those found by themselves, it is only said.
Servers that the catalog does not know are named; crawl them with: mcp-risk crawl config:FILE

--fail-on critical and high are about what tools do (high: or critical), finding is about definitions that attack or
have changed, and about toxic combinations, unknown about servers of which nothing is known. A change for which a scan
fails is told again by the next one, until it is in the baseline. In CI, keep the --state file from run to run.

Examples:
  mcp-risk scan
  mcp-risk scan .mcp.json --fail-on finding --sarif mcp.sarif
  mcp-risk scan --policy policy.json --format claude-code
  mcp-risk scan --baseline mcp-baseline.json --update-baseline`,
    )
    .action(async (paths: string[], _options, command: Command) => {
      await scan(paths, command.optsWithGlobals<Options>());
    });
}

async function scan(paths: string[], options: Options): Promise<void> {
  if (options.updateBaseline && options.baseline === undefined)
    throw new UserError("--update-baseline needs --baseline FILE.");
  const files = paths.map(named);
  const found = await findServers(files.length > 0 ? files : clientFiles(computer()));
  requireRead(files, found);
  if (found.files.length === 0 && found.unread.length === 0)
    throw new UserError("No configuration of an MCP client was found. Name one: mcp-risk scan FILE");
  const statePath = options.state ?? join(envPaths("mcp-risk", { suffix: "" }).data, "scan.json");
  const before = await readState(statePath);
  const { scan, now, judged } = await withCatalog(options.db, ({ db }) => scanStack(db, found, before));
  const accepted = options.baseline === undefined ? new Set<string>() : await readBaseline(options.baseline);
  const issues = scan.issues.filter(({ id }) => !accepted.has(id));
  if (options.updateBaseline && options.baseline !== undefined)
    await writeBaseline(
      options.baseline,
      scan.issues.map(({ id }) => id),
    );
  const failed = issues.filter((issue) => options.failOn?.some((on) => fails(issue, on)));
  await writeJson(statePath, seenBy(before, now, scan, failed));
  if (options.sarif !== undefined) await writeJson(options.sarif, toSarif(issues));
  if (options.policy !== undefined) await writePolicy(options.policy, scan, judged, options);
  const left = scan.issues.length - issues.length;
  if (options.json) printJson({ ...scan, issues, accepted: left });
  else show({ ...scan, issues }, left);
  if (failed.length > 0) process.exitCode = 1;
}

/** What the next scan compares with. A change for which a scan fails does not count as seen: it fails again, until it is accepted. */
function seenBy(before: ScanState, now: ScanState, { servers }: Scan, failed: readonly Issue[]): ScanState {
  const changes = failed.filter(({ rule }) => rule === "scan.changed");
  const seen = { ...now.servers };
  for (const { key, slug } of servers)
    for (const { server, tool } of changes) {
      if (slug === null || tool === null || server !== key) continue;
      const hash = before.servers[slug]?.[tool];
      if (hash !== undefined) seen[slug] = { ...seen[slug], [tool]: hash };
    }
  return { ...now, servers: seen };
}

const computer = () => ({ home: homedir(), cwd: process.cwd(), platform: process.platform, env: process.env });

function named(path: string): ClientFile {
  const full = resolve(path);
  const kind = full.endsWith(".toml") ? "toml" : full.endsWith(".claude.json") ? "claude-code" : "json";
  return { client: "configuration", path: full, kind };
}

/**
 * Throws a UserError when a file that the user named is not there or cannot be read: what is in it would pass unseen, and a
 * policy or a report would be written as if nothing were. Other files of clients may be broken, which is only said.
 */
function requireRead(files: readonly ClientFile[], { files: read, unread }: Found): void {
  const wrong = new Set(
    files.flatMap(({ path }) => {
      const bad = unread.find(({ kind, file }) => kind === "file" && file === path);
      if (bad) return [`${path}${bad.at} cannot be read (${bad.why})`];
      return read.includes(path) ? [] : [`There is no file ${path}`];
    }),
  );
  if (wrong.size > 0)
    throw new UserError(`${[...wrong].join(". ")}. Nothing was scanned: mend what you named, or leave it out.`);
}

const reasons = ["critical", "high", "finding", "unknown"] as const;
type Reason = (typeof reasons)[number];

function reason(given: string, before: readonly Reason[] = []): Reason[] {
  const one = reasons.find((known) => known === given);
  if (one === undefined) throw new InvalidArgumentError(`Allowed choices are ${reasons.join(", ")}.`);
  return [...before, one];
}

function fails({ level, rule }: Issue, on: Reason): boolean {
  if (on === "unknown") return rule === "scan.unknown" || rule === "scan.no-tools";
  return level === on || (on === "high" && level === "critical");
}

async function writePolicy(
  path: string,
  { servers }: Scan,
  judged: ReadonlyMap<string, JudgedTool[]>,
  options: Options,
): Promise<void> {
  const format = formats.find(({ id }) => id === options.format);
  if (!format) return;
  const recommendations = [...judged].map(([server, tools]) =>
    recommend(
      server,
      tools.flatMap(({ verdict, tool }) => (verdict ? [{ ...verdict, inputSchema: tool.definition.inputSchema }] : [])),
      { preset: options.preset },
    ),
  );
  const rendered = format.render(recommendations);
  await writeFile(path, rendered.text);
  say(
    `${path}: a policy for ${count(recommendations.length, "server")}; ${count(rendered.lost.length, "thing")} that ${format.title} cannot express.`,
  );
  for (const key of judged.keys()) {
    const labels = new Set(servers.filter((one) => one.key === key).map(({ label }) => label));
    if (labels.size > 1)
      say(
        `${count(labels.size, "server")} are called ${key}: ${[...labels].join(", ")}. Their policy is one; where they have a tool of the same name, the stricter terms count.`,
      );
  }
}

const most = 40;

function show({ files, servers, issues, unread }: Scan, accepted: number): void {
  say(`${count(files.length, "configuration")}: ${files.join(", ")}`);
  const rows = servers.map(({ key, clients, slug, tools, grade, worst, risks: counts, pinned }) => [
    key,
    clients.join(", "),
    slug ?? "not in the catalog",
    pinned === null ? "" : pinned ? "yes" : "no",
    tools.length,
    grade ?? "",
    worst ?? "",
    ...risks.map((risk) => counts[risk] ?? ""),
  ]);
  if (rows.length > 0)
    print(table(["server", "clients", "catalog", "pinned", "tools", "grade", "worst", ...risks], rows, 50));
  const order: Issue["level"][] = ["finding", "critical", "high", "note"];
  const sorted = [...issues].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  if (sorted.length > 0)
    print(
      `\n${table(
        ["level", "server", "tool", "rule", "what"],
        sorted
          .slice(0, most)
          .map(({ level, server, tool, rule, message }) => [level, server, tool ?? "", rule, message]),
        90,
      )}`,
    );
  if (sorted.length > most) say(`${count(sorted.length - most, "more issue")}; all of them with --json.`);
  for (const { file, at, why } of unread) say(`Not read: ${file}${at}: ${why}`);
  const unknown = servers.filter(({ slug }) => slug === null);
  for (const file of new Set(unknown.flatMap(({ files: where }) => where.slice(0, 1)))) {
    const keys = unknown.filter(({ files: where }) => where[0] === file).map(({ key }) => key);
    say(`Not in the catalog: ${keys.join(", ")}. Crawl them: mcp-risk crawl config:${file}`);
  }
  say(
    `${count(servers.length, "server")}, ${count(issues.length, "issue")}${accepted > 0 ? `, ${accepted} accepted` : ""}.`,
  );
}
