import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, builtProgram } from "../built.ts";
import { openCatalog } from "../../db/client.ts";
import { fillCatalog } from "./api/fill.ts";
import type { Load, Measured } from "./api/load.ts";
import { addresses } from "./api/paths.ts";
import { startPostgres } from "./api/postgres.ts";

// Prints how fast the API answers over HTTP, from a large catalog. The server has one core where taskset is there; the load,
// which is made in a second process, and PostgreSQL have the rest. No address is asked twice but where it says so. Besides what
// the clock says there is what the server's own CPU time says, which other work on the machine does not change much, and first
// of all what asks nothing of the database: where that is slow, so is the machine.

/** What must hold: requests a second, and milliseconds. */
const goals = {
  tool: { connections: 8, perSecond: 2_000, p99: 10 },
  server: { connections: 8, perSecond: 2_000, p99: 10 },
  search: { connections: 2, p95: 30 },
  policy: { connections: 4, p99: 20 },
};
type Goal = { connections: number; perSecond?: number; p95?: number; p99?: number };
const seconds = 10;
const addressesEach = 40_000;
/** An hour of thirty requests a second, in a minute. */
const longSeconds = 60;
const mostGrowth = 1.15;

/** Runs the benchmark; 1 when a goal is not reached. */
export async function bench(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { db: { type: "string" }, scale: { type: "string" }, pglite: { type: "boolean", default: false } },
  });
  if (values.db === undefined && !existsSync(new URL("../../../shared/world/", import.meta.url))) {
    console.log("api skipped: the replica's data is not there; give --db URL of a catalog that is filled");
    return 0;
  }
  const scale = Number(values.scale ?? (values.pglite ? 1 : 4));
  const folder = await mkdtemp(join(tmpdir(), "mcp-risk-bench-"));
  const postgres = values.db === undefined && !values.pglite ? await startPostgres() : null;
  const db = values.db ?? postgres?.url ?? join(folder, "catalog");
  try {
    const paths = await prepare(db, values.db === undefined ? scale : null);
    return await measure(db, paths);
  } finally {
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(location: string, scale: number | null) {
  const catalog = await openCatalog(location);
  try {
    if (scale !== null) await fillCatalog(catalog.db, scale, console.log);
    return await addresses(catalog.db, addressesEach);
  } finally {
    await catalog.close();
  }
}

async function measure(db: string, paths: Awaited<ReturnType<typeof prepare>>): Promise<number> {
  const server = await startServer(db);
  const missed: string[] = [];
  try {
    load({ url: server.url, paths: paths.tool.slice(-2_000), connections: 4, seconds: 3 });
    const idle = onServer(server, { url: server.url, paths: ["/healthz"], connections: 8, seconds, again: true });
    console.log(`healthz, 8 connections: ${words(idle)}`);
    for (const [kind, goal] of Object.entries(goals) as [keyof typeof goals, Goal][]) {
      const given = { url: server.url, paths: paths[kind], connections: goal.connections, seconds };
      const measured = onServer(server, given);
      console.log(`${kind}, ${goal.connections} connections: ${words(measured)}`);
      missed.push(...missedBy(kind, measured, goal));
    }
    const again = { url: server.url, paths: paths.tool.slice(0, 1_000), connections: 8, seconds, again: true };
    console.log(`tool, 1000 addresses again and again, 8 connections: ${words(onServer(server, again))}`);
    const mixed = Object.values(paths).flatMap((kind) => kind.slice(-5_000));
    // The kept answers reach their limit first.
    load({ url: server.url, paths: mixed, connections: 8, seconds: 2 * seconds, again: true });
    missed.push(
      ...(await longRun(server, { url: server.url, paths: mixed, connections: 8, seconds: longSeconds, again: true })),
    );
  } finally {
    server.process.kill("SIGTERM");
  }
  for (const one of missed) console.log(`failed: ${one}`);
  return missed.length > 0 ? 1 : 0;
}

type OnServer = Measured & { perCpuSecond: number };

const words = ({ perSecond, perCpuSecond, failed, p50, p95, p99 }: OnServer): string =>
  `${perSecond.toFixed(0)} req/s (${perCpuSecond.toFixed(0)} in a second of the server's CPU), p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${failed} failed`;

function onServer(server: Server, given: Load): OnServer {
  const before = cpuSeconds(server.process);
  const measured = load(given);
  return { ...measured, perCpuSecond: measured.requests / (cpuSeconds(server.process) - before) };
}

function missedBy(kind: string, measured: Measured, goal: Goal): string[] {
  return [
    ...(measured.failed > 0 ? [`${kind}: ${measured.failed} answers were not 200`] : []),
    ...(goal.perSecond && measured.perSecond < goal.perSecond ? [`${kind}: fewer than ${goal.perSecond} req/s`] : []),
    ...(goal.p95 && measured.p95 > goal.p95 ? [`${kind}: p95 above ${goal.p95} ms`] : []),
    ...(goal.p99 && measured.p99 > goal.p99 ? [`${kind}: p99 above ${goal.p99} ms`] : []),
  ];
}

/** Asks for a minute, and compares the memory of its halves. */
async function longRun(server: Server, given: Load): Promise<string[]> {
  const heaps: number[] = [];
  const sizes: number[] = [];
  const timer = setInterval(() => {
    sizes.push(megabytes(server.process));
    void heapOf(server.url).then((size) => heaps.push(size));
  }, 500);
  const began = cpuSeconds(server.process);
  const measured = await loadLater(given);
  clearInterval(timer);
  const perCpuSecond = measured.requests / (cpuSeconds(server.process) - began);
  console.log(
    `all kinds for ${given.seconds} s: ${measured.requests} requests, ${words({ ...measured, perCpuSecond })}`,
  );
  // What is left after a collection: the least of half a minute, in which there is one.
  const half = Math.floor(heaps.length / 2);
  const [before, after] = [Math.min(...heaps.slice(0, half)), Math.min(...heaps.slice(half))];
  console.log(
    `memory: ${before.toFixed(0)} MB of heap in use in the first half, ${after.toFixed(0)} MB in the second; the process has ${(sizes[half] ?? 0).toFixed(0)} and ${(sizes.at(-1) ?? 0).toFixed(0)} MB`,
  );
  return after > before * mostGrowth ? [`memory grew from ${before.toFixed(0)} to ${after.toFixed(0)} MB`] : [];
}

type Server = { url: string; process: ChildProcess };

/** Builds the program, and starts it as it is installed, on a core of its own. */
async function startServer(db: string): Promise<Server> {
  build();
  const pin = spawnSync("taskset", ["-c", "0", "true"]).status === 0 ? ["taskset", "-c", "0"] : [];
  const [command, ...args] = [
    ...pin,
    process.execPath,
    builtProgram,
    "serve",
    "--db",
    db,
    "--port",
    "0",
    "--rate-limit",
    "0",
  ];
  const child = spawn(command, args, { stdio: ["ignore", "inherit", "pipe"] });
  const url = await new Promise<string>((done, fail) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const [, at] = /Serving on (http:\S+) /.exec(said) ?? [];
      if (at !== undefined) done(at);
    });
    child.once("exit", () => {
      fail(new Error(`the server ended: ${said}`));
    });
  });
  return { url, process: child };
}

/** The CPU time that a process has used (Linux, proc(5), in clock ticks of 10 ms; 0 elsewhere). */
function cpuSeconds({ pid }: ChildProcess): number {
  try {
    const stat = readFileSync(`/proc/${pid ?? 0}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

async function heapOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const [, bytes = "0"] = /^nodejs_heap_size_used_bytes (\S+)$/m.exec(text) ?? [];
  return Number(bytes) / 1_048_576;
}

/** The memory of a process (Linux; 0 elsewhere). */
function megabytes({ pid }: ChildProcess): number {
  try {
    const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid ?? 0}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1_024;
  } catch {
    return 0;
  }
}

const script = fileURLToPath(new URL("api/load.ts", import.meta.url));

function load(given: Load): Measured {
  const run = spawnSync(process.execPath, ["--import", "tsx", script], {
    input: JSON.stringify(given),
    encoding: "utf8",
    maxBuffer: 1e7,
    stdio: ["pipe", "pipe", "inherit"],
  });
  return JSON.parse(run.stdout) as Measured;
}

async function loadLater(given: Load): Promise<Measured> {
  const child = spawn(process.execPath, ["--import", "tsx", script], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(given));
  let text = "";
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) text += chunk.toString();
  return JSON.parse(text) as Measured;
}
