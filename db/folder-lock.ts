import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../catalog/user-error.ts";

/**
 * Takes the lock of an embedded database's folder, and returns the function that gives it back. PGlite does not notice a
 * second opener and then loses acknowledged rows, so one folder has one process. The lock is a file beside the folder
 * (`FOLDER.lock`) that names the owning process; one whose process is gone is taken over, one of a living process never.
 * Throws a UserError when another process has it or the place is not writable.
 */
export function lockFolder(folder: string): () => void {
  const path = `${folder}.lock`;
  const mine = nameOf(process.pid);
  try {
    makeFolder(dirname(folder));
    if (!create(path, mine)) takeOver(path, mine, folder);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The data directory ${dirname(folder)} is not writable (${codeOf(error)}). Choose another with --db PATH.`,
      { cause: error },
    );
  }
  held.add(path);
  return () => {
    if (held.delete(path) && read(path) === mine) rmSync(path, { force: true });
  };
}

const held = new Set<string>();

/** Like `mkdir -p`. The `recursive` option of Node 20.20 never returns for a path under /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/**
 * Creates the lock file with its content in one step, or returns false when it exists. A link, because a file that is
 * created and then written is empty in between, and another process would take it for a dead one's.
 */
function create(path: string, content: string): boolean {
  const whole = `${path}.${process.pid}`;
  writeFileSync(whole, content);
  try {
    linkSync(whole, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(whole, { force: true });
  }
}

/** Replaces a dead owner's lock. Only the process that creates the `.takeover` file may, so two never replace each other's. */
function takeOver(path: string, mine: string, folder: string): void {
  refuseIfAlive(path, folder);
  const takeover = `${path}.takeover`;
  if (!create(takeover, mine)) throw inUse(folder, `another process is opening it; if none is, delete ${takeover}`);
  try {
    refuseIfAlive(path, folder);
    rmSync(path, { force: true });
    if (!create(path, mine)) throw inUse(folder, "another process has just opened it");
  } finally {
    rmSync(takeover, { force: true });
  }
}

function refuseIfAlive(path: string, folder: string): void {
  const owner = read(path);
  const pid = Number.parseInt(owner ?? "", 10);
  if (owner === null || !(pid > 0)) return;
  // Our own id in a file that we do not hold is a dead process's: a container restarts with the same ids.
  const alive = pid === process.pid ? held.has(path) : isAlive(pid) && sameProcess(owner, pid);
  if (alive) throw inUse(folder, `process ${pid} has it open; if that is no mcp-risk, delete ${path}`);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** A process by its id and, where the system tells, when it started: ids are used again, after a restart from the same low numbers. */
function nameOf(pid: number): string {
  return `${pid} ${startOf(pid)}`;
}

function sameProcess(owner: string, pid: number): boolean {
  const [, start = ""] = owner.split(" ");
  return start === "" || start === startOf(pid);
}

/** When a process started, in clock ticks after boot, with the boot's id (Linux, proc(5)); "" elsewhere. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses, which may hold spaces; starttime is the 22nd.
    const [ticks = ""] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(19);
    return `${boot}/${ticks}`;
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function inUse(folder: string, why: string): UserError {
  return new UserError(
    `The embedded database ${folder} is in use (${why}). Wait for it, choose another with --db PATH, or use PostgreSQL, which many processes may share.`,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : String(error);
}
