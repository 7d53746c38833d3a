import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../catalog/user-error.ts";

const heldHere = new Set<string>();

/**
 * Takes the lock of an embedded database's folder, and returns the function that gives it back. PGlite does not notice a
 * second opener and then loses acknowledged rows, so one folder has one process. The lock is a file beside the folder
 * (`FOLDER.lock`) with the owner's process id; one whose process is gone is taken over, one of a living process never.
 * Throws a UserError when another process has it or the place is not writable.
 */
export function lockFolder(folder: string): () => void {
  const path = `${folder}.lock`;
  try {
    makeFolder(dirname(folder));
    if (!create(path)) takeOver(path, folder);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The data directory ${dirname(folder)} is not writable (${codeOf(error)}). Choose another with --db PATH.`,
      { cause: error },
    );
  }
  heldHere.add(path);
  return () => {
    heldHere.delete(path);
    rmSync(path, { force: true });
  };
}

/** Like `mkdir -p`. The `recursive` option of Node 20.20 never returns for a path under /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Creates the file with our process id, or returns false when it exists. O_EXCL makes this one step for all processes. */
function create(path: string): boolean {
  try {
    const handle = openSync(path, "wx");
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Replaces a dead owner's lock. Only the process that creates the `.takeover` file may, so two never replace each other's. */
function takeOver(path: string, folder: string): void {
  refuseIfAlive(path, folder);
  const takeover = `${path}.takeover`;
  if (!create(takeover)) throw inUse(folder, `another process is opening it; if none is, delete ${takeover}`);
  try {
    refuseIfAlive(path, folder);
    rmSync(path, { force: true });
    if (!create(path)) throw inUse(folder, "another process has just opened it");
  } finally {
    rmSync(takeover, { force: true });
  }
}

function refuseIfAlive(path: string, folder: string): void {
  const owner = readOwner(path);
  // A container restarts with the same process ids: our own id in a file that we did not write is a dead process's.
  const alive = owner === process.pid ? heldHere.has(path) : owner !== null && isAlive(owner);
  if (alive) throw inUse(folder, `process ${owner ?? "?"} has it open`);
}

function readOwner(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, "utf8"), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
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
