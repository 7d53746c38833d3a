import { readFile } from "node:fs/promises";

/** How often a sandbox's use of memory and processes is looked at, in milliseconds. */
const everyMs = 100;
/** Linux counts memory in pages of this size on all platforms that Node is built for here. */
const pageBytes = 4_096;

/**
 * Looks at the processes below one, as Linux's /proc tells of them (man proc), until it is stopped; calls `onExcess` once,
 * in words, when there are too many or they use too much memory together.
 */
export function watchProcesses(
  root: () => number | null,
  limits: { memoryBytes: number; processes: number },
  onExcess: (why: string) => void,
): { stop: () => void } {
  let stopped = false;
  const look = async (): Promise<void> => {
    const pid = root();
    const { count, bytes } = pid === null ? { count: 0, bytes: 0 } : await usage(pid, limits.processes);
    if (stopped) return;
    if (count > limits.processes) onExcess(`started more than ${limits.processes} processes`);
    else if (bytes > limits.memoryBytes) onExcess(`used more than ${limits.memoryBytes / 1e6} MB of memory`);
    else timer = setTimeout(() => void look(), everyMs);
  };
  let timer = setTimeout(() => void look(), everyMs);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** The processes at and below `pid`, counted up to a little more than `most`, and their resident memory in bytes. */
async function usage(pid: number, most: number): Promise<{ count: number; bytes: number }> {
  const queue = [pid];
  let bytes = 0;
  let count = 0;
  for (let next = queue.shift(); next !== undefined && count <= most; next = queue.shift()) {
    count += 1;
    const [children, statm] = await Promise.all([
      readFile(`/proc/${next}/task/${next}/children`, "utf8").catch(() => ""),
      readFile(`/proc/${next}/statm`, "utf8").catch(() => ""),
    ]);
    queue.push(...children.trim().split(/\s+/).filter(Boolean).map(Number));
    bytes += Number(statm.split(" ")[1] ?? 0) * pageBytes;
  }
  return { count, bytes };
}
