import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, inject } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What Node is given to run the command line: as it is installed, or from its sources, as `npm run mcp-risk --` does. */
export const program = {
  built: [inject("program")],
  source: ["--import", "tsx", fileURLToPath(new URL("../../cli/main.ts", import.meta.url))],
};

export type CliResult = { code: number | null; stdout: string; stderr: string };

/** Starts the command line as its own process. */
export function startCli(args: string[], env: Record<string, string> = {}, way = program.built): ChildProcess {
  return spawn(process.execPath, [...way, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Runs the command line to its end. */
export async function runCli(
  args: string[],
  options: { input?: string; env?: Record<string, string>; way?: string[] } = {},
): Promise<CliResult> {
  const child = startCli(args, options.env, options.way);
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  child.stdin?.end(options.input ?? "");
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, ...output };
}

/** What a person sees for a mistake that they can mend: one line, exit code 2, no stack. */
export function expectRefusal(result: CliResult, says: RegExp): void {
  expect(result.stderr.trim().split("\n"), result.stderr).toHaveLength(1);
  expect(result.stderr).toMatch(says);
  expect(result.code).toBe(2);
}
