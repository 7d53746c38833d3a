import { parse as parseYaml } from "yaml";
import type { z } from "zod";
import { UserError } from "../catalog/user-error.ts";
import { firstIssue } from "../crawler/source.ts";
import { readPolicy, type PolicyDocument } from "../policy/document.ts";
import { overrideWarnings, Overrides, type OverrideWarning } from "../policy/overrides.ts";
import type { PolicyProblem } from "../policy/problem.ts";
import { ReplayedCall } from "../policy/simulate.ts";
import { readText } from "./input-text.ts";
import { say } from "./output.ts";

/** JSON or YAML, which JSON is a part of. */
async function readData(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    try {
      return parseYaml(text, { maxAliasCount: 100, logLevel: "error" }) as unknown;
    } catch (error) {
      const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      throw new UserError(`${path} is neither JSON nor YAML: ${why}`);
    }
  }
}

/** A policy document, or what is wrong with it. */
export async function readPolicyFile(
  path: string,
): Promise<{ ok: true; document: PolicyDocument } | { ok: false; problems: PolicyProblem[] }> {
  return readPolicy(await readData(path));
}

/** A policy document. Throws a UserError with the first thing that is wrong with it. */
export async function requirePolicy(path: string): Promise<PolicyDocument> {
  const read = await readPolicyFile(path);
  if (read.ok) return read.document;
  const [first] = read.problems;
  const at = first?.path ? `${first.path} ` : "";
  throw new UserError(
    `${path} is not a valid policy: ${at}${first?.message ?? ""}. See: mcp-risk policy check ${path}`,
  );
}

/** An organisation's own terms. Throws a UserError when the file is no such thing. */
export async function readOverrides(path: string): Promise<Overrides> {
  return checked(Overrides, (await readData(path)) ?? {}, path);
}

/** Says which tools an organisation's own terms name in vain, and gives these warnings back. */
export function sayUnknown({ overrides = {} }: { overrides?: Overrides }, names: Iterable<string>): OverrideWarning[] {
  const warnings = overrideWarnings(overrides, names);
  for (const { message } of warnings) say(message);
  return warnings;
}

/** Calls to replay, from JSONL or a JSON array. Throws a UserError that names the first bad one. */
export async function readCalls(path: string): Promise<ReplayedCall[]> {
  const text = await readText(path);
  const whole = parsed(text);
  const lines: [number, unknown][] = Array.isArray(whole)
    ? whole.map((item, at) => [at + 1, item])
    : text.split("\n").flatMap((line, at): [number, unknown][] => (line.trim() === "" ? [] : [[at + 1, parsed(line)]]));
  return lines.map(([line, value]) => {
    if (value === undefined) throw new UserError(`${path}, line ${line}, is not JSON.`);
    return checked(ReplayedCall, value, `${path}, line ${line},`);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new UserError(`${where} cannot be used: ${firstIssue(read.error)}.`);
}
