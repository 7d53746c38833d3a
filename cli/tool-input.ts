import { z } from "zod";
import { UserError } from "../catalog/user-error.ts";
import { ToolDefinition } from "../catalog/tool.ts";
import { firstIssue } from "../crawler/source.ts";
import { readText } from "./input-text.ts";
import { oneLine, say } from "./output.ts";

/** One tool of an input, or why that line (from 1; an array's item) is none. */
export type InputTool = { server?: string; tool: ToolDefinition } | { line: number; error: string };

const Named = z.looseObject({ server: z.string().max(1_000).nullish() });

/** Reads tools from a file, or from standard input for `-`, and says so when there are none. Throws a UserError when it cannot be read. */
export async function readTools(input: string): Promise<InputTool[]> {
  const tools = parseTools(await readText(input, " Give --input a file, or - for standard input."));
  if (tools.length === 0) say(`${input === "-" ? "Standard input" : input} holds no tools.`);
  return tools;
}

/** Tools from JSONL, a JSON array of tools, an object with `tools` (a tools/list answer, an `extract --json`), or one tool. */
function parseTools(text: string): InputTool[] {
  const whole = parse(text);
  if (whole.ok) return itemsOf(whole.value).map((item, index) => toTool(item, index + 1));
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const parsed = parse(line);
    return [parsed.ok ? toTool(parsed.value, index + 1) : { line: index + 1, error: `is not JSON: ${parsed.why}` }];
  });
}

const Wrapped = z.object({ tools: z.array(z.unknown()) });
const Answer = z.object({ result: Wrapped });

function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const wrapped = Wrapped.safeParse(value);
  if (wrapped.success) return wrapped.data.tools;
  const answer = Answer.safeParse(value);
  return answer.success ? answer.data.result.tools : [value];
}

function toTool(value: unknown, line: number): InputTool {
  const tool = ToolDefinition.safeParse(value);
  if (!tool.success) return { line, error: `is not a tool: ${firstIssue(tool.error)}` };
  const { server } = Named.parse(value);
  return { tool: tool.data, ...(typeof server === "string" ? { server } : {}) };
}

function parse(text: string): { ok: true; value: unknown } | { ok: false; why: string } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Throws a UserError that counts the lines that were no tools, if there were any. */
export function refuseBadLines(input: readonly InputTool[]): void {
  const bad = input.filter((item) => "error" in item);
  const [first] = bad;
  if (first)
    throw new UserError(
      `${bad.length} of ${input.length} lines are not tools; the first is line ${first.line}, which ${first.error}. Each line must be a JSON object with at least a "name".`,
    );
}

/** That a server or package has no tool of this name, with those that it has. */
export function noSuchTool(where: string, name: string, known: readonly string[]): UserError {
  const names = known.length === 0 ? "none" : oneLine(known.join(", "), 1_000);
  return new UserError(`${where} has no tool ${name}. It has: ${names}.`);
}
