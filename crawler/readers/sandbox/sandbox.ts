import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { ReadWarning, ToolDefinition } from "../../../catalog/tool.ts";
import type { NpmConfig } from "../../npm-config.ts";
import { askServer, reasonOf } from "../live/ask.ts";
import { findBubblewrap, passwd, sandboxArguments, sandboxLimits, type SandboxLimits } from "./bubblewrap.ts";
import { installPackage, type NotInstalled } from "./install.ts";
import { watchProcesses } from "./watch.ts";

export type SandboxRead = { ok: true; tools: ToolDefinition[]; warnings: ReadWarning[] };
export type NotRun = { ok: false; code: string; message: string };

export type SandboxOptions = {
  npm: NpmConfig;
  /** Environment variables that it gets. Nothing of our own environment is given to it. */
  env?: Record<string, string>;
  args?: readonly string[];
  limits?: SandboxLimits;
  signal?: AbortSignal;
};

/** Answers that we take from a program in one piece, in bytes. */
const maxMessageBytes = 20_000_000;
const keptStderr = 2_000;
/** Some tools are listed only for clients that can do these; a server that asks for one is told that it cannot be had. */
const capabilities = { roots: {}, sampling: {}, elicitation: {} };

/**
 * Installs an npm package without running scripts, starts its command in a sandbox without network, asks it for its tools
 * over stdio, and removes everything again. Throws a UserError where there is no bubblewrap.
 */
export async function runPackage(
  name: string,
  version: string,
  options: SandboxOptions,
): Promise<SandboxRead | NotRun | NotInstalled> {
  const bubblewrap = await findBubblewrap(process.env);
  const folder = await mkdtemp(join(tmpdir(), "mcp-risk-run-"));
  try {
    const installed = await installPackage(name, version, join(folder, "app"), options.npm);
    if (!installed.ok) return installed;
    await mkdir(join(folder, "etc"));
    await writeFile(join(folder, "etc", "passwd"), passwd);
    const folders = { app: installed.root, etc: join(folder, "etc"), node: process.execPath };
    return await askProgram(bubblewrap, folders, installed.program, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts a program that is installed in the sandbox, and asks it for its tools. */
async function askProgram(
  bubblewrap: string,
  folders: Parameters<typeof sandboxArguments>[0],
  program: string,
  options: Omit<SandboxOptions, "npm">,
): Promise<SandboxRead | NotRun> {
  const { env = {}, args = [], limits = sandboxLimits, signal } = options;
  const transport = new StdioClientTransport({
    command: bubblewrap,
    args: sandboxArguments(folders, program, args, env, limits),
    // bubblewrap itself needs nothing of ours; what is inside gets what its arguments say.
    env: {},
    stderr: "pipe",
    maxBufferSize: maxMessageBytes,
  });
  let stderr = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("utf8")).slice(-keptStderr);
  });
  const deadline = AbortSignal.timeout(limits.ms);
  const excess = new AbortController();
  const all = AbortSignal.any([deadline, excess.signal, ...(signal ? [signal] : [])]);
  const client = new Client({ name: "mcp-risk", version: "1" }, { capabilities });
  const watch = watchProcesses(
    () => transport.pid,
    limits,
    (why) => {
      excess.abort(new Error(why));
    },
  );
  try {
    const { answer, warnings } = await askServer(client, transport, all);
    return { ok: true, tools: answer.tools, warnings };
  } catch (error) {
    if (deadline.aborted) return { ok: false, code: "timeout", message: `gave no tools in ${limits.ms / 1_000} s` };
    if (excess.signal.aborted) return { ok: false, code: "too-much", message: reasonOf(excess.signal.reason) };
    const last = stderr.trim().split("\n").at(-1) ?? "";
    return {
      ok: false,
      code: "not-mcp",
      message: `${reasonOf(error)}${last === "" ? "" : ` (it says: ${last.slice(0, 300)})`}`,
    };
  } finally {
    watch.stop();
    // The whole sandbox ends with bubblewrap, whatever it runs.
    if (transport.pid !== null) kill(transport.pid);
    await transport.close();
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}
