import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Argument, Option, type Command } from "commander";
import { stringify } from "csv-stringify";
import { visibleJson } from "../../catalog/text.ts";
import { UserError } from "../../catalog/user-error.ts";
import { ruleset } from "../../classifier/classify.ts";
import type { Db } from "../../db/client.ts";
import { exportedChanges, exportedServers, exportedTools } from "../../db/queries/export.ts";
import { withCatalog } from "../catalog.ts";
import { judgeCatalog } from "../judge.ts";
import type { Global } from "../options.ts";
import { count, say } from "../output.ts";

type What = "servers" | "tools" | "changes";
type Options = Global & { format: "jsonl" | "csv"; output?: string };

export function exportCommand(program: Command): void {
  program
    .command("export")
    .description("Write the catalog's data for others to use: one line for each server, tool or change.")
    .addArgument(new Argument("<what>", "what each line is").choices(["servers", "tools", "changes"]))
    .addOption(new Option("--format <id>", "how lines are written").choices(["jsonl", "csv"]).default("jsonl"))
    .option("--output <file>", "a file instead of standard output; compressed when it ends in .gz")
    .addHelpText(
      "after",
      `
JSONL has all that is known of each: a server's facts with who said them, identifiers and grade; a tool's definition, where
it was read, and its verdict with evidence. CSV has the columns that fit in a table. In CSV a text that a spreadsheet would
take for a formula gets a ' in front.

Examples:
  mcp-risk export tools --output tools.jsonl.gz
  mcp-risk export servers --format csv --output servers.csv
  mcp-risk export tools | duckdb -c "create table tools as from read_json_auto('/dev/stdin')"`,
    )
    .action(async (what: What, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (options.json && options.format === "csv") throw new UserError("--json and --format csv exclude each other.");
      await withCatalog(options.db, async ({ db }) => {
        await judgeCatalog(db);
        const written = await write(rowsOf(db, what), columnsOf[what], options);
        if (written !== null)
          say(`${count(written, what.slice(0, -1))}${options.output === undefined ? "" : ` in ${options.output}`}.`);
      });
    });
}

function rowsOf(db: Db, what: What): AsyncIterable<Record<string, unknown>> {
  if (what === "servers") return exportedServers(db);
  return what === "tools" ? exportedTools(db, ruleset) : exportedChanges(db);
}

/** The columns of a CSV: a name, and the path in a line of JSONL. */
const columnsOf: Record<What, string[]> = {
  servers: [
    "slug",
    "name",
    "title",
    "description",
    "status",
    "version",
    "license",
    "author",
    "homepage",
    "repository.url",
    "stars",
    "downloads",
    "grade.letter",
    "grade.capability.level",
    "grade.trust.level",
    "grade.findings.level",
    "profile.tools",
    "firstSeen",
    "lastSeen",
    "goneAt",
  ],
  tools: [
    "server",
    "name",
    "definition.title",
    "definition.description",
    "definitionHash",
    "verdict.category",
    "verdict.risk",
    "verdict.confidence",
    "verdict.because.rule",
    "reader",
    "subject",
    "version",
    "file",
    "line",
    "firstSeen",
    "lastSeen",
  ],
  changes: ["id", "at", "server", "kind", "tool", "before", "after"],
};

function valueAt(row: unknown, path: string): string | number | boolean | null {
  let value: unknown = row;
  for (const key of path.split("."))
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value === undefined || value === null ? null : JSON.stringify(value);
}

/**
 * Writes rows as they come, at the pace of who reads them; a file is there under its name only when it is whole. Returns how many,
 * or null when the reader stopped early.
 */
async function write(
  rows: AsyncIterable<Record<string, unknown>>,
  columns: string[],
  { format, output }: Options,
): Promise<number | null> {
  let written = 0;
  async function* lines() {
    for await (const row of rows) {
      written += 1;
      yield format === "csv" ? columns.map((path) => valueAt(row, path)) : `${visibleJson(JSON.stringify(row))}\n`;
    }
  }
  const steps = format === "csv" ? [stringify({ header: true, columns, escape_formulas: true })] : [];
  const source = Readable.from(lines(), { objectMode: true });
  if (output === undefined) {
    try {
      await pipeline([source, ...steps, process.stdout], { end: false });
    } catch (error) {
      // The reader of a pipe may stop early (`| head`).
      if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
      return null;
    }
    return written;
  }
  const part = `${output}.part`;
  const gzip = output.endsWith(".gz") ? [createGzip()] : [];
  const file: Writable = createWriteStream(part);
  try {
    await pipeline([source, ...steps, ...gzip, file]);
    await rename(part, output);
  } catch (error) {
    await rm(part, { force: true });
    throw new UserError(
      `${output} cannot be written (${error instanceof Error ? error.message : String(error)}). Choose another with --output.`,
      { cause: error },
    );
  }
  return written;
}
